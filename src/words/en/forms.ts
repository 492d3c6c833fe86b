import type { FormSentences } from '../../core/sentences/forms.ts';
import type { Part } from '../words.ts';

export const forms: Part<FormSentences> = {
  'form.loading': () => 'Reading how everything stands…',
  'form.submit': () => 'Plan it',
  'form.next': () => 'Continue',
  'form.close': () => 'Cancel',
  'form.line': ({ command }) => `The same, typed: ${command}`,
  'form.typed': ({ command }) => `Next time you may also type ${command}`,
  'form.not-here': ({ verb }) =>
    `I could not open the form of ${verb}: it only opens from \`/hydrous\` in Slack. Type the whole command.`,
  'form.gone': () =>
    'This form no longer counts: it comes from another version. I did nothing; open it again or type the command.',
  'form.unread-now': ({ why }) => `I could not read how it stands now: ${why}`,
  'form.unchanged': () => 'That is how it stands now. Change a value, or cancel.',
  'form.missing': () => 'This value is missing.',
  'form.reason': () => 'Reason',
  'form.reason-hint': () => 'Shown on the card and in the history.',
  'form.plain': ({ text }) => text,
  'form.length': ({ length }) => length,
  'form.yes': () => 'Yes',
  'form.rest': () => 'The rest, as you would type it',
  'form.generic-title': ({ verb }) => `hydrous ${verb}`,
  'form.generic': ({ summary, environment }) => `In ${environment}: ${summary}`,

  'form.menu.title': () => 'Hydrous',
  'form.menu.about': () => 'Choose what to do. Nothing is done before you have seen the plan.',
  'form.menu.where': () => 'Choose the environment first; its current values come next.',
  'form.menu.verb': () => 'What do you want to do?',
  'form.menu.environment': () => 'Environment',
  'form.menu.item': ({ verb, summary }) => `${verb} · ${summary}`,
  'form.menu.none': () => 'There is nothing you may ask for here. Type `/hydrous help` to see why.',

  'form.menu.closed': () => 'Slack did not let me open the menu in time. Try again, or type `/hydrous help`.',

  'form.deploy.title': () => 'Deploy',
  'form.deploy.now': ({ environment, tags, revision, running, desired }) =>
    `Now in ${environment}: ${tags.length === 0 ? '' : `${tags.join(', ')} · `}${revision} · ${running}/${desired} tasks`,
  'form.deploy.unread': ({ why }) => `I could not read the images, so type one. ${why}`,
  'form.deploy.none': ({ repository }) => `There is nothing of ${repository} to offer: type what to deploy.`,
  'form.deploy.image': () => 'What do you deploy?',
  'form.deploy.other': () => '…or another one',
  'form.deploy.only': () => 'What do you deploy?',
  'form.deploy.other-hint': () => 'A tag, @sha256:… or revision:N.',
  'form.deploy.both': () => 'You chose one from the list and typed another. Leave only one.',
  'form.deploy.neither': () => 'Choose an image from the list, or type one below.',
  'form.deploy.option': ({ tag, platforms, age }) =>
    `${tag} · ${platforms ?? 'architecture not read'} · ${age === null ? 'no date' : `${age} ago`}`,
  'form.deploy.running': ({ item }) => `${item} · running`,
  'form.deploy.detail': ({ digest }) => digest,
  'form.deploy.differs': ({ item, wanted }) => `Does not run here, needs ${wanted} · ${item}`,

  'form.proven.option': ({ revision, tag, age }) =>
    `${revision}${tag === null ? '' : ` · ${tag}`} · ${age === null ? 'no date' : `${age} ago`}`,
  'form.proven.detail': ({ outcome, digest, by }) =>
    [by === null ? outcome : `${outcome}, asked for by ${by}`, digest].filter(Boolean).join(' · '),
  'form.rollback.title': () => 'Roll back',
  'form.rollback.now': ({ environment, revision }) => `Now in ${environment}: ${revision}`,
  'form.rollback.unread': ({ why }) => `I could not read the earlier deployments. ${why}`,
  'form.rollback.revision': () => 'Which one do you go back to?',
  'form.rollback.hint': () => 'Only those that have worked before, newest first.',
  'form.rollback.other': () => '…or another revision',
  'form.rollback.only': () => 'Revision',

  'form.scale.title': () => 'Scale',
  'form.scale.now': ({ environment, running, desired, size }) =>
    `Now in ${environment}: ${running}/${desired} tasks${size === null ? '' : ` of ${size}`}`,
  'form.scale.autoscaling': ({ min, max }) =>
    `Autoscaling decides between ${min} and ${max} tasks and may move the number that you set.`,
  'form.scale.suspended': ({ min, max }) =>
    `Autoscaling is suspended (between ${min} and ${max}): the number that you set stays.`,
  'form.scale.autoscaling-unread': ({ why }) => `I could not read whether there is autoscaling: ${why}`,
  'form.scale.count': () => 'Number of tasks',
  'form.scale.count-hint': ({ min, max }) => `From ${min} to ${max}.`,
  'form.scale.size': () => 'Or the size of each task',
  'form.scale.size-hint': () => 'Another size rolls out a new revision.',
  'form.scale.size-text': ({ vcpu, gib }) => `${vcpu} vCPU · ${gib} GB`,
  'form.scale.size-now': ({ size }) => `${size} · now`,
  'form.scale.both': () => 'Change one thing at a time: the number or the size. Leave one as it was.',

  'form.autoscale.title': () => 'Autoscaling',
  'form.autoscale.now': ({ environment, min, max }) => `Now in ${environment}: ${min} to ${max} tasks`,
  'form.autoscale.now-suspended': ({ environment, min, max, flags }) =>
    `Now in ${environment}: ${min} to ${max} tasks, suspended (${flags})`,
  'form.autoscale.none': ({ environment }) => `${environment} has no autoscaling yet; this creates it.`,
  'form.autoscale.min': () => 'Least tasks',
  'form.autoscale.max': () => 'Most tasks',
  'form.autoscale.cpu': () => 'CPU target (%)',
  'form.autoscale.memory': () => 'Memory target (%)',
  'form.autoscale.requests': () => 'Target of requests a minute and task',
  'form.autoscale.order': ({ min, max }) => `The most (${max}) cannot be below the least (${min}).`,
  'form.suspend.title': () => 'Suspend autoscaling',
  'form.suspend.length': () => 'For how long?',
  'form.suspend.hint': () => 'It resumes by itself afterwards.',
  'form.suspend.other': () => '…or another time',

  'form.env.set-title': () => 'Set variables',
  'form.env.unset-title': () => 'Remove variables',
  'form.env.now': ({ revision, names, secrets }) =>
    `${revision} has ${names.length === 0 ? 'no variable' : names.join(', ')}.${
      secrets.length === 0 ? '' : ` From secrets, so not to be changed here: ${secrets.join(', ')}.`
    }`,
  'form.env.name': () => 'Variable',
  'form.env.value': () => 'Value',
  'form.env.value-hint': () => 'Never shown, never stored in the clear. No spaces at either end.',
  'form.env.more': () => 'Or several, one a line',
  'form.env.more-hint': () => 'NAME=VALUE, as in an .env file.',
  'form.env.unset': () => 'Which ones do you remove?',
  'form.env.no-value': () => 'The value is missing.',
  'form.env.no-name': () => 'The name of the variable is missing.',
  'form.env.nothing': () => 'Type a variable with its value, or several below.',
  'form.env.character': () =>
    'The value holds an invisible or control character. Type it by hand instead of pasting it.',
  'form.env.character-line': ({ line }) =>
    `Line ${line} holds an invisible or control character. Type it by hand instead of pasting it.`,

  'form.button.deploy': () => 'Deploy…',
  'form.button.rollback': () => 'Roll back to…',
  'form.button.other-revision': () => 'Another revision…',
  'form.button.autoscale': () => 'Change…',
  'form.button.env': () => 'Set variables…',
};
