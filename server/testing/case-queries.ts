const bigBuyers = { customers: { _metric: { revenue: { _gte: 100 } } } };

/** Queries over the worked cases that between them use every part of the plan: what each dialect has to answer alike. */
export const caseQueries: Readonly<Record<string, object>> = {
  'W1 three facts by region, with total': {
    metrics: ['revenue', 'responses', 'nps', 'tickets', 'ticket_cost'],
    groupBy: ['region'],
    totals: 'GRAND',
  },
  'W2 a header beside its lines': { metrics: ['ship_fees', 'orders', 'line_total'] },
  'W5 overall': { metrics: ['nps'] },
  'W6 distinct buyers of a quarter': { metrics: ['buyers'], time: { range: ['2024-01-01', '2024-04-01'] } },
  'W7 median': { metrics: ['median_order'] },
  'W8 ratio of sums': { metrics: ['revenue_per_response'] },
  'W13 having': {
    metrics: ['revenue', 'tickets'],
    groupBy: ['region'],
    having: { revenue: { _gt: 100 }, tickets: { _gte: 1 } },
  },
  'W16 two time roles': { metrics: ['revenue', 'shipped_revenue'], groupBy: [{ dimension: 'date', grain: 'MONTH' }] },
  'W18 the three kinds of nothing': {
    metrics: ['responses', 'revenue'],
    groupBy: [{ dimension: 'region', nulls: 'SPLIT' }],
  },
  'W23 one customer by a filter of its own': {
    metrics: ['nps', { name: 'nps', alias: 'nps_c1', filter: { customer: 'c1' } }],
  },
  'W29 days of another zone': {
    metrics: ['responses'],
    groupBy: [{ dimension: 'date', grain: 'DAY' }],
    time: { range: ['2024-01-01', '2024-05-01'], zone: 'Pacific/Auckland' },
  },
  'weeks from Sunday, subtotals and order': {
    metrics: ['revenue', 'average_order', 'costly_tickets'],
    groupBy: ['region', { dimension: 'date', grain: 'WEEK' }],
    time: { range: ['2024-01-01', '2024-05-01'], weekStart: 'SUNDAY' },
    totals: ['GRAND', { by: ['region'] }, { by: ['date'] }],
    orderBy: ['-revenue'],
  },
  'filters of every kind': {
    metrics: ['revenue', 'responses'],
    where: {
      _or: [
        { region: { _in: ['North', null] } },
        { region: { _startsWith: 's' } },
        { _not: { customer: { _contains: '4' } } },
        { region: { _neq: 'South', nulls: true } },
      ],
    },
    groupBy: ['customer'],
  },
  'a page of rows': { metrics: ['revenue'], groupBy: ['customer'], orderBy: ['-revenue'], limit: 2, offset: 1 },
  'W10 periods without rows, for every group': {
    metrics: ['revenue', 'responses', 'nps'],
    groupBy: [
      { dimension: 'date', grain: 'MONTH' },
      { dimension: 'region', nulls: 'SPLIT' },
    ],
    time: { range: ['2024-01-01', '2024-07-01'], spine: 'DENSE' },
    totals: ['GRAND', { by: ['date'] }],
  },
  'weeks without rows': {
    metrics: ['tickets'],
    groupBy: [{ dimension: 'date', grain: 'WEEK' }],
    time: { range: ['2024-01-01', '2024-03-01'], spine: 'DENSE', weekStart: 'SUNDAY' },
  },
  'W11 months beside the month before': {
    metrics: [
      { name: 'revenue', compare: 'P1M' },
      { name: 'nps', compare: 'P1M' },
    ],
    groupBy: ['region', { dimension: 'date', grain: 'MONTH' }],
    time: { range: ['2024-02-01', '2024-05-01'], toDate: true },
    totals: ['GRAND', { by: ['date'] }],
    having: { revenue_previous: { _gte: 0 } },
  },
  'days beside the days of the month before': {
    metrics: [{ name: 'revenue', compare: { offset: 'P1M', as: ['VALUE', 'DELTA'] } }],
    groupBy: [{ dimension: 'date', grain: 'DAY' }],
    time: { range: ['2024-02-01', '2024-04-01'], spine: 'DENSE' },
    where: { date: { _lt: '2024-03-31', _neq: '2024-02-05' } },
  },
  'weeks beside the week before': {
    metrics: [{ name: 'tickets', compare: 'P7D' }],
    groupBy: [{ dimension: 'date', grain: 'WEEK' }],
  },
  'rolling and cumulative': {
    metrics: [
      { name: 'revenue', window: { rolling: 'P3M' }, compare: { offset: 'P1M', as: ['VALUE'] } },
      { name: 'nps', window: { rolling: 'P2M' } },
      { name: 'buyers', window: { cumulative: 'YEAR' } },
      { name: 'median_order', window: { rolling: 'P2M' } },
    ],
    groupBy: [{ dimension: 'date', grain: 'MONTH' }, 'region'],
    time: { range: ['2024-02-01', '2024-05-01'] },
    totals: [{ by: ['date'] }],
  },
  'rolling days': {
    metrics: [
      { name: 'revenue', window: { rolling: 'P1M' } },
      { name: 'tickets', window: { rolling: 'P7D' } },
    ],
    groupBy: [{ dimension: 'date', grain: 'DAY' }],
    time: { range: ['2024-02-05', '2024-03-01'] },
  },
  'W23b the first region and all others': {
    metrics: ['nps', 'buyers', 'median_order', 'revenue'],
    groupBy: [{ dimension: 'region', nulls: 'SPLIT' }],
    topN: { dimension: 'region', by: 'revenue', n: 2 },
    totals: ['GRAND'],
  },
  'the first customers alone, by month': {
    metrics: ['revenue'],
    groupBy: ['customer', { dimension: 'date', grain: 'MONTH' }],
    topN: { dimension: 'customer', by: 'orders', n: 2, others: false },
    totals: ['GRAND'],
  },
  'shares of wholes': {
    metrics: [
      'revenue',
      { name: 'revenue', alias: 'of_month', excludeFromGrain: ['region'] },
      { name: 'buyers', alias: 'of_all', excludeFromGrain: ['region', 'date'] },
    ],
    groupBy: ['region', { dimension: 'date', grain: 'MONTH' }],
    totals: ['GRAND', { by: ['region'] }],
  },
  'W17 the latest order before each answer': {
    metrics: ['responses', 'nps'],
    groupBy: [{ dimension: 'orders.size', path: ['last_order'], nulls: 'SPLIT' }],
    totals: true,
  },
  'W25 the first answer after each ticket': {
    metrics: ['tickets'],
    groupBy: [{ dimension: 'responses.channel', path: ['first_response'] }],
  },
  'R1 split by what tickets say of customers': {
    metrics: ['customers', 'revenue', 'responses', 'nps'],
    groupBy: ['ticket_band'],
    totals: true,
  },
  'R2 the class in the end and at the time': {
    metrics: ['revenue', 'orders'],
    groupBy: ['nps_class', { dimension: 'nps_class', asOf: 'FACT' }],
  },
  'R2 the class of a past instant': { metrics: ['customers'], groupBy: ['nps_class'], asOf: '2024-02-01T00:00:00Z' },
  'R3 before and after the first ticket': { metrics: ['responses', 'nps'], groupBy: ['phase'] },
  'times that are rolled up': {
    metrics: ['revenue'],
    groupBy: [
      { dimension: 'first_ticket', grain: 'WEEK' },
      { dimension: 'last_order', asOf: 'FACT', grain: 'MONTH' },
    ],
    where: { ticket_band: { _neq: '1', nulls: true } },
  },
  'W9 states at dates': {
    metrics: ['mrr', 'mrr_last_per', 'mrr_carried', 'revenue'],
    groupBy: ['region', { dimension: 'date', grain: 'MONTH' }],
    totals: ['GRAND', { by: ['date'] }, { by: ['region'] }],
  },
  'W6b keys of several datasets': {
    metrics: ['reach', 'revenue'],
    groupBy: ['region', { dimension: 'date', grain: 'MONTH' }],
    totals: ['GRAND', { by: ['region'] }],
  },
  'W12 cohorts': {
    metrics: ['buyers', 'revenue', 'responses'],
    cohort: { rollup: 'first_order', grain: 'MONTH', period: 'WEEK' },
    totals: ['GRAND', { by: ['cohort'] }],
  },
  'W2b a header in each of its lines': {
    metrics: [{ name: 'ship_fees', overlap: 'ALLOW' }, { name: 'buyers', overlap: 'ALLOW' }, 'line_total'],
    groupBy: ['lines.line_no'],
    totals: 'GRAND',
  },
  'W3 over a bridge, by reason, with subtotals': {
    metrics: ['responses', 'nps'],
    groupBy: ['region', { dimension: 'themes.theme', nulls: 'SPLIT' }],
    totals: ['GRAND', { by: ['region'] }, { by: ['themes__theme'] }],
  },
  'W3 shared out by weight': {
    metrics: [
      { name: 'responses', allocate: 'weight' },
      { name: 'nps', allocate: 'weight' },
    ],
    groupBy: ['themes.theme'],
    totals: 'GRAND',
  },
  'W3b W4 through the shared entity': {
    metrics: ['revenue', { name: 'responses', alias: 'answers' }],
    groupBy: ['region', 'themes.theme'],
    filterScope: 'SEMI_JOIN',
    totals: ['GRAND', { by: ['themes__theme'] }],
  },
  'W4 a filter through the shared entity': {
    metrics: ['revenue', 'responses', { name: 'orders', filter: { _not: { responses__channel: 'email' } } }],
    where: { responses__channel: { _in: ['web', null] } },
    filterScope: 'SEMI_JOIN',
  },
  'W4 a filter where it exists': {
    metrics: ['revenue', 'responses'],
    where: { responses__channel: 'web' },
    filterScope: 'PER_FACT',
  },
  'conditions over a bridge': {
    metrics: ['responses', { name: 'responses', alias: 'others', filter: { _not: { themes__theme: 'price' } } }],
    where: { themes__theme: { _neq: 'app', nulls: true } },
    groupBy: ['themes.theme'],
  },
  'W14 entities by a metric': {
    metrics: ['nps', 'responses', { name: 'responses', alias: 'others', filter: { _not: bigBuyers } }],
    where: {
      _or: [bigBuyers, { customers: { _metric: { revenue: { _lt: 60 }, revenue_per_response: { _gte: 0 } } } }],
    },
  },
  'W15 entities without rows': {
    metrics: ['responses', { name: 'orders', alias: 'silent', filter: { customers: { _none: 'responses' } } }],
    where: { customers: { _none: ['tickets', 'mrr'] } },
    filterScope: 'PER_FACT',
  },
  'a long list': {
    metrics: ['responses', 'revenue'],
    where: { customer: { _in: Array.from({ length: 200 }, (_, index) => `c${index}`) } },
  },
  'W24 weighted': { metrics: ['weighted_nps', 'nps'], groupBy: ['region'], totals: ['GRAND'] },
  'fiscal quarters': {
    metrics: ['revenue', 'responses'],
    groupBy: [{ dimension: 'date', grain: 'FISCAL_QUARTER' }],
    time: { range: ['2024-01-01', '2025-01-01'], spine: 'DENSE' },
  },
};
