/** Who the bot is in AWS, and what IAM says it may do. The two packages are loaded when somebody asks. */
import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { DeserializeMiddleware } from '@smithy/types';
import type { Simulation } from '../core/iam/simulations.ts';
import type { AwsIdentity } from '../core/ports/checkup.ts';
import { listOrEmpty, text } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';

/** ms; half of what a check may take. */
const SETTINGS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
} as const;

/** With the credentials of the bot's other clients. */
export async function askIdentity(clients: Clients, caller: Caller, region: string): Promise<AwsIdentity> {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const { credentials } = clients.of(region).sns.config;
  const client = new STSClient({ ...SETTINGS, region, credentials });
  let at: number | null = null;
  const readClock: DeserializeMiddleware<GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput> =
    (next) => async (args) => {
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Readonly<Record<string, string>> };
      const told = Date.parse(headers?.['date'] ?? '');
      at = Number.isNaN(told) ? null : told;
      return answer;
    };
  const command = new GetCallerIdentityCommand({});
  command.middlewareStack.add(readClock, { step: 'deserialize', priority: 'low', name: 'readClock' });
  try {
    return await caller.read(
      'sts:GetCallerIdentity',
      (options) => client.send(command, options),
      (answer) => ({ account: text(answer.Account, 'Account'), arn: text(answer.Arn, 'Arn'), at }),
    );
  } finally {
    client.destroy();
  }
}

/** Which of the actions IAM denies. One question a resource, since each action is tried on each of them. */
export async function askSimulator(
  clients: Clients,
  caller: Caller,
  wish: { readonly region: string; readonly principal: string; readonly asked: readonly Simulation[] },
): Promise<readonly string[]> {
  const { IAMClient, SimulatePrincipalPolicyCommand } = await import('@aws-sdk/client-iam');
  const { credentials } = clients.of(wish.region).sns.config;
  const client = new IAMClient({ ...SETTINGS, region: wish.region, credentials });
  try {
    const answers = await Promise.all(
      wish.asked.map(({ actions, resource, context }) =>
        caller.read(
          'iam:SimulatePrincipalPolicy',
          (options) =>
            client.send(
              new SimulatePrincipalPolicyCommand({
                PolicySourceArn: wish.principal,
                ActionNames: [...actions],
                ResourceArns: [resource],
                ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
                  ContextKeyName,
                  ContextKeyValues: [value],
                  ContextKeyType: 'string',
                })),
              }),
              options,
            ),
          (answer) =>
            listOrEmpty(answer.EvaluationResults)
              .filter(({ EvalDecision }) => EvalDecision !== 'allowed')
              .map(({ EvalActionName }) => EvalActionName ?? ''),
        ),
      ),
    );
    return answers.flat();
  } finally {
    client.destroy();
  }
}
