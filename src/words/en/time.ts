import type { TimeSentences } from '../../core/sentences/time.ts';
import type { Part } from '../words.ts';

const or = (codes: readonly string[]): string => codes.join(' or ');

export const time: Part<TimeSentences> = {
  'time.unclear': ({ option, word, write }) =>
    `I do not understand “${word}” in ${option}. Write for example ${or(write)}.`,
  'time.vague': ({ word, write }) => `“${word}” names no exact time. Write for example ${or(write)}.`,
  'time.unit': ({ word, write }) => `“${word}” has no clear unit. Write ${write}.`,
  'time.bare-number': ({ word, write }) => `“${word}” of what? Write ${or(write)}.`,
  'time.bare-hour': ({ word, write }) => `Which time is meant by “${word}”? Write ${or(write)}.`,
  'time.no-such-day': ({ word }) => `There is no such day as in “${word}”.`,
  'time.no-such-time': ({ word }) =>
    `There is no such time as in “${word}”. Times go from \`00:00\` to \`23:59\`.`,
  'time.either-day': ({ word, write }) => `“${word}” may be two days. Write ${or(write)}.`,
  'time.weekday-today': ({ word, write }) => `In “${word}”, today or a week ago? Write ${or(write)}.`,
  'time.skipped': ({ word, zone, write }) =>
    `The time of “${word}” did not exist in ${zone}: the clock was put forward. Write ${write}.`,
  'time.twice': ({ word, zone, write }) =>
    `The time of “${word}” came twice in ${zone}: the clock was put back. Write ${or(write)}.`,
  'time.range-or-zone': ({ word, write }) =>
    `“${word}” may be a time with its zone or a range. Write ${or(write)}.`,
  'time.backwards': () => 'The range ends before it begins. Put the beginning first.',
  'time.around-alone': () => '`--around` stands alone, without `--since` and `--until`.',
  'time.around-what': ({ word }) =>
    `\`--around\` wants one time, not “${word}”. Write for example \`--around 14:05\`.`,
  'time.range-alone': () => 'A range in `--since` says its end already: it goes without `--until`.',
  'time.range-since': () => 'A range goes into `--since`, for example `--since 14:00-14:30`.',
};
