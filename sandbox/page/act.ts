/** What a viewer of the page does, in the name of the person they chose to be. */
import type { Actor } from '../slack/actor.ts';
import type { Delivery } from '../slack/deliver.ts';
import type { Chosen, Entered } from '../slack/elements.ts';
import { type Fields, fieldsOf, textOf } from '../slack/json.ts';
import type { Slack } from '../slack/server.ts';
import type { Message, View } from '../slack/state.ts';

/** The outcome of the delivery, for the page to show; `errors` belong to a modal's inputs. */
export interface ActAnswer {
  readonly status: Delivery['status'] | null;
  readonly errors: Readonly<Record<string, string>>;
  /** What the bot offers for an external select. */
  readonly options?: readonly Fields[];
}

/** Throws when the act makes no sense, for example a click on a message that is gone. */
export async function act(slack: Slack, body: Fields): Promise<ActAnswer> {
  const actor = slack.as(textOf(body['as']));
  switch (body['act']) {
    case 'type': {
      const thread = textOf(body['thread']) || undefined;
      return outcome(await type(actor, textOf(body['text']), textOf(body['channel']), thread));
    }
    case 'click': {
      const message = messageOf(slack, body);
      return outcome(await actor.click(message, textOf(body['action']), chosenOf(body)));
    }
    case 'click-view': {
      const entered = enteredOf(body['entered']);
      const view = viewOf(slack, body);
      return outcome(await actor.clickInView(view, textOf(body['action']), chosenOf(body), entered));
    }
    case 'suggest': {
      const place = textOf(body['view']) === '' ? messageOf(slack, body) : viewOf(slack, body);
      const { delivery, options, complaints } = await actor.suggest(
        place,
        textOf(body['action']),
        textOf(body['typed']),
      );
      return { status: delivery.status, errors: errorsOf(complaints), options };
    }
    case 'shortcut': {
      const message = textOf(body['ts']) === '' ? undefined : messageOf(slack, body);
      return outcome(await actor.shortcut(textOf(body['callback']), message));
    }
    case 'submit': {
      const submission = await actor.submit(viewOf(slack, body), enteredOf(body['entered']));
      return { status: submission.delivery?.status ?? null, errors: submission.errors };
    }
    case 'close':
      return outcome(await actor.closeModal(viewOf(slack, body)));
    case 'home':
      return outcome(await actor.openHome());
    default:
      throw new Error('unknown act');
  }
}

async function type(
  actor: Actor,
  text: string,
  channel: string,
  thread: string | undefined,
): Promise<Delivery | null> {
  const command = /^(\/\S+)\s*([\s\S]*)$/u.exec(text.trim());
  if (command === null) return text.trim() === '' ? null : actor.say(text.trim(), channel, thread);
  return actor.command(command[1] ?? '', command[2] ?? '', channel, thread);
}

function chosenOf(body: Fields): Chosen | undefined {
  const chosen = body['chosen'];
  if (Array.isArray(chosen)) return chosen.filter((one) => typeof one === 'string');
  return typeof chosen === 'string' ? chosen : undefined;
}

function errorsOf(complaints: readonly string[]): Readonly<Record<string, string>> {
  return complaints.length === 0 ? {} : { '': complaints.join('; ') };
}

function messageOf(slack: Slack, body: Fields): Message {
  const message = slack.state.message(textOf(body['channel']), textOf(body['ts']));
  if (message === null) throw new Error('that message is gone');
  return message;
}

function viewOf(slack: Slack, body: Fields): View {
  const id = textOf(body['view']);
  const person = textOf(body['as']);
  const modal = (slack.state.modals.get(person) ?? []).find((one) => one.id === id);
  const home = slack.state.homes.get(person);
  const view = modal ?? (home?.id === id ? home : undefined);
  if (view === undefined) throw new Error('that view is closed');
  return view;
}

function enteredOf(value: unknown): Entered {
  const entries = Object.entries(fieldsOf(value)).map(([key, entered]) => {
    const list = Array.isArray(entered) ? entered.filter((one) => typeof one === 'string') : null;
    return [key, list ?? textOf(entered)] as const;
  });
  return Object.fromEntries(entries);
}

function outcome(delivery: Delivery | null): ActAnswer {
  return { status: delivery?.status ?? null, errors: {} };
}
