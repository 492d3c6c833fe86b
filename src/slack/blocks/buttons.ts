/** Buttons as actions blocks. Their ids are what `slack/clicks.ts` accepts back, and nothing else. */
import { cut } from '../../core/clean-text.ts';
import type { Button } from '../../core/document.ts';
import type { Locale } from '../../core/member.ts';
import type { Sentence } from '../../core/sentence.ts';
import { speak } from '../../words/speak.ts';
import type { ButtonSeal } from '../button-seal.ts';
import { LIMITS } from '../limits.ts';
import { type ButtonElement, type MessageBlock, type PlainText, plainText } from './message-block.ts';

const BLOCK_ID = 'hydrous:actions';

/** True for the block ids that `actionBlocks` gives. */
export function isActionBlock(id: unknown): boolean {
  return typeof id === 'string' && /^hydrous:actions(?::\d{1,2})?$/.test(id);
}

/**
 * One actions block, or more when the same action occurs twice (Slack wants `action_id` unique in its block)
 * or there are more than 25. `before` counts the actions blocks that the message has already. `together` keeps them
 * in one row all the same, with ids that differ by a number.
 */
export function actionBlocks(
  buttons: readonly Button[],
  how: {
    readonly locale: Locale;
    readonly seal: ButtonSeal;
    readonly before: number;
    readonly together?: boolean;
  },
): readonly MessageBlock[] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.find(
      (each) =>
        each.length < LIMITS.actionsButtons &&
        (how.together === true || !each.some((other) => other.action === button.action)),
    );
    if (row === undefined) rows.push([button]);
    else row.push(button);
  }
  return rows.map((row, index) => ({
    type: 'actions',
    block_id: how.before + index === 0 ? BLOCK_ID : `${BLOCK_ID}:${how.before + index + 1}`,
    elements: row.map((button, at) => {
      const earlier = row.slice(0, at).filter(({ action }) => action === button.action).length;
      return element(button, earlier === 0 ? button.action : `${button.action}:${earlier + 1}`, how);
    }),
  }));
}

/** The action that an id of `actionBlocks` stands for. */
export function actionOf(id: unknown): string | null {
  return typeof id === 'string' ? (/^([a-z-]{1,40})(?::\d{1,2})?$/.exec(id)?.[1] ?? null) : null;
}

function element(
  button: Button,
  id: string,
  how: { readonly locale: Locale; readonly seal: ButtonSeal },
): ButtonElement {
  const words = (sentence: Sentence, most: number): PlainText =>
    plainText(cut(speak(sentence, how.locale, 'plain'), most));
  const { confirm } = button;
  return {
    type: 'button',
    action_id: id,
    text: words(button.label, LIMITS.buttonText),
    value: how.seal.seal(button.action, button.subject),
    ...(button.style === undefined ? {} : { style: button.style }),
    ...(confirm === undefined
      ? {}
      : {
          confirm: {
            title: words(confirm.title, LIMITS.confirmTitle),
            text: words(confirm.text, LIMITS.confirmText),
            confirm: words(confirm.yes, LIMITS.confirmAnswer),
            deny: words(confirm.no, LIMITS.confirmAnswer),
          },
        }),
  };
}
