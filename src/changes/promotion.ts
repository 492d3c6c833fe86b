/** From one environment to the next: what runs there, and whether an image has proven itself there. */
import type { ImageWish } from '../core/arguments.ts';
import type { ChangeReaders } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { shortDigest } from '../core/image-name.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { readLive, tryRead } from './read-live.ts';
import { runningDigest } from './running-image.ts';

/** ECS keeps 90 days of service deployments; this many of the newest are looked through. */
const LOOK_BACK = 50;

/** Exactly the image that runs there now, by digest; a rollout in progress is no answer yet. */
export async function whatRunsIn(
  readers: ChangeReaders,
  from: Environment,
): Promise<ImageWish | { readonly refusal: Sentence }> {
  const live = await readLive(readers, from);
  if (live.service.deployments.length > 1 || live.primary?.rolloutState === 'IN_PROGRESS')
    return { refusal: say('plan.from-moving', { from: from.name }) };
  const digest = await runningDigest(readers, from, live);
  if (digest === null) return { refusal: say('plan.from-unknown', { from: from.name }) };
  return { by: 'digest', digest };
}

/** Nothing where the environment has no order. What cannot be told stops, like what is known to be missing. */
export async function checkPromoted(
  readers: ChangeReaders,
  { promoteFrom }: Environment,
  digest: string,
): Promise<readonly Check[]> {
  if (promoteFrom == null) return [];
  const said = { from: promoteFrom.name, digest: code(shortDigest(digest)) };
  const check = (level: Check['level'], text: Sentence): readonly Check[] => [{ name: 'order', level, text }];
  const history = await tryRead(readers.history.recent(promoteFrom, LOOK_BACK));
  const proven = history.ok ? history.value.filter(({ status }) => status === 'SUCCESSFUL') : [];
  const images = proven.flatMap(({ targetRevision }) => targetRevision?.images ?? []);
  if (images.some((image) => image.digest === digest)) return check('ok', say('check.promoted', said));
  const own = await readers.finished(promoteFrom, LOOK_BACK);
  const deployed = own.some(
    ({ kind, state, plan }) =>
      (kind === 'deploy' || kind === 'rollback') && state === 'succeeded' && plan.target['digest'] === digest,
  );
  if (deployed) return check('ok', say('check.promoted', said));
  if (!history.ok) return check('stop', say('check.promoted.unread', { ...said, why: history.why }));
  return check('stop', say('check.not-promoted', said));
}
