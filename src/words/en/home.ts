import type { HomeSentences } from '../../core/sentences/home.ts';
import { joined } from '../lists.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

function lacks(lacking: number, groups: readonly string[]): string {
  const people = lacking === 0 ? '' : quantity(lacking, 'approval', 'approvals');
  const of = groups.length === 0 ? '' : `somebody of ${joined(groups, 'and')}`;
  const all = [people, of].filter(Boolean);
  if (all.length === 0) return 'decided';
  return `needs ${joined(all, 'and')}`;
}

export const home: Part<HomeSentences> = {
  'home.title': ({ waiting, incidents, running, troubled }) => {
    const parts = [
      ...(waiting === 0
        ? []
        : [`${quantity(waiting, 'thing', 'things')} ${waiting === 1 ? 'waits' : 'wait'} for you`]),
      ...(incidents === 0 ? [] : [quantity(incidents, 'open incident', 'open incidents')]),
      ...(running === 0 ? [] : [quantity(running, 'change under way', 'changes under way')]),
      ...(troubled === 0 ? [] : [quantity(troubled, 'environment in trouble', 'environments in trouble')]),
    ];
    return parts.length === 0 ? 'All is calm' : parts.join(' · ');
  },
  'home.part.waiting': () => '*Waiting for you*',
  'home.part.running': () => '*Under way*',
  'home.part.mine': () => '*Your requests*',
  'home.part.others': () => '*Waiting for others*',
  'home.part.incidents': () => '*Open incidents*',
  'home.part.gates': () => '*Locks and freezes*',
  'home.part.environments': () => '*Environments*',
  'home.linked': ({ text, link }) => (link === null ? text : `${text} ${link}`),
  'home.request': ({ id, who, what, lacking, groups, expires, risk, reason }) =>
    `${who} wants to ${what}${reason === null ? '' : `: “${reason}”`}\n${id} · ${risk} · ${lacks(lacking, groups)} · expires ${expires}`,
  'home.risk.low': () => 'low risk',
  'home.risk.medium': () => 'medium risk',
  'home.risk.high': () => '*high risk*',
  'home.mine': ({ id, what, lacking, groups, expires }) =>
    `You asked to ${what}\n${id} · ${lacks(lacking, groups)} · expires ${expires}`,
  'home.ended': ({ what, state, at }) => `${what}: ${state} ${at}`,
  'home.running': ({ what, progress, by, since }) =>
    `${what} · ${progress}\n${joined(by, 'and')} · since ${since}`,
  'home.progress': ({ running, desired }) => `${running} of ${quantity(desired, 'task', 'tasks')}`,
  'home.environment': ({ environment, running, desired, image, alarms }) =>
    [
      `*${environment}*`,
      desired === 0 && running === 0 ? 'switched off' : `${running} of ${quantity(desired, 'task', 'tasks')}`,
      image ?? 'image not read',
      alarms === null
        ? 'alarms not read'
        : alarms === 0
          ? 'no alarms'
          : quantity(alarms, 'alarm on', 'alarms on'),
    ].join(' · '),
  'home.environment.unread': ({ environment, why }) => `*${environment}* · could not be read: ${why}`,
  'home.lock': ({ environment, by, reason, since, until, link }) =>
    `*${environment}* locked by ${by} since ${since}${until === null ? '' : `, until ${until}`}: “${reason}”${link === null ? '' : ` ${link}`}`,
  'home.rolled-back': ({ environment, by, since, revision }) =>
    `*${environment}* takes no new deployments: ${by} rolled it back ${since}${revision === null ? '' : ` and left ${revision}`}`,
  'home.unread': ({ why }) => `This could not be read: ${why}`,
  'home.may-unknown': ({ why }) => `What you may approve could not be checked: ${why}`,
  'home.more': ({ count, line }) => `And ${count} more: ${line}`,
  'home.button.more': () => 'More…',
  'home.button.scale': () => 'Scale…',
  'home.button.logs': () => 'Logs…',
  'home.footer': ({ at, line }) =>
    `As of ${at}. It changes by itself when something does. All the rest: ${line}`,
  'home.closed': ({ why }) => `Here you would see what waits for you. ${why}`,
  'home.answer.wait': () => 'One moment…',
  'home.answer.close': () => 'Close',
};
