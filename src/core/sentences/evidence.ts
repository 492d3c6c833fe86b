/** What an investigation reads beside ECS; see `core/ports/evidence.ts`. */
import type { Code, Mention, Moment, Sentence, Span } from '../sentence.ts';

export interface EvidenceSentences {
  'evidence.no-database': { name: Code };
  'evidence.no-cache': { name: Code };
  /** A folder of saved evidence lacks the answer of this call. */
  'evidence.not-saved': { call: Code };
  /** `before` is yes when the trouble began before the change. `touched` is what the change touched. */
  'evidence.change': {
    revision: number;
    at: Moment;
    by: Mention | null;
    touched: readonly Sentence[];
    gap: Span;
    before: string;
  };
  'evidence.touched.image': { from: Code | null; to: Code };
  /** `kind` is added, removed or changed; `of` is env or secret. */
  'evidence.touched.names': { of: string; kind: string; names: readonly Code[]; more: number };
  /** `part` is cpu, memory or architecture. */
  'evidence.touched.size': { part: string; from: string; to: string };
  /** `part` is health-check, command or ports. */
  'evidence.touched.part': { part: string };
  'evidence.rollback-not-touched': { revision: number };
  'evidence.dependency-is-down': { name: Code; status: Code };
  'evidence.load-not-change': { revision: number };
}
