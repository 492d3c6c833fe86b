/** Who calls, and what IAM says the caller may do: everything, until a fault says otherwise. */
import type * as iam from '@aws-sdk/client-iam';
import type * as sts from '@aws-sdk/client-sts';
import type { Place } from './ids.ts';
import type { Handlers } from './wire/handlers.ts';

export function stsHandlers(place: Place) {
  return {
    GetCallerIdentity() {
      return {
        Arn: `arn:aws:iam::${place.account}:user/sandbox`,
        UserId: 'AIDASANDBOXSANDBOX',
        Account: place.account,
      };
    },
  } satisfies Handlers<typeof sts>;
}

export function iamHandlers() {
  return {
    SimulatePrincipalPolicy(input) {
      return {
        EvaluationResults: (input.ActionNames ?? []).map((EvalActionName) => ({
          EvalActionName,
          EvalResourceName: input.ResourceArns?.[0] ?? '*',
          EvalDecision: 'allowed' as const,
        })),
        IsTruncated: false,
      };
    },
  } satisfies Handlers<typeof iam>;
}
