import { expect, test } from 'vitest';
import { ask, post } from './ask.ts';

test('a BI tool finds out what there is and what goes together', async () => {
  const { catalogue } = await ask<Catalogue>(`{ catalogue {
    metrics { name kind definition kinds }
    datasets { name kind quarantined rowCount }
    compatibleDimensions(metrics: ["nps", "late_share", "revenue"]) } }`);
  const kinds = new Set(catalogue.metrics.flatMap((metric) => metric.kinds));
  expect(kinds).toEqual(new Set(['SURVEY', 'OPERATIONAL', 'FINANCIAL']));
  expect(catalogue.metrics.every(({ definition }) => definition.length > 0)).toBe(true);
  expect(catalogue.datasets.filter(({ quarantined }) => quarantined !== null)).toEqual([]);
  expect(catalogue.compatibleDimensions).toEqual(expect.arrayContaining(['date', 'region', 'segment']));
});

test('survey, operational and financial data come in one answer, each as if asked alone', async () => {
  const together = await table(
    [{ name: 'nps' }, { name: 'late_share' }, { name: 'revenue' }],
    [{ dimension: 'region' }],
  );
  const alone = await Promise.all(
    ['nps', 'late_share', 'revenue'].map((name) => table([{ name }], [{ dimension: 'region' }])),
  );
  expect(together.map(({ region }) => region)).toEqual(['East', 'North', 'South', 'West', null]);
  for (const [index, name] of ['nps', 'late_share', 'revenue'].entries()) {
    expect(together.map((row) => row[name])).toEqual(alone[index]?.map((row) => row[name]));
  }
});

test('late deliveries take about forty points off the NPS, as planted', async () => {
  const rows = await table([{ name: 'nps' }], [{ dimension: 'late' }]);
  const of = (late: boolean): number => Number(rows.find((row) => row['late'] === late)?.['nps']);
  expect(of(false) - of(true)).toBeGreaterThan(35);
  expect(of(false) - of(true)).toBeLessThan(45);
});

test('a month axis has every month once and totals come from components', async () => {
  const { metricQuery } = await ask<{ metricQuery: Answer & { totals: { cells: { n: number | null }[] }[] } }>(
    `query Q($input: MetricQueryInput!) { metricQuery(input: $input) { table(layout: OBJECTS) totals { cells { n } } } }`,
    {
      input: {
        metrics: [
          { name: 'revenue', interval: false },
          { name: 'orders', interval: false },
        ],
        groupBy: [{ dimension: 'date', grain: 'MONTH' }],
        time: { range: ['2025-01-01', '2026-01-01'] },
        totals: ['GRAND'],
      },
    },
  );
  expect(metricQuery.table).toHaveLength(12);
  const sum = metricQuery.table.reduce((total, row) => total + Number(row['orders']), 0);
  expect(metricQuery.totals[0]?.cells.at(-1)?.n).toBe(sum);
});

test('what cannot be right is refused by name with a way out', async () => {
  const answer = await post(
    `{ metricQuery(input: { metrics: [{ name: "revenue" }], groupBy: [{ dimension: "survey_channel" }] }) { id } }`,
  );
  expect(answer.errors?.[0]).toMatchObject({
    extensions: { code: 'FAN_OUT_REFUSED', hint: expect.any(String) },
  });
  const unknown = await post(`{ metricQuery(input: { metrics: [{ name: "revenu" }] }) { id } }`);
  expect(unknown.errors?.[0]).toMatchObject({
    extensions: { code: 'UNKNOWN_METRIC', hint: expect.stringContaining('revenue') },
  });
});

type Row = Readonly<Record<string, string | number | boolean | null>>;

interface Answer {
  readonly table: readonly Row[];
}

interface Catalogue {
  readonly catalogue: {
    readonly metrics: readonly { readonly definition: string; readonly kinds: readonly string[] }[];
    readonly datasets: readonly { readonly quarantined: string | null }[];
    readonly compatibleDimensions: readonly string[];
  };
}

async function table(metrics: readonly object[], groupBy: readonly object[]): Promise<readonly Row[]> {
  const { metricQuery } = await ask<{ metricQuery: Answer }>(
    'query Q($input: MetricQueryInput!) { metricQuery(input: $input) { table(layout: OBJECTS) } }',
    { input: { metrics, groupBy } },
  );
  return metricQuery.table;
}
