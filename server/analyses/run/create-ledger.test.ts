import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { seeded } from '../../stats/random.ts';
import { createLedger } from './create-ledger.ts';
import type { Comparison } from '../contract/ledger.ts';

function comparison(more: Partial<Comparison> = {}): Comparison {
  return {
    datasets: ['responses'],
    outcome: 'nps',
    by: 'channel',
    where: '',
    test: 'z',
    p: 0.5,
    direction: 'none',
    ...more,
  };
}

// Benjamini & Hochberg 1995, page 295.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
].map((p, at) => comparison({ by: `question ${at + 1}`, p }));

test('the best of fifteen comparisons is shown as 1 of 15 with its q-value', () => {
  const ledger = createLedger();
  ledger.note(published);
  const found = ledger.family(published.slice(3, 4));
  expect(found.m).toBe(15);
  expect(found.p).toBe(0.0095);
  expectClose(found.q, 0.035625);
});

test('the same p-values among the first ten only have other q-values', () => {
  const ledger = createLedger();
  ledger.note(published.slice(0, 10));
  expect(published.filter((each) => (ledger.family([each]).q ?? 1) <= 0.05)).toHaveLength(8);
  ledger.note(published.slice(10));
  expect(published.filter((each) => (ledger.family([each]).q ?? 1) <= 0.05)).toHaveLength(4);
});

test('looking at the same comparison again counts once, with its newest p-value', () => {
  const ledger = createLedger();
  ledger.note([comparison({ p: 0.5 })]);
  ledger.note([comparison({ p: 0.01, direction: 'up' })]);
  expect(ledger.family([comparison({ p: 0.01, direction: 'up' })])).toEqual({ m: 1, p: 0.01, q: 0.01 });
});

test('every filter is another comparison, and so is every segment', () => {
  const ledger = createLedger();
  ledger.note([
    comparison({ p: 0.01 }),
    comparison({ where: '{"region":"North"}' }),
    comparison({ where: '{"region":"South"}' }),
    comparison({ segment: 'family' }),
    comparison({ segment: 'business' }),
  ]);
  expect(ledger.family([comparison({ p: 0.01 })])).toEqual({ m: 5, p: 0.01, q: 0.05 });
});

test('another cell over the same data is another comparison in the same family', () => {
  const ledger = createLedger();
  const cell = (name: string, rows: string) => comparison({ through: [`${name}: select * from responses ${rows}`] });
  ledger.note([cell('all', ''), cell('all', ''), cell('young', 'where age < 30'), cell('young', 'where age < 40')]);
  expect(ledger.family([cell('all', '')]).m).toBe(3);
});

test('a comparison without a p-value counts in the family', () => {
  const ledger = createLedger();
  ledger.note([comparison({ p: 0.01 }), comparison({ by: 'a chart', p: null })]);
  expect(ledger.family([comparison({ p: 0.01 })])).toEqual({ m: 2, p: 0.01, q: 0.02 });
  expect(ledger.family([comparison({ by: 'a chart', p: null })])).toEqual({ m: 2, p: null, q: null });
});

test('other outcomes and other data are other families', () => {
  const ledger = createLedger();
  ledger.note([comparison(), comparison({ outcome: 'cost' }), comparison({ datasets: ['tickets'] })]);
  expect(ledger.family([comparison()]).m).toBe(1);
  expect(ledger.family([comparison({ datasets: ['responses', 'tickets'] })]).m).toBe(3);
});

test('nothing compared is no family, and what was not noted counts itself', () => {
  expect(createLedger().family([])).toEqual({ m: 0, p: null, q: null });
  expect(createLedger().family([comparison({ p: 0.2 })])).toEqual({ m: 1, p: 0.2, q: 0.2 });
});

test('of forty segments in which nothing is different none survives', () => {
  const random = seeded(7);
  const segments = Array.from({ length: 40 }, (_, at) => comparison({ segment: `${at}`, p: random.uniform() }));
  const ledger = createLedger();
  ledger.note(segments);
  expect(segments.some(({ p }) => (p ?? 1) < 0.05)).toBe(true);
  expect(segments.every((segment) => (ledger.family([segment]).q ?? 0) > 0.05)).toBe(true);
});
