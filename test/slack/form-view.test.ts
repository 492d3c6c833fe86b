import { describe, expect, test } from 'vitest';
import { checkView } from '../../sandbox/slack/check-view.ts';
import type { CommandReaders } from '../../src/core/command.ts';
import { formOfCommand } from '../../src/core/forms/form-wish.ts';
import { say } from '../../src/core/sentence.ts';
import { enteredIn, formView, noteView } from '../../src/slack/form-view.ts';
import { COMMANDS, environment, failing, NOW, readers } from '../commands/builders.ts';
import { IMAGES } from './form-house.ts';

const ARN = 'arn:aws:ecs:us-east-1:123456789012:task-definition/a-very-long-family-name-of-a-service';
const LONG = 'x'.repeat(128);

const many: Partial<CommandReaders> = {
  images: {
    ...IMAGES,
    recent: async () =>
      Array.from({ length: 150 }, (_, at) => ({
        digest: `sha256:${String(at).padStart(64, '0')}`,
        tags: [`${at}-${LONG}`.slice(0, 128)],
        pushedAt: NOW,
        status: 'ARCHIVED',
        platforms: null,
      })),
  },
  history: {
    ...readers().history,
    recent: async () =>
      Array.from({ length: 50 }, (_, at) => ({
        arn: `d${at}`,
        status: 'SUCCESSFUL',
        statusReason: null,
        createdAt: NOW,
        startedAt: NOW,
        finishedAt: NOW,
        breaker: null,
        targetRevision: {
          arn: `r${at}`,
          taskDefinition: `${ARN}:${at + 50}`,
          images: [
            {
              container: 'hydrous-container',
              image: `h/hydrous:<!channel>${LONG}`,
              digest: `sha256:${LONG}`,
            },
          ],
        },
      })),
  },
};
const nothing: Partial<CommandReaders> = {
  images: { recent: () => Promise.reject(failing()), image: () => Promise.reject(failing()) },
  history: { ...readers().history, recent: () => Promise.reject(failing()) },
  ecs: { ...readers().ecs, service: () => Promise.reject(failing()) },
  scalableTargets: { read: () => Promise.reject(failing()) },
};

describe.each(['es', 'en'] as const)('Slack takes every form in %s', (locale) => {
  test.each([
    ['with usual values', {}],
    ['with more than fits', many],
    ['with nothing that could be read', nothing],
  ])('%s', async (_, over) => {
    for (const command of COMMANDS) {
      const form = formOfCommand(command);
      for (const what of form.whats) {
        const view = formView(await form.build(what, environment(), readers(over)), '{}', locale);
        expect([command.verb, what, checkView(view, 'modal')]).toEqual([
          command.verb,
          what,
          { verdict: 'fine' },
        ]);
        expect(JSON.stringify(view)).not.toContain('<!channel>');
      }
    }
    expect(checkView(noteView(say('form.loading'), locale), 'modal')).toEqual({ verdict: 'fine' });
  });
});

test('what was entered is read by name, trimmed, and nothing else is', () => {
  expect(
    enteredIn({
      'hydrous:field:a': { a: { value: ' x ' } },
      'hydrous:field:b': { b: { selected_option: { value: 'v1' } } },
      'hydrous:field:c': { c: { selected_options: [{ value: 'A' }, { value: 'B' }] } },
      'hydrous:field:d': { d: { value: null } },
      'hydrous:field:e': { other: { value: 'y' } },
      'hydrous:reason': { reason: { value: 'z' } },
    }),
  ).toEqual({ a: 'x', b: 'v1', c: 'A B' });
  for (const odd of [null, undefined, 3, 'x', {}]) expect(enteredIn(odd)).toEqual({});
});
