import { expect, test } from 'vitest';
import { checkContent } from '../../sandbox/slack/check-message.ts';
import { broken, type Finding, fine, unset } from '../../src/core/doctor/finding.ts';
import { code, say } from '../../src/core/sentence.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { render } from '../../src/slack/render.ts';
import { harness, readers, textOf } from './builders.ts';

const ROWS: readonly Finding[] = [
  fine('slack.team', 'T0HYDROUS'),
  broken(
    'slack.channel.incidents',
    say('doctor.channel.archived', { channel: { channel: 'C0INC' } }),
    say('doctor.do.again'),
  ),
  unset('production.cache', 'cache'),
];

function doctorOf(findings: readonly Finding[]) {
  const checkup = async () => ({ findings, version: '1.2.3', node: '24.21.0', took: 1_400 });
  return harness({ readers: readers({ checkup }) });
}

test('what is to be mended stands first, with what to do, and what is in order in one line', async () => {
  const text = textOf(await doctorOf(ROWS).run('doctor'));
  const at = (piece: string) => text.indexOf(piece);
  expect(at('archivado')).toBeGreaterThan(0);
  expect(at('→')).toBeGreaterThan(at('archivado'));
  expect(at('Sin comprobar')).toBeGreaterThan(at('→'));
  expect(at('En orden')).toBeGreaterThan(at('Sin comprobar'));
  expect(text).toContain('Hydrous 1.2.3');
});

test('a set-up in order says so', async () => {
  expect(textOf(await doctorOf(ROWS.slice(0, 1)).run('doctor'), 'en')).toContain(
    'everything in order (1 check',
  );
});

test('only those who may ask for changes get to see it', async () => {
  const { run, refused } = doctorOf(ROWS);
  await run('doctor', { member: { user: 'U0NOBODY', team: 'T0HYDROUS' } });
  expect(refused).toEqual([{ at: 'permission', verb: 'doctor' }]);
});

test.each([3, 120])('%i rows to mend fit into what Slack takes', async (count) => {
  const rows = Array.from({ length: count }, (_, at) =>
    broken(
      `production.${'x'.repeat(60)}-${at}`,
      say('doctor.queue.policy', { topic: code(`arn:aws:sns:us-east-1:123456789012:${'t'.repeat(200)}`) }),
      say('doctor.do.queue-policy'),
    ),
  );
  for (const locale of ['es', 'en'] as const) {
    const document = await doctorOf([...rows, ...ROWS]).run('doctor', { locale });
    const message = render(document, { locale, seal: createButtonSeal('secret') });
    expect(checkContent({ ...message }, 4_000)).toMatchObject({ verdict: 'fine' });
  }
});
