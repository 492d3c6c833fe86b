import { describe, expect, test } from 'vitest';
import { operationCard, operationMetadata } from '../../src/core/cards/operation-card.ts';
import type { Document } from '../../src/core/document.ts';
import type { OperationState } from '../../src/core/operation.ts';
import { code, say } from '../../src/core/sentence.ts';
import { speak } from '../../src/words/speak.ts';
import { sampleOperation } from './operations-sample.ts';

const what = say('change.deploy', { image: code('v1.11.0'), environment: 'production' });

function cardOf(
  over: Parameters<typeof sampleOperation>[0] = {},
  undo: string | null = 'rollback',
): Document {
  return operationCard({ operation: sampleOperation(over), what, undo, approvals: 0 });
}

function buttonsOf(document: Document): readonly string[] {
  return document.pieces.flatMap((piece) =>
    piece.piece === 'buttons' ? piece.buttons.map((each) => each.action) : [],
  );
}

describe('the card of an operation', () => {
  test.each([
    ['pending', ['approve', 'reject', 'cancel']],
    ['approved', []],
    ['executing', ['abort']],
    ['succeeded', ['undo']],
    ['failed', ['view-logs', 'plan-again']],
    ['unknown', ['view-logs']],
    ['superseded', []],
    ['rejected', []],
    ['cancelled', []],
    ['expired', ['plan-again']],
    ['stale', ['plan-again']],
  ] as readonly (readonly [OperationState, readonly string[]])[])(
    'offers what can be done when it is %s',
    (state, buttons) => {
      expect(buttonsOf(cardOf({ state }))).toEqual(buttons);
    },
  );

  test('offers no undo where nothing can be taken back', () => {
    expect(buttonsOf(cardOf({ state: 'succeeded' }, null))).toEqual([]);
  });

  test('shows the plan with every check and the line to run by hand while it waits', () => {
    const { pieces } = cardOf();
    expect(pieces.some((piece) => piece.piece === 'list' && piece.items[0]?.mark === 'ok')).toBe(true);
    expect(pieces.some((piece) => piece.piece === 'code' && piece.lines[0]?.startsWith('aws ecs'))).toBe(
      true,
    );
  });

  test('names both people once it is done, in both languages', () => {
    const { summary } = cardOf({ state: 'succeeded', decidedBy: ['U0BRUNO'] });
    expect(speak(summary, 'es', 'slack')).toBe(
      '*Hecho: desplegar `v1.11.0` en production* · <@U0ANA> y <@U0BRUNO>',
    );
    expect(speak(summary, 'en', 'plain')).toBe('*Done: deploy v1.11.0 to production* · @U0ANA and @U0BRUNO');
  });

  test('carries ids only in its metadata', () => {
    expect(operationMetadata(sampleOperation())).toEqual({
      event_type: 'hydrous_operation',
      event_payload: { operation: 'op-abcdefghjk', kind: 'deploy', state: 'pending' },
    });
  });
});

describe('a sentence with text from outside', () => {
  test.each([
    ['<!channel> & <@U0X>', '&lt;!channel&gt; &amp; &lt;@U0X&gt;'],
    ['a\u202eb\u200bc\u0007d', 'abcd'],
    ['*bold* `code` snake_case', '\u2060*\u2060bold\u2060*\u2060 ˋcodeˋ snake_case'],
  ])('is shown as text: %j', (reason, shown) => {
    expect(speak(say('card.reason', { reason }), 'es', 'slack')).toBe(`Motivo: ${shown}`);
  });

  test('cannot leave its code style', () => {
    expect(speak(say('card.guide', { entry: code('a`<!here>`b') }), 'en', 'slack')).toBe(
      'The guide explains it under `aˋ&lt;!here&gt;ˋb`.',
    );
  });
});

describe('the card of a rollout that failed', () => {
  const failed = (text: ReturnType<typeof say>) =>
    cardOf({
      state: 'failed',
      steps: [{ step: 'update', sentAt: 1, result: {} }],
      outcome: { text, details: [], lines: [], entry: null },
    });

  test('offers to roll back where ECS did not', () => {
    expect(buttonsOf(failed(say('outcome.rollout-failed', { reason: null })))).toContain('roll-back');
  });

  test('does not where ECS already has', () => {
    expect(buttonsOf(failed(say('outcome.rolled-back-by-ecs', { reason: null })))).not.toContain('roll-back');
  });
});
