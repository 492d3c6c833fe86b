import { describe, expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import { metricAlarm } from '../core/alarm-fixtures.ts';
import { sampleIncident } from '../store/samples.ts';
import { harness, operation, readers, textOf } from './builders.ts';

const ID = 'inc-7kq2m9xd4t';
const own = operation({ incident: ID, kind: 'rollback', command: 'rollback' });
const other = operation({ id: 'op-other12345', incident: null });

function withIncident(asked: unknown[] = []): Partial<CommandReaders> {
  return {
    incident: async (id) => (id === ID ? sampleIncident({ id, alarm: metricAlarm() }) : null),
    operations: async () => [other, own],
    audit: async (filter) => {
      asked.push(filter);
      return [];
    },
  };
}

describe('incident ID --export', () => {
  it('gives the post-mortem as a file in the time of the person', async () => {
    const document = await harness({ readers: readers(withIncident()) }).run(`incident ${ID} --export`);
    const file = document.pieces.find(({ piece }) => piece === 'file');
    expect(file).toMatchObject({ name: `${ID}.md` });
    expect(textOf(document)).toContain('| UTC | America/Bogota | Qué pasó | Quién |');
    expect(textOf(document)).toContain('rollback, pedido por @U0OPERATOR');
  });

  it('reads the rows of the incident and of what was started from its card, and no others', async () => {
    const asked: unknown[] = [];
    await harness({ readers: readers(withIncident(asked)) }).run(`incident ${ID} --export`);
    expect(asked).toEqual([{ subjects: [ID, own.id], limit: 1_000 }]);
  });

  it('of an incident that there is not is refused', async () => {
    const { run, refused } = harness({ readers: readers(withIncident()) });
    await run('incident inc-aaaaaaaaaa --export');
    expect(refused).toMatchObject([{ at: 'handle', verb: 'incident' }]);
  });
});
