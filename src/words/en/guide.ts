import type { GuideSentences } from '../../core/sentences/guide.ts';
import { quantity } from '../phrases.ts';
import type { Part } from '../words.ts';

export const guide: Part<GuideSentences> = {
  'guide.list-title': () => 'Troubleshooting guide',
  'guide.list-summary': ({ count }) => `The guide has ${quantity(count, 'entry', 'entries')}.`,
  'guide.list-item': ({ title, command }) => `${title}: ${command}`,
  'guide.list-hint': () => 'Say what you see in your own words, for example `/hydrous guide database`',
  'guide.several': ({ count }) => `${quantity(count, 'entry fits', 'entries fit')}:`,
  'guide.none': ({ words, entries }) =>
    `The guide says nothing about “${words}”. Its entries: ${entries.join(', ')}`,
  'guide.entry-summary': ({ entry }) => `Guide: ${entry}`,
  'guide.cases': () => '*How it shows*',
  'guide.more': ({ count, command }) => `${quantity(count, 'more step', 'more steps')}: ${command}`,
};
