import { after } from './es/after.ts';
import { alarms } from './es/alarms.ts';
import { capacity } from './es/capacity.ts';
import { changes } from './es/changes.ts';
import { evidence } from './es/evidence.ts';
import { grammar } from './es/grammar.ts';
import { guide } from './es/guide.ts';
import { incidents } from './es/incidents.ts';
import { life } from './es/life.ts';
import { listing } from './es/listing.ts';
import { operations } from './es/operations.ts';
import { postMortem } from './es/post-mortem.ts';
import { problems } from './es/problems.ts';
import { reading } from './es/reading.ts';
import { slack } from './es/slack.ts';
import { variables } from './es/variables.ts';
import type { Words } from './words.ts';

export const es: Words = {
  ...grammar,
  ...changes,
  ...capacity,
  ...variables,
  ...listing,
  ...operations,
  ...reading,
  ...incidents,
  ...life,
  ...problems,
  ...slack,
  ...after,
  ...guide,
  ...postMortem,
  ...alarms,
  ...evidence,
  ...alarms,
};
