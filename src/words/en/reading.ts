import type { ReadingSentences } from '../../core/sentences/reading.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const reading: Part<ReadingSentences> = {
  'reading.too-slow': () => 'AWS took too long to answer.',
  'reading.not-read': ({ part, why }) => `*${part}*: could not be read. ${why}`,

  'reading.help-summary': ({ count }) => `You may use ${quantity(count, 'command', 'commands')} here.`,
  'reading.help-read': () => '*Read*',
  'reading.help-both': () => '*Look or change* (alone they only show)',
  'reading.help-change': () => '*Change* (I show the plan before anything is touched)',
  'reading.help-decide': () => '*Decide* (the buttons on the card do the same)',
  'reading.help-line': ({ usage, summary }) => `${usage} — ${summary}`,
  'reading.help-more': ({ example }) => `More about one command: ${example}`,
  'reading.help-forms': ({ forms }) => `*Usage*\n${forms.join('\n')}`,
  'reading.help-example': ({ example }) => `*Example*\n${example}`,
  'reading.help-approval': ({ where }) => `Asks for approval before it runs: ${where.join(', ')}.`,
  'reading.help-no-approval': () => 'Asks for no approval.',
  'reading.approval-needed': ({ environment, people }) =>
    `${environment} (${quantity(people, 'person', 'people')})`,

  'reading.status-title': ({ environment, service, region }) => `${environment} · ${service} · ${region}`,
  'reading.status-summary': ({ environment, running, desired, image, alarms }) =>
    [
      `${environment}: ${running} of ${quantity(desired, 'task', 'tasks')} running`,
      ...(image === null ? [] : [image]),
      alarms === null ? 'alarms not read' : alarms === 0 ? 'no alarms' : quantity(alarms, 'alarm', 'alarms'),
    ].join(' · '),
  'reading.status-unread': ({ environment, why }) => `${environment}: the service could not be read. ${why}`,
  'reading.status-context': ({ at, store, version }) =>
    `Read ${at} · store: ${store}${version === null ? '' : ` · Hydrous ${version}`}`,
  'reading.part-service': () => 'Service',
  'reading.part-version': () => 'Version',
  'reading.part-tasks': () => 'Running digest',
  'reading.part-targets': () => 'Load balancer',
  'reading.part-alarms': () => 'Alarms',
  'reading.part-scaling': () => 'Autoscaling',
  'reading.part-changes': () => 'Last change',
  'reading.tasks': ({ running, desired, pending }) => {
    if (desired === 0 && running === 0) return '*Tasks*: switched off (0 desired)';
    return `*Tasks*: ${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ''}`;
  },
  'reading.version': ({ image, digest, revision }) =>
    `*Version*: ${image}${digest === null || digest === image ? '' : ` · ${digest}`} · revision ${revision}`,
  'reading.version-revision': ({ revision }) => `*Version*: revision ${revision}`,
  'reading.rollout-none': () => '*Rollout*: none in progress',
  'reading.rollout-running': ({ running, desired, failed, since }) =>
    `*Rollout in progress*: ${running} of ${quantity(desired, 'new task', 'new tasks')}${failed > 0 ? `, ${failed} failed` : ''}${since === null ? '' : `, since ${since}`}`,
  'reading.rollout-failed': ({ reason }) => `*Rollout failed*${reason === null ? '' : `: ${reason}`}`,
  'reading.targets': ({ healthy, total }) => `*Load balancer*: ${healthy} of ${total} healthy`,
  'reading.targets-none': () => '*Load balancer*: no registered targets',
  'reading.target-reason': ({ count, state, reason }) => `${count} × ${state}: ${reason}`,
  'reading.target-timeout': () => 'does not answer the health check in time',
  'reading.target-failed': () => 'the health check fails (port and security group?)',
  'reading.target-code': ({ description }) =>
    `answers with a code that is not expected${description === null ? '' : ` — ${description}`}`,
  'reading.target-registering': () => 'is registering; its first check is not over yet',
  'reading.target-draining': () => 'is being taken out',
  'reading.target-unused': () => 'gets no traffic: no listener uses its group',
  'reading.target-other': ({ reason }) => reason ?? 'AWS does not say why',
  'reading.alarms-none': () => '*Alarms*: none open',
  'reading.alarms-open': ({ count, names }) =>
    `*Alarms*: ${count} open — ${names.join(', ')}${count > names.length ? ` and ${count - names.length} more` : ''}`,
  'reading.scaling': ({ min, max, policies }) =>
    `*Autoscaling*: ${min} to ${max} tasks, ${quantity(policies, 'policy', 'policies')}`,
  'reading.scaling-suspended': ({ min, max }) => `*Autoscaling*: suspended (${min} to ${max} tasks)`,
  'reading.scaling-none': () => '*Autoscaling*: not set up',
  'reading.last-change': ({ command, who, at, state }) =>
    `*Last change*: ${command} by ${who}, ${at}: ${state}`,
  'reading.last-none': () => '*Last change*: none made with Hydrous',
  'reading.waiting': ({ id, command, who, expires }) =>
    `*Waiting*: ${command} by ${who}, expires ${expires} · ${id}`,

  'reading.history-title': ({ environment }) => `Last changes in ${environment}`,
  'reading.history-summary': ({ environment, count }) =>
    `${quantity(count, 'change', 'changes')} in ${environment}`,
  'reading.history-item': ({ at, command, who, decided, state, id }) =>
    `${at} · ${command} · ${who}${decided.length > 0 ? ` → ${decided.join(', ')}` : ''} · ${state} · ${id}`,
  'reading.history-reason': ({ item, reason }) => `${item}\n_${reason}_`,
  'reading.history-more': ({ count }) => `There are ${count} more; narrow it with \`--since\` or \`--by\`.`,
  'reading.history-none': ({ environment }) => `No changes were made with Hydrous in ${environment} yet.`,
  'reading.history-none-matching': ({ environment }) =>
    `No change in ${environment} matches. Try without \`--by\` or with a longer \`--since\`.`,
};
