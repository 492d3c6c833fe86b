import { after } from './en/after.ts';
import { alarms } from './en/alarms.ts';
import { capacity } from './en/capacity.ts';
import { changes } from './en/changes.ts';
import { cli } from './en/cli.ts';
import { costs } from './en/costs.ts';
import { dataChanges } from './en/data-changes.ts';
import { dataViews } from './en/data-views.ts';
import { doctor } from './en/doctor.ts';
import { evidence } from './en/evidence.ts';
import { forms } from './en/forms.ts';
import { gates } from './en/gates.ts';
import { grammar } from './en/grammar.ts';
import { guide } from './en/guide.ts';
import { health } from './en/health.ts';
import { history } from './en/history.ts';
import { home } from './en/home.ts';
import { incidents } from './en/incidents.ts';
import { life } from './en/life.ts';
import { listing } from './en/listing.ts';
import { logs } from './en/logs.ts';
import { metrics } from './en/metrics.ts';
import { operations } from './en/operations.ts';
import { policy } from './en/policy.ts';
import { postMortem } from './en/post-mortem.ts';
import { problems } from './en/problems.ts';
import { reading } from './en/reading.ts';
import { recipes } from './en/recipes.ts';
import { rollouts } from './en/rollouts.ts';
import { slack } from './en/slack.ts';
import { time } from './en/time.ts';
import { variables } from './en/variables.ts';
import type { Words } from './words.ts';

export const en: Words = {
  ...grammar,
  ...changes,
  ...capacity,
  ...costs,
  ...dataChanges,
  ...dataViews,
  ...variables,
  ...listing,
  ...operations,
  ...rollouts,
  ...reading,
  ...incidents,
  ...life,
  ...problems,
  ...slack,
  ...recipes,
  ...cli,
  ...doctor,
  ...forms,
  ...after,
  ...guide,
  ...health,
  ...history,
  ...postMortem,
  ...policy,
  ...time,
  ...logs,
  ...metrics,
  ...alarms,
  ...evidence,
  ...alarms,
  ...gates,
  ...home,
};
