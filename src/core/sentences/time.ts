import type { Code, Nothing } from '../sentence.ts';

/** Why a time is not understood, and what to type instead. */
export interface TimeSentences {
  'time.unclear': { option: Code; word: string; write: readonly Code[] };
  'time.vague': { word: string; write: readonly Code[] };
  'time.unit': { word: string; write: Code };
  'time.bare-number': { word: string; write: readonly Code[] };
  'time.bare-hour': { word: string; write: readonly Code[] };
  'time.no-such-day': { word: string };
  'time.no-such-time': { word: string };
  'time.either-day': { word: string; write: readonly Code[] };
  'time.weekday-today': { word: string; write: readonly Code[] };
  'time.skipped': { word: string; zone: string; write: Code };
  'time.twice': { word: string; zone: string; write: readonly Code[] };
  'time.range-or-zone': { word: string; write: readonly Code[] };
  'time.backwards': Nothing;
  'time.around-alone': Nothing;
  'time.around-what': { word: string };
  'time.range-alone': Nothing;
  'time.range-since': Nothing;
}
