import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import { expectations } from './expectations.ts';
import type { Finding } from '../contract/finding.ts';

const columns = ['item string', 'value integer', 'response string', 'at date'];

function side(rows: readonly (readonly Value[])[]): HandMade {
  return { kind: 'survey', columns, rows, time: 'at', ranges: { value: [1, 5] } };
}

/** Forty questionnaires, half on the first day and half a year later: what is expected rises from 3.5 to 4, what is given stays at 3.5. */
const expected = times(
  40,
  (at) => ['speed', at < 20 ? 3 + (at % 2) : 4, `r${at}`, at < 20 ? '2025-01-01' : '2026-01-01'] as const,
);
const perceived = times(
  40,
  (at) => ['speed', 3 + (Math.floor(at / 2) % 2), `r${at}`, at < 20 ? '2025-01-01' : '2026-01-01'] as const,
);

/** 0, 1, 2 … */
function count(n: number): readonly number[] {
  return Array.from({ length: n }, (_, at) => at);
}

function estimate({ estimate: main, estimates }: Finding, name: string) {
  return [main, ...estimates].find((each) => each?.name === name);
}

function codes({ refusals }: Finding): readonly string[] {
  return refusals.map(({ code }) => code);
}

test('what is expected rises by half a point while what is given stays: the gap moves by −0.5', async () => {
  const finding = await analyseTables(expectations, { expectations: side(expected), answers: side(perceived) });
  expectClose(estimate(finding, 'drift_expected_speed')?.value, 0.5);
  expectClose(estimate(finding, 'drift_perceived_speed')?.value ?? 1, 0, 1e-9);
  const moved = estimate(finding, 'drift_gap_speed');
  expectClose(moved?.value, -0.5);
  // Differences: 10 in squares around 0, then 5 around −0.5; Sxx 10; t of 38 at 97.5 % is 2.024394164.
  expectClose(moved?.interval?.low, -0.5 - 2.024394163912 * Math.sqrt(15 / 38 / 10), 1e-9);
  expect(finding).toMatchObject({
    estimate: { name: 'gap_speed', value: -0.25, n: 40, of: 'pairs' },
    of: 'pairs',
    grade: 'E1',
  });
  expect(finding.estimate?.interval?.method).toBe('paired t');
  expect(finding.verdict).toBe(
    'On speed customers expect 3.75 and are given 3.50, a gap of −0.25 [−0.46, −0.04] (40 pairs). Over the time observed the gap of speed moved by −0.50 [−0.90, −0.10]: expected +0.50, given 0.00.',
  );
  expect(finding.tables.find(({ name }) => name === 'lines')?.rows).toEqual([
    ['speed', '2025-01-01', 'expected', 3.5, 20],
    ['speed', '2026-01-01', 'expected', 4, 20],
    ['speed', '2025-01-01', 'perceived', 3.5, 20],
    ['speed', '2026-01-01', 'perceived', 3.5, 20],
  ]);
});

test('expectation and perception of different people are no pairs, and it is said', async () => {
  const others = perceived.map(([item, value, response, at]) => [item, value, `other ${response}`, at]);
  const finding = await analyseTables(expectations, { expectations: side(expected), answers: side(others) });
  expect(finding.refusals).toMatchObject([{ code: 'unpaired-gap', effect: 'warn' }]);
  expect(finding).toMatchObject({ estimate: { value: -0.25, n: 80, of: 'answers' } });
  expect(finding.estimate?.interval?.method).toBe('Welch t');
  expect(finding.verdict).toContain('80 answers of different people');
  expectClose(estimate(finding, 'drift_gap_speed')?.value, -0.5);
  const bare = { ...side(expected.map(([item, value]) => [item, value])), columns: columns.slice(0, 2) };
  const { time: _, ...timeless } = bare;
  const without = await analyseTables(expectations, { expectations: timeless, answers: side(perceived) });
  expect(codes(without)).toEqual(['unpaired-gap']);
  expect(estimate(without, 'drift_gap_speed')).toBeUndefined();
});

/** Sixty-four questionnaires on two items: sides that agree within themselves and not with each other, or not within themselves. */
function twoItems(agree: boolean): Record<string, HandMade> {
  const value = (at: number, bit: number): number => 2 + 2 * ((at >> bit) & 1);
  const rows = (first: number, second: number) =>
    count(64).flatMap((at) => [
      ['a', value(at, first), `r${at}`, '2026-01-01'] as const,
      ['b', value(at, agree ? first : second), `r${at}`, '2026-01-01'] as const,
    ]);
  return { expectations: side(rows(0, 1)), answers: side(rows(2, 3)) };
}

test('a difference of two sides that do not hang together is mostly noise', async () => {
  const noisy = await analyseTables(expectations, twoItems(false));
  expect(noisy.refusals).toMatchObject([{ code: 'diff-unreliable', details: { rho: 0 } }]);
  const sound = await analyseTables(expectations, twoItems(true));
  expect(codes(sound)).toEqual([]);
  expect(sound.diagnostics).toMatchObject([{ name: 'reliability', value: 1 }]);
  const declared = await analyseTables(expectations, twoItems(true), {
    options: { reliability_expected: 0.6, reliability_perceived: 0.6 },
  });
  expect(declared.refusals).toMatchObject([{ code: 'diff-unreliable', details: { rho: 0.6 } }]);
});

test('dimensions are weighted over questionnaires that answered all of them', async () => {
  const rows = (a: (at: number) => number, c: number, asked: number) =>
    count(20).flatMap((at) =>
      [['a', a(at)] as const, ['b', 4] as const, ['c', c] as const]
        .filter(([item]) => item !== 'c' || at < asked)
        .map(([item, value]) => [item, value, `r${at}`, '2026-01-01']),
    );
  const tables: Record<string, HandMade> = {
    expectations: side(rows(() => 3, 5, 20)),
    answers: side(rows((at) => (at % 2 === 0 ? 2 : 4), 3, 15)),
    items: {
      kind: 'reference',
      columns: ['item string', 'dimension string', 'weight integer'],
      rows: [
        ['a', 'speed', 60],
        ['b', 'speed', 20],
        ['c', 'care', 20],
      ],
    },
  };
  const finding = await analyseTables(expectations, tables);
  expect(finding.tables[0]?.rows.map((row) => [row[0], row[3], row[6]])).toEqual([
    ['care', -2, 15],
    ['speed', 0, 20],
  ]);
  // Speed is half of ±1 and weighs 80 of 100, care is −2: eight times −0.8 and seven times 0 of fifteen.
  expect(finding.estimate).toMatchObject({
    name: 'gap',
    n: 15,
    of: 'pairs',
    label: 'Perceived less expected, weighted',
  });
  expectClose(finding.estimate?.value, -6.4 / 15);
});

test('other companies stand beside our own ratings, those without n or on another scale do not', async () => {
  const finding = await analyseTables(expectations, {
    expectations: side(expected),
    answers: side(perceived),
    benchmarks: {
      kind: 'reference',
      columns: ['item string', 'competitor string', 'value real', 'n integer', 'deviation real', 'industry string'],
      rows: [
        ['speed', 'A', 4, 100, 1, 'retail'],
        ['speed', 'A', 3, 300, 1, 'retail'],
        ['speed', 'B', 4, null, 1, 'retail'],
        ['speed', 'C', 80, 100, 1, 'travel'],
        ['courtesy', 'A', 4, 100, 1, 'retail'],
      ],
    },
  });
  // A: (400 + 900)/400 = 3.25; ours 3.5, s² = 40 · 0.25/39: error √(0.25641/40 + 1/400).
  const error = 1.959963984540054 * Math.sqrt(10 / 39 / 40 + 1 / 400);
  expect(finding.tables.find(({ name }) => name === 'others')?.rows).toEqual([
    [
      'speed',
      'A',
      'retail',
      3.5,
      3.25,
      0.25,
      expect.closeTo(0.25 - error, 9),
      expect.closeTo(0.25 + error, 9),
      40,
      400,
    ],
  ]);
  expect(finding.refusals).toMatchObject([
    { code: 'score-without-n', of: 'B' },
    { code: 'gap-unit-mismatch', of: 'C', details: { what: 'scale' } },
  ]);
});

test('another scale, answers outside of it and few answers are refused by name', async () => {
  const ten = { ...side(perceived), ranges: { value: [0, 10] as const } };
  const other = await analyseTables(expectations, { expectations: side(expected), answers: ten });
  expect(other).toMatchObject({
    estimate: null,
    refusals: [{ code: 'gap-unit-mismatch', details: { what: 'scale', left: '1 to 5', right: '0 to 10' } }],
  });
  const wrong = await analyseTables(expectations, {
    expectations: side([...expected, ['speed', 7, 'r99', '2026-01-01']]),
    answers: side(perceived),
  });
  expect(wrong).toMatchObject({ estimate: null, refusals: [{ code: 'out-of-scale', details: { n: 1 } }] });
  const few = await analyseTables(expectations, {
    expectations: side(expected.slice(0, 9)),
    answers: side(perceived.slice(0, 9)),
  });
  expect(few).toMatchObject({ estimate: null, refusals: [{ code: 'n-too-small' }] });
  const unknown = await analyseTables(
    expectations,
    { expectations: side(expected), answers: side(perceived) },
    { options: { dimension: 'price' } },
  );
  expect(unknown.refusals[0]).toMatchObject({
    code: 'n-too-small',
    hint: 'Both sides need 10 answers to the same item price.',
  });
});

test('everybody expects and is given the same: a gap without an interval is no number', async () => {
  const same = times(20, (at) => ['speed', 3, `r${at}`, '2026-01-01'] as const);
  const finding = await analyseTables(expectations, { expectations: side(same), answers: side(same) });
  expect(finding.estimate).toBeNull();
  expect(finding.verdict).toContain('no gap can be told');
  expect(finding.tables[0]?.rows[0]?.slice(0, 6)).toEqual(['speed', 3, 3, 0, null, null]);
});

test('days before 1970 are days like others', async () => {
  const old = (rows: readonly (readonly Value[])[]) =>
    rows.map(([item = null, value = null, response = null, at]) => [
      item,
      value,
      response,
      at === '2025-01-01' ? '1959-12-31' : '1961-01-01',
    ]);
  const finding = await analyseTables(expectations, {
    expectations: side(old(expected)),
    answers: side(old(perceived)),
  });
  expectClose(estimate(finding, 'drift_gap_speed')?.value, -0.5);
});
