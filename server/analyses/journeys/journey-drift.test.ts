import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { designTable, eventsTable, type HandMadeCases } from '../../testing/journey-tables.ts';
import { runningExample } from '../../testing/running-example.ts';
import type { Finding } from '../contract/finding.ts';
import { journeyDrift } from './journey-drift.ts';

const requests: readonly HandMadeCases[] = runningExample.map(({ steps }) => ({
  way: steps.join(' '),
  cases: 10,
  outcome: 'done',
}));

const tables = { events: eventsTable(requests), designed_journeys: designTable('R C K D P') };

function estimate(finding: Finding, name: string): number | undefined {
  return [finding.estimate, ...finding.estimates].find((each) => each?.name === name)?.value;
}

function rowsOf(finding: Finding, name: string): readonly (readonly unknown[])[] {
  return finding.tables.find((table) => table.name === name)?.rows ?? [];
}

test('ten times the compensation requests fit the designed list as pm4py says', async () => {
  const finding = await analyseTables(journeyDrift, tables);
  expect(finding).toMatchObject({ n: 60, of: 'cases', grade: 'E0' });
  expectClose(finding.estimate?.value, 1 / 6);
  expectClose(estimate(finding, 'fitness'), 0.6931216931216931);
  expectClose(estimate(finding, 'log_fitness'), 0.6666666666666667);
  expectClose(estimate(finding, 'token_fitness'), 0.7435897435897436);
  expect(finding.verdict).toMatch(/^16\.7 % \[.*\] of 60 cases went as designed; fitness is 0\.69 on average\./);
});

test('the graph of what came after what has the 16 published arcs', async () => {
  const arcs = rowsOf(await analyseTables(journeyDrift, tables), 'arcs');
  expect(arcs.map(([from, to, n]) => `${String(from)}>${String(to)} ${String(n)}`)).toEqual([
    'K>D 60', 'C>K 40', 'D>I 30', 'D>P 30', 'D>X 30', 'R>C 30', 'C>D 20', 'K>C 20', 'R>K 20', 'T>K 20',
    'I>C 10', 'I>K 10', 'I>T 10', 'K>T 10', 'R>T 10', 'T>D 10',
  ]); // prettier-ignore
});

test('differences stand with their n and how such cases ended, and none is called an error', async () => {
  const events = eventsTable([
    { way: 'R C K D P', cases: 60, outcome: 'done' },
    { way: 'R K C D P', cases: 20, outcome: 'done' },
    { way: 'R C D P call', cases: 20, outcome: 'given up' },
  ]);
  const finding = await analyseTables(journeyDrift, { ...tables, events });
  expect(rowsOf(finding, 'deviations').map((row) => row.slice(0, 6))).toEqual([
    ['as designed', null, 60, 60, 0.6, 1],
    ['K left out', true, 20, 20, 0.2, 0],
    ['K moved', true, 20, 20, 0.2, 1],
    ['call put in', false, 20, 20, 0.2, 0],
  ]);
  expect(finding.refusals.map(({ code, effect }) => [code, effect])).toEqual([
    ['deviation-not-error', 'withhold'],
    ['path-experience-assumed', 'withhold'],
  ]);
  expect(rowsOf(finding, 'traffic').map(([, activity, , cases]) => [activity, cases])).toEqual([
    ['R', 100], ['C', 100], ['K', 80], ['D', 100], ['P', 100],
  ]); // prettier-ignore
});

test('where everybody follows the design there is no deviation to be called an error', async () => {
  const events = eventsTable([{ way: 'R C K D P', cases: 30, outcome: 'done' }]);
  const finding = await analyseTables(journeyDrift, { ...tables, events });
  expect(finding.estimate).toMatchObject({ value: 1, n: 30 });
  expect(finding.refusals.map(({ code }) => code)).toEqual(['path-experience-assumed']);
});

test('ways of fewer than ten customers are merged, however many cases they have', async () => {
  const events = eventsTable([
    { way: 'R C K D P', cases: 30, outcome: 'done' },
    { way: 'R secret P', cases: 9, outcome: 'done' },
    { way: 'R other P', cases: 40, outcome: 'done', customer: 'somebody' },
  ]);
  const finding = await analyseTables(journeyDrift, { ...tables, events });
  expect(finding.n).toBe(79);
  expect(rowsOf(finding, 'ways').map((row) => row.slice(0, 5))).toEqual([
    ['R → C → K → D → P', true, 30, 30, 30 / 79],
    ['2 other ways, each of few customers or rare', null, 49, null, 49 / 79],
  ]);
  const shown = JSON.stringify(finding.tables);
  expect(shown).not.toContain('secret');
  expect(shown).not.toContain('other put in');
});

test('a case is held against the version that was valid when it started', async () => {
  const versions = [
    designTable('R C P', { version: 1, from: '2024-01-01' }),
    designTable('R P', { version: 2, from: '2026-01-01' }),
  ];
  const designed: HandMade = { ...designTable('R C P'), rows: versions.flatMap(({ rows }) => rows) };
  const events = eventsTable([
    { way: 'R C P', cases: 20, outcome: 'done', day: '2025-12-31', name: 'old' },
    { way: 'R P', cases: 20, outcome: 'done', day: '2026-01-01', name: 'new' },
    { way: 'R P', cases: 5, outcome: 'done', day: '2023-12-31', name: 'before' },
  ]);
  const finding = await analyseTables(journeyDrift, { events, designed_journeys: designed });
  expect(finding.estimate).toMatchObject({ value: 1, n: 40 });
  expect(finding.diagnostics.find(({ name }) => name === 'before_design')?.value).toBe(5);
});

test('cases without an outcome are left out while they are under way', async () => {
  const events = eventsTable([
    { way: 'R C K D P', cases: 20, outcome: 'done', day: '2026-03-10' },
    { way: 'R C', cases: 7, day: '2026-03-01', name: 'open' },
    { way: 'R C', cases: 20, day: '2026-01-01', name: 'gone' },
  ]);
  const finding = await analyseTables(journeyDrift, { ...tables, events });
  expect(finding.estimate).toMatchObject({ value: 0.5, n: 40 });
  expect(finding.diagnostics[0]).toMatchObject({ name: 'open_cases', value: 7 });
});

test('segments of customers stand apart, small ones not at all', async () => {
  const events = eventsTable([
    { way: 'R C K D P', cases: 20, outcome: 'done', name: 'a' },
    { way: 'R P', cases: 20, outcome: 'done', name: 'b' },
    { way: 'R P', cases: 9, outcome: 'done', name: 's' },
  ]);
  const segmentOf = (name: string, count: number) => times(count, (at) => [`c-${name}-${at}`, name]);
  const customers: HandMade = {
    kind: 'operational',
    columns: ['customer_id string', 'segment string'],
    // Each customer twice: a join must not count their cases twice.
    rows: [...segmentOf('a', 20), ...segmentOf('a', 20), ...segmentOf('b', 20), ...segmentOf('s', 9)],
    person: 'customer_id',
  };
  const finding = await analyseTables(journeyDrift, { ...tables, events, customers });
  expect(rowsOf(finding, 'segments').map((row) => row.slice(0, 4))).toEqual([
    ['a', 20, 20, 1],
    ['b', 20, 20, 0],
  ]);
});

/** What 20 customers answered. */
function scores(of: (at: number) => number): number[] {
  return Array.from({ length: 20 }, (_, at) => of(at));
}

function answersAfter(given: Readonly<Record<string, readonly number[]>>): HandMade {
  return {
    kind: 'survey',
    columns: ['customer_id string', 'ts timestamp', 'value integer'],
    rows: Object.entries(given).flatMap(([name, values]) =>
      values.map((score, at) => [`c-${name}-${at}`, '2026-01-12 10:00:00', score]),
    ),
    person: 'customer_id',
    time: 'ts',
  };
}

const two = eventsTable([
  { way: 'R C K D P', cases: 20, outcome: 'done', name: 'on' },
  { way: 'R P', cases: 20, outcome: 'done', name: 'off' },
]);

test('path and experience: the measured association, with its p-value among the comparisons', async () => {
  const half = (low: number, high: number) => scores((at) => (at % 2 === 0 ? low : high));
  const responses = answersAfter({ on: half(8, 10), off: half(5, 7) });
  const finding = await analyseTables(journeyDrift, { ...tables, events: two, responses });
  const difference = finding.estimates.find(({ name }) => name === 'score_difference');
  // Means 9 and 6; each variance 20/19, so the error is √(2/19) and t has 38 degrees of freedom: 2.0243941639.
  expectClose(difference?.value, 3);
  expectClose(difference?.interval?.low, 3 - 2.0243941639 * Math.sqrt(2 / 19));
  expect(difference).toMatchObject({ n: 40, of: 'customers' });
  expect(finding).toMatchObject({ grade: 'E1', comparisons: { m: 1 } });
  expect(finding.verdict).toContain('that is an association');
  expect(finding.refusals.map(({ code }) => code)).toContain('path-experience-assumed');
});

test('path and experience: a customer with three answers counts once, by the last', async () => {
  const first = answersAfter({ on: scores((at) => 8 + (at % 2)), off: scores((at) => 8 + (at % 2)) });
  const rows = [...first.rows, ['c-on-0', '2026-01-13 10:00:00', 0], ['c-on-0', '2026-01-11 10:00:00', 3]];
  const finding = await analyseTables(journeyDrift, { ...tables, events: two, responses: { ...first, rows } });
  const difference = finding.estimates.find(({ name }) => name === 'score_difference');
  expect(difference?.n).toBe(40);
  // The 8 of the first customer became a 0: (170 − 8 − 170) / 20.
  expectClose(difference?.value, -0.4);
  expect(finding.verdict).toContain('no difference that chance would not explain');
});

test('answers long after a case, before its end or by too few are no experience of it', async () => {
  const late = answersAfter({ on: scores(() => 9), off: scores(() => 9) });
  const at = (day: string): HandMade => ({
    ...late,
    rows: late.rows.map(([who, , score]) => [who ?? null, day, score ?? null]),
  });
  for (const responses of [at('2026-03-12 10:00:00'), at('2026-01-10 09:00:00'), answersAfter({ on: [9], off: [3] })]) {
    const finding = await analyseTables(journeyDrift, { ...tables, events: two, responses });
    expect(finding.estimates.map(({ name }) => name)).not.toContain('score_difference');
    expect(finding.verdict).toContain('Too few answers');
  }
});

test('a design that branches has precision in place of token replay', async () => {
  const branching: HandMade = {
    kind: 'reference',
    columns: ['step integer', 'activity string', 'after string'],
    rows: [
      [1, 'a', null],
      [2, 'b', 'a'],
      [2, 'c', 'a'],
    ],
  };
  const events = eventsTable([{ way: 'a b', cases: 40, outcome: 'done' }]);
  const finding = await analyseTables(journeyDrift, { events, designed_journeys: branching });
  expect(finding.estimate?.value).toBe(1);
  expectClose(estimate(finding, 'precision'), 1 - 40 / 120);
  expectClose(estimate(finding, 'f_measure'), 0.8);
  expect(estimate(finding, 'token_fitness')).toBeUndefined();
});

test('of several designs one has to be named', async () => {
  const other = designTable('R P').rows.map((row) => ['other', ...row.slice(1)]);
  const designed: HandMade = { ...designTable('R C K D P'), rows: [...designTable('R C K D P').rows, ...other] };
  const both = { ...tables, designed_journeys: designed };
  await expect(analyseTables(journeyDrift, both)).rejects.toMatchObject({
    code: 'missing-option',
    choices: ['claim', 'other'],
  });
  await expect(analyseTables(journeyDrift, both, { options: { design: 'thrid' } })).rejects.toMatchObject({
    code: 'invalid-option',
  });
  expect((await analyseTables(journeyDrift, both, { options: { design: 'claim' } })).n).toBe(60);
});

test('fewer than ten customers, no cases at all and a design without steps are refused', async () => {
  const few = await analyseTables(journeyDrift, {
    ...tables,
    events: eventsTable([{ way: 'R P', cases: 9, outcome: 'x' }]),
  });
  expect(few).toMatchObject({
    estimate: null,
    tables: [],
    refusals: [{ code: 'too-few', details: { n: 9, needed: 10 } }],
  });
  const none = await analyseTables(journeyDrift, { ...tables, events: eventsTable([]) });
  expect(none.refusals.map(({ code }) => code)).toEqual(['too-few']);
  const undesigned = { ...tables, designed_journeys: { ...designTable('R'), rows: [] } };
  expect((await analyseTables(journeyDrift, undesigned)).refusals.map(({ effect }) => effect)).toEqual(['refuse']);
});

test('where data may only be read in larger groups, ways that are left out are counted', async () => {
  const events = eventsTable([
    { way: 'R C K D P', cases: 40, outcome: 'done' },
    { way: 'R secret P', cases: 12, outcome: 'done' },
  ]);
  const finding = await analyseTables(journeyDrift, { ...tables, events: { ...events, k: 15 } });
  expect(finding.n).toBe(40);
  expect(finding.refusals).toMatchObject([
    { code: 'k-anon', of: 'ways', details: { k: 15, cells: 1 } },
    { code: 'path-experience-assumed' },
  ]);
  expect(JSON.stringify(finding.tables)).not.toContain('secret');
});
