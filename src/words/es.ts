import { after } from './es/after.ts';
import { alarms } from './es/alarms.ts';
import { capacity } from './es/capacity.ts';
import { changes } from './es/changes.ts';
import { cli } from './es/cli.ts';
import { costs } from './es/costs.ts';
import { dataChanges } from './es/data-changes.ts';
import { dataViews } from './es/data-views.ts';
import { doctor } from './es/doctor.ts';
import { evidence } from './es/evidence.ts';
import { forms } from './es/forms.ts';
import { gates } from './es/gates.ts';
import { grammar } from './es/grammar.ts';
import { guide } from './es/guide.ts';
import { health } from './es/health.ts';
import { history } from './es/history.ts';
import { home } from './es/home.ts';
import { incidents } from './es/incidents.ts';
import { life } from './es/life.ts';
import { listing } from './es/listing.ts';
import { logs } from './es/logs.ts';
import { metrics } from './es/metrics.ts';
import { operations } from './es/operations.ts';
import { policy } from './es/policy.ts';
import { postMortem } from './es/post-mortem.ts';
import { problems } from './es/problems.ts';
import { reading } from './es/reading.ts';
import { recipes } from './es/recipes.ts';
import { rollouts } from './es/rollouts.ts';
import { slack } from './es/slack.ts';
import { time } from './es/time.ts';
import { variables } from './es/variables.ts';
import type { Words } from './words.ts';

export const es: Words = {
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
