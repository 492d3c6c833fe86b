import { changes } from './es/changes.ts';
import { grammar } from './es/grammar.ts';
import { incidents } from './es/incidents.ts';
import { operations } from './es/operations.ts';
import { problems } from './es/problems.ts';
import { reading } from './es/reading.ts';
import { slack } from './es/slack.ts';
import type { Words } from './words.ts';

export const es: Words = {
  ...grammar,
  ...changes,
  ...operations,
  ...reading,
  ...incidents,
  ...problems,
  ...slack,
};
