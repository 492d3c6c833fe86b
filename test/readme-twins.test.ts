/** README.es.md is the whole README: whoever reads only one of them misses nothing. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const english = read('README.md');
const spanish = read('README.es.md');

const depths = (text: string) => [...text.matchAll(/^(#+) /gm)].map(([, marks]) => marks!.length);
const pictures = (text: string) => [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path!);
const links = (text: string) =>
  [...text.matchAll(/\]\((docs\/[^)]+\.md|CONTRIBUTING\.md)\)/g)].map(([, path]) => path!).sort();
const blocks = (text: string) => text.match(/^```[\s\S]*?^```/gm) ?? [];

/** Every table as its rows; a row as its cells. */
function tables(text: string): string[][][] {
  return (text.match(/(?:^\|.*\n)+/gm) ?? []).map((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
  );
}

/** What a reader copies is the same in both: commands, settings, keys and paths, row by row. */
const firstCells = (text: string) => tables(text).map((rows) => rows.map(([first]) => first));

describe('README.md and README.es.md', () => {
  test('have the same headings, one under the other', () => {
    expect(depths(spanish)).toEqual(depths(english));
    expect(depths(english).length).toBeGreaterThan(10);
  });

  test('have the same pictures in the same order', () => {
    expect(pictures(spanish)).toEqual(pictures(english));
    expect(pictures(english).length).toBeGreaterThanOrEqual(6);
  });

  test('have the same rows in every table', () => {
    expect(firstCells(spanish)).toEqual(firstCells(english));
  });

  test('agree on which commands ask approval, and on every default that is written as code', () => {
    const told = (text: string) =>
      tables(text).flatMap((rows) =>
        rows.map((cells) => {
          const last = cells.length > 2 ? cells.at(-1)! : '';
          return /^`[^`]*`$|^–$|^$/.test(last) ? last : 'words';
        }),
      );
    expect(told(spanish)).toEqual(told(english));
  });

  test('show the same commands to copy and lead to the same pages', () => {
    expect(blocks(spanish)).toEqual(blocks(english));
    expect([...new Set(links(spanish))]).toEqual([...new Set(links(english))]);
  });

  test('are each in one language, and lead to the other', () => {
    expect(english).toContain('(README.es.md)');
    expect(spanish).toContain('(README.md)');
    const left = tables(english)
      .flat()
      .flatMap((cells) => (cells[1]!.split(' ').length > 4 ? [cells[1]!] : []))
      .filter((cell) => spanish.includes(`| ${cell} |`));
    expect(left).toEqual([]);
  });
});
