/** The IAM policy of the bot: what its own code calls, on the resources of `hydrous.yml`, and nothing else. */
import { dataGrants } from './data-grants.ts';
import { denials } from './denials.ts';
import { messageGrants } from './message-grants.ts';
import { roleArn } from './place.ts';
import { serviceGrants } from './service-grants.ts';
import { allow, type IamPolicy, type IamWish } from './statement.ts';

export function iamPolicy(wish: IamWish): IamPolicy {
  const own = wish.ownRole === null ? [] : [roleArn(wish.ownRole.account, wish.ownRole.name)];
  return {
    Version: '2012-10-17',
    Statement: [
      ...serviceGrants(wish.places, wish.mode),
      ...dataGrants(wish.places),
      ...messageGrants(wish),
      ...(own.length === 0 ? [] : [allow('AskAboutItself', ['iam:SimulatePrincipalPolicy'], own)]),
      ...denials(wish, own),
    ],
  };
}
