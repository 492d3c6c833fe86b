/** What `costs` answers. */
import type { Code, Moment, Nothing, Sentence } from '../sentence.ts';

export interface CostSentences {
  'costs.title': { days: number };
  'costs.summary': { amount: string; currency: string; days: number; month: string };
  'costs.total': {
    amount: string;
    currency: string;
    month: string;
    course: Code;
    expected: Sentence | null;
  };
  'costs.nothing': { days: number };
  'costs.within': { from: number; until: number };
  'costs.below': { from: number; until: number };
  'costs.above': { from: number; until: number; more: number };
  'costs.forecast': { amount: string; currency: string; expected: Sentence | null };
  'costs.no-forecast': Nothing;
  'costs.service': { service: string; amount: string; currency: string; percent: number | null };
  'costs.others': { count: number; amount: string; currency: string };
  'costs.paid': { at: Moment | null };
  'costs.part.spent': Nothing;
  'costs.part.forecast': Nothing;
  'costs.part.figures': { environment: string };
  'costs.advice.title': Nothing;
  'costs.advice.tasks': { environment: string; cpu: number; memory: number; command: Code };
  'costs.advice.database': { database: Code; cpu: number; class: string; command: Code };
  'costs.advice.zones': { database: Code };
  'costs.advice.cache': { environment: string; cpu: number; memory: number; command: Code };
  'costs.advice.no-scaling': { environment: string; command: Code };
  'costs.advice.fixed-scaling': { environment: string; count: number; command: Code };
  'costs.advice.reserve': { amount: number; currency: string };
  'costs.advice.savings': { amount: number; currency: string };
}
