/** Results of log searches: kept sealed for an hour, shown page by page to whoever asked, never read again. */
import type { Invocation } from '../core/command.ts';
import { readCommandText } from '../core/command-text.ts';
import { type Document, plain } from '../core/document.ts';
import type { Environment } from '../core/environment.ts';
import { type LogResult, narrowed } from '../core/log-result.ts';
import { logsDocument, logsFile, sharedLogs } from '../core/logs-document.ts';
import type { Member } from '../core/member.ts';
import type { Clock, Ids, Log, Sealer } from '../core/ports/ambient.ts';
import type { LogReader } from '../core/ports/aws.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { readOn } from '../core/read-logs.ts';
import { say } from '../core/sentence.ts';
import { sortWords } from '../core/without-words.ts';

/** ms. */
const LASTS_MS = 60 * 60_000;

/** ms for reading on, which a person asked for by a button. */
const ON_MS = 10_000;

export interface KeepLogsPorts {
  readonly store: Pick<Store, 'keptLogs' | 'messages'>;
  readonly sealer: Sealer;
  readonly ids: Ids;
  readonly logs: LogReader;
  readonly clock: Clock;
  readonly environments: readonly Environment[];
  readonly log: Log;
  readonly nudge: () => void;
}

export type LogsAction = 'logs-older' | 'logs-newer' | 'logs-filter' | 'logs-on' | 'logs-file' | 'logs-share';

export interface KeepLogs {
  /** The first page. Without a store it is shown all the same, and cannot be paged. */
  keep(found: LogResult, invocation: Pick<Invocation, 'member'>): Promise<Document>;
  /** `words` are what was typed to filter by; null where nothing was. */
  press(press: {
    readonly action: LogsAction;
    readonly subject: string;
    readonly member: Member;
    readonly channel: string;
    readonly words: string | null;
  }): Promise<Document>;
  /** A page that was shared; null when it is not kept any more. */
  shared(subject: string): Promise<Document | null>;
}

export function createKeepLogs(ports: KeepLogsPorts): KeepLogs {
  const { store, sealer, ids, log, nudge } = ports;

  function keep(found: LogResult, invocation: Pick<Invocation, 'member'>): Promise<Document> {
    return keepPage(found, 0, invocation);
  }

  async function keepPage(
    found: LogResult,
    page: number,
    { member }: Pick<Invocation, 'member'>,
  ): Promise<Document> {
    if (found.entries.length === 0 && found.unread === undefined) return logsDocument(found, 0, null);
    const id = ids.next('log');
    try {
      const sealed = sealer.seal(JSON.stringify(found), contextOf(id));
      await store.keptLogs.put({ id, owner: member.user, kind: 'result', sealed }, LASTS_MS);
    } catch (error) {
      // Reading does not need the store; only paging does.
      if (!isProblem(error)) throw error;
      log.warn({ reason: error.message }, 'a log result could not be kept');
      return logsDocument(found, page, null);
    }
    return logsDocument(found, page, { id });
  }

  async function readFurther(result: LogResult): Promise<LogResult | null> {
    const environment = ports.environments.find(({ name }) => name === result.asked.environment);
    return environment === undefined ? null : readOn(ports, environment, result, ON_MS);
  }

  async function opened(
    subject: string,
  ): Promise<{ result: LogResult; owner: string; page: number; id: string } | null> {
    const [id = '', page = '0'] = subject.split(':');
    const kept = await store.keptLogs.get(id);
    const text = kept === null || kept.kind !== 'result' ? null : sealer.open(kept.sealed, contextOf(id));
    if (kept === null || text === null) return null;
    return { result: JSON.parse(text) as LogResult, owner: kept.owner, page: Number(page), id };
  }

  return {
    keep,
    async press({ action, subject, member, channel, words }) {
      const found = await opened(subject);
      if (found === null) return plain(say('logs.gone'));
      if (found.owner !== member.user) return plain(say('logs.not-yours'));
      const { result, page, id } = found;
      switch (action) {
        case 'logs-older':
        case 'logs-newer':
          return { ...logsDocument(result, page, { id }), replaces: true };
        case 'logs-on': {
          const more = await readFurther(result);
          if (more === null) return plain(say('logs.gone'));
          return { ...(await keepPage(more, page, { member })), replaces: true };
        }
        case 'logs-filter':
          return filtered(result, words ?? '', member, keep);
        case 'logs-file':
          return logsFile(result);
        case 'logs-share':
          if (channel === '') return plain(say('slack.wrong-channel'));
          await store.messages.want({ kind: 'logs', subject, channel });
          nudge();
          return plain(say('logs.shared'));
      }
    },
    async shared(subject) {
      const found = await opened(subject);
      return found === null ? null : sharedLogs(found.result, found.page, found.owner);
    },
  };
}

/** What was typed is read as words of a command are: quotes, phones' dashes and hyphens mean the same. */
async function filtered(
  result: LogResult,
  typed: string,
  member: Member,
  keep: KeepLogs['keep'],
): Promise<Document> {
  const text = readCommandText(`logs ${typed}`, 'plain');
  if (!text.ok) return plain(text.refusal);
  const words = text.tokens.flatMap((token) => (token.kind === 'word' ? [token] : []));
  const sorted = sortWords(words, []);
  if (!sorted.ok) return plain(sorted.refusal);
  const { wanted, without } = sorted.value;
  const texts = wanted.map((word) => word.text).filter((word) => word !== '');
  if (texts.length + without.length === 0) return plain(say('logs.modal-empty'));
  return keep(narrowed(result, texts, without), { member });
}

function contextOf(id: string): string {
  return `kept-logs:${id}`;
}
