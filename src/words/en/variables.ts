import type { VariableSentences } from '../../core/sentences/variables.ts';
import { joined } from '../lists.ts';
import type { Part } from '../words.ts';

export const variables: Part<VariableSentences> = {
  'change.env-set': ({ names, environment }) => `set ${joined(names, 'and')} in ${environment}`,
  'change.env-unset': ({ names, environment }) => `remove ${joined(names, 'and')} from ${environment}`,
  'check.variables': ({ added, changed, removed }) =>
    `Variables: ${added} new, ${changed} with another value, ${removed} removed. Values are neither shown nor kept in the clear`,
  'plan.env-same': ({ names }) =>
    `${joined(names, 'and')} already ${names.length === 1 ? 'has that value' : 'have those values'}.`,
  'plan.env-secret': ({ names }) =>
    `${joined(names, 'and')} ${names.length === 1 ? 'comes' : 'come'} from Secrets Manager or Parameter Store: change the secret there and use \`/hydrous redeploy\`.`,
  'plan.env-unknown': ({ names, near }) =>
    `There is no variable ${joined(names, 'or')}.${near.length > 0 ? ` Did you mean ${joined(near, 'or')}?` : ''}`,

  'env.title': ({ environment, revision }) => `Variables of ${environment} (${revision})`,
  'env.summary': ({ environment, variables, secrets }) =>
    `${environment}: ${variables} ${variables === 1 ? 'variable' : 'variables'} and ${secrets} ${secrets === 1 ? 'secret' : 'secrets'}`,
  'env.variable': ({ name, length, fingerprint }) =>
    `${name}: ${length} ${length === 1 ? 'byte' : 'bytes'} long, fingerprint ${fingerprint}`,
  'env.secret': ({ name }) => `${name}: a secret, read when the task starts`,
  'env.none': () => 'The container has neither variables nor secrets.',
  'env.hidden': () => 'Values are not shown. The same fingerprint is the same value.',
  'env.form': () =>
    'After `env set` comes NAME=VALUE. Put quotes around a value with spaces: `env set MOTTO="good day"`.',
  'env.what': ({ word }) =>
    `I do not know "${word}" here. Write \`env set NAME=VALUE\` or \`env unset NAME\`.`,
  'env.no-pairs': () => 'Say what to set, for example `env set LOG_LEVEL=debug`.',
  'env.no-names': () => 'Say what to remove, for example `env unset LOG_LEVEL`.',
  'env.name': ({ name }) =>
    `"${name}" cannot be a name: use letters, digits and _, and do not begin with a digit.`,
  'env.twice': ({ name }) => `${name} stands twice. Keep it once.`,
  'env.many': ({ most }) => `Too many at once: ${most} at most.`,
  'env.masked': ({ names }) =>
    `Hydrous does not remember values. Type the command again with the value of ${joined(names, 'and')} in place of \`***\`.`,
  'env.mention': () =>
    'Put no values into a message: they stand in the channel for all to see. Delete yours and use `/hydrous env set …`, which only you see.',
  'env.typed': () =>
    'The value was in your command only, which nobody else sees. `/hydrous env set` and nothing more opens a form to type it.',
};
