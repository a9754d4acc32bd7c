import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { surveyHealth } from './survey-health.ts';

/** A grid of five items: so many questionnaires in a straight line, so many with answers that differ, so many broken off after two. */
function grid(straight: number, careful: number, brokenOff = 0, survey = 'grid'): HandMade {
  const kinds = [...times(straight, ['straight']), ...times(careful, ['careful']), ...times(brokenOff, ['off'])];
  return {
    kind: 'survey',
    columns: ['response string', 'item string', 'value integer', 'survey string', 'shown boolean'],
    rows: kinds.flatMap(([kind], at) =>
      times(5, (item) => {
        const shown = kind !== 'off' || item < 2;
        const value = !shown ? null : kind === 'straight' ? 4 : 1 + ((at + item) % 5);
        return [`${survey}${at}`, `i${item + 1}`, value, survey, shown] as const;
      }),
    ),
  };
}

function table({ tables }: Finding, name: string) {
  return tables.find((each) => each.name === name)?.rows;
}

test('a grid with 30 % straight lines is unhealthy, and its scores are grey', async () => {
  const answers = grid(30, 70);
  const scores = times(100, (at) => [`grid${at}`, at < 30 ? 5 : 10] as const);
  const finding = await analyseTables(surveyHealth, {
    answers,
    responses: { kind: 'survey', columns: ['response string', 'nps_score integer'], rows: scores },
  });
  expect(finding.refusals).toMatchObject([
    {
      code: 'survey-unhealthy',
      effect: 'withhold',
      of: 'grid',
      message: '30.0 % of the answers look mechanical, or drop-off is high. The score is greyed.',
    },
  ]);
  expect(finding.verdict).toBe(
    '1 of 1 surveys is unhealthy: grid (30.0 % mechanical, 0.0 % broken off). Its scores are grey.',
  );
  expect(finding).toMatchObject({ estimate: { name: 'mechanical', value: 0.3, n: 100 }, grade: 'E0' });
  // 70 promoters and 30 detractors; without the straight lines 70 promoters.
  const [row] = table(finding, 'scores') ?? [];
  expect([row?.[0], row?.[1], row?.[4], row?.[5], row?.[6], row?.[7]]).toEqual(['grid', 40, 100, 100, 70, true]);
});

test('a healthy survey keeps its scores, beside one that many break off', async () => {
  const rows = [...grid(3, 97, 0, 'good').rows, ...grid(3, 60, 37, 'long').rows];
  const finding = await analyseTables(surveyHealth, { answers: { ...grid(0, 0), rows } });
  expect(finding.refusals.map(({ code, of }) => [code, of])).toEqual([['survey-unhealthy', 'long']]);
  expect(finding.estimates.map(({ name, value, n }) => [name, value, n])).toEqual([
    ['straight_good', 0.03, 100],
    ['broken_off_good', 0, 100],
    ['straight_long', 3 / 63, 63],
    ['broken_off_long', 0.37, 100],
  ]);
  const strict = await analyseTables(surveyHealth, { answers: grid(3, 97) }, { options: { mechanical_limit: 0.02 } });
  expect(strict.refusals).toHaveLength(1);
});

test('items that are skipped, forced or used for nothing are named', async () => {
  const rows = grid(0, 100).rows.map(([response, item, value, ...rest], at) => [
    response ?? null,
    item ?? null,
    item === 'i2' && at < 250 ? null : (value ?? null),
    ...rest,
  ]);
  const finding = await analyseTables(surveyHealth, {
    answers: { ...grid(0, 0), rows },
    items: {
      kind: 'reference',
      columns: ['item string', 'position integer', 'forced boolean', 'decision string'],
      rows: [
        ['i1', 1, true, 'price review'],
        ['i2', 2, false, null],
        ['i3', 3, false, 'training'],
        ['i4', 4, false, 'training'],
        ['i5', 5, false, null],
      ],
    },
  });
  expect(table(finding, 'items')?.slice(0, 2)).toEqual([
    [1, 'i1', 100, 0, true, 'price review'],
    [2, 'i2', 100, 0.5, false, null],
  ]);
  expect(finding.diagnostics.map(({ name, message }) => [name, message])).toEqual([
    ['items', 'The survey has 5 items.'],
    ['idle_items', 'Items whose answers no decision uses: i2 and i5.'],
    ['forced_items', 'Items that cannot be skipped: i1.'],
  ]);
});

test('without what was shown, breaking off is told by the order of items, and hurry by the median time', async () => {
  const answers: HandMade = {
    ...grid(0, 40, 10),
    columns: ['response string', 'item string', 'value integer', 'survey string', 'unused boolean'],
  };
  const finding = await analyseTables(surveyHealth, {
    answers,
    items: {
      kind: 'reference',
      columns: ['item string', 'position integer'],
      rows: times(5, (at) => [`i${at + 1}`, at + 1] as const),
    },
    responses: {
      kind: 'survey',
      columns: ['response string', 'duration integer'],
      rows: times(50, (at) => [`grid${at}`, at < 5 ? 20 : 100] as const),
    },
  });
  const [row] = table(finding, 'surveys') ?? [];
  // Straight 0, hurried 5 of 50, mechanical 5 of the 40 that can be told, broken off 10 of 50, median 100.
  expect([row?.[3], row?.[4], row?.[5], row?.[8], row?.[9]]).toEqual([0, 0.1, 0.125, 0.2, 100]);
  expect(finding.refusals).toEqual([]);
});

test('channels show by which people answer', async () => {
  const finding = await analyseTables(surveyHealth, {
    answers: grid(0, 20),
    invites: {
      kind: 'survey',
      columns: ['channel string', 'answered boolean'],
      rows: [...times(20, ['app', true]), ...times(20, ['app', false]), ...times(5, ['fax', true])],
    },
  });
  expect(table(finding, 'channels')?.map((row) => row.slice(0, 4))).toEqual([['app', 40, 20, 0.5]]);
});

test('nine questionnaires say nothing, and averaged or impossible scores are refused', async () => {
  const few = await analyseTables(surveyHealth, { answers: grid(5, 4) });
  expect(few).toMatchObject({ estimate: null, n: 9 });
  expect(few.refusals[0]).toMatchObject({ code: 'n-too-small', details: { n: 9 } });
  const beside = await analyseTables(surveyHealth, {
    answers: { ...grid(0, 0), rows: [...grid(0, 20).rows, ...grid(0, 4, 0, 'tiny').rows] },
  });
  expect(beside.refusals.map(({ code, of }) => [code, of])).toEqual([['n-too-small', 'tiny']]);
  const scored = (type: string, score: number): Record<string, HandMade> => ({
    answers: grid(0, 20),
    responses: {
      kind: 'survey',
      columns: ['response string', `nps_score ${type}`],
      rows: times(20, (at) => [`grid${at}`, score] as const),
    },
  });
  expect((await analyseTables(surveyHealth, scored('real', 7.5))).refusals).toMatchObject([
    { code: 'score-without-n', of: 'scores' },
  ]);
  expect((await analyseTables(surveyHealth, scored('integer', 12))).refusals).toMatchObject([
    { code: 'out-of-scale', of: 'scores' },
  ]);
});

test('surveys of few employees are not shown', async () => {
  const rows = [...grid(0, 20).rows, ...grid(0, 4, 0, 'tiny').rows].map((row) => [...row, String(row[0])]);
  const answers: HandMade = {
    ...grid(0, 0),
    columns: [...grid(0, 0).columns, 'person string'],
    person: 'person',
    k: 10,
    rows,
  };
  const finding = await analyseTables(surveyHealth, { answers });
  expect(finding.refusals).toMatchObject([{ code: 'k-anon', of: 'surveys', details: { k: 10, cells: 1 } }]);
  expect(table(finding, 'surveys')?.map(([survey]) => survey)).toEqual(['grid']);
});
