import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { phaseMonitor } from './phase-monitor.ts';

/** 20 customers order, are visited and pay: each an hour apart on 2026-03-10. */
const events: HandMade = {
  kind: 'operational',
  columns: ['customer_id string', 'touchpoint_id string', 'phase string', 'ts timestamp'],
  rows: Array.from({ length: 20 }, (_, at) => at).flatMap((at) => [
    [`c${at}`, 'order', 'before', '2026-03-10 10:00:00'],
    [`c${at}`, 'visit', 'during', '2026-03-10 11:00:00'],
    [`c${at}`, 'bill', 'after', '2026-03-10 12:00:00'],
  ]),
  person: 'customer_id',
  time: 'ts',
};

function posts(...places: readonly (readonly [touchpoint: string, phase: string | null])[]): HandMade {
  return {
    kind: 'reference',
    columns: ['post_id string', 'touchpoint_id string', 'phase string'],
    rows: places.map(([touchpoint, phase], at) => [`P${at}`, touchpoint, phase]),
  };
}

const all = posts(['order', 'before'], ['visit', 'during'], ['bill', 'after']);

test('with a post in every phase it is monitored', async () => {
  const finding = await analyseTables(phaseMonitor, { events, posts: all });
  expect(finding).toMatchObject({ n: 60, grade: 'E0', refusals: [], estimate: { value: 1, n: 20 } });
  expect(finding.diagnostics[0]).toMatchObject({ name: 'monitored', value: 'yes', passed: true });
  expect(finding.verdict).toMatch(/^Monitored: feedback is collected before \(100\.0 % of 20 events\)/);
});

test('without a post before, monitored is withheld', async () => {
  const finding = await analyseTables(phaseMonitor, { events, posts: posts(['visit', 'during'], ['bill', 'after']) });
  expect(finding.refusals.map(({ code, effect, details }) => [code, effect, details['phase']])).toEqual([
    ['phase-uncovered', 'withhold', 'before'],
  ]);
  expect(finding.diagnostics[0]).toMatchObject({ value: 'withheld', passed: false });
  expect(finding.estimate).toMatchObject({ name: 'coverage_before', value: 0, n: 20 });
  expect(finding.verdict).toContain('not before: “monitored” is withheld');
});

test('a phase in which nothing happens is not covered either', async () => {
  const two = { ...events, rows: events.rows.filter((row) => row[2] !== 'after') };
  const finding = await analyseTables(phaseMonitor, { events: two, posts: all });
  expect(finding.refusals.map(({ details }) => details['phase'])).toEqual(['after']);
});

test('each touchpoint has its strip, and a post hears only at its own', async () => {
  const desk = events.rows.flatMap((row) =>
    row[1] === 'visit' ? [[row[0] ?? null, 'visit', 'after', row[3] ?? null]] : [],
  );
  const finding = await analyseTables(phaseMonitor, {
    events: { ...events, rows: [...events.rows, ...desk] },
    posts: all,
  });
  expect(finding.tables[1]?.rows).toEqual([
    ['bill', null, null, 1, false],
    ['order', 1, null, null, false],
    ['visit', null, 1, 0, false],
  ]);
});

test('a post without a phase listens in that of its touchpoint', async () => {
  const touchpoints: HandMade = {
    kind: 'reference',
    columns: ['touchpoint_id string', 'phase string'],
    rows: [['order', 'before'], ['visit', 'during'], ['bill', 'during']], // prettier-ignore
  };
  const silent = posts(['order', null], ['visit', null], ['bill', null]);
  const finding = await analyseTables(phaseMonitor, { events, posts: silent, touchpoints });
  expect(finding.refusals.map(({ details }) => details['phase'])).toEqual(['after']);
});

test('where no phase of a post is known, monitored cannot be claimed', async () => {
  const unknown = posts(['order', null], ['visit', null], ['bill', null]);
  const finding = await analyseTables(phaseMonitor, { events, posts: unknown });
  expect(finding.refusals).toHaveLength(3);
  expect(finding.verdict).toBe('Feedback is collected in no phase: “monitored” is withheld.');
  const columns = { ...unknown, columns: ['post_id string', 'touchpoint_id string'], rows: [['P1', 'order']] };
  await expect(analyseTables(phaseMonitor, { events, posts: columns })).rejects.toMatchObject({
    code: 'missing-column',
  });
});

test('answers say how soon they come and how old the last one is', async () => {
  const responses: HandMade = {
    kind: 'survey',
    columns: ['customer_id string', 'post_id string', 'ts timestamp'],
    rows: [
      ...times(20, (at) => [`c${at}`, 'P1', at < 10 ? '2026-03-10 13:00:00' : '2026-03-10 15:00:00']),
      ...times(9, (at) => [`c${at}`, 'P2', '2026-03-10 13:00:00']),
    ],
    person: 'customer_id',
    time: 'ts',
  };
  const later = { ...events, rows: [...events.rows, ['c0', 'bill', 'after', '2026-03-14 12:00:00']] };
  const finding = await analyseTables(phaseMonitor, { events: later, posts: all, responses });
  expect(finding.tables[0]?.rows).toEqual([
    ['before', 20, 1, null, null, null],
    ['during', 20, 1, 20, 3, 4],
    ['after', 21, 1, null, null, null],
  ]);
});

test('nine events are too few', async () => {
  const finding = await analyseTables(phaseMonitor, {
    events: { ...events, rows: events.rows.slice(0, 9) },
    posts: all,
  });
  expect(finding).toMatchObject({ estimate: null, refusals: [{ code: 'too-few', details: { n: 9 } }] });
});

test('where data may only be read in larger groups, what is left out is counted', async () => {
  const few = [['d0', 'shop', 'before', '2026-03-10 10:00:00'], ['d1', 'shop', 'before', '2026-03-10 10:00:00']]; // prettier-ignore
  const finding = await analyseTables(phaseMonitor, {
    events: { ...events, rows: [...events.rows, ...few], k: 5 },
    posts: all,
  });
  expect(finding.n).toBe(60);
  expect(finding.refusals).toMatchObject([{ code: 'k-anon', of: 'touchpoints', details: { cells: 1 } }]);
});
