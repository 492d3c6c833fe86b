/**
 * Addresses that Slack hands out: where an answer may be posted and where a file may be sent. They come inside
 * signed bodies and answers, and still are only followed to Slack's own hosts: a leaked secret must not turn the
 * bot into a client for any address.
 */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `apiUrl` is the Web API base: when that is not slack.com, answers stay with the same host, or on loopback with it. */
export function isResponseUrl(value: unknown, apiUrl: string): value is string {
  return isHandedOut(value, apiUrl, 'https://hooks.slack.com');
}

/** The same for the second step of an upload. Source: docs.slack.dev, files.getUploadURLExternal. */
export function isUploadUrl(value: unknown, apiUrl: string): value is string {
  return isHandedOut(value, apiUrl, 'https://files.slack.com');
}

function isHandedOut(value: unknown, apiUrl: string, origin: string): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  const api = new URL(apiUrl);
  if (url.username !== '' || url.password !== '') return false;
  if (api.hostname === 'slack.com') return url.origin === origin;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  return url.hostname === api.hostname || (LOOPBACK.test(url.hostname) && LOOPBACK.test(api.hostname));
}
