/** The store: whether it answers, whether it is of this release, and whether it is none that the bot guards. */
import type { StoreLook } from '../ports/checkup.ts';
import { code, say } from '../sentence.ts';
import { afterFailure, broken, clockFinding, type Finding, fine } from './finding.ts';

export function storeFindings(look: StoreLook, ours: number): readonly Finding[] {
  switch (look.state) {
    case 'new':
      return [
        {
          check: 'store',
          verdict: 'skip',
          text: say('doctor.store.new', { missing: look.missing }),
          remedy: null,
        },
      ];
    case 'failed':
      return [failure(look), afterFailure('store.clock', 'store')];
    case 'answers':
      return [
        fine('store', look.engine),
        ...(look.changed.length > 0
          ? look.changed.map((migration) =>
              broken(
                'store.migrations',
                say('doctor.store.changed', { migration: code(migration) }),
                say('doctor.do.migration'),
              ),
            )
          : [fine('store.migrations', ...(look.missing === 0 ? [] : [`+${look.missing}`]))]),
        look.mayCreate
          ? fine('store.rights')
          : broken('store.rights', say('doctor.store.no-rights'), say('doctor.do.database-rights')),
        clockFinding('store.clock', look.engine, look.now, ours),
      ];
  }
}

/** ms; the limits of `src/store/look.ts` end before. */
const LIMIT = 5_000;

function failure(look: Extract<StoreLook, { state: 'failed' }>): Finding {
  const url = say('doctor.do.database-url');
  const where = code(look.where);
  switch (look.why) {
    case 'unreachable':
      return broken('store', say('doctor.store.unreachable', { why: code(look.code) }), url);
    case 'password':
      return broken('store', say('doctor.store.password'), url);
    case 'no-database':
      return broken('store', say('doctor.store.no-database'), url);
    case 'no-answer':
      return broken('store', say('doctor.store.no-answer', { limit: { span: LIMIT } }), url);
    case 'broken-file':
      return broken(
        'store',
        say('doctor.store.broken-file', { file: where }),
        say('doctor.do.file', { file: where }),
      );
    case 'folder': {
      const text = /^\d+$/.test(look.code)
        ? say('doctor.store.open-folder', { folder: where, mode: code(look.code) })
        : say('doctor.store.folder', { folder: where, why: code(look.code) });
      return broken('store', text, say('doctor.do.folder', { folder: where }));
    }
  }
}

/** `guarded` are the host names of guarded databases, `hosts` those of `DATABASE_URL`. */
export function guardedFinding(
  hosts: readonly string[],
  guarded: readonly string[],
  allowed: boolean,
): Finding {
  const host = hosts.find((each) => guarded.includes(each));
  if (host === undefined || allowed) return fine('store.apart');
  return broken(
    'store.apart',
    say('doctor.store.guarded', { host: code(host) }),
    say('doctor.do.other-store'),
  );
}
