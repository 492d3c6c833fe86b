/** The incidents that one batch of notifications has to do with, each read once and only when it is needed. */
import type { Incident } from '../core/incident.ts';
import type { Records } from '../core/ports/store.ts';
import { newsOf } from '../core/signal.ts';
import { type Case, emptyCase } from './incident-case.ts';

export interface CaseBook {
  /** The newest one that has heard of this signal. */
  own(fingerprint: string): Promise<Case | null>;
  caseOf(incident: Incident | null): Promise<Case | null>;
  open(incident: Incident, storm: boolean): Case;
  owns(fingerprint: string, one: Case): void;
  /** All that are not resolved, as they stand now, newest first. */
  openIncidents(): Promise<readonly Incident[]>;
  /** One that is not resolved and holds one of these signals. */
  openWith(fingerprints: readonly string[]): Promise<Incident | null>;
  cases(): Iterable<Case>;
}

/** The newest ones; something that happens now belongs to nothing older. */
const MOST_OPEN = 50;

export async function createCaseBook(records: Records, fingerprints: readonly string[]): Promise<CaseBook> {
  const cases = new Map<string, Case>();
  const owners = new Map(await records.signals.newest(fingerprints));
  const read = new Map(
    (await records.incidents.some([...new Set(owners.values())])).map((incident) => [incident.id, incident]),
  );
  let listed: readonly Incident[] | null = null;

  async function caseOf(incident: Incident | null): Promise<Case | null> {
    if (incident === null) return null;
    const known = cases.get(incident.id);
    if (known !== undefined) return known;
    const made = emptyCase(incident, incident);
    for (const signal of await records.signals.of(incident.id)) made.signals.set(signal.fingerprint, signal);
    if (made.signals.size === 0) adoptOwn(made, incident);
    cases.set(incident.id, made);
    return made;
  }

  const asItStands = (incident: Incident): Incident => cases.get(incident.id)?.incident ?? incident;

  return {
    caseOf,
    cases: () => cases.values(),

    async own(fingerprint) {
      const owner = owners.get(fingerprint);
      if (owner !== undefined) return cases.get(owner) ?? caseOf(read.get(owner) ?? null);
      const found = await caseOf(await records.incidents.latest(fingerprint));
      if (found !== null) owners.set(fingerprint, found.incident.id);
      return found;
    },

    open(incident, storm) {
      const made = { ...emptyCase(null, incident), storm };
      cases.set(incident.id, made);
      return made;
    },

    owns(fingerprint, one) {
      owners.set(fingerprint, one.incident.id);
    },

    async openIncidents() {
      listed ??= await records.incidents.list({ states: ['open', 'acknowledged'], limit: MOST_OPEN });
      const ids = new Set(listed.map(({ id }) => id));
      const others = [...cases.values()].map(({ incident }) => incident).filter(({ id }) => !ids.has(id));
      return [...others, ...listed.map(asItStands)]
        .filter(({ state }) => state !== 'resolved')
        .sort((one, other) => other.openedAt - one.openedAt);
    },

    async openWith(fingerprints) {
      if (fingerprints.length === 0) return null;
      const isOpen = ({ state }: Incident) => state !== 'resolved';
      const here = [...cases.values()].find(
        ({ incident, signals }) => isOpen(incident) && fingerprints.some((each) => signals.has(each)),
      );
      if (here !== undefined) return here.incident;
      const ids = new Set((await records.signals.newest(fingerprints)).values());
      return (await records.incidents.some([...ids])).map(asItStands).find(isOpen) ?? null;
    },
  };
}

/** An incident that was saved before signals were knows one only, that of its own alarm or text. */
function adoptOwn(to: Case, incident: Incident): void {
  const { fingerprint, openedAt, fired } = incident;
  const content = incident.event ?? incident.alarm;
  const news = content === null ? null : newsOf(content);
  to.signals.set(fingerprint, {
    kind: 'text',
    name: incident.title.alarm,
    state: 'ALARM',
    trusted: true,
    changedAt: openedAt,
    rank: 9,
    ...news,
    fingerprint,
    firedAt: openedAt,
    fired,
  });
}
