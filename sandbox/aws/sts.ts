/** GetCallerIdentity by hand: one answer does not need a client package. */
import { randomUUID } from 'node:crypto';
import type { Place } from './ids.ts';
import type { Route } from './wire/server.ts';

const VERSION = '2011-06-15';

export function stsRoute(place: Place): Route {
  return ({ method, body }) => {
    if (method !== 'POST' || body.length > 10_000) return null;
    const form = new URLSearchParams(body.toString());
    if (form.get('Version') !== VERSION || form.get('Action') !== 'GetCallerIdentity') return null;
    const xml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/${VERSION}/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::${place.account}:user/sandbox</Arn>
    <UserId>AIDASANDBOXSANDBOX</UserId>
    <Account>${place.account}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`;
    return { status: 200, type: 'text/xml', body: xml };
  };
}
