import { expect, test } from 'vitest';
import type { Cardinality, Dataset } from './model.ts';
import { declaredPath, shortestPaths } from './paths.ts';
import { loadModel } from './load.ts';
import { smallKinds } from '../testing/broken/kinds.ts';
import { parseSettings } from './settings.ts';

/** `a → b as role`, many to one unless said. */
function datasets(
  joins: readonly (readonly [from: string, role: string, to: string, cardinality?: Cardinality])[],
): ReadonlyMap<string, Dataset> {
  const names = [...new Set(joins.flatMap(([from, , to]) => [from, to]))];
  const files = names.map((name) => {
    const own = joins.filter(([from]) => from === name);
    const lines = own.map(
      ([, role, to, cardinality]) =>
        `  ${role}: { to: ${to}, on: { id: id }, cardinality: ${cardinality ?? 'many_to_one'} }`,
    );
    const text = `dataset: ${name}\nkind: operational\nsource: { csv: a.csv }\nkey: [id]\ncolumns: { id: { type: string } }\n`;
    return { file: `${name}.yml`, text: own.length === 0 ? text : `${text}joins:\n${lines.join('\n')}\n` };
  });
  const settings = parseSettings('trivet.yml', '').settings.model;
  return loadModel({ files, settings, metricKinds: smallKinds, connectors: ['csv'] }).datasets;
}

test('a chain of any length is one way', () => {
  const chain = datasets([
    ['a', 'b', 'b'],
    ['b', 'c', 'c'],
    ['c', 'd', 'd'],
    ['d', 'e', 'e'],
  ]);
  expect(shortestPaths('a', new Set(['e']), chain)).toEqual([{ home: 'e', joins: ['b', 'c', 'd', 'e'] }]);
});

test('the shorter of two ways wins alone', () => {
  const both = datasets([
    ['a', 'direct', 'c'],
    ['a', 'b', 'b'],
    ['b', 'c', 'c'],
  ]);
  expect(shortestPaths('a', new Set(['c']), both)).toEqual([{ home: 'c', joins: ['direct'] }]);
});

test('of a diamond both sides are ways', () => {
  const diamond = datasets([
    ['a', 'left', 'b'],
    ['a', 'right', 'c'],
    ['b', 'top', 'd'],
    ['c', 'top', 'd'],
  ]);
  expect(shortestPaths('a', new Set(['d']), diamond)).toEqual([
    { home: 'd', joins: ['left', 'top'] },
    { home: 'd', joins: ['right', 'top'] },
  ]);
});

test('no way leads over a join that multiplies rows, nor against a join', () => {
  const many = datasets([
    ['a', 'b', 'b', 'one_to_many'],
    ['c', 'a', 'a', 'one_to_one'],
  ]);
  expect(shortestPaths('a', new Set(['b']), many)).toEqual([]);
  expect(shortestPaths('a', new Set(['c']), many)).toEqual([]);
  expect(shortestPaths('c', new Set(['a']), many)).toEqual([{ home: 'a', joins: ['a'] }]);
});

test('a ladder of thirty diamonds is searched in no time', () => {
  const rungs = Array.from(
    { length: 30 },
    (_, i) =>
      [
        [`a${i}`, 'left', `a${i + 1}`],
        [`a${i}`, 'right', `a${i + 1}`],
      ] as const,
  ).flat();
  const ways = shortestPaths('a0', new Set(['a30']), datasets(rungs));
  expect(ways).toHaveLength(16);
  expect(ways.every(({ joins }) => joins.length === 30)).toBe(true);
});

test('a declared way ends where its joins lead, or nowhere', () => {
  const chain = datasets([
    ['a', 'b', 'b'],
    ['b', 'c', 'c'],
  ]);
  expect(declaredPath('a', ['b', 'c'], chain)).toEqual({ home: 'c', joins: ['b', 'c'] });
  expect(declaredPath('a', ['c'], chain)).toBeNull();
});
