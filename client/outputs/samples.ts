import type {
  ChartFieldsFragment,
  ColumnFieldsFragment,
  DatasetKind,
  FreshnessFieldsFragment,
  InputFieldsFragment,
  MetricFieldsFragment,
  ProvenanceFieldsFragment,
  TableFieldsFragment,
} from '../generated.ts';

/** Outputs as the server sends them, for tests. */
export function sampleSource(
  dataset: string,
  kind: DatasetKind,
  rest: Partial<FreshnessFieldsFragment> = {},
): FreshnessFieldsFragment {
  return {
    __typename: 'Freshness',
    dataset,
    kind,
    loadedAt: '2026-07-02T06:00:00.000Z',
    dataThrough: '2026-06-30T23:59:59.000Z',
    version: '0123456789abcdef',
    state: 'CURRENT',
    ...rest,
  };
}

export const sampleProvenance: ProvenanceFieldsFragment = {
  __typename: 'Provenance',
  fingerprint: 'f00d'.repeat(16),
  elapsedMs: 42,
  sources: [
    sampleSource('responses', 'SURVEY'),
    sampleSource('orders', 'OPERATIONAL', { dataThrough: '2026-06-28T00:00:00.000Z' }),
  ],
  steps: [
    { title: 'SQL', language: 'sql', text: 'SELECT region FROM responses' },
    { title: 'Definition of nps', language: 'text', text: 'Promoters less detractors per hundred answers.' },
  ],
};

export function sampleColumn(name: string, rest: Partial<ColumnFieldsFragment> = {}): ColumnFieldsFragment {
  return {
    __typename: 'OutputColumn',
    name,
    label: name,
    type: 'string',
    unit: null,
    format: null,
    role: null,
    metric: null,
    defines: null,
    overlapping: false,
    compared: null,
    explains: null,
    k: null,
    ...rest,
  };
}

/** NPS by region with interval and n, revenue beside it; one region has no answers. */
export function sampleTable(rest: Partial<TableFieldsFragment> = {}): TableFieldsFragment {
  return {
    __typename: 'TableOutput',
    result: 'r1',
    rowCount: 3,
    truncated: false,
    columns: [
      sampleColumn('region', { label: 'Region', role: 'DIMENSION' }),
      sampleColumn('nps', {
        label: 'NPS',
        type: 'real',
        unit: 'points',
        format: 'points',
        role: 'METRIC',
        metric: 'nps',
      }),
      sampleColumn('nps_low', { type: 'real', role: 'INTERVAL', metric: 'nps' }),
      sampleColumn('nps_high', { type: 'real', role: 'INTERVAL', metric: 'nps' }),
      sampleColumn('nps_n', { type: 'integer', role: 'COUNT', metric: 'nps' }),
      sampleColumn('revenue', {
        label: 'Revenue',
        type: 'decimal',
        unit: 'EUR',
        format: 'currency',
        role: 'METRIC',
        metric: 'revenue',
      }),
    ],
    values: [
      ['North', 'South', 'A region with a name so long that it has to break somewhere in the middle of its cell'],
      [33.333, -100, null],
      [-12.04, -100, null],
      [60.1, -41.2, null],
      [120, 4, 0],
      ['1234.50', '98765.40', '0.00'],
    ],
    totals: [{ totalOf: [], values: [null, 8.25, -3, 19.5, 124, '100000.00'] }],
    accounting: [
      {
        __typename: 'LegAccount',
        leg: 'responses',
        dataset: 'responses',
        kind: 'SURVEY',
        rowsInSource: '30000',
        rowsUsed: '28400',
        nullKeyRows: '120',
        orphanRows: '3',
        outsideFilter: '1600',
        deleted: '0',
        deduplicated: '0',
        withheldByConsent: '0',
        withheldByPolicy: null,
        outsideGroups: '0',
        asOf: [],
      },
    ],
    warnings: [
      {
        __typename: 'Warning',
        code: 'SMALL_N',
        message: 'One group has fewer than 30 answers.',
        hint: null,
        metric: 'nps',
        dataset: null,
        count: '1',
      },
    ],
    provenance: sampleProvenance,
    ...rest,
  };
}

export function sampleMetric(rest: Partial<MetricFieldsFragment> = {}): MetricFieldsFragment {
  return {
    __typename: 'MetricOutput',
    metric: 'nps',
    label: 'Net Promoter Score',
    definition: 'Promoters less detractors per hundred answers.',
    unit: 'points',
    format: 'points',
    good: 'up',
    current: 31.25,
    suppressed: false,
    low: 27.5,
    high: 35,
    n: 1204,
    minN: 30,
    target: 40,
    comparison: { label: 'previous period', value: 28.1, suppressed: false, delta: 3.15, signal: true },
    spark: [
      { at: '2026-04-01', value: 28 },
      { at: '2026-05-01', value: null },
      { at: '2026-06-01', value: 31.25 },
    ],
    warnings: [],
    provenance: sampleProvenance,
    ...rest,
  };
}

export function sampleInput(rest: Partial<InputFieldsFragment> = {}): InputFieldsFragment {
  return {
    __typename: 'InputOutput',
    parameter: 'region',
    control: 'select',
    label: 'Region',
    help: 'Where the parcel went.',
    optional: true,
    min: null,
    max: null,
    value: null,
    default: null,
    options: [
      { value: 'North', label: 'North' },
      { value: 0, label: 'Zero' },
    ],
    provenance: { ...sampleProvenance, sources: [], steps: [] },
    ...rest,
  };
}

/** Two bars, as the server compiles them. */
export function sampleChart(rest: Partial<ChartFieldsFragment> = {}): ChartFieldsFragment {
  return {
    __typename: 'ChartOutput',
    result: 'r1',
    caption: 'Answers by region',
    summary: 'Two regions, North is largest with 12 answers.',
    svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60"><rect x="10" y="10" width="30" height="50" fill="light-dark(#1a5ba3, #92c0f4)"/></svg>',
    columns: [
      sampleColumn('region', { label: 'Region', role: 'DIMENSION' }),
      sampleColumn('answers', { label: 'Answers', type: 'bigint', role: 'METRIC', metric: 'answers' }),
    ],
    values: [
      ['North', 'South'],
      ['12', '4'],
    ],
    spec: {
      $schema: 'https://vega.github.io/schema/vega/v6.json',
      width: 120,
      height: 60,
      data: [{ name: 'source' }],
      scales: [
        { name: 'x', type: 'band', domain: { data: 'source', field: 'region' }, range: 'width', padding: 0.1 },
        { name: 'y', type: 'linear', domain: { data: 'source', field: 'answers' }, range: 'height', zero: true },
      ],
      marks: [
        {
          type: 'rect',
          from: { data: 'source' },
          encode: {
            update: {
              x: { scale: 'x', field: 'region' },
              width: { scale: 'x', band: 1 },
              y: { scale: 'y', field: 'answers' },
              y2: { scale: 'y', value: 0 },
              fill: { value: '#1a5ba3' },
            },
          },
        },
      ],
    },
    provenance: sampleProvenance,
    ...rest,
  };
}
