/** The words behind `hydrous run`. */

export const RUN_USAGE = `usage: hydrous run "<command>" --as U… [--wait] [--json]
       hydrous run --follow op-… --as U… [--wait] [--json]
  --as      Slack user id of the person who asks or approves, as in hydrous.yml
  --wait    waits for the approval too, and then follows the change to its end
  --follow  follows a change that is under way, and carries it out where no bot does
  exit code: 0 done, 1 refused or failed, 2 usage, 3 waits for an approval, 78 settings, 130 left with Ctrl-C`;

export interface RunWish {
  /** Null with `--follow`. */
  readonly command: string | null;
  readonly user: string;
  readonly wait: boolean;
  readonly json: boolean;
  /** The operation that is followed or decided on. */
  readonly subject: string | null;
  readonly vote: 'approve' | 'reject' | 'cancel' | null;
}

/** Slack user ids; docs.slack.dev gives the first letter. */
const USER = /^[UW][A-Z0-9]{2,20}$/;
const OPERATION = /^op-[a-z0-9]{4,40}$/;
const VOTE = /^(approve|reject|cancel)\b[\s\S]*?\b(op-[a-z0-9]{4,40})\b/i;

export function readRunWords(words: readonly string[]): RunWish | { readonly mistake: string } {
  const plain: string[] = [];
  const flags = new Set<string>();
  const options = new Map<string, string>();
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name = '', inline] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    if (name === '--wait' || name === '--json') flags.add(name);
    else if (name === '--as' || name === '--follow') {
      const value = inline ?? queue.shift();
      if (value === undefined) return { mistake: `${name} needs a value` };
      if (options.has(name)) return { mistake: `${name} stands twice` };
      options.set(name, value);
    } else if (word.startsWith('--')) return { mistake: `run does not know ${name}` };
    else plain.push(word);
  }
  const user = options.get('--as');
  if (user === undefined) return { mistake: 'say who you are: --as U0AAA' };
  if (!USER.test(user)) return { mistake: `--as takes a Slack user id such as U0AAA, not "${user}"` };
  const shared = { user, wait: flags.has('--wait'), json: flags.has('--json') };
  const subject = options.get('--follow');
  if (subject !== undefined) {
    if (plain.length > 0) return { mistake: 'either a command or --follow, not both' };
    if (!OPERATION.test(subject)) return { mistake: `--follow takes an id such as op-7kq2m9xd4t` };
    return { ...shared, command: null, subject, vote: null };
  }
  const [text, ...others] = plain;
  if (text === undefined || text.trim() === '') return { mistake: 'there is no command' };
  if (others.length > 0) return { mistake: `put the command in quotes: run "${plain.join(' ')}"` };
  const command = text.trim().replace(/^\/hydrous\s+/i, '');
  const [, vote = null, id = null] = VOTE.exec(command) ?? [];
  return {
    ...shared,
    command,
    subject: id?.toLowerCase() ?? null,
    vote: (vote?.toLowerCase() ?? null) as RunWish['vote'],
  };
}
