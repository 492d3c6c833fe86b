import { after } from './en/after.ts';
import { alarms } from './en/alarms.ts';
import { capacity } from './en/capacity.ts';
import { changes } from './en/changes.ts';
import { evidence } from './en/evidence.ts';
import { grammar } from './en/grammar.ts';
import { guide } from './en/guide.ts';
import { incidents } from './en/incidents.ts';
import { life } from './en/life.ts';
import { listing } from './en/listing.ts';
import { operations } from './en/operations.ts';
import { postMortem } from './en/post-mortem.ts';
import { problems } from './en/problems.ts';
import { reading } from './en/reading.ts';
import { slack } from './en/slack.ts';
import { variables } from './en/variables.ts';
import type { Words } from './words.ts';

export const en: Words = {
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
