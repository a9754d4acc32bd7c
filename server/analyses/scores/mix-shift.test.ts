import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { seeded } from '../../stats/random.ts';
import { expectClose } from '../../testing/close-to.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { mixShift } from './mix-shift.ts';

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const estimate = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);

type Row = readonly Value[];

/** Admitted and rejected of a gender in a department. */
function applicants(department: string, gender: string, admitted: number, applied: number): Row[] {
  return [...times(admitted, [1, gender, department]), ...times(applied - admitted, [0, gender, department])];
}

// Admissions to Berkeley 1973 (Bickel, Hammel & O'Connell 1975).
const berkeley = [
  ...applicants('A', 'men', 512, 825),
  ...applicants('A', 'women', 89, 108),
  ...applicants('B', 'men', 353, 560),
  ...applicants('B', 'women', 17, 25),
  ...applicants('C', 'men', 120, 325),
  ...applicants('C', 'women', 202, 593),
  ...applicants('D', 'men', 138, 417),
  ...applicants('D', 'women', 131, 375),
  ...applicants('E', 'men', 53, 191),
  ...applicants('E', 'women', 94, 393),
  ...applicants('F', 'men', 22, 373),
  ...applicants('F', 'women', 24, 341),
];

const columns = ['admitted integer', 'gender string', 'department string'];

const request = {
  datasets: {
    cases: { dataset: 'applicants', columns: { outcome: 'admitted', group: 'gender', segments: ['department'] } },
  },
  options: { measure: 'share', decided_before: ['department'] },
};

function table(rows: readonly Row[], more: Partial<HandMade> = {}): Record<string, HandMade> {
  return { applicants: { kind: 'operational', columns, rows, ...more } };
}

test('where two points are not material the gap of Berkeley is the mix of departments', async () => {
  const finding = await analyseTables(mixShift, table(berkeley), {
    ...request,
    options: { ...request.options, material: 0.03 },
  });
  expectClose(estimate(finding, 'difference')?.value, 0.1416454282, 1e-9);
  expect(finding.estimate?.name).toBe('adjusted');
  expect(finding.tables[0]?.rows[0]?.slice(0, 2)).toEqual(['department', 'most of it goes']);
  expect(finding.verdict).toContain('within the same department: most of it is the mix of department.');
  expect(codes(finding)).toEqual([]);
  // all six departments, the one with 25 women too
  const parts = finding.tables.find(({ name }) => name === 'by_department')?.rows ?? [];
  const total = (at: number): number => parts.reduce((sum, row) => sum + Number(row[at]), 0);
  expectClose(total(5), -0.03602848291, 1e-9);
  expectClose(total(6), 0.1776739112, 1e-9);
});

test('the gap of Berkeley turns round within departments', async () => {
  const finding = await analyseTables(mixShift, table(berkeley), request);
  const [row] = finding.tables[0]?.rows ?? [];
  expect(Math.sign(Number(row?.[2]))).toBe(1);
  expect(Math.sign(Number(row?.[3]))).toBe(-1);
  expect(codes(finding)).toEqual(['simpson-reversal']);
  expect(finding.refusals[0]).toMatchObject({ effect: 'refuse', of: 'difference' });
  expect(finding.verdict).toContain('the difference turns round.');
  expect(estimate(finding, 'odds_ratio')?.value).toBeLessThan(1);
});

test('a segment of which nobody knows when it was decided is held equal with a warning', async () => {
  const finding = await analyseTables(mixShift, table(berkeley), { ...request, options: { measure: 'share' } });
  expect(finding.refusals).toMatchObject([
    { code: 'simpson-reversal' },
    { code: 'adjusted-for-outcome', effect: 'warn', details: { segment: 'department' } },
  ]);
});

test('kidney stones: the better treatment looks worse', async () => {
  const rows = [
    ...applicants('small', 'A', 81, 87),
    ...applicants('small', 'B', 234, 270),
    ...applicants('large', 'A', 192, 263),
    ...applicants('large', 'B', 55, 80),
  ];
  const finding = await analyseTables(mixShift, table([...rows, ...rows, ...rows, ...rows]), request);
  expectClose(estimate(finding, 'difference')?.value, 0.78 - 289 / 350, 1e-9);
  expectClose(estimate(finding, 'odds_ratio')?.value, 1.446846625, 1e-9);
  expect(codes(finding)).toEqual(['simpson-reversal']);
});

test('a difference that the mix hides is told', async () => {
  const rows = [
    ...applicants('A', 'men', 100, 200),
    ...applicants('A', 'women', 240, 600),
    ...applicants('B', 'men', 180, 600),
    ...applicants('B', 'women', 40, 200),
  ];
  const finding = await analyseTables(mixShift, table(rows), request);
  expectClose(estimate(finding, 'difference')?.value, 0);
  expectClose(estimate(finding, 'adjusted')?.value, 0.1);
  expect(finding.verdict).toContain(
    'but 10.0 percentage points higher within the same department: the mix of department hides it.',
  );
});

test('a plain difference stays what it is', async () => {
  const rows = [
    ...applicants('A', 'men', 80, 100),
    ...applicants('A', 'women', 50, 100),
    ...applicants('B', 'men', 70, 100),
    ...applicants('B', 'women', 40, 100),
  ];
  const finding = await analyseTables(mixShift, table(rows), request);
  expect(finding.estimate).toMatchObject({ name: 'difference', n: 400 });
  expectClose(finding.estimate?.value, 0.3);
  expect(finding.verdict).toBe(
    'Share of admitted is 30.0 percentage points higher for men than for women (75.0 % against 45.0 %), and it stays so within the same department (30.0 percentage points higher).',
  );
  expect(codes(finding)).toEqual([]);
});

test('forty segments in which nothing is different turn nothing round', async () => {
  const random = seeded(3);
  const names = Array.from({ length: 40 }, (_, at) => `s${at}`);
  const rows = times(600, () => [
    random.uniform() < 0.5 ? 1 : 0,
    random.uniform() < 0.5 ? 'men' : 'women',
    ...names.map(() => (random.uniform() < 0.5 ? 'x' : 'y')),
  ]);
  const finding = await analyseTables(
    mixShift,
    {
      applicants: {
        kind: 'operational',
        columns: ['admitted integer', 'gender string', ...names.map((n) => `${n} string`)],
        rows,
      },
    },
    {
      datasets: {
        cases: { dataset: 'applicants', columns: { outcome: 'admitted', group: 'gender', segments: names } },
      },
      options: { measure: 'share', decided_before: names },
    },
  );
  expect(finding.tables[0]?.rows).toHaveLength(40);
  expect(finding.estimate?.name).toBe('difference');
  expect(codes(finding)).not.toContain('simpson-reversal');
  expect(finding.comparisons.m).toBe(41);
  expect(finding.comparisons.q).toBeGreaterThan(0.05);
});

test('groups and segments of customers, who are met once however often they are listed', async () => {
  const answers: HandMade = {
    kind: 'survey',
    person: 'customer_id',
    columns: ['customer_id string', 'nps_score integer'],
    rows: times(80, (at) => [`c${at}`, at % 3 === 0 ? 10 : 5]),
  };
  const customers: HandMade = {
    kind: 'operational',
    person: 'customer_id',
    columns: ['customer_id string', 'channel string', 'segment string'],
    rows: [...times(80, (at) => [`c${at}`, at < 40 ? 'app' : 'web', 'x']), ['c0', 'app', 'x'], ['c79', 'store', 'y']],
  };
  const finding = await analyseTables(
    mixShift,
    { responses: answers, customers },
    { datasets: { customers: { columns: { group: 'channel', segments: 'segment' } } }, options: { measure: 'nps' } },
  );
  // c79 is of two channels: of neither
  expect(finding.estimate).toMatchObject({ n: 79, of: 'cases' });
});

test('several rows of one person are one voice, within segments too', async () => {
  const rows = [
    ...applicants('A', 'men', 40, 60),
    ...applicants('A', 'women', 30, 60),
    ...applicants('B', 'men', 20, 60),
    ...applicants('B', 'women', 10, 60),
  ].map((row, at) => [...row, `c${at}`]);
  const tables = (repeated: readonly Row[]): Record<string, HandMade> => ({
    applicants: {
      kind: 'operational',
      person: 'customer_id',
      columns: [...columns, 'customer_id string'],
      rows: repeated,
    },
  });
  const once = await analyseTables(mixShift, tables(rows), request);
  const thrice = await analyseTables(mixShift, tables([...rows, ...rows, ...rows]), request);
  expect(thrice.n).toBe(720);
  for (const name of ['difference', 'adjusted', 'rate']) {
    expectClose(estimate(thrice, name)?.interval?.low, estimate(once, name)?.interval?.low ?? Number.NaN, 1e-9);
    expect(estimate(thrice, name)?.interval?.method).toContain('persons');
  }
});

test('rows without a person each stand for themselves', async () => {
  const rows = [
    ...applicants('A', 'men', 40, 60),
    ...applicants('A', 'women', 30, 60),
    ...applicants('B', 'men', 20, 60),
    ...applicants('B', 'women', 10, 60),
  ];
  const of = (person: (at: number) => string | null): Promise<Finding> =>
    analyseTables(
      mixShift,
      {
        applicants: {
          kind: 'operational',
          person: 'customer_id',
          columns: [...columns, 'customer_id string'],
          rows: rows.map((row, at) => [...row, person(at)]),
        },
      },
      request,
    );
  const [known, half, none] = [
    await of((at) => `c${at}`),
    await of((at) => (at % 2 === 0 ? `c${at}` : null)),
    await of(() => null),
  ];
  for (const name of ['difference', 'adjusted', 'rate'])
    for (const other of [half, none])
      expectClose(estimate(other, name)?.interval?.high, estimate(known, name)?.interval?.high ?? Number.NaN, 1e-9);
});

test('columns may be called like parts of the statements', async () => {
  const rows = [
    ...applicants('A', 'men', 40, 60),
    ...applicants('A', 'women', 30, 60),
    ...applicants('B', 'men', 20, 60),
    ...applicants('B', 'women', 10, 60),
  ].map((row, at) => [...row, row[2] ?? null, row[2] ?? null, `c${at}`]);
  const names = ['value', 'side', 'stratum', 'n', 'constructor', 'person'];
  const typed = names.map((name, at) => `${name} ${at === 0 ? 'integer' : 'string'}`);
  const found = (outcome: string, group: string, segments: string[]) =>
    analyseTables(
      mixShift,
      { applicants: { kind: 'operational', person: 'person', columns: typed, rows } },
      {
        datasets: { cases: { dataset: 'applicants', columns: { outcome, group, segments } } },
        options: { measure: 'share' },
      },
    );
  const finding = await found('value', 'side', ['stratum', 'n', 'constructor']);
  expectClose(finding.estimate?.value, 1 / 6);
  expect(finding.tables.map(({ name }) => name)).toEqual(['segments', 'by_stratum', 'by_n', 'by_constructor']);
  expect((await found('value', 'n', ['side'])).estimate?.n).toBe(240);
});

test('conditions reach the cases before groups and segments of customers do', async () => {
  const answers: HandMade = {
    kind: 'survey',
    person: 'customer_id',
    columns: ['customer_id string', 'nps_score integer', 'wave string'],
    rows: times(160, (at) => [`c${at % 80}`, at % 3 === 0 ? 10 : 5, at < 80 ? 'one' : 'two']),
  };
  const customers: HandMade = {
    kind: 'operational',
    person: 'customer_id',
    columns: ['customer_id string', 'channel string', 'segment string'],
    rows: times(80, (at) => [`c${at}`, at < 40 ? 'app' : 'web', at % 2 === 0 ? 'x' : 'y']),
  };
  const finding = await analyseTables(
    mixShift,
    { responses: answers, customers },
    { datasets: { customers: { columns: { group: 'channel', segments: 'segment' } } }, where: { wave: 'one' } },
  );
  expect(finding.estimate?.n).toBe(80);
});

test('booleans are shares, true against false', async () => {
  const rows = [...times(60, (at) => [at % 3 !== 0, true]), ...times(60, (at) => [at % 3 === 0, false])];
  const finding = await analyseTables(
    mixShift,
    { visits: { kind: 'operational', columns: ['solved boolean', 'called boolean'], rows } },
    {
      datasets: { cases: { dataset: 'visits', columns: { outcome: 'solved', group: 'called' } } },
      options: { measure: 'share' },
    },
  );
  expectClose(finding.estimate?.value, 1 / 3);
  expect(finding.verdict).toContain('No segment could be checked');
});

test('segments of too many values or too few cases are named and left alone', async () => {
  const rows = times(200, (at) => [
    at % 3 === 0 ? 1 : 0,
    at % 2 === 0 ? 'men' : 'women',
    `d${at % 25}`,
    at < 4 ? 'rare' : 'all',
  ]);
  const finding = await analyseTables(
    mixShift,
    { applicants: { kind: 'operational', columns: [...columns, 'rarity string'], rows } },
    {
      datasets: {
        cases: {
          dataset: 'applicants',
          columns: { outcome: 'admitted', group: 'gender', segments: ['department', 'rarity'] },
        },
      },
      options: { measure: 'share' },
    },
  );
  expect(finding.diagnostics.map(({ message }) => message)).toEqual([
    'department has more than 20 values and was not held equal.',
    'rarity has too few cases on both sides and was not held equal.',
  ]);
  expect(finding.grade).toBe('E1');
});

test.each([
  {
    why: 'nine women',
    rows: [...applicants('A', 'men', 20, 40), ...applicants('A', 'women', 4, 9)],
    code: 'n-too-small',
  },
  { why: 'only men', rows: applicants('A', 'men', 20, 40), code: 'n-too-small' },
  { why: 'no rows', rows: [], code: 'n-too-small' },
  {
    why: 'all admitted',
    rows: [...applicants('A', 'men', 40, 40), ...applicants('A', 'women', 40, 40)],
    code: 'constant-outcome',
  },
  { why: 'a share of two', rows: [...applicants('A', 'men', 20, 40), [2, 'men', 'A']], code: 'out-of-scale' },
])('$why: no number', async ({ rows, code }) => {
  const finding = await analyseTables(mixShift, table(rows), request);
  expect(finding.estimate).toBeNull();
  expect(codes(finding)).toEqual([code]);
});

test('twenty on a side are shown with a warning', async () => {
  const rows = [...applicants('A', 'men', 10, 20), ...applicants('A', 'women', 15, 40)];
  expect(codes(await analyseTables(mixShift, table(rows), request))).toContain('small-n');
});

test('departments of fewer than ten stand together', async () => {
  const rows = [
    ...applicants('A', 'men', 30, 60),
    ...applicants('A', 'women', 20, 60),
    ...applicants('B', 'men', 2, 3),
    ...applicants('B', 'women', 10, 12),
  ];
  const finding = await analyseTables(
    mixShift,
    table([...rows, ...applicants('C', 'men', 30, 60), ...applicants('C', 'women', 20, 60)]),
    request,
  );
  const names = finding.tables.find(({ name }) => name === 'by_department')?.rows.map(([stratum]) => stratum);
  expect(names).toEqual(['A', 'C', 'others (fewer than 10 on a side)']);
});

test('sides that the data do not have are refused by name', async () => {
  const three = [...berkeley, [1, 'others', 'A']];
  await expect(analyseTables(mixShift, table(three), request)).rejects.toMatchObject({ code: 'missing-option' });
  const asked = (options: Record<string, string[]>) =>
    analyseTables(mixShift, table(three), { ...request, options: { ...request.options, ...options } });
  await expect(asked({ first: ['man'] })).rejects.toMatchObject({ code: 'invalid-option' });
  await expect(asked({ first: ['men'], second: ['men'] })).rejects.toMatchObject({ code: 'invalid-option' });
  expect((await asked({ first: ['men'], second: ['women'] })).n).toBe(4526);
  expect((await asked({ first: ['men'] })).n).toBe(4527);
  await expect(
    analyseTables(mixShift, table(berkeley), {
      datasets: { cases: { dataset: 'applicants', columns: { outcome: 'admitted' } } },
    }),
  ).rejects.toMatchObject({ code: 'missing-column' });
});
