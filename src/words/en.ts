import { changes } from './en/changes.ts';
import { grammar } from './en/grammar.ts';
import { incidents } from './en/incidents.ts';
import { operations } from './en/operations.ts';
import { problems } from './en/problems.ts';
import { reading } from './en/reading.ts';
import { slack } from './en/slack.ts';
import type { Words } from './words.ts';

export const en: Words = {
  ...grammar,
  ...changes,
  ...operations,
  ...reading,
  ...incidents,
  ...problems,
  ...slack,
};
