/** What `hydrous init` must be told, as flags or as answers. */

export const INIT_USAGE = `usage: hydrous init [--region us-east-1] [--cluster NAME] [--service NAME] [--environment production]
             --operations C… --incidents C… --team T… --operators U…,S… --approvers U…,S…
             [--locale es|en] [--topic ARN]… [--subscribe https://…/sns] [--queue https://sqs.…] [--out hydrous.yml] [--force]
  looks into the account with your credentials and writes hydrous.yml with comments; changes nothing in AWS
  what is left out is asked for in a terminal
  exit code: 0 written, 1 AWS could not be read, or the file is there, 2 usage`;

interface Wanted {
  readonly question: string;
  readonly fits: RegExp;
  readonly wanted: string;
}

const PEOPLE = /^[UWS][A-Z0-9]{2,20}(?:,[UWS][A-Z0-9]{2,20})*$/;

/** Asked for where the flag is missing. */
export const NEEDED: Readonly<Record<string, Wanted>> = {
  operations: {
    question: 'Channel for change requests (id, such as C0OPS)',
    fits: /^[CG][A-Z0-9]{2,20}$/,
    wanted: 'a channel id such as C0OPS, not its name',
  },
  incidents: {
    question: 'Channel for incidents (id, such as C0INC)',
    fits: /^[CG][A-Z0-9]{2,20}$/,
    wanted: 'a channel id such as C0INC, not its name',
  },
  team: {
    question: 'Your Slack workspace (id, such as T0HYDROUS)',
    fits: /^[TE][A-Z0-9]{2,20}$/,
    wanted: 'a workspace id such as T0HYDROUS',
  },
  operators: {
    question: 'Who may ask for changes (ids of users and user groups, with commas)',
    fits: PEOPLE,
    wanted: 'ids such as U0AAA,S0DEV',
  },
  approvers: {
    question: 'Who may approve them (ids of users and user groups, with commas)',
    fits: PEOPLE,
    wanted: 'ids such as U0BBB,S0OPS',
  },
};

const FREE: Readonly<Record<string, Pick<Wanted, 'fits' | 'wanted'>>> = {
  region: { fits: /^[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}$/, wanted: 'a region such as us-east-1' },
  cluster: { fits: /^[\w-]{1,255}$/, wanted: 'the name of a cluster' },
  service: { fits: /^[\w-]{1,255}$/, wanted: 'the name of a service' },
  environment: { fits: /^[a-z][a-z0-9-]{0,29}$/, wanted: 'a name such as production' },
  locale: { fits: /^(?:es|en)$/, wanted: 'es or en' },
  topic: { fits: /^arn:aws:sns:[\w-]+:\d{12}:[\w-]+$/, wanted: 'the ARN of a topic' },
  subscribe: { fits: /^https:\/\/\S+$/, wanted: 'an https address such as https://bot.example.com/sns' },
  queue: { fits: /^https?:\/\/\S+\/\d{12}\/[\w.-]+$/, wanted: 'the URL of a queue' },
  out: { fits: /./, wanted: 'a path' },
};

export interface InitWords {
  readonly given: ReadonlyMap<string, string>;
  readonly topics: readonly string[];
  readonly force: boolean;
}

/** Every mistake at once. */
export function readInitWords(
  words: readonly string[],
): InitWords | { readonly mistakes: readonly string[] } {
  const given = new Map<string, string>();
  const topics: string[] = [];
  const mistakes: string[] = [];
  let force = false;
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--force') {
      force = true;
      continue;
    }
    const [, name = '', inline] = /^--([a-z]+)(?:=(.*))?$/s.exec(word) ?? [];
    const wanted = NEEDED[name] ?? FREE[name];
    if (wanted === undefined) {
      mistakes.push(`init does not know "${word}"`);
      continue;
    }
    const value = inline ?? queue.shift() ?? '';
    if (!wanted.fits.test(value)) mistakes.push(`--${name} takes ${wanted.wanted}`);
    else if (name === 'topic') topics.push(value);
    else given.set(name, value);
  }
  return mistakes.length > 0 ? { mistakes } : { given, topics, force };
}
