import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import { designTable, eventsTable } from '../../testing/journey-tables.ts';
import { ownOutcome } from './own-outcome.ts';

const designed = designTable('report visit confirm');

const thousand = {
  events: eventsTable([
    { way: 'report visit confirm', cases: 620, outcome: 'done' },
    { way: 'report ask confirm', cases: 380, outcome: 'done' },
    { way: 'report hold', cases: 250, outcome: 'given up' },
  ]),
  designed_journeys: designed,
};

test('380 of 1,000 that got there went off the map: 38.0 per cent, 35.0 to 41.0, and the way is listed', async () => {
  const finding = await analyseTables(ownOutcome, thousand);
  expect(finding.estimate).toMatchObject({ name: 'off_map', value: 0.38, n: 1000, of: 'cases' });
  // Wilson: (0.38 + z²/2000 ± z √(0.38 · 0.62 / 1000 + z²/4·10⁶)) / (1 + z²/1000)
  expectClose(finding.estimate?.interval?.low, 0.35042930635);
  expectClose(finding.estimate?.interval?.high, 0.41048911569);
  expect(finding.verdict).toContain('38.0 % [35.0 %, 41.0 %] of these went by a way that nobody designed');
  const [candidates] = finding.tables;
  expect(candidates?.rows.map((row) => row.slice(0, 4))).toEqual([['report → ask → confirm', 380, 380, 1]]);
  expect(finding.refusals.map(({ code, effect }) => [code, effect])).toEqual([['adherence-as-experience', 'withhold']]);
});

test('completion counts whatever the way, and feasible is what needed no failure of ours', async () => {
  const events = eventsTable([
    { way: 'report visit confirm', cases: 50, outcome: 'done' },
    { way: 'report hold visit confirm', cases: 30, outcome: 'done' },
    { way: 'report hold', cases: 20, outcome: 'given up' },
  ]);
  const finding = await analyseTables(ownOutcome, { ...thousand, events }, { options: { failures: ['hold'] } });
  expect(finding.estimates.map(({ name, value, n }) => [name, value, n])).toEqual([
    ['completed', 0.8, 100],
    ['feasible', 0.5, 100],
  ]);
  expect(finding.estimate?.value).toBe(0.375);
});

test('what counts as the goal can be named, and a stated intent goes before it', async () => {
  const events = eventsTable([
    { way: 'report visit', cases: 40, outcome: 'repaired' },
    { way: 'report visit', cases: 60, outcome: 'replaced', name: 'r' },
  ]);
  const named = await analyseTables(
    ownOutcome,
    { ...thousand, events },
    { options: { reached: ['repaired', 'lent'] } },
  );
  expect(named.estimates[0]).toMatchObject({ name: 'completed', value: 0.4, n: 100 });
  const rows = events.rows.map((row) => [...row, String(row[0]).startsWith('r') ? 'replaced' : 'money back']);
  const stated: HandMade = { ...events, columns: [...events.columns, 'intent string'], rows };
  const intended = await analyseTables(ownOutcome, { ...thousand, events: stated });
  expect(intended.estimates[0]).toMatchObject({ name: 'completed', value: 0.6, n: 100 });
});

test('a way that few customers found is no candidate, and is not shown', async () => {
  const events = eventsTable([
    { way: 'report visit confirm', cases: 50, outcome: 'done' },
    { way: 'report neighbour', cases: 9, outcome: 'done' },
  ]);
  const finding = await analyseTables(ownOutcome, { ...thousand, events });
  expect(finding.estimate).toMatchObject({ value: 9 / 59, n: 59 });
  expect(finding.tables[0]?.rows).toEqual([]);
  expect(JSON.stringify(finding)).not.toContain('neighbour');
});

test('nobody got there: completion is 0 with its interval, and there is no share of nothing', async () => {
  const events = eventsTable([{ way: 'report hold', cases: 20, outcome: 'given up' }]);
  const finding = await analyseTables(ownOutcome, { ...thousand, events });
  expect(finding.estimate).toMatchObject({ name: 'completed', value: 0, n: 20, interval: { low: 0 } });
});

test('whether those off the map are happier is measured among those who got there', async () => {
  const responses: HandMade = {
    kind: 'survey',
    columns: ['customer_id string', 'ts timestamp', 'value integer'],
    person: 'customer_id',
    time: 'ts',
    rows: [
      ...Array.from({ length: 30 }, (_, at) => [`c-g0-${at}`, '2026-01-11 10:00:00', 5 + (at % 3)]),
      ...Array.from({ length: 30 }, (_, at) => [`c-g1-${at}`, '2026-01-11 10:00:00', 8 + (at % 3)]),
      ...Array.from({ length: 30 }, (_, at) => [`c-g2-${at}`, '2026-01-11 10:00:00', 0]),
    ],
  };
  const finding = await analyseTables(ownOutcome, { ...thousand, responses });
  const difference = finding.estimates.find(({ name }) => name === 'score_difference');
  expect(difference).toMatchObject({ value: -3, n: 60 });
  expect(finding).toMatchObject({ grade: 'E1', comparisons: { m: 1 } });
});

test('without a goal there is nothing to reach, and nine customers are too few', async () => {
  const aimless = {
    ...thousand,
    designed_journeys: { ...designed, rows: designed.rows.map((row) => [...row.slice(0, 6), null]) },
  };
  await expect(analyseTables(ownOutcome, aimless)).rejects.toMatchObject({ code: 'missing-option' });
  const events = eventsTable([{ way: 'report visit confirm', cases: 9, outcome: 'done' }]);
  const few = await analyseTables(ownOutcome, { ...thousand, events });
  expect(few).toMatchObject({ estimate: null, refusals: [{ code: 'too-few' }] });
});
