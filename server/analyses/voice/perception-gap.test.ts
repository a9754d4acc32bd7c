import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import { perceptionGap } from './perception-gap.ts';

/** Answers to one item: so many of 5, the others of 2. */
function answers(good: number, others: number, item = 'service'): HandMade {
  return {
    kind: 'survey',
    columns: ['item string', 'value integer'],
    ranges: { value: [1, 5] },
    rows: [...times(good, [item, 5]), ...times(others, [item, 2])],
  };
}

const published: HandMade = {
  kind: 'reference',
  columns: ['claim string', 'value integer', 'unit string', 'denominator string', 'n integer'],
  rows: [
    ['Firms deliver a superior experience, as their customers say.', 8, 'percent', 'firms, as rated by customers', 362],
    ['Firms believe that they deliver a superior experience.', 80, 'percent', 'firms, about themselves', 362],
  ],
};

test('eighty per cent of firms about themselves and eight as customers rate them are no gap', async () => {
  const finding = await analyseTables(perceptionGap, { claims: published });
  expect(finding.estimate).toBeNull();
  expect(finding.estimates).toEqual([]);
  expect(finding.refusals).toMatchObject([
    {
      code: 'gap-unit-mismatch',
      effect: 'refuse',
      details: {
        what: 'what they are shares of',
        left: 'firms, about themselves',
        right: 'firms, as rated by customers',
      },
    },
  ]);
  // Nothing to subtract stands in the table either.
  expect(finding.tables[0]?.columns.map(({ name }) => name)).toEqual(['claim', 'unit', 'denominator']);
});

test('published figures of the same people and question can be compared, if somebody says how many there were', async () => {
  const rows = published.rows.map(([claim, value, unit]) => [
    claim ?? null,
    value ?? null,
    unit ?? null,
    'customers asked',
    100,
  ]);
  const finding = await analyseTables(perceptionGap, { claims: { ...published, rows } });
  expectClose(finding.estimate?.value, 0.72);
  const without = await analyseTables(perceptionGap, {
    claims: { ...published, rows: rows.map((row) => [...row.slice(0, 4), null]) },
  });
  expect(without.refusals).toMatchObject([{ code: 'score-without-n' }]);
  const mixed = await analyseTables(perceptionGap, {
    claims: {
      ...published,
      rows: rows.map((row, at) => [
        row[0] ?? null,
        row[1] ?? null,
        at === 0 ? 'percent' : 'points',
        'customers asked',
        100,
      ]),
    },
  });
  expect(mixed.refusals).toMatchObject([{ code: 'gap-unit-mismatch', details: { what: 'unit' } }]);
  const one = await analyseTables(perceptionGap, { claims: { ...published, rows: rows.slice(1) } });
  expect(one.refusals).toMatchObject([{ code: 'too-few' }]);
  const three = await analyseTables(perceptionGap, { claims: { ...published, rows: [...rows, ...rows] } });
  expect(three.refusals).toMatchObject([{ code: 'too-many' }]);
});

test('nine of ten inside against three of ten customers are a gap of 60 points', async () => {
  const finding = await analyseTables(perceptionGap, { internal_views: answers(9, 1), answers: answers(3, 7) });
  expectClose(finding.estimate?.value, 0.6);
  expectClose(finding.estimate?.interval?.low, 0.170522724, 1e-8);
  expectClose(finding.estimate?.interval?.high, 0.809017974, 1e-8);
  expect(finding.verdict).toBe(
    'On service, we say 90.0 % (all inside), customers say 30.0 %: a gap of 60.0 points [17.1, 80.9] (10 answers inside, 10 of customers).',
  );
  expect(finding).toMatchObject({ grade: 'E1', n: 20, refusals: [] });
});

test('means are compared by Welch, and no gap beyond chance is said to be none', async () => {
  const finding = await analyseTables(
    perceptionGap,
    { internal_views: answers(50, 50), answers: answers(50, 50) },
    { options: { measure: 'mean' } },
  );
  expect(finding.estimate).toMatchObject({ value: 0, format: 'decimal', p: 1 });
  expect(finding.verdict).toContain('no gap beyond chance');
});

test('each role stands beside customers, and calibration says who over-rates', async () => {
  const inside: HandMade = {
    kind: 'survey',
    columns: ['item string', 'role string', 'value integer'],
    ranges: { value: [1, 5] },
    rows: [
      ...times(90, ['speed', 'manager', 4]),
      ...times(10, ['speed', 'manager', 1]),
      ...times(50, ['speed', 'staff', 4]),
      ...times(50, ['speed', 'staff', 1]),
      ...times(50, ['price', 'manager', 5]),
      ...times(50, ['price', 'manager', 3]),
    ],
  };
  const customers: HandMade = {
    ...answers(50, 50, 'speed'),
    rows: [...answers(50, 50, 'speed').rows, ...answers(90, 10, 'price').rows],
  };
  const finding = await analyseTables(perceptionGap, { internal_views: inside, answers: customers });
  expect(finding.tables.find(({ name }) => name === 'gaps')?.rows.map((row) => [row[0], row[1], row[9]])).toEqual([
    ['manager', 'price', 'under-rates'],
    ['manager', 'speed', 'over-rates'],
    ['staff', 'speed', 'no gap beyond chance'],
  ]);
  expect(finding.tables.find(({ name }) => name === 'calibration')?.rows).toEqual([
    ['manager', 2, 0, 0.4, 1, 1, 200],
    ['staff', 1, 0, 0, 0, 0, 100],
  ]);
  expect(finding.verdict).toContain('the widest of 3 gaps');
  const asked = await analyseTables(
    perceptionGap,
    { internal_views: inside, answers: customers },
    { options: { item: 'speed', group: 'staff' } },
  );
  expect(asked.estimate).toMatchObject({ name: 'gap_staff_speed', value: 0 });
});

test('another scale, another question or another unit is no gap', async () => {
  const ten: HandMade = { ...answers(10, 10), ranges: { value: [0, 10] } };
  expect(
    (await analyseTables(perceptionGap, { internal_views: ten, answers: answers(10, 10) })).refusals,
  ).toMatchObject([
    {
      code: 'gap-unit-mismatch',
      message: 'The two sides differ in scale (0 to 10 against 1 to 5). A gap needs the same question, scale and unit.',
    },
  ]);
  const { ranges: _, ...seen } = answers(10, 10);
  const percent: HandMade = { ...seen, rows: times(20, (at) => ['service', at * 5] as const) };
  expect(
    (await analyseTables(perceptionGap, { internal_views: percent, answers: answers(10, 10) })).refusals,
  ).toMatchObject([{ details: { what: 'scale', left: '0 to 95', right: '1 to 5' } }]);
  expect((await analyseTables(perceptionGap, { internal_views: seen, answers: answers(10, 10) })).refusals).toEqual([]);
  expect(
    (await analyseTables(perceptionGap, { internal_views: answers(10, 10, 'speed'), answers: answers(10, 10) }))
      .refusals,
  ).toMatchObject([{ details: { what: 'question', left: 'speed', right: 'service' } }]);
});

test('views of employees are shown for ten persons or more, and answers of the same person are worth less', async () => {
  const views = (role: string, persons: number, unit: string) =>
    times(
      4 * persons,
      (at) => ['service', role, unit, at % persons < persons / 2 ? 5 : 2, `${role}${unit}${at % persons}`] as const,
    );
  const inside: HandMade = {
    kind: 'survey',
    columns: ['item string', 'role string', 'unit string', 'value integer', 'person string'],
    ranges: { value: [1, 5] },
    person: 'person',
    k: 10,
    rows: [...views('staff', 10, 'north'), ...views('manager', 4, 'south')],
  };
  const customers: HandMade = {
    ...answers(100, 100),
    columns: ['item string', 'value integer', 'unit string'],
    rows: [...times(100, ['service', 5, 'north']), ...times(100, ['service', 2, 'south'])],
  };
  const finding = await analyseTables(perceptionGap, { internal_views: inside, answers: customers });
  // Managers are four persons; by unit they would follow from the total, so no unit stands there.
  expect(finding.refusals).toMatchObject([{ code: 'k-anon', of: 'units', details: { k: 10, cells: 1 } }]);
  expect(finding.tables.find(({ name }) => name === 'gaps')?.rows.map(([role]) => role)).toEqual(['staff']);
  expect(finding.tables.find(({ name }) => name === 'units')).toBeUndefined();
  expect(finding.estimate?.interval?.method).toBe(
    'Newcombe hybrid score, n reduced for repeated values of the same people',
  );
});

test('one unit of four employees takes the smallest of the others with it', async () => {
  const views = (unit: string, persons: number) =>
    times(persons, (at) => ['service', unit, 2 + 3 * (at % 2), `${unit}${at}`] as const);
  const inside: HandMade = {
    kind: 'survey',
    columns: ['item string', 'unit string', 'value integer', 'person string'],
    ranges: { value: [1, 5] },
    person: 'person',
    k: 10,
    rows: [...views('north', 40), ...views('east', 12), ...views('south', 4)],
  };
  const customers: HandMade = {
    ...answers(0, 0),
    columns: ['item string', 'value integer', 'unit string'],
    rows: ['north', 'east', 'south'].flatMap((unit) => [
      ...times(20, ['service', 5, unit]),
      ...times(20, ['service', 2, unit]),
    ]),
  };
  const finding = await analyseTables(perceptionGap, { internal_views: inside, answers: customers });
  expect(finding.tables.find(({ name }) => name === 'units')?.rows.map(([unit]) => unit)).toEqual(['north']);
  expect(finding.refusals).toMatchObject([{ code: 'k-anon', details: { cells: 2 } }]);
});

test('nine answers on a side are not compared, and a missing side is a mistake of the caller', async () => {
  const finding = await analyseTables(perceptionGap, { internal_views: answers(5, 4), answers: answers(50, 50) });
  expect(finding).toMatchObject({ estimate: null, refusals: [{ code: 'n-too-small', details: { n: 9 } }] });
  await expect(analyseTables(perceptionGap, { internal_views: answers(5, 5) })).rejects.toMatchObject({
    code: 'missing-role',
  });
});
