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
};
