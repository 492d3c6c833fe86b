import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/core/incident.ts';
import type { Locale } from '../../src/core/member.ts';
import type { AuditEntry } from '../../src/core/ports/store.ts';
import { postMortem, postMortemDocument } from '../../src/core/post-mortem.ts';
import { say } from '../../src/core/sentence.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { speak } from '../../src/words/speak.ts';
import { operation } from '../commands/builders.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { sampleIncident } from '../store/samples.ts';
import { metricAlarm } from './alarm-fixtures.ts';
import { change, evidence, line, stopped } from './evidence-fixtures.ts';

const { guide } = shippedGuide();
const OPENED = Date.UTC(2026, 2, 2, 3, 4, 5);
const MINUTE = 60_000;
const EXEC = 'exec /usr/local/bin/uvicorn: exec format error';

function incident(over: Partial<Incident> = {}): Incident {
  const found = evidence({
    tasks: [stopped({ stoppedAt: OPENED - MINUTE })],
    lines: [line(EXEC)],
    change: change({ at: OPENED - 6 * MINUTE }),
  });
  return sampleIncident({
    id: 'inc-7kq2m9xd4t',
    state: 'resolved',
    alarmState: 'OK',
    alarm: metricAlarm({ changedAt: OPENED }),
    fired: 2,
    openedAt: OPENED,
    resolvedAt: OPENED + 21 * MINUTE,
    acknowledged: { by: 'U0BRUNO', at: OPENED + 2 * MINUTE },
    evidence: found,
    diagnosis: diagnose(found, guide.en),
    verification: {
      operation: 'op-7kq2m9xd4t',
      verified: true,
      at: OPENED + 20 * MINUTE,
      alarm: say('after.alarm.state', { state: 'OK' }),
      targets: say('after.targets.healthy', { healthy: 2, total: 2 }),
    },
    ...over,
  });
}

function row(minutes: number, event: string, over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    seq: minutes,
    at: OPENED + minutes * MINUTE,
    actor: 'hydrous',
    event,
    subject: 'inc-7kq2m9xd4t',
    environment: 'production',
    data: {},
    hash: '',
    ...over,
  };
}

const rollback = operation({
  kind: 'rollback',
  command: 'rollback production',
  incident: 'inc-7kq2m9xd4t',
  requester: { user: 'U0ANA', team: 'T0HYDROUS' },
  decidedBy: ['U0BRUNO'],
  createdAt: OPENED + 5 * MINUTE,
  outcome: { text: say('outcome.deployed', { took: { span: 95_000 } }), details: [], lines: [], entry: null },
});
const AUDIT = [
  row(21, 'incident-resolved'),
  row(0, 'incident-opened'),
  row(1, 'incident-investigated', { data: { entry: 'architecture-mismatch' } }),
  row(2, 'incident-acknowledged', { actor: 'U0BRUNO', data: { note: 'I am on it' } }),
  row(5, 'requested', { actor: 'U0ANA', subject: rollback.id, data: { command: 'rollback production' } }),
  row(6, 'intent:update', { subject: rollback.id }),
  row(7, 'done:update', { subject: rollback.id }),
  row(8, 'something-new'),
];

function written(locale: Locale = 'en', over: Partial<Parameters<typeof postMortem>[0]> = {}): string {
  const lines = postMortem({
    incident: incident(),
    audit: AUDIT,
    operations: [rollback],
    guide,
    zone: 'America/Bogota',
    ...over,
  });
  return lines.map((each) => (typeof each === 'string' ? each : speak(each, locale, 'markdown'))).join('\n');
}

describe('the post-mortem', () => {
  it('tells what, when by both clocks, for how long, and who looked after it', () => {
    const text = written();
    expect(text).toMatch(/^# production: /);
    expect(text).toContain('- **Began:** 2026-03-02 03:04:05 UTC (2026-03-01 22:04:05 America/Bogota)');
    expect(text).toContain('03:25:05 UTC (2026-03-01 22:25:05 America/Bogota); it lasted 21 min');
    expect(text).toContain('- **Fired:** 2 times');
    expect(text).toContain('- **Looked after by:** @U0BRUNO');
  });

  it('names the cause with the lines that show it, and what was ruled out', () => {
    const text = written();
    expect(text).toContain('**The image is for another architecture** (confidence ');
    expect(text).toContain(`\`\`\`text\n${EXEC}`);
    expect(text).toContain('## What was ruled out');
  });

  it('says what was done, by whom, and whether it has helped', () => {
    const text = written();
    expect(text).toContain(
      '`rollback production`, requested by @U0ANA, decided by @U0BRUNO: succeeded (`op-7kq2m9xd4t`)',
    );
    expect(text).toContain('*Verified* after `op-7kq2m9xd4t`');
  });

  it('has a timeline of what the bot saw, in order, by both clocks', () => {
    const rows = written()
      .split('\n')
      .filter((each) => each.startsWith('| 2026'));
    expect(rows.map((each) => each.split(' | ')[2])).toEqual([
      'Change before it: revision 43 started',
      expect.stringMatching(/^A task of `hydrous:\d+` stopped/),
      'The alarm fired; the incident opened',
      'Cause by the guide: The image is for another architecture',
      'Acknowledged: “I am on it”',
      'Change requested: `rollback production`',
      'Sent to AWS: `update`',
      'something-new',
      'Resolved',
    ]);
    expect(rows).toContain(
      '| 2026-03-02 03:09:05 | 2026-03-01 22:09:05 | Change requested: `rollback production` | @U0ANA |',
    );
  });

  it('has one clock for whom there is no other', () => {
    const text = written('en', { zone: null });
    expect(text).toContain('| UTC | What happened | Who |');
    expect(text).toContain('- **Began:** 2026-03-02 03:04:05 UTC\n');
  });

  it('is in the language of the person', () => {
    const text = written('es');
    expect(text).toContain('## Cronología');
    expect(text).toContain('- **Empezó:** ');
    expect(text).toContain('Cambio pedido: `rollback production`');
    expect(text).not.toMatch(/\b(?:Began|Timeline|What happened)\b/);
  });

  it('of an incident that goes on, that nobody looked into and nobody acted on, is whole as well', () => {
    const bare = incident({
      resolvedAt: null,
      state: 'open',
      evidence: null,
      diagnosis: null,
      acknowledged: null,
      verification: null,
    });
    const text = written('en', { incident: bare, audit: [], operations: [] });
    expect(text).toContain('- **Ended:** not yet');
    expect(text).toContain('It was not investigated.');
    expect(text).toContain('Nobody started a change');
  });
});

describe('what others wrote cannot do anything in the file', () => {
  const SECRET = 'postgres://app:hunter2secret@db/hydrous';
  const hostile = incident({
    alarm: metricAlarm({
      name: '![x](https://evil.example/a.png)<script>',
      metric: null,
      reason: `it broke: ${SECRET} | # heading`,
      changedAt: OPENED,
    }),
    diagnosis: {
      verdicts: [
        {
          entry: 'database-connection',
          confidence: 0.9,
          symptomOf: null,
          evidence: [
            { source: 'log', text: `\`\`\`\n# out ${SECRET}`, count: 3, at: null },
            { source: 'log', text: 'x'.repeat(2_000), count: 1, at: null },
          ],
        },
      ],
      ruledOut: [],
      advice: [],
      offerRollback: false,
    },
  });
  const text = () =>
    written('en', {
      incident: hostile,
      audit: [row(1, 'rejected', { data: { reason: `[link](javascript:1) ${SECRET}` } })],
    });

  it('no link, picture or markup of theirs comes alive', () => {
    // Inside code nothing of it counts.
    const markdown = text().replace(/`[^`\n]+`/g, '`…`');
    expect(markdown).not.toMatch(/(?<!\\)\[(?:x|link)(?<!\\)\]\(/);
    expect(markdown).not.toContain('\n# out');
    expect(markdown.match(/^```/gm)).toHaveLength(2);
    expect(markdown).toContain('\\<script\\>');
  });

  it('no secret is in it, and long lines are cut', () => {
    expect(text()).not.toContain('hunter2secret');
    expect(
      text()
        .split('\n')
        .every((each) => each.length < 1_500),
    ).toBe(true);
  });
});

it('the answer is a file for the one who asked', () => {
  const document = postMortemDocument({
    incident: incident(),
    audit: AUDIT,
    operations: [rollback],
    guide,
    zone: null,
  });
  expect(document.pieces[1]).toMatchObject({ piece: 'file', name: 'inc-7kq2m9xd4t.md' });
});
