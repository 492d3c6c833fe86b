/**
 * The Home tabs: each is a view of state, drawn when its owner opens it and again when something happened, by
 * whichever replica comes first, never more often than useful, and sent only when it would look different.
 */
import { closedHome, homeCard, homeFooter } from '../core/cards/home-card.ts';
import type { Command } from '../core/command.ts';
import type { Document } from '../core/document.ts';
import { type HomeFacts, homeParts, nextTurnMs } from '../core/home.ts';
import type { Locale, Member, Roles } from '../core/member.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { HomeView } from '../core/ports/home-views.ts';
import type { Groups, Homes, Profiles } from '../core/ports/slack.ts';
import { isProblem } from '../core/problem.ts';
import { type HomeFactsPorts, readHome } from './home-facts.ts';
import { lookUpProfile, mayUse } from './may-use.ts';
import { hasGap } from './read-glance.ts';

export interface HomePorts extends HomeFactsPorts {
  readonly homes: Homes;
  readonly commands: readonly Command[];
  readonly roles: Roles;
  readonly profiles: Profiles;
  readonly groups: Groups;
  /** For people whose own language is not known. */
  readonly locale: Locale;
  readonly digest: (text: string) => string;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

const AT_ONCE = 5;
const LEASE_MS = 30_000;
const MINUTE = 60_000;
/** Between two drawings of one tab at least, ms. */
export const REST_MS = 5_000;
/** `views.publish` may be called 100 times a minute for all people together (tier 4); this much for each is less. ms. */
const REST_EACH_MS = 750;
/** Of a tab that was opened longer ago nobody is told anything until it is opened again, ms. */
const FRESH_MS = 3 * 24 * 60 * MINUTE;
/** Somebody may still be looking, ms since it was opened: progress of a rollout is shown, and how AWS is. */
const WATCHED_MS = 60 * MINUTE;
const LOOKED_AT_MS = 15 * MINUTE;
const PROGRESS_MS = 10_000;
const LOOK_MS = MINUTE;
/** How soon what could not be read is read again while somebody looks, ms. */
const GAP_MS = 10_000;
const LONGEST_WAIT_MS = 10 * MINUTE;

export interface HomeFlow {
  /** Somebody opened theirs; `empty`: nothing stands there yet. */
  opened(member: Member, empty: boolean): Promise<void>;
  /** Gives how many were looked after. Throws only when the store is away. */
  work(): Promise<number>;
}

interface Drawn {
  readonly document: Document;
  readonly locale: Locale;
  /** Null where there is nothing to see. */
  readonly facts: HomeFacts | null;
}

export function createHome(ports: HomePorts): HomeFlow {
  const { store, homes, owner, log } = ports;

  async function carry(view: HomeView): Promise<void> {
    try {
      await show(view);
    } catch (error) {
      if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
      log.error({ user: view.member.user, err: error }, 'a Home tab could not be drawn');
      await store.homeViews.later(view, owner, backoff(view));
    }
  }

  async function show(view: HomeView): Promise<void> {
    const drawn = await draw(ports, view.member, view.head);
    if (drawn === null) return store.homeViews.later(view, owner, backoff(view));
    const { document, locale, facts } = drawn;
    // Without the footer, whose time is another one at each look.
    const digest = ports.digest(JSON.stringify([locale, document]));
    if (digest !== view.digest) {
      const sent = await homes.publish(view.member.user, withFooter(drawn), locale);
      if (sent.published === 'never') return store.homeViews.forget(view, owner);
      if (sent.published === 'later')
        return store.homeViews.later(view, owner, Math.max(sent.waitMs, REST_MS));
    }
    const restMs = Math.max(REST_MS, view.people * REST_EACH_MS);
    await store.homeViews.drawn(view, owner, { digest, restMs, againMs: againMs(view, facts) });
  }

  return {
    async opened(member, empty) {
      try {
        await store.homeViews.opened(member, empty);
        ports.nudge();
      } catch (error) {
        if (!isProblem(error)) throw error;
        // Nothing is remembered now, but whoever looks is told how AWS is, and that the rest could not be read.
        log.warn({ user: member.user, reason: error.message }, 'a Home tab is drawn without the store');
        const drawn = await draw(ports, member, 0);
        if (drawn !== null) await homes.publish(member.user, withFooter(drawn), drawn.locale);
      }
    },
    async work() {
      const due = await store.homeViews.claim(owner, LEASE_MS, AT_ONCE, FRESH_MS);
      await Promise.all(due.map(carry));
      return due.length;
    },
  };
}

/** What the person may see, in their own language. Null when Slack did not say who they are. */
async function draw(ports: HomePorts, member: Member, head: number): Promise<Drawn | null> {
  const { roles, profiles, groups } = ports;
  const profile = await lookUpProfile(member, roles, profiles);
  if ('missing' in profile) return null;
  const locale = profile.locale ?? ports.locale;
  const may = (verb: string) => {
    const needed = ports.commands.find((command) => command.verb === verb)?.permission ?? 'operator';
    return mayUse(needed, member, profile, roles, groups);
  };
  const [look, ask, act] = await Promise.all([may('status'), may('deploy'), may('ack')]);
  if (!look.ok) return { document: closedHome(look.refusal), locale, facts: null };
  const reader = { user: member.user, isOperator: ask.ok, mayAct: act.ok, head };
  const facts = await readHome(ports, reader);
  return { document: homeCard(facts), locale, facts };
}

function withFooter({ document, facts }: Drawn): Document {
  return facts === null ? document : { ...document, pieces: [...document.pieces, homeFooter(facts.at)] };
}

/** In how many ms it is drawn again without any news; null = not. */
function againMs({ openedAgoMs }: HomeView, facts: HomeFacts | null): number | null {
  if (facts === null) return null;
  const isPatchy = facts.environments.some(({ glance, gate }) => hasGap(glance) || !gate.ok);
  const isRunning = homeParts(facts).running.length > 0;
  const turns = [
    nextTurnMs(facts),
    isRunning && openedAgoMs < WATCHED_MS ? PROGRESS_MS : null,
    openedAgoMs < LOOKED_AT_MS ? LOOK_MS : null,
    openedAgoMs < LOOKED_AT_MS && isPatchy ? GAP_MS : null,
  ].filter((turn) => turn !== null);
  return turns.length === 0 ? null : Math.min(...turns);
}

function backoff({ attempts }: HomeView): number {
  return Math.min(LONGEST_WAIT_MS, REST_MS * 2 ** Math.min(attempts, 10));
}
