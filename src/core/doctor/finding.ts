/** One row of what `doctor` says. */
import type { Problem } from '../problem.ts';
import { code, type Sentence, say } from '../sentence.ts';

export type Verdict = 'ok' | 'ng' | 'skip';

export interface Finding {
  /** Stable name of the check, such as `slack.scopes` or `production.database`. */
  readonly check: string;
  readonly verdict: Verdict;
  readonly text: Sentence;
  /** What to do; only a row in order has none. */
  readonly remedy: Sentence | null;
}

/** `facts` are names and numbers that need no words. */
export function fine(check: string, ...facts: readonly (string | number)[]): Finding {
  return { check, verdict: 'ok', text: say('doctor.ok', { facts: facts.map(String) }), remedy: null };
}

export function broken(check: string, text: Sentence, remedy: Sentence): Finding {
  return { check, verdict: 'ng', text, remedy };
}

export function skipped(check: string, text: Sentence, remedy: Sentence | null = null): Finding {
  return { check, verdict: 'skip', text, remedy };
}

/** `key` of the configuration is not set, so there is nothing to look at. */
export function unset(check: string, key: string): Finding {
  return skipped(check, say('doctor.unset', { key: code(key) }));
}

/** Cannot be told, since another check failed. */
export function afterFailure(check: string, failed: string): Finding {
  return skipped(check, say('doctor.after', { check: code(failed) }));
}

/** A read that failed. The problem says what is wrong; what to do follows from its kind. */
export function failed(check: string, problem: Problem): Finding {
  return broken(check, problem.sentence, remedyOf(problem));
}

/** How far two clocks may be apart, ms. Slack and AWS refuse what is signed five minutes off. */
const MOST_SKEW = 60_000;

/** `theirs` and `ours` in ms; null where the other side did not tell. */
export function clockFinding(check: string, whose: string, theirs: number | null, ours: number): Finding {
  if (theirs === null) return skipped(check, say('doctor.after', { check: code(whose) }));
  const skew = Math.abs(theirs - ours);
  if (skew <= MOST_SKEW) return fine(check, `± ${Math.ceil(skew / 1000)} s`);
  return broken(
    check,
    say('doctor.clock', { whose, skew: { span: skew } }),
    say('doctor.do.clock', { whose }),
  );
}

/** `oldest` is the first Node that has what the bot uses, such as 22.12. */
export function versionFinding(hydrous: string, node: string, oldest: string): Finding {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = oldest.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor))
    return fine('versions', `hydrous ${hydrous}`, `node ${node}`);
  return broken('versions', say('doctor.node', { node, oldest }), say('doctor.do.node'));
}

function remedyOf({ kind, sentence }: Problem): Sentence {
  const key = 'say' in sentence ? sentence.say : '';
  if (key === 'aws.no-credentials' || key === 'aws.credentials-expired') return say('doctor.do.credentials');
  if (key === 'aws.clock-skew') return say('doctor.do.clock', { whose: 'AWS' });
  switch (kind) {
    case 'not-permitted':
      return say('doctor.do.permission');
    case 'not-found':
    case 'refused':
      return say('doctor.do.names', { file: code('hydrous.yml') });
    case 'unreachable':
      return say('doctor.do.network', { host: '*.amazonaws.com' });
    case 'throttled':
    case 'ambiguous':
    case 'odd-answer':
    case 'store-down':
      return say('doctor.do.again');
  }
}

/** What every call to AWS says when none gets through. */
const NO_CALL: ReadonlySet<string> = new Set([
  'aws.unreachable',
  'aws.timeout',
  'aws.no-credentials',
  'aws.credentials-expired',
  'aws.clock-skew',
]);

/** When the very first call to AWS fails, the rows that fail alike say only that it does. */
export function toldOnce(findings: readonly Finding[]): readonly Finding[] {
  const first = 'aws.identity';
  if (!findings.some(({ check, verdict }) => check === first && verdict === 'ng')) return findings;
  return findings.map((finding) => {
    const { check, verdict, text } = finding;
    const alike = verdict === 'ng' && check !== first && 'say' in text && NO_CALL.has(text.say);
    return alike ? afterFailure(check, first) : finding;
  });
}
