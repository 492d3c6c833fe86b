import { describe, expect, it } from 'vitest';
import { incidentCard, incidentMetadata } from '../../src/core/cards/incident-card.ts';
import type { Piece } from '../../src/core/document.ts';
import type { Evidence } from '../../src/core/evidence.ts';
import type { Incident } from '../../src/core/incident.ts';
import type { Locale } from '../../src/core/member.ts';
import { metricValue } from '../../src/core/metric-value.ts';
import { say } from '../../src/core/sentence.ts';
import { diagnose } from '../../src/core/verdicts.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { render } from '../../src/slack/render.ts';
import { speak } from '../../src/words/speak.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { metricAlarm, PRODUCTION, PUBLISHED } from './alarm-fixtures.ts';
import { evidence, line, stopped } from './evidence-fixtures.ts';

const { guide } = shippedGuide();
const FORMAT = 'exec /usr/local/bin/uvicorn: exec format error';

function incident(over: Partial<Incident> = {}): Incident {
  return {
    id: 'inc-aaaaaaaaaa',
    fingerprint: 'f',
    environment: 'production',
    title: { alarm: 'hydrous-production-running-tasks' },
    state: 'open',
    alarmState: 'ALARM',
    alarm: metricAlarm(),
    raw: [],
    fired: 1,
    openedAt: PUBLISHED,
    changedAt: PUBLISHED,
    resolvedAt: null,
    acknowledged: null,
    investigateAt: null,
    evidence: null,
    diagnosis: null,
    version: 1,
    ...over,
  };
}

function investigated(found: Evidence, over: Partial<Incident> = {}): Incident {
  return incident({ evidence: found, diagnosis: diagnose(found, guide.en, metricAlarm()), ...over });
}

const BROKEN = investigated(
  evidence({ lines: [line(FORMAT), line(FORMAT)], tasks: [stopped({ exit: 255 })] }),
);

function shown(each: Incident, locale: Locale = 'es'): string {
  const { summary, pieces } = incidentCard({ incident: each, guide, environment: PRODUCTION });
  return [speak(summary, locale, 'plain'), ...pieces.map((piece) => textOf(piece, locale))].join('\n');
}

function textOf(piece: Piece, locale: Locale): string {
  switch (piece.piece) {
    case 'code':
      return piece.lines.join('\n');
    case 'fields':
      return piece.fields
        .map(({ label, value }) => `${speak(label, locale, 'plain')}: ${speak(value, locale, 'plain')}`)
        .join('\n');
    case 'list':
      return piece.items.map(({ text }) => speak(text, locale, 'plain')).join('\n');
    case 'buttons':
      return piece.buttons.map(({ label }) => `[${speak(label, locale, 'plain')}]`).join(' ');
    case 'image':
    case 'picture':
      return speak(piece.alt, locale, 'plain');
    case 'file':
    case 'divider':
      return '';
    default:
      return speak(piece.text, locale, 'plain');
  }
}

function actions(each: Incident): readonly string[] {
  const { pieces } = incidentCard({ incident: each, guide, environment: PRODUCTION });
  return pieces.flatMap((piece) =>
    piece.piece === 'buttons' ? piece.buttons.map(({ action }) => action) : [],
  );
}

describe('the title says it in plain words', () => {
  it.each<[Partial<Parameters<typeof metricAlarm>[0] & object>, string, string]>([
    [{}, 'Tareas en ejecución 0 < 2 durante 1 de 1 min', 'Running tasks 0 < 2 for 1 of 1 min'],
    [
      {
        metric: { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: {}, statistic: null },
        threshold: 80,
        comparison: 'GreaterThanThreshold',
        datapoints: [85.2, 92],
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
      'CPU 92 % > 80 % durante 2 de 3 min',
      'CPU 92 % > 80 % for 2 of 3 min',
    ],
    [
      { datapoints: [], period: 10, evaluationPeriods: 3, datapointsToAlarm: null },
      'Tareas en ejecución < 2 durante 30 de 30 s',
      'Running tasks < 2 for 30 of 30 s',
    ],
    [{ metric: null }, 'Alarma hydrous-production-running-tasks', 'Alarm hydrous-production-running-tasks'],
    [
      { threshold: null },
      'Alarma hydrous-production-running-tasks',
      'Alarm hydrous-production-running-tasks',
    ],
    [{ state: 'OK', datapoints: [2] }, 'Tareas en ejecución 2, ya no < 2', 'Running tasks 2, no longer < 2'],
  ])('%j', (over, es, en) => {
    const each = incident({ alarm: metricAlarm(over) });
    expect(shown(each)).toContain(es);
    expect(shown(each, 'en')).toContain(en);
  });

  it.each([
    ['CPUUtilization', 92.04, '92 %'],
    ['TargetResponseTime', 1.4321, '1.43 s'],
    ['TargetResponseTime', 0.25, '250 ms'],
    ['FreeStorageSpace', 1_288_490_188, '1.2 GiB'],
    ['HTTPCode_Target_5XX_Count', 12_345, '12345'],
  ])('%s %s is %s', (name, value, wanted) => {
    expect(metricValue(name, value)).toBe(wanted);
  });
});

describe('the card', () => {
  it('first says that it is looking for the cause', () => {
    expect(shown(incident())).toContain('Buscando la causa');
    expect(actions(incident())).toEqual(['view-logs', 'acknowledge', 'silence', 'resolve']);
  });

  it('then names the cause with its lines, what to do, and the change it began with', () => {
    const text = shown(BROKEN);
    expect(text).toContain('Causa: La imagen es de otra arquitectura');
    expect(text).toContain(`${FORMAT}  (×2)`);
    expect(text).toContain('2. Construye la imagen otra vez e indica la plataforma:');
    expect(text).toContain('docker build --platform linux/amd64');
    expect(text).toContain('Empezó 2 min después de la revisión 43 por @U0ANA: imagen v1.10.0 → v1.11.0');
    expect(text).toContain('Quedan 2 pasos más en la guía');
    expect(text).toContain('Síntomas de lo mismo: El contenedor no arranca.');
    expect(actions(BROKEN)).toEqual([
      'roll-back',
      'view-logs',
      'acknowledge',
      'silence',
      'resolve',
      'open-form',
    ]);
    expect(shown(BROKEN, 'en')).toContain('Cause: The image is for another architecture');
  });

  it('has a summary that is complete by itself', () => {
    const { summary } = incidentCard({ incident: BROKEN, guide, environment: PRODUCTION });
    expect(speak(summary, 'es', 'plain')).toBe(
      '🔴 production · Tareas en ejecución 0 < 2 durante 1 de 1 min. Causa: La imagen es de otra arquitectura.',
    );
  });

  it('says so when no section of the guide matches, and shows what there is', () => {
    const text = shown(
      investigated(
        evidence({ service: { running: 2 }, lines: [line(`ERROR:    boom ${'token='}${'abcdefgh12'}`)] }),
      ),
    );
    expect(text).toContain('Ninguna sección de la guía coincide');
    expect(text).toContain('ERROR:    boom token=***');
  });

  it('shows what could not be looked at', () => {
    const blind: Evidence = { ...evidence(), logLines: { ok: false, why: say('incidents.not-readable') } };
    expect(shown(investigated(blind))).toContain('Sin comprobar: logs: no se pudo leer');
  });

  it('keeps alarm state and incident state apart', () => {
    const each = investigated(evidence(), {
      state: 'acknowledged',
      acknowledged: { by: 'U0ANA', at: PUBLISHED },
      alarmState: 'INSUFFICIENT_DATA',
      fired: 3,
    });
    expect(shown(each)).toContain('hydrous-production-running-tasks · sin datos');
    expect(shown(each)).toContain('reconocido por @U0ANA');
    expect(shown(each)).toContain('se disparó 3 veces');
    expect(actions(each)).not.toContain('acknowledge');
  });

  it('has no buttons and no steps once it is resolved', () => {
    const each = { ...BROKEN, state: 'resolved' as const, resolvedAt: PUBLISHED + 300_000 };
    expect(actions(each)).toEqual([]);
    expect(shown(each)).toContain('Resuelto después de 5 min');
    expect(shown(each)).not.toContain('docker build');
  });

  it('shows an unknown notification as it came', () => {
    const each = incident({
      alarm: null,
      alarmState: null,
      environment: null,
      raw: ['hello', 'there'],
      title: { alarm: 'Hi' },
    });
    expect(shown(each)).toContain('Aviso no reconocido: Hi');
    expect(shown(each)).toContain('hello\nthere');
  });
});

describe('hostile text', () => {
  const evil = '<!channel> <https://evil.example|login> ``` *bold* \u202e\u0007 <@U1>';
  const each = investigated(
    evidence({ lines: [line(`psycopg2.OperationalError: could not translate host name ${evil}`)] }),
    {
      alarm: metricAlarm({ name: evil, description: evil, metric: null }),
    },
  );

  it.each(['es', 'en'] as const)('is text on the rendered card in %s', (locale) => {
    const document = incidentCard({ incident: each, guide, environment: PRODUCTION });
    const { text, blocks } = render(document, { locale, seal: createButtonSeal('x'.repeat(32)) });
    const marked = JSON.stringify([text, blocks.filter(({ type }) => type !== 'rich_text')]);
    expect(marked).not.toMatch(/<!channel|<https:|<@U1|\u202e|\u0007/);
    expect(marked).toContain('&lt;!channel&gt;');
    expect(blocks.length).toBeLessThanOrEqual(50);
  });
});

describe('the metadata', () => {
  it('holds ids only: no entry while it looks, the entry when found, null when none matches', () => {
    expect(incidentMetadata(incident())).toEqual({
      event_type: 'hydrous_incident',
      event_payload: { incident: 'inc-aaaaaaaaaa', state: 'open' },
    });
    expect(incidentMetadata(BROKEN).event_payload).toEqual({
      incident: 'inc-aaaaaaaaaa',
      state: 'open',
      entry: 'architecture-mismatch',
    });
    expect(incidentMetadata(investigated(evidence({ service: { running: 2 } }))).event_payload).toMatchObject(
      { entry: null },
    );
  });
});
