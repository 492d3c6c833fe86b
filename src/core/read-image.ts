/** What may follow `deploy`: a tag, a digest, a revision, or a pasted image URI of the environment's own repository. */
import type { ImageWish } from './arguments.ts';
import type { Environment } from './environment.ts';
import { oddCharacter } from './odd-character.ts';
import { code, type Sentence, say } from './sentence.ts';

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Sentence };

/** ECR's own grammar. Source: docs.aws.amazon.com, ECR API reference, PutImage, and the OCI distribution spec. */
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/;
const DIGEST = /^@?(sha256:[0-9a-f]{64})$/;
const REGISTRY = /^\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const REVISION = /^revision:([1-9]\d{0,8})$/i;

export function readImageWish(word: string, environment: Environment | null): Reading<ImageWish> {
  if (/^revision:/i.test(word)) {
    const revision = readRevision(word);
    return revision.ok ? { ok: true, value: { by: 'revision', revision: revision.value } } : revision;
  }
  const short = shortName(word, environment);
  if (!short.ok) return short;
  const digest = /(?:^|@)sha256:/i.test(short.value) ? short.value.slice(short.value.indexOf('@') + 1) : null;
  if (digest !== null) {
    const found = DIGEST.exec(digest);
    if (found === null) return refused(say('grammar.digest', { word }));
    return { ok: true, value: { by: 'digest', digest: found[1]! } };
  }
  const tag = short.value;
  if (TAG.test(tag)) return { ok: true, value: { by: 'tag', tag } };
  if (/^[\w.-]{129,}$/.test(tag)) return refused(say('grammar.tag-long', { length: tag.length }));
  return refused(say('grammar.tag', { word, odd: oddCharacter(word) }));
}

export function readRevision(word: string): Reading<number> {
  const found = REVISION.exec(word);
  if (found !== null) return { ok: true, value: Number(found[1]) };
  const number = /^(?:[\w-]*:)?([1-9]\d{0,8})$/.exec(word)?.[1];
  if (number === undefined) return refused(say('grammar.revision', { word }));
  return refused(say('grammar.revision-family', { word, write: code(`revision:${number}`) }));
}

/** Takes the registry and the repository off a pasted URI; they must be those of the environment, once it is known. */
function shortName(word: string, environment: Environment | null): Reading<string> {
  const bare = word.replace(/^https?:\/\//i, '');
  const found = /^(?:([^/:@]+\.[^/:@]+)\/)?([a-z0-9][a-z0-9._/-]*)(?::([^:@/]*))?(@sha256:.*)?$/.exec(bare);
  if (found === null) return { ok: true, value: word };
  const [, host, repository, tag, digest] = found;
  const pasted = host !== undefined || ((tag ?? digest) !== undefined && repository !== 'sha256');
  if (!pasted) return { ok: true, value: word };
  if (environment === null) return { ok: true, value: digest ?? tag ?? word };
  if (repository !== environment.repository) {
    const wanted = code(environment.repository);
    return refused(say('grammar.other-repository', { repository: repository ?? '', wanted }));
  }
  if (host !== undefined && REGISTRY.exec(host)?.[1] !== environment.region)
    return refused(say('grammar.other-registry', { host, region: code(environment.region) }));
  return { ok: true, value: digest ?? tag ?? '' };
}

function refused(refusal: Sentence): { readonly ok: false; readonly refusal: Sentence } {
  return { ok: false, refusal };
}
