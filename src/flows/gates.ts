/**
 * Locks and freezes, read when a change is asked for and again when it begins. Whoever cannot read them must not
 * begin: a store that is away throws its Problem through here.
 */
import type { Button, Document, Piece } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { NO_FREEZES, nextFreeze } from '../core/freeze.ts';
import { type Barrier, barrierEnd, barriersAt, barrierText, type Gate, gateFor } from '../core/gate.ts';
import type { GateFacts } from '../core/gate-document.ts';
import type { Lock } from '../core/lock.ts';
import type { ChangeKind, Operation, Outcome } from '../core/operation.ts';
import type { Store } from '../core/ports/store.ts';
import { say } from '../core/sentence.ts';

export interface GatePorts {
  readonly store: Store;
  /** Address of one of our messages in Slack; null while Slack is not known. */
  readonly permalink?: (channel: string, ts: string) => string | null;
}

export interface Barriers {
  readonly barriers: readonly Barrier[];
  /** Database time at which they stood, ms. */
  readonly now: number;
}

/** The same with what is to come, for answers. */
export async function readGateFacts(ports: GatePorts, environment: Environment): Promise<GateFacts> {
  const { barriers, now } = await readBarriers(ports, environment);
  const waiting = await ports.store.openings.waiting(environment.name);
  return { barriers, now, waiting, next: nextFreeze(environment.freezes ?? NO_FREEZES, now) };
}

/** Outbox id of the note that said a lock: where its link leads. */
export function lockNote(id: string): string {
  return `note:${id}`;
}

export async function readBarriers(ports: GatePorts, environment: Environment): Promise<Barriers> {
  const now = await ports.store.now();
  const locks = await ports.store.locks.of(environment.name);
  return { barriers: barriersAt(environment, locks, now, await linksTo(ports, locks)), now };
}

async function linksTo(
  { store, permalink }: GatePorts,
  locks: readonly Lock[],
): Promise<ReadonlyMap<string, string>> {
  if (permalink === undefined) return new Map();
  const found = await Promise.all(
    locks.map(async ({ id }) => {
      const note = await store.messages.get(lockNote(id));
      const address = note?.ts == null ? null : permalink(note.channel, note.ts);
      return address === null ? [] : [[id, address] as const];
    }),
  );
  return new Map(found.flat());
}

/** `brokenGlass`: an emergency overrules locks and freezes; they are named on the card then. */
export async function readGate(
  ports: GatePorts,
  environment: Environment,
  kind: ChangeKind,
  { brokenGlass = false }: { readonly brokenGlass?: boolean } = {},
): Promise<Gate & { readonly now: number }> {
  const { barriers, now } = await readBarriers(ports, environment);
  return { ...gateFor(kind, environment.name, barriers, now, brokenGlass), now };
}

/** Why a change may not begin now, what the reader can do, and the buttons for it. */
export function gateRefusal(
  { shut, now }: Pick<Gate, 'shut'> & { readonly now: number },
  environment: Environment,
  reader: string,
  wait: Button | null,
): Document {
  const texts = shut.map((each) => barrierText(each, now, environment.name));
  const pieces: Piece[] = shut.flatMap((each, at): Piece[] => [
    { piece: 'text', text: texts[at]! },
    { piece: 'context', text: barrierEnd(each, reader) },
  ]);
  if (wait !== null) pieces.push({ piece: 'context', text: say('gate.wait') });
  const buttons = [...(wait === null ? [] : [wait]), ...shut.flatMap(unlockButton)];
  if (buttons.length > 0) pieces.push({ piece: 'buttons', buttons });
  return { summary: texts[0] ?? say('gate.part'), pieces, refused: true };
}

/** One for each environment: `unlock` ends what stands there at once. */
function unlockButton(barrier: Barrier, at: number, all: readonly Barrier[]): readonly Button[] {
  const first = all.findIndex((each) => each.barrier === 'lock');
  if (barrier.barrier !== 'lock' || at !== first) return [];
  const { id, environment } = barrier.lock;
  return [
    {
      action: 'unlock',
      subject: id,
      label: say('button.unlock'),
      confirm: {
        title: say('confirm.unlock.title'),
        text: say('confirm.unlock.text', { environment }),
        yes: say('confirm.unlock.yes'),
        no: say('confirm.unlock.no'),
      },
    },
  ];
}

/** Why an approved change does not begin and what to do, as the end of its operation; null when it may begin. */
export function whyShut(
  { shut, now }: Pick<Gate, 'shut'> & { readonly now: number },
  { environment, requester }: Pick<Operation, 'environment' | 'requester'>,
): Outcome | null {
  const [first] = shut;
  if (first === undefined) return null;
  const text = say('gate.stale', { why: barrierText(first, now, environment) });
  return { text, details: [barrierEnd(first, requester.user)], lines: [], entry: null };
}
