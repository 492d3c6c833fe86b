import { command } from '../core/command.ts';
import { gateDocument } from '../core/gate-document.ts';
import { Problem } from '../core/problem.ts';
import { readUntil } from '../core/read-until.ts';
import { code, moment, type Sentence, say, span } from '../core/sentence.ts';

const UNTIL = ['until', 'hasta'];
/** What lasts longer is a rule, and rules stand in the file, ms. */
const LONGEST = 60 * 24 * 60 * 60_000;

export const freeze = command({
  verb: 'freeze',
  usage: ['freeze [env]', 'freeze [env] until TIME for REASON'],
  example: 'freeze until Mon 08:00 for the launch',
  summary: {
    es: 'congela un entorno hasta un momento, con un motivo; sin nada más, muestra qué lo congela',
    en: 'freeze an environment until a time, with a reason; without one, show what does',
  },
  permission: 'viewer',
  changes: false,
  changing: { words: UNTIL, permission: 'operator' },
  arguments: {
    positional: { environment: { kind: 'environment' } },
    options: {},
    rest: true,
    tail: ['for', 'por', 'para', 'porque'],
  },
  async handle({ environment, rest, tail }, { readers, invocation }) {
    const { name } = environment;
    const line = code(`/hydrous freeze ${name} until Mon 08:00 for …`);
    if (rest.length === 0 && tail === undefined)
      return {
        result: 'answer',
        document: gateDocument(environment, await readers.gate(environment), invocation.member.user),
      };
    const [first, ...time] = rest;
    if (!UNTIL.includes(first?.toLowerCase() ?? '') || time.length === 0)
      throw refused(say('lock.no-time', { line }));
    const now = readers.clock.now();
    const until = readUntil(time.join(' '), now, invocation.zone);
    if (until === null) throw refused(say('lock.until', { word: time.join(' '), line }));
    if (until <= now) throw refused(say('lock.until-past', { at: moment(until) }));
    if (until - now > LONGEST) throw refused(say('lock.until-far', { longest: span(LONGEST) }));
    const again = code(`/hydrous freeze ${name} until ${time.join(' ')} for …`);
    if (tail === undefined || tail === '') throw refused(say('lock.reason', { line: again }));
    return { result: 'lock', act: { act: 'freeze', environment: name, until, reason: tail } };
  },
});

function refused(refusal: Sentence): Problem {
  return new Problem('refused', refusal, 'freeze: refused');
}
