import { type Document, plain } from '../core/document.ts';
import type { Log } from '../core/ports/ambient.ts';
import { isProblem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

/** What the work gives, or the sentence for its failure: nobody is left without an answer. */
export async function documentOf(work: () => Promise<Document>, log: Log): Promise<Document> {
  try {
    return await work();
  } catch (error) {
    if (isProblem(error)) {
      log.warn({ err: error, kind: error.kind }, 'request ended in a problem');
      return plain(error.sentence);
    }
    const id = crypto.randomUUID().slice(0, 8);
    log.error({ err: error, id }, 'request failed');
    return plain(say('slack.failed-with-id', { id: code(id) }));
  }
}
