import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import { planCoverage } from './plan-coverage.ts';

/** Two products × two lines × three dealers × two touchpoints, all planned and owned but for what is taken out. */
function plans(without: (place: readonly string[]) => boolean = () => false): HandMade {
  const rows = ['oven', 'fridge'].flatMap((product) =>
    ['basic', 'plus'].flatMap((line) =>
      ['D1', 'D2', 'D3'].flatMap((dealer) => ['T1', 'T2'].map((touchpoint) => [product, line, dealer, touchpoint])),
    ),
  );
  return {
    kind: 'reference',
    columns: [
      'product string',
      'line string',
      'dealer string',
      'touchpoint string',
      'has_plan boolean',
      'owner string',
    ],
    rows: rows.map((place): readonly Value[] => [...place, !without(place), 'somebody']),
  };
}

const posts: HandMade = {
  kind: 'reference',
  columns: ['post_id string', 'touchpoint_id string', 'live_from date', 'live_to date'],
  rows: [['P1', 'T1', null, null], ['P2', 'T2', '2026-01-01', null]], // prettier-ignore
};

test('places with a plan, a post and an owner are covered', async () => {
  const finding = await analyseTables(planCoverage, { plans: plans(), posts });
  expect(finding).toMatchObject({ n: 24, of: 'places', grade: 'E0', refusals: [], estimate: { value: 1, n: 24 } });
});

test('a dealer without a plan is one hole', async () => {
  const finding = await analyseTables(planCoverage, { plans: plans(([, , dealer]) => dealer === 'D2'), posts });
  expect(finding.refusals.map(({ code, effect, message }) => [code, effect, message])).toEqual([
    ['plan-hole', 'warn', 'D2 has no plan.'],
  ]);
  expect(finding.estimate?.value).toBeCloseTo(16 / 24, 12);
  expect(finding.tables[1]?.rows).toEqual([['D2', 'plan', 8]]);
  expect(finding.tables[0]?.rows.filter(([dealer]) => dealer === 'D2')).toEqual([
    ['D2', 'T1', 4, 0, 1, 1, 0],
    ['D2', 'T2', 4, 0, 1, 1, 0],
  ]);
});

test('a dealer that no plan names at all is a hole too', async () => {
  const units: HandMade = { kind: 'reference', columns: ['unit_id string'], rows: [['D1'], ['D2'], ['D3'], ['D4']] };
  const finding = await analyseTables(planCoverage, { plans: plans(), posts, units });
  expect(finding.n).toBe(32);
  expect(finding.refusals.map(({ message }) => message)).toEqual(['D4 has no plan.', 'D4 has no owner.']);
  expect(finding.verdict).toBe(
    '75.0 % of 32 places have a plan, post and owner. D4 has no plan at all and D4 has no owner at all.',
  );
});

test('single places and pairs stand by name', async () => {
  const hole = ([product, line, dealer, touchpoint]: readonly string[]): boolean =>
    (product === 'oven' && touchpoint === 'T2') || [product, line, dealer, touchpoint].join() === 'fridge,basic,D1,T1';
  const finding = await analyseTables(planCoverage, { plans: plans(hole), posts });
  expect(finding.refusals.map(({ message }) => message)).toEqual([
    'oven × T2 has no plan.',
    'fridge × basic × D1 × T1 has no plan.',
  ]);
});

test('a touchpoint where no post is live on the day is a hole', async () => {
  const before = await analyseTables(planCoverage, { plans: plans(), posts }, { options: { day: '2025-12-31' } });
  expect(before.refusals.map(({ message }) => message)).toEqual(['T2 has no post.']);
  expect(before.estimates.map(({ name, value }) => [name, value])).toEqual([
    ['with_plan', 1], ['with_post', 0.5], ['with_owner', 1],
  ]); // prettier-ignore
});

test('an empty owner is none, and without posts only plans and owners are asked for', async () => {
  const empty = plans();
  const rows = empty.rows.map((row) => [...row.slice(0, 5), row[3] === 'T1' ? '  ' : 'somebody']);
  const finding = await analyseTables(planCoverage, { plans: { ...empty, rows } });
  expect(finding.refusals.map(({ message }) => message)).toEqual(['T1 has no owner.']);
  expect(finding.estimate).toMatchObject({ value: 0.5 });
});

test('more than ten holes are counted, and all stand in the table', async () => {
  const odd = ([product = '', line = '', dealer = '', touchpoint = '']: readonly string[]): boolean =>
    (product + line + dealer + touchpoint).split('').reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2 === 1;
  const finding = await analyseTables(planCoverage, { plans: plans(odd), posts });
  expect(finding.refusals).toHaveLength(11);
  expect(finding.refusals.at(-1)?.message).toBe('Each of 2 more holes in the table has no plan, post or owner.');
  expect(finding.tables[1]?.rows).toHaveLength(12);
});

test('where nothing is planned that is one hole, and no plans are no finding', async () => {
  const finding = await analyseTables(planCoverage, { plans: plans(() => true), posts });
  expect(finding.refusals.map(({ message }) => message)).toEqual(['Every place has no plan.']);
  const none = await analyseTables(planCoverage, { plans: { ...plans(), rows: [] }, posts });
  expect(none).toMatchObject({ estimate: null, refusals: [{ code: 'too-few' }] });
});
