/** What `alarms create` lists, plans and comes to. */
import type { Code, Nothing, Sentence, Span } from '../sentence.ts';

export interface RecipeSentences {
  'recipes.summary': { environment: string; same: number; differs: number; missing: number };
  'recipes.nothing': Nothing;
  'recipes.next': { all: Code; one: Code };
  'recipes.item.missing': { id: Code; condition: Sentence };
  'recipes.item.same': { id: Code; name: Code };
  'recipes.item.differs': { id: Code; name: Code; differences: readonly Sentence[] };
  /** `metric` is `namespace/name`. */
  'recipes.condition': {
    metric: string;
    sign: string;
    threshold: string;
    bad: number;
    of: number;
    period: Span;
  };
  'recipes.difference': { field: Sentence; from: string; to: string };
  'recipes.field.metric': Nothing;
  'recipes.field.dimensions': Nothing;
  'recipes.field.statistic': Nothing;
  'recipes.field.period': Nothing;
  'recipes.field.evaluation-periods': Nothing;
  'recipes.field.datapoints': Nothing;
  'recipes.field.comparison': Nothing;
  'recipes.field.threshold': Nothing;
  'recipes.field.missing': Nothing;
  'recipes.field.actions': Nothing;
  'recipes.field.alarm-action': Nothing;
  'recipes.field.ok-action': Nothing;
  'recipes.watches.service': Nothing;
  'recipes.watches.load-balancer': Nothing;
  'recipes.watches.target-group': Nothing;
  'recipes.watches.database': Nothing;
  'recipes.watches.cache': Nothing;

  'change.alarms-create': { created: number; changed: number; environment: string };
  'change.alarms-restore': { deleted: number; restored: number; environment: string };
  'card.field.alarms-created': Nothing;
  'card.field.alarms-changed': Nothing;
  'card.field.alarms-deleted': Nothing;
  'check.alarm.new': { name: Code; condition: Sentence };
  'check.alarm.differs': { name: Code; differences: readonly Sentence[] };
  'check.alarm.same': { name: Code };
  'check.alarm.several': { recipe: Code; names: readonly Code[] };
  'check.alarm.other-kind': { recipe: Code; names: readonly Code[] };
  'check.alarm.no-place': { recipe: Code; watches: Sentence };
  'check.alarm.no-data': { name: Code; metric: Code };
  'check.alarm.fires-at-once': { name: Code; metric: Code };
  'check.alarm.data-not-checked': { why: Sentence };
  'check.alarm.delete': { name: Code };
  'check.alarm.put-back': { name: Code };
  'check.alarm.gone': { name: Code };
  'check.alarm.moved': { name: Code };
  'moved.alarm': { name: Code };
  'moved.target-requests': Nothing;
  'check.alarms-topic': { topic: Code };
  'plan.no-recipe': { word: string; near: readonly Code[]; known: readonly Code[] };
  'plan.alarms-nothing': { environment: string };
  'plan.no-alarms-made': { id: string; environment: string };
  'plan.alarms-nothing-back': { id: Code };
  'alarms.restore-which': Nothing;
  'outcome.alarms-created': { created: number; changed: number };
  'outcome.alarms-restored': { deleted: number; restored: number };
  'outcome.alarms-superseded': { names: readonly Code[] };
  'outcome.alarms-so-far': { names: readonly Code[]; undo: Code };
  'outcome.alarms-restored-so-far': { names: readonly Code[] };
  'outcome.alarms-none-so-far': Nothing;
}
