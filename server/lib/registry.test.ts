import { expect, test } from 'vitest';
import { registry } from './registry.ts';

const nps = { name: 'nps' };
const csat = { name: 'csat' };

test('entries are found by name and listed in the order written', () => {
  const kinds = registry([nps, csat]);
  expect(kinds.get('csat')).toBe(csat);
  expect(kinds.names).toEqual(['nps', 'csat']);
  expect([...kinds]).toEqual([nps, csat]);
  expect([...kinds]).toEqual([nps, csat]);
});

test('two entries of one name are a mistake of ours', () => {
  expect(() => registry([nps, { name: 'nps' }])).toThrow('Two entries of the registry are called nps.');
});

test('a name of Object.prototype is not an entry', () => {
  expect(registry([nps]).get('constructor')).toBeUndefined();
});
