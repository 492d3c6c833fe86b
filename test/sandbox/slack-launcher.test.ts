import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/start.ts';
import { STAND_IN } from './slack-harness.ts';

const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** `sandbox/main.ts` as `npm run sandbox` runs it, without any setting but the port. */
function launch(port: string) {
  const child = spawn(process.execPath, [MAIN], { env: { SANDBOX_PORT: port } });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = once(child, 'exit').then(([code]) => ({ code, text }));
  return { child, text: () => text, ended };
}

describe('the sandbox', () => {
  it('starts without credentials, prints its address, runs the shipped bot and ends on a signal', async () => {
    const run = launch('0');
    await expect.poll(run.text, { timeout: 30_000 }).toMatch(/\n/u);
    expect(run.text()).toMatch(/^Sandbox ready: http:\/\/127\.0\.0\.1:\d+\/\n$/u);
    const page = await fetch(run.text().slice('Sandbox ready: '.length).trim());
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<title>Hydrous</title>');
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  }, 60_000);

  it('says so when its port is taken, or is no port at all', async () => {
    const sandbox = await startSandbox({ entry: STAND_IN });
    const taken = await launch(new URL(sandbox.url).port).ended;
    await sandbox.close();
    expect(taken).toMatchObject({ code: 1, text: expect.stringContaining('SANDBOX_PORT=0') });
    expect(await launch('many').ended).toMatchObject({ code: 78, text: expect.stringContaining('"many"') });
  });

  it('gives the bot an environment with nothing of this machine in it', async () => {
    const sandbox = await startSandbox({ entry: STAND_IN });
    try {
      expect(
        Object.keys(sandbox.environment).filter((name) => !/^(AWS|SLACK|HYDROUS)_|^(HOST|PORT)$/u.test(name)),
      ).toEqual([]);
      expect(sandbox.environment['AWS_ACCESS_KEY_ID']).toBe('sandbox');
    } finally {
      await sandbox.close();
    }
  });

  it('tells when the bot ends by itself, and starts it again on the same data', async () => {
    const exits: string[] = [];
    const sandbox = await startSandbox({ entry: STAND_IN, onBotExit: (detail) => exits.push(detail) });
    try {
      const { pid } = sandbox.bot;
      process.kill(pid ?? 0, 'SIGKILL');
      await expect.poll(() => exits.length).toBe(1);
      expect(sandbox.bot.view.state).toBe('stopped');
      await sandbox.restartBot();
      expect(sandbox.bot.pid).not.toBe(pid);
      expect((await sandbox.slack.as('U0ANA').command('/hydrous', 'status')).status).toBe(200);
    } finally {
      await sandbox.close();
    }
  });

  it('serves its page to this machine only', async () => {
    const sandbox = await startSandbox({ entry: STAND_IN });
    try {
      const act = (headers: Record<string, string>) =>
        fetch(`${sandbox.url}page/panel`, { method: 'POST', headers, body: '{"press":"push-good-image"}' });
      expect((await act({ origin: 'https://evil.example' })).status).toBe(403);
      expect((await act({})).status).toBe(200);
    } finally {
      await sandbox.close();
    }
  });
});
