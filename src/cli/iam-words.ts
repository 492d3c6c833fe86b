/** What stands behind `hydrous iam`. */
import type { IamMode } from '../core/iam/statement.ts';

export const IAM_USAGE = `usage: hydrous iam --mode A|B [--account 123456789012] [--family NAME] [--pass-role NAME]… [--role NAME] [--part allow|deny]
  --mode A      only revisions that exist already are deployed; --mode B: the bot registers revisions too
  --account     taken from the ARNs of hydrous.yml, or read from AWS, where it is left out
  --family      family of the task definitions; --pass-role: task role and execution role (mode B).
                Left out, both are read from the service as it runs, with your credentials
  --role        the bot's own role: doctor may then ask IAM what it may do
  --part        only what is allowed, or only what stays forbidden: a managed policy holds 6,144 characters
  exit code: 0 printed, 1 AWS could not be read, 2 usage, 78 configuration`;

export interface IamWords {
  readonly mode: IamMode;
  readonly account: string | null;
  readonly family: string | null;
  readonly passRoles: readonly string[];
  readonly role: string | null;
  readonly part: 'allow' | 'deny' | null;
}

const GRAMMAR: Readonly<Record<string, { readonly fits: RegExp; readonly wanted: string }>> = {
  '--mode': { fits: /^[AB]$/, wanted: 'A or B' },
  '--account': { fits: /^\d{12}$/, wanted: 'an account id of twelve digits' },
  '--family': { fits: /^[\w-]{1,255}$/, wanted: 'a family such as hydrous, without a revision' },
  '--pass-role': { fits: /^[\w+=,.@/-]{1,512}$/, wanted: 'the name of a role, not its ARN' },
  '--part': { fits: /^(?:allow|deny)$/, wanted: 'allow or deny' },
  '--role': { fits: /^[\w+=,.@/-]{1,512}$/, wanted: 'the name of a role, not its ARN' },
};

export function readIamWords(words: readonly string[]): IamWords | { readonly mistake: string } {
  const given = new Map<string, string[]>();
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name = '', inline] = word.split(/=(.*)/s);
    const grammar = GRAMMAR[name];
    if (grammar === undefined) return { mistake: `iam does not know "${word}"` };
    const value = inline ?? queue.shift();
    if (value === undefined || !grammar.fits.test(value))
      return { mistake: `${name} takes ${grammar.wanted}` };
    const before = given.get(name) ?? [];
    if (before.length > 0 && name !== '--pass-role') return { mistake: `${name} is there twice` };
    given.set(name, [...before, value]);
  }
  const one = (name: string): string | null => given.get(name)?.[0] ?? null;
  const mode = one('--mode');
  if (mode !== 'A' && mode !== 'B') return { mistake: '--mode A or --mode B is needed' };
  const part = one('--part');
  return {
    mode,
    account: one('--account'),
    family: one('--family'),
    passRoles: given.get('--pass-role') ?? [],
    role: one('--role'),
    part: part === 'allow' || part === 'deny' ? part : null,
  };
}
