/** What only the command line says. */
import type { Code } from '../sentence.ts';

export interface CliSentences {
  'cli.pending': { id: Code };
  'cli.left': { id: Code };
}
