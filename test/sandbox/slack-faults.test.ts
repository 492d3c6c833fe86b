import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Slack } from '../../sandbox/slack/server.ts';
import { post, startTestSlack } from './slack-harness.ts';

let slack: Slack;
beforeEach(async () => {
  slack = await startTestSlack();
});
afterEach(() => slack.close());

const texts = () => slack.state.messages('C0OPS').map((one) => one.text);

describe('a fault', () => {
  it.each(['7', 'soon', 'Wed, 21 Oct 2099 07:28:00 GMT'])(
    'answers 429 with Retry-After: %s',
    async (retryAfter) => {
      slack.faults.set('chat.postMessage', { fault: 'rate-limited', retryAfter });
      const reply = await post(slack, { text: 'x' });
      expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, retryAfter]);
      expect(texts()).toEqual([]);
    },
  );

  it('answers 429 without a Retry-After', async () => {
    slack.faults.set('chat.postMessage', { fault: 'rate-limited', retryAfter: null });
    expect((await post(slack, { text: 'x' })).headers.get('retry-after')).toBeNull();
  });

  it('answers with an HTML page', async () => {
    slack.faults.set('chat.postMessage', { fault: 'status', status: 503, body: '<h1>Sorry</h1>' });
    const reply = await post(slack, { text: 'x' });
    expect([reply.status, reply.body['text']]).toEqual([503, '<h1>Sorry</h1>']);
  });

  it('answers with an error code of Slack', async () => {
    slack.faults.set('chat.postMessage', { fault: 'error', error: 'token_revoked' });
    expect((await post(slack, { text: 'x' })).body).toEqual({ ok: false, error: 'token_revoked' });
  });

  it('drops the connection before anything happened', async () => {
    slack.faults.set('chat.postMessage', { fault: 'drop' });
    await expect(post(slack, { text: 'x' })).rejects.toThrow();
    expect(texts()).toEqual([]);
  });

  it('does everything and then drops the reply', async () => {
    slack.faults.set('chat.postMessage', { fault: 'drop-reply' });
    await expect(post(slack, { text: 'x' })).rejects.toThrow();
    expect(texts()).toEqual(['x']);
  });

  it('replies late although all was done at once', async () => {
    slack.faults.set('chat.postMessage', { fault: 'slow-reply', ms: 150 });
    const started = performance.now();
    const pending = post(slack, { text: 'x' });
    await slack.state.until(() => texts().length === 1);
    expect(performance.now() - started).toBeLessThan(140);
    await pending;
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  it('hits as many calls as it was set for, and only those with such arguments', async () => {
    slack.faults.set(
      '*',
      { fault: 'error', error: 'fatal_error' },
      { times: 1, where: (args) => args['text'] === 'b' },
    );
    const oks = [];
    for (const text of ['a', 'b', 'b']) oks.push((await post(slack, { text })).body['ok']);
    expect(oks).toEqual([true, false, true]);
  });

  it('may hit every Web API method and leave response_urls alone', async () => {
    slack.faults.set('api', { fault: 'drop' });
    await expect(post(slack, { text: 'x' })).rejects.toThrow();
    expect((await fetch(`${slack.origin}/actions/nothing`, { method: 'POST' })).status).toBe(404);
  });

  it('is gone when cleared', async () => {
    slack.faults.set('chat.postMessage', { fault: 'drop' });
    slack.faults.clear();
    expect((await post(slack, { text: 'x' })).body['ok']).toBe(true);
  });
});

describe('a hook', () => {
  it('runs before a call takes effect, and after, while the caller still waits', async () => {
    const seen: string[] = [];
    slack.before(
      'chat.postMessage',
      (call) => void seen.push(`before ${texts().length} ${call.args['text']}`),
    );
    const stop = slack.after(
      'chat.postMessage',
      (call) => void seen.push(`after ${texts().length} ${call.answer['ok']}`),
    );
    await post(slack, { text: 'x' });
    stop();
    await post(slack, { text: 'y' });
    expect(seen).toEqual(['before 0 x', 'after 1 true', 'before 1 y']);
  });

  it('leaves every call on record with its outcome', async () => {
    await post(slack, { text: 'x' });
    await post(slack, { text: '' });
    expect(slack.calls.map((call) => [call.method, call.status, call.answer['ok']])).toEqual([
      ['chat.postMessage', 200, true],
      ['chat.postMessage', 200, false],
    ]);
  });
});
