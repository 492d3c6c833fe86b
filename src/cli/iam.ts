/** `hydrous iam`: the policy of the bot's role, scoped to the resources of `hydrous.yml`. */
import { readTaskPlaces } from '../app-iam.ts';
import { type Configuration, loadConfiguration } from '../config/hydrous-file.ts';
import type { IamPlace } from '../core/iam/place.ts';
import { iamPolicy } from '../core/iam/policy.ts';
import type { IamPolicy } from '../core/iam/statement.ts';
import { isProblem } from '../core/problem.ts';
import { sentenceText } from './document-text.ts';
import { IAM_USAGE, type IamWords, readIamWords } from './iam-words.ts';
import type { Printed } from './manifest.ts';
import type { Variables } from './open-door.ts';

/** Most characters of a managed policy, white space apart. Source: IAM and STS quotas. */
export const LARGEST_POLICY = 6_144;

/** `words` are what stands behind `iam`. */
export async function iamCommand(words: readonly string[], variables: Variables): Promise<Printed> {
  const wish = readIamWords(words);
  if ('mistake' in wish) return { out: '', err: [wish.mistake, IAM_USAGE], exitCode: 2 };
  const loaded = loadConfiguration(variables['HYDROUS_CONFIG'] || 'hydrous.yml');
  if (!loaded.ok) return { out: '', err: loaded.mistakes, exitCode: 78 };
  const { configuration } = loaded;
  const places = await placesOf(configuration, wish);
  if ('mistake' in places) return { out: '', err: [places.mistake], exitCode: 1 };
  const policy = partOf(policyOf(configuration, wish, places.places), wish.part);
  const text = JSON.stringify(policy, null, 2);
  return { out: text, err: notesOn(configuration, wish, policy), exitCode: 0 };
}

type Places = { readonly places: readonly IamPlace[] } | { readonly mistake: string };

/** What the words leave open is read from the services as they run. */
async function placesOf({ environments, sns }: Configuration, wish: IamWords): Promise<Places> {
  const account = wish.account ?? accountIn([...sns.topics, sns.queueUrl ?? '']);
  const { family } = wish;
  const rolesKnown = wish.mode === 'A' || wish.passRoles.length > 0;
  if (account !== null && family !== null && rolesKnown)
    return {
      places: environments.map((environment) => ({ environment, account, family, roles: wish.passRoles })),
    };
  try {
    const read = await readTaskPlaces(environments);
    return {
      places: read.map((place) => ({
        environment: place.environment,
        account: wish.account ?? place.account,
        family: family ?? place.family,
        roles: wish.passRoles.length > 0 ? wish.passRoles : place.roles,
      })),
    };
  } catch (error) {
    if (!isProblem(error)) throw error;
    const why = sentenceText(error.sentence, 'en');
    return { mistake: `${why} Without AWS, give --account, --family and (mode B) --pass-role.` };
  }
}

function policyOf({ sns }: Configuration, { mode, role }: IamWords, places: readonly IamPlace[]): IamPolicy {
  const [first] = places;
  const account = first?.account ?? '';
  return iamPolicy({
    mode,
    places,
    topics: sns.topics,
    subscribes: sns.subscribe !== null,
    queue: sns.queueUrl === null ? null : queueArn(sns.queueUrl, first?.environment.region ?? ''),
    ownRole: role === null ? null : { account, name: role },
  });
}

function partOf(policy: IamPolicy, part: IamWords['part']): IamPolicy {
  if (part === null) return policy;
  const effect = part === 'allow' ? 'Allow' : 'Deny';
  return { ...policy, Statement: policy.Statement.filter(({ Effect }) => Effect === effect) };
}

function notesOn({ environments }: Configuration, { mode }: IamWords, policy: IamPolicy): readonly string[] {
  const deploying = environments.filter(({ images }) => images === 'deploy').map(({ name }) => name);
  const size = JSON.stringify(policy).length;
  return [
    ...(mode === 'A' && deploying.length > 0
      ? [
          `note: hydrous.yml says "images: deploy" for ${deploying.join(', ')}; with mode A only existing revisions can be deployed, so write "images: revisions" there`,
        ]
      : []),
    ...(size > LARGEST_POLICY
      ? [
          `note: ${size} characters, and a managed policy holds ${LARGEST_POLICY}; put it into the role itself`,
        ]
      : []),
  ];
}

/** The account of the first ARN or address that has one. */
function accountIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = /[:/](\d{12})[:/]/.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

function queueArn(address: string, region: string): string {
  const { hostname, pathname } = new URL(address);
  const own = /^sqs\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname)?.[1] ?? region;
  const [, account = '', name = ''] = pathname.split('/');
  return `arn:aws:sqs:${own}:${account}:${name}`;
}
