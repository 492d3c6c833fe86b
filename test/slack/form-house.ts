/** The house of `house.ts` with the real forms in it: their readers are in memory, what they run is noted. */
import { createForms } from '../../src/app-forms.ts';
import type { CommandReaders, Invocation } from '../../src/core/command.ts';
import { type Document, plain } from '../../src/core/document.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Roles } from '../../src/core/member.ts';
import type { RefusedAt } from '../../src/flows/run-command.ts';
import type { ThreadCardAt } from '../../src/flows/thread-card.ts';
import { COMMANDS, environment, NOW, readers } from '../commands/builders.ts';
import { type House, openHouse } from './house.ts';

export interface FormHouse extends House {
  /** Command lines that forms have run, in order. */
  readonly ran: Invocation[];
  readonly refusals: { readonly at: RefusedAt; readonly verb: string | null }[];
  /** What running one comes to. */
  run: (invocation: Invocation) => Promise<Document>;
  /** The view as it stands after the last update. */
  view(): View;
  /** Submits the view that stands there; `entered` by name of the field. */
  submit(entered: Readonly<Record<string, unknown>>, over?: object): Promise<SubmitAnswer>;
}

export interface View {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: { readonly text: string };
  readonly submit?: { readonly text: string };
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
}

export interface SubmitAnswer {
  readonly status: number;
  readonly response_action?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: View;
  readonly ms: number;
}

const ROLES: Roles = {
  operators: { users: ['U0ANN'], groups: [] },
  approvers: { users: ['U0BOB'], groups: [] },
  viewers: 'everyone',
  teams: ['T0HOME'],
};

export const IMAGES: CommandReaders['images'] = {
  recent: async () => [
    {
      digest: `sha256:${'cd'.repeat(32)}`,
      tags: ['v1.11.0'],
      pushedAt: NOW - 3_600_000,
      status: 'ACTIVE',
      platforms: null,
    },
  ],
  image: async () => null,
};

export async function openFormHouse(
  given: {
    readonly readers?: Partial<CommandReaders>;
    readonly environments?: readonly Environment[];
    readonly threadCard?: ThreadCardAt;
  } = {},
): Promise<FormHouse> {
  const base = await openHouse();
  const refusals: FormHouse['refusals'] = [];
  const house: FormHouse = Object.assign(base, {
    ran: [],
    refusals,
    run: async () => plain({ es: 'Pedido', en: 'Asked' }),
    view: () => {
      const calls = base.fake.calls.filter(({ method }) => method.startsWith('views.'));
      return calls.at(-1)?.args['view'] as View;
    },
    async submit(entered: Readonly<Record<string, unknown>>, over: object = {}) {
      const sent = await base.sendPayload(submissionOf(house.view(), entered, over));
      const answer = sent.text === '' ? {} : (JSON.parse(sent.text) as object);
      return { status: sent.status, ms: sent.ms, ...answer };
    },
  });
  base.forms = createForms({
    commands: COMMANDS,
    environments: given.environments ?? [environment()],
    roles: ROLES,
    profiles: base.slack.profiles,
    groups: base.slack.groups,
    readers: readers({ images: IMAGES, ...given.readers }),
    ...(given.threadCard === undefined ? {} : { threadCard: given.threadCard }),
    refused: async (_, at, verb) => void refusals.push({ at, verb }),
    runCommand: (invocation) => {
      house.ran.push(invocation);
      return house.run(invocation);
    },
  });
  return house;
}

function submissionOf(view: View, entered: Readonly<Record<string, unknown>>, over: object): object {
  const values = Object.entries(entered).map(([name, value]) => [
    `hydrous:field:${name}`,
    { [name]: typeof value === 'string' ? { type: 'plain_text_input', value } : value },
  ]);
  return {
    type: 'view_submission',
    api_app_id: 'A0APP',
    team: { id: 'T0HOME' },
    user: { id: 'U0ANN', team_id: 'T0HOME' },
    view: {
      id: 'V0ONE',
      type: 'modal',
      callback_id: view.callback_id,
      private_metadata: view.private_metadata,
      state: { values: Object.fromEntries(values) },
      ...over,
    },
  };
}

/** As Slack sends a chosen option. */
export function chosen(value: string): object {
  return { type: 'static_select', selected_option: { value } };
}
