import type { SlackSentences } from '../../core/sentences/slack.ts';
import type { Part } from '../words.ts';

export const slack: Part<SlackSentences> = {
  'slack.busy': () => 'Too many commands are waiting. Try again in a moment.',
  'slack.unsubscribed': ({ topic }) =>
    `Somebody unsubscribed Hydrous from topic ${topic}: its alarms no longer arrive. To subscribe again, restart Hydrous or use \`aws sns subscribe\`.`,
  'slack.looking': () => 'Looking…',
  'slack.planning': () => 'Planning…',
  'slack.still-working': () => 'Still working on it. The answer will come here in a moment.',
  'slack.outsider': () =>
    'Your workspace is not one of those I serve, so I did nothing. Whoever runs the bot can add it under `teams` in `hydrous.yml`.',
  'slack.not-full-member': () =>
    'I only serve full members of the workspace; guests and bots cannot use me. I did nothing.',
  'slack.person-unchecked': () =>
    'I could not check with Slack who you are, so I did nothing. Try again in a minute.',
  'slack.unknown-button': () =>
    'This button no longer counts: it comes from another version or was altered. I did nothing. Type `/hydrous help` to see what you can ask for.',
  'slack.wrong-channel': () =>
    'This button only counts in the channel of its card. I did nothing; press it in the operations or incidents channel.',
  'slack.failed-with-id': ({ id }) =>
    `Something failed on my side and I cannot say whether it was done. Look at \`/hydrous status\` before you repeat it. If it goes on, give this code to whoever runs the bot: ${id}`,
  'slack.cut-more': ({ count }) => `Cut: ${count} more do not fit here.`,
  'slack.plain-card': () => 'Slack did not accept the whole card; this is what matters most.',
  'slack.picture-failed': () => 'Slack did not take the chart; its figures are here.',
  'slack.file-sent': ({ name }) => `I sent you ${name} in a direct message; only you can see it.`,
  'slack.file-shown': ({ name }) => `Slack did not take ${name} as a file; here are its lines.`,
  'slack.reject-title': () => 'Reject the change',
  'slack.reject-label': () => 'Why do you reject it?',
  'slack.reject-hint': ({ most }) => `The person who asked will see it. Up to ${most} characters.`,
  'slack.reject-submit': () => 'Reject',
  'slack.reject-close': () => 'Back',
  'slack.reason-empty': () => 'Give the reason in words, for example: not tested in staging yet',
};
