/** What was changed last, said beside the trouble: when, by whom, and what it touched. */
import type { LastChange } from '../evidence.ts';
import { readImageName, shortDigest } from '../image-name.ts';
import type { NamesDiff, RevisionDiff } from '../revision-diff.ts';
import type { Sentence } from '../sentence.ts';
import { code, mention, moment, say, span } from '../sentence.ts';

/** Names of one kind that are shown; the rest is counted. */
const MOST_NAMES = 4;
/** A change longer ago than this has nothing to do with it, ms. */
const NEAR_MS = 24 * 60 * 60_000;

/** Null when the change is too long ago to be worth a line. */
export function changeLine(change: LastChange, openedAt: number): Sentence | null {
  const { revision, at, by, image, diff } = change;
  const gap = Math.abs(openedAt - at);
  if (gap > NEAR_MS) return null;
  return say('evidence.change', {
    revision,
    at: moment(at),
    by: by === null ? null : mention(by),
    touched: [
      ...(image === null ? imageOf(diff) : [imageTouched(image.from, image.to)]),
      ...(diff == null ? [] : partsOf(diff)),
    ],
    gap: span(gap),
    before: openedAt < at ? 'yes' : 'no',
  });
}

function imageTouched(from: string | null, to: string): Sentence {
  return say('evidence.touched.image', { from: from === null ? null : code(from), to: code(to) });
}

/** The references of the task definitions, where the deployments do not tell what ran. */
function imageOf(diff: RevisionDiff | null | undefined): readonly Sentence[] {
  if (diff?.image?.to == null) return [];
  const { from, to } = diff.image;
  return [imageTouched(from === null ? null : tagOf(from), tagOf(to))];
}

function tagOf(image: string): string {
  const { tag, digest } = readImageName(image);
  return tag ?? (digest === null ? image : shortDigest(digest));
}

function partsOf(diff: RevisionDiff): readonly Sentence[] {
  const sizes = (['cpu', 'memory', 'architecture'] as const).flatMap((part) => {
    const change = diff[part];
    return change === null
      ? []
      : [say('evidence.touched.size', { part, from: change.from ?? '–', to: change.to ?? '–' })];
  });
  const parts: readonly (readonly [boolean, string])[] = [
    [diff.healthCheck, 'health-check'],
    [diff.command, 'command'],
    [diff.ports, 'ports'],
  ];
  return [
    ...namesOf('env', diff.environment),
    ...namesOf('secret', diff.secrets),
    ...sizes,
    ...parts.filter(([isTouched]) => isTouched).map(([, part]) => say('evidence.touched.part', { part })),
  ];
}

function namesOf(of: string, diff: NamesDiff): readonly Sentence[] {
  return (['changed', 'added', 'removed'] as const)
    .filter((kind) => diff[kind].length > 0)
    .map((kind) =>
      say('evidence.touched.names', {
        of,
        kind,
        names: diff[kind].slice(0, MOST_NAMES).map(code),
        more: Math.max(0, diff[kind].length - MOST_NAMES),
      }),
    );
}
