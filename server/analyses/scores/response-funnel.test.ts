import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import type { Finding } from '../contract/finding.ts';
import { responseFunnel } from './response-funnel.ts';

/** Who answers, by segment: how many there are, and the scores of those who answer; everybody is invited once. */
function company(
  segments: Readonly<Record<string, readonly [people: number, scores: readonly number[]]>>,
): Record<string, HandMade> {
  const people = Object.entries(segments).flatMap(([segment, [size, given]]) =>
    Array.from({ length: size }, (_, at) => ({ id: `${segment}${at}`, segment, score: given[at] ?? null })),
  );
  return {
    invites: {
      kind: 'survey',
      columns: ['person string', 'answered boolean', 'invite string', 'channel string'],
      rows: people.map(({ id, score, segment }) => [id, score !== null, `i-${id}`, segment]),
    },
    customers: {
      kind: 'operational',
      columns: ['person string', 'segment string'],
      rows: people.map(({ id, segment }) => [id, segment]),
    },
    responses: {
      kind: 'survey',
      columns: ['person string', 'nps_score integer', 'invite string'],
      rows: people.flatMap(({ id, score }) => (score === null ? [] : [[id, score, `i-${id}`]])),
    },
  };
}

const twoSegments = company({ a: [60, scores(10, 9)], b: [40, [...scores(10, 9), ...scores(10, 3)]] });

/** The same score of so many people. */
function scores(count: number, score: number): readonly number[] {
  return Array.from({ length: count }, () => score);
}

function estimate({ estimates }: Finding, name: string) {
  return estimates.find((each) => each.name === name);
}

function codes({ refusals }: Finding): readonly string[] {
  return refusals.map(({ code }) => code);
}

test('answers of a segment that rarely answers weigh more, and the silent bound everything', async () => {
  const finding = await analyseTables(responseFunnel, twoSegments, {
    datasets: { invites: { columns: { group: [] } } },
  });
  expect(finding).toMatchObject({ n: 100, estimate: { name: 'response_rate', value: 0.3 }, grade: 'E1' });
  // Of a 10 of 60 answer, all promoters; of b 20 of 40, half promoters and half detractors.
  expectClose(estimate(finding, 'raw')?.value, 100 / 3);
  expectClose(estimate(finding, 'weighted')?.value, 60);
  // Weights 6 and 2 of 100: b leaves residuals of 2 each, a none: √(20 · 4 · 30/29).
  expectClose(estimate(finding, 'weighted')?.interval?.low, 60 - 1.959963984540054 * Math.sqrt((80 * 30) / 29));
  expectClose(estimate(finding, 'bounds')?.interval?.low, -60);
  expectClose(estimate(finding, 'bounds')?.interval?.high, 80);
  // Chances 1/6 and 1/2: mean 0.3, variance 0.6 · 0.1333² + 0.4 · 0.2².
  expectClose(
    finding.diagnostics.find(({ name }) => name === 'representativity')?.value as number,
    1 - 2 * Math.sqrt(0.02666666666666667),
    1e-7,
  ); // a number, or the comparison fails
  expect(finding.verdict).toBe(
    '30.0 % [21.9 %, 39.6 %] of 100 invitations were answered. Weighted NPS 60.0 [42.2, 77.8] (raw 33.3). Whatever those who were asked and stayed silent think, it lies between -60.0 and 80.0.',
  );
  expect(codes(finding)).toEqual([]);
  const missing = finding.tables.find(({ name }) => name === 'missing');
  expect(missing?.rows).toEqual([
    [
      'segment',
      'a',
      60,
      60,
      10,
      0.6,
      0.6,
      expect.closeTo(1 / 3, 12),
      expect.closeTo(-0.8 / 3, 12),
      expect.closeTo(1.8, 9),
    ],
    [
      'segment',
      'b',
      40,
      40,
      20,
      0.4,
      0.4,
      expect.closeTo(2 / 3, 12),
      expect.closeTo(0.8 / 3, 12),
      expect.closeTo(0.6, 9),
    ],
  ]);
});

test('a low rate with nothing weighted speaks for respondents only', async () => {
  const { invites } = company({ a: [100, scores(12, 9)] });
  if (invites === undefined) throw new Error('There are invitations.');
  const finding = await analyseTables(
    responseFunnel,
    { invites },
    { datasets: { invites: { columns: { group: [] } } } },
  );
  expect(finding.refusals).toMatchObject([
    {
      code: 'low-response',
      effect: 'withhold',
      message: '12.0 % answered and nothing is weighted. Say “respondents”, not “our customers”.',
    },
  ]);
  const enough = await analyseTables(
    responseFunnel,
    { invites },
    { datasets: { invites: { columns: { group: [] } } }, options: { least_response: 0.1 } },
  );
  expect(codes(enough)).toEqual([]);
});

test('rates of several channels are no measure of quality', async () => {
  const finding = await analyseTables(responseFunnel, twoSegments);
  expect(finding.refusals).toMatchObject([{ code: 'rate-as-quality', effect: 'withhold', of: 'rates' }]);
  const rates = finding.tables.find(({ name }) => name === 'rates');
  expect(rates?.rows.map((row) => row.slice(0, 7))).toEqual([
    [null, 'all invitations', 100, null, null, 30, 0.3],
    ['channel', 'a', 60, null, null, 10, expect.closeTo(1 / 6, 12)],
    ['channel', 'b', 40, null, null, 20, 0.5],
  ]);
});

test('one answer that stands for half of everybody is extreme', async () => {
  const finding = await analyseTables(responseFunnel, company({ a: [50, scores(49, 9)], b: [50, [3]] }), {
    datasets: { invites: { columns: { group: [] } } },
  });
  // Weights 50/49 and 50: 49 times the median; effective n 100² / (50²/49 + 50²).
  expect(finding.refusals).toMatchObject([{ code: 'weights-extreme', effect: 'warn', details: { neff: 4 } }]);
  expect(Number(finding.refusals[0]?.details['ratio'])).toBeCloseTo(49, 9);
  expect(estimate(finding, 'trimmed')).toBeDefined();
});

test('somebody who answers three times stands once, by the last answer, and is asked once among people', async () => {
  const people = times(20, (at) => [`p${at}`, 'a'] as const);
  const finding = await analyseTables(
    responseFunnel,
    {
      customers: { kind: 'operational', columns: ['person string', 'segment string'], rows: [...people, ['p0', 'a']] },
      invites: {
        kind: 'survey',
        columns: ['person string', 'answered boolean'],
        rows: [...people, ...people].map(([id]) => [id, true]),
      },
      responses: {
        kind: 'survey',
        columns: ['person string', 'score integer', 'at timestamp'],
        time: 'at',
        rows: people.flatMap(([id]) => [
          [id, 3, '2026-01-01 10:00:00'],
          [id, 3, '2026-01-02 10:00:00'],
          [id, 10, '2026-01-03 10:00:00'],
        ]),
      },
    },
    { datasets: { invites: { columns: { group: [] } } } },
  );
  expect(estimate(finding, 'raw')).toMatchObject({ value: 100, n: 20, of: 'people' });
  expect(finding).toMatchObject({ n: 40, diagnostics: [{ value: 20 }, { name: 'effective_n', value: 20 }] });
  // All are of one segment: nothing can be said of who answers.
  expect(finding.refusals).toMatchObject([{ code: 'constant-column', of: 'representativity' }]);
});

test('a segment in which nobody answered cannot be weighted for', async () => {
  const finding = await analyseTables(responseFunnel, company({ a: [50, scores(30, 9)], b: [50, []] }), {
    datasets: { invites: { columns: { group: [] } } },
  });
  expect(codes(finding)).toEqual(['separation', 'empty-group']);
  expect(estimate(finding, 'weighted')).toBeUndefined();
  expect(estimate(finding, 'raw')?.value).toBe(100);
});

test('money that people spent is known of everybody, too', async () => {
  const tables: Record<string, HandMade> = {
    ...twoSegments,
    invoices: {
      kind: 'financial',
      columns: ['person string', 'amount real'],
      rows: times(40, (at) => [`b${at}`, at + 1] as const).flatMap((row) => [row, row]),
    },
  };
  const finding = await analyseTables(responseFunnel, tables, {
    datasets: { invites: { columns: { group: [] } }, behaviour: 'invoices' },
  });
  const missing = finding.tables.find(({ name }) => name === 'missing');
  // The first twenty of b spent least and answered; the others did neither.
  expect(missing?.rows.slice(2).map((row) => row.slice(0, 5))).toEqual([
    ['invoices: amount', 'lower half', 20, 20, 20],
    ['invoices: amount', 'none', 60, 60, 10],
    ['invoices: amount', 'upper half', 20, 20, 0],
  ]);
  expect(codes(finding)).toContain('empty-group');
});

test('few invitations, few answers, averaged scores and wrong scales are refused by name', async () => {
  const none = await analyseTables(responseFunnel, company({ a: [9, scores(5, 9)] }));
  expect(none).toMatchObject({ estimate: null, refusals: [{ code: 'n-too-small' }] });
  const few = await analyseTables(responseFunnel, company({ a: [30, scores(5, 9)], b: [30, scores(4, 9)] }));
  expect(codes(few)).toContain('n-too-small');
  expect(few.estimates).toEqual([]);
  const scale = await analyseTables(responseFunnel, company({ a: [30, scores(15, 11)] }));
  expect(codes(scale)).toContain('out-of-scale');
  const [invites, customers] = [twoSegments['invites'], twoSegments['customers']];
  if (invites === undefined || customers === undefined) throw new Error('Both are there.');
  const responses: HandMade = {
    kind: 'survey',
    columns: ['person string', 'score real'],
    rows: times(20, (at) => [`a${at}`, 7.5] as const),
  };
  const averaged = await analyseTables(responseFunnel, { invites, customers, responses });
  expect(averaged.refusals.map(({ code, of }) => [code, of])).toContainEqual(['score-without-n', 'raw']);
  expect(averaged.estimate?.value).toBe(0.3);
});

test('what has a value for each person is no group', async () => {
  const tables = {
    ...twoSegments,
    customers: {
      kind: 'operational',
      columns: ['person string', 'segment string'],
      rows: times(60, (at) => [`a${at}`, `s${at}`] as const),
    },
  } satisfies Record<string, HandMade>;
  expect(codes(await analyseTables(responseFunnel, tables))).toContain('too-many');
});
