import { describe, expect, it } from 'vitest';
import { changeLine } from '../../src/core/cards/change-line.ts';
import type { LastChange } from '../../src/core/evidence.ts';
import type { RevisionDiff } from '../../src/core/revision-diff.ts';
import { speak } from '../../src/words/speak.ts';
import { PUBLISHED } from './alarm-fixtures.ts';
import { change } from './evidence-fixtures.ts';

const MINUTE = 60_000;
const SAME: RevisionDiff = {
  image: null,
  environment: { added: [], removed: [], changed: [] },
  secrets: { added: [], removed: [], changed: [] },
  cpu: null,
  memory: null,
  architecture: null,
  healthCheck: false,
  command: false,
  ports: false,
};

function said(over: Partial<LastChange>, locale: 'es' | 'en' = 'en'): string | null {
  const line = changeLine(change({ at: PUBLISHED - 6 * MINUTE, ...over }), PUBLISHED);
  return line === null ? null : speak(line, locale, 'plain').replace(/ \(.*\)$/, '');
}

describe('the last change on a card', () => {
  const diff = { ...SAME, environment: { ...SAME.environment, changed: ['CORS_ORIGINS'] } };

  it('says when, who and what', () => {
    expect(said({ diff })).toBe(
      'Started 6 min after revision 43 by @U0ANA: image v1.10.0 → v1.11.0, env CORS_ORIGINS changed',
    );
    expect(said({ diff }, 'es')).toBe(
      'Empezó 6 min después de la revisión 43 por @U0ANA: imagen v1.10.0 → v1.11.0, variable CORS_ORIGINS cambiada',
    );
  });

  it.each<[string, Partial<LastChange>, string]>([
    [
      'names sizes and architectures',
      {
        image: null,
        by: null,
        diff: { ...SAME, memory: { from: '1024', to: '512' }, architecture: { from: 'X86_64', to: 'ARM64' } },
      },
      'Started 6 min after revision 43: memory 1024 → 512, architecture X86_64 → ARM64',
    ],
    [
      'takes the image from the definitions where deployments do not tell',
      {
        image: null,
        by: null,
        diff: { ...SAME, image: { from: 'r/hydrous:v1', to: 'r/hydrous@sha256:0123456789abcdef0123' } },
      },
      'Started 6 min after revision 43: image v1 → sha256:0123456789ab',
    ],
    [
      'counts what is too much to name',
      {
        image: null,
        by: null,
        diff: { ...SAME, secrets: { ...SAME.secrets, added: ['A', 'B', 'C', 'D', 'E', 'F'] } },
      },
      'Started 6 min after revision 43: secret A, B, C and D and 2 more added',
    ],
    [
      'says what came before a change',
      { image: null, by: null, at: PUBLISHED + 2 * MINUTE, diff: SAME },
      'Started 2 min before revision 43',
    ],
  ])('%s', (_name, over, wanted) => {
    expect(said(over)).toBe(wanted);
  });

  it('is silent about what was changed days ago', () => {
    expect(said({ at: PUBLISHED - 3 * 24 * 60 * MINUTE })).toBeNull();
  });
});
