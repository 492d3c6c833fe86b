/**
 * Where an answer may be posted. A `response_url` comes inside a signed body, and still is only followed to
 * Slack's own host: a leaked secret must not turn the bot into a client for any address.
 */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `apiUrl` is the Web API base: when that is not slack.com, answers stay with the same host, or on loopback with it. */
export function isResponseUrl(value: unknown, apiUrl: string): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  const api = new URL(apiUrl);
  if (url.username !== '' || url.password !== '') return false;
  if (api.hostname === 'slack.com') return url.origin === 'https://hooks.slack.com';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  return url.hostname === api.hostname || (LOOPBACK.test(url.hostname) && LOOPBACK.test(api.hostname));
}
