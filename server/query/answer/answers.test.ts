import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askIn } from '../../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { columnIn, rowsIn, totalsIn, warningsIn } from '../../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const month = { dimension: 'date', grain: 'MONTH' };

async function used(where: object): Promise<unknown> {
  const result = await ask({ metrics: ['responses'], where });
  return rowsIn(result, ['responses'])[0]?.[0];
}

describe('conditions', () => {
  test.each<[string, object, number]>([
    ['equal', { region: 'North' }, 3],
    ['one of', { region: ['North', 'South'] }, 4],
    ['one of, missing included', { region: { _in: ['South', null] } }, 3],
    ['none at all', { region: { _in: [] } }, 0],
    ['missing', { region: null }, 2],
    ['not missing', { region: { _neq: null } }, 4],
    ['not equal leaves missing values out', { region: { _neq: 'North' } }, 1],
    ['not equal, missing included', { region: { _neq: 'North', nulls: true } }, 3],
    ['none of', { region: { _nin: ['North', 'South'] } }, 0],
    ['none of, missing included', { region: { _nin: ['North', 'South'], nulls: true } }, 2],
    ['neither missing nor one of', { region: { _nin: ['North', null] } }, 1],
    ['not', { _not: { region: { _in: ['North', null] } } }, 1],
    ['or', { _or: [{ region: 'South' }, { responses__channel: 'email' }] }, 4],
    ['contains, whatever the case', { responses__channel: { _contains: 'MAI' } }, 3],
    ['begins with', { responses__channel: { _startsWith: 'we' } }, 3],
    ['like', { responses__channel: { _like: 'e%l' } }, 3],
    ['a wildcard is text in contains', { responses__channel: { _contains: '%' } }, 0],
    ['hostile text', { region: `North' OR '1'='1` }, 0],
    ['from a day on', { date: { _gte: '2024-02-05' } }, 4],
    ['on a day', { date: '2024-02-05' }, 1],
  ])('%s', async (_, where, expected) => {
    expect(await used(where)).toBe(expected);
  });

  test('rows outside of a filter are in the account', async () => {
    const { accounting } = await ask({ metrics: ['responses'], where: { region: 'North' } });
    expect(accounting[0]).toMatchObject({ rowsInSource: 6, rowsUsed: 3, outsideFilter: 3 });
  });
});

describe('time', () => {
  test('a range is half-open', async () => {
    const result = await ask({ metrics: ['orders'], time: { range: ['2024-01-05', '2024-01-31'] } });
    expect(rowsIn(result, ['orders'])).toEqual([[2]]);
  });

  test.each([
    ['UTC', '2024-03-31', 1],
    ['Europe/Berlin', '2024-04-01', 0],
  ])('W29: half past ten in the evening of 31 March UTC is, in %s, on %s', async (zone, day, before) => {
    const night = await openCases({ extraLines: { tickets: ['t9,c1,2024-03-31 22:30:00,1'] } });
    const time = { range: ['2024-03-31', '2024-05-01'], zone };
    const daily = await night.ask({ metrics: ['tickets'], groupBy: [{ dimension: 'date', grain: 'DAY' }], time });
    expect(rowsIn(daily, ['date', 'tickets'])).toEqual([[day, 1]]);
    const march = await night.ask({ metrics: ['tickets'], time: { range: ['2024-03-30', '2024-04-01'], zone } });
    expect(rowsIn(march, ['tickets'])).toEqual([[before]]);
    night.database.close();
  });

  test('weeks begin on the day that was asked for', async () => {
    const weekly = async (weekStart: string) => {
      const groupBy = [{ dimension: 'date', grain: 'WEEK' }];
      return rowsIn(await ask({ metrics: ['tickets'], groupBy, time: { weekStart } }), ['date', 'tickets']);
    };
    expect(await weekly('MONDAY')).toEqual([
      ['2024-01-01', 1],
      ['2024-01-29', 1],
      ['2024-02-05', 2],
    ]);
    expect(await weekly('SUNDAY')).toEqual([
      ['2023-12-31', 1],
      ['2024-02-04', 2],
      ['2024-02-11', 1],
    ]);
  });

  test('nothing booked is 0 inside of what the data cover and not known outside of it', async () => {
    const result = await ask({ metrics: ['revenue', 'tickets', 'responses'], groupBy: [month] });
    expect(rowsIn(result, ['date', 'revenue', 'tickets', 'responses'])).toEqual([
      ['2024-01-01', 220, 1, 2],
      ['2024-02-01', 700, 3, 3],
      ['2024-04-01', 30, null, 1],
    ]);
  });

  test('a day after the last data is told to be part of an incomplete period', async () => {
    const result = await ask({ metrics: ['revenue'], groupBy: [month] });
    expect(result.warnings).toMatchObject([
      {
        code: 'PARTIAL_PERIOD',
        dataset: 'orders',
        message: 'The month from 2024-04-01 is incomplete: orders goes to 2024-04-10.',
      },
    ]);
    const early = await ask({ metrics: ['revenue'], groupBy: [month], time: { range: ['2024-01-01', '2024-03-01'] } });
    expect(early.warnings).toEqual([]);
  });

  test('a period that the data reach the last day of is complete', async () => {
    const whole = await openCases({ extraLines: { tickets: ['t9,c1,2024-02-29 00:00:00,1'] } });
    expect((await whole.ask({ metrics: ['tickets'], groupBy: [month] })).warnings).toEqual([]);
    whole.database.close();
  });

  test('one query can group by two grains', async () => {
    const result = await ask({ metrics: ['orders'], groupBy: [{ dimension: 'date', grain: 'YEAR' }, month] });
    expect(rowsIn(result, ['date_year', 'date_month', 'orders'])).toEqual([
      ['2024-01-01', '2024-01-01', 3],
      ['2024-01-01', '2024-02-01', 2],
      ['2024-01-01', '2024-04-01', 1],
    ]);
  });
});

describe('order, limit and totals', () => {
  const groupBy = ['customer'];

  test('rows are ordered as asked, then by every dimension', async () => {
    const result = await ask({ metrics: ['orders', 'revenue'], groupBy, orderBy: ['-orders', 'revenue'] });
    expect(rowsIn(result, ['customer', 'orders', 'revenue'])).toEqual([
      ['c3', 2, 100],
      ['c1', 2, 300],
      ['c2', 1, 50],
      [null, 1, 500],
    ]);
  });

  test('where values are missing, the order says whether they come first', async () => {
    const orderBy = [{ by: 'customer', dir: 'DESC', nulls: 'FIRST' }];
    const result = await ask({ metrics: ['orders'], groupBy, orderBy });
    expect(rowsIn(result, ['customer'])).toEqual([[null], ['c3'], ['c2'], ['c1']]);
  });

  test('what the limit cuts off is counted, and totals stay whole', async () => {
    const result = await ask({ metrics: ['revenue'], groupBy, orderBy: ['-revenue'], limit: 2, totals: true });
    expect(rowsIn(result, ['customer', 'revenue'])).toEqual([
      [null, 500],
      ['c1', 300],
    ]);
    expect([result.rowCount, result.totalCount]).toEqual([2, 4]);
    expect(totalsIn(result, ['revenue'])).toEqual([[950]]);
    expect(warningsIn(result)).toContain('LIMITED(2)');
  });

  test('a limit without totals counts the same', async () => {
    const result = await ask({ metrics: ['revenue'], groupBy, orderBy: ['-revenue'], limit: 3 });
    expect([result.rowCount, result.totalCount]).toEqual([3, 4]);
    expect(warningsIn(result)).toContain('LIMITED(1)');
  });

  async function page(offset: number) {
    const result = await ask({ metrics: ['revenue'], groupBy, orderBy: ['-revenue'], limit: 2, offset });
    return { rows: rowsIn(result, ['customer']), count: result.totalCount, warnings: warningsIn(result) };
  }

  test('an offset goes on where the page before ended, and past the end the count stays', async () => {
    expect(await page(2)).toEqual({ rows: [['c3'], ['c2']], count: 4, warnings: ['ORPHANS(1)'] });
    expect(await page(9)).toEqual({ rows: [], count: 4, warnings: ['ORPHANS(1)'] });
  });

  test('conditions after aggregation leave rows out, not totals', async () => {
    const having = { revenue: { _gt: 50 }, tickets: { _gte: 1 } };
    const result = await ask({ metrics: ['revenue', 'tickets'], groupBy: ['region'], having, totals: true });
    expect(rowsIn(result, ['region', 'revenue', 'tickets'])).toEqual([
      ['North', 350, 3],
      ['South', 100, 1],
    ]);
    expect(totalsIn(result, ['revenue', 'tickets'])).toEqual([[950, 4]]);
    expect(result.totalCount).toBe(2);
  });

  test('the number of answers can be a condition and an order', async () => {
    const query = { metrics: ['nps'], groupBy: ['region'], having: { nps_n: { _gte: 2 } }, orderBy: ['-nps_n'] };
    expect(rowsIn(await ask(query), ['region', 'nps_n'])).toEqual([
      ['North', 3],
      [null, 2],
    ]);
  });

  test('subtotals of two dimensions are told apart from groups without a value', async () => {
    const totals = ['GRAND', { by: ['region'] }, { by: ['date'] }];
    const result = await ask({ metrics: ['responses', 'nps'], groupBy: ['region', month], totals });
    expect(rowsIn(result, ['region', 'date', 'responses', 'nps'])).toEqual([
      ['North', '2024-01-01', 2, 100],
      ['North', '2024-02-01', 1, -100],
      ['South', '2024-02-01', 1, -100],
      [null, '2024-02-01', 1, 0],
      [null, '2024-04-01', 1, 100],
    ]);
    expect(result.totals.map(({ totalOf }) => totalOf)).toEqual([
      [],
      ['region'],
      ['region'],
      ['region'],
      ['date'],
      ['date'],
      ['date'],
    ]);
    expect(totalsIn(result, ['region', 'date', 'responses', 'nps'])).toEqual([
      [null, null, 6, 16.6667],
      ['North', null, 3, 33.3333],
      ['South', null, 1, -100],
      [null, null, 2, 50],
      [null, '2024-01-01', 2, 100],
      [null, '2024-02-01', 3, -66.6667],
      [null, '2024-04-01', 1, 100],
    ]);
  });

  test('an answer without groups is its own total', async () => {
    const result = await ask({ metrics: ['revenue'], totals: true });
    expect(totalsIn(result, ['revenue'])).toEqual([[950]]);
  });
});

describe('columns', () => {
  test('tell what they are', async () => {
    const result = await ask({ metrics: ['nps', 'revenue'], groupBy: [{ dimension: 'region', nulls: 'SPLIT' }] });
    expect(result.columns.map(({ name, role, type }) => [name, role, type])).toEqual([
      ['region', 'DIMENSION', 'string'],
      ['region_reason', 'REASON', 'string'],
      ['nps', 'METRIC', 'real'],
      ['nps_low', 'INTERVAL', 'real'],
      ['nps_high', 'INTERVAL', 'real'],
      ['nps_n', 'COUNT', 'integer'],
      ['revenue', 'METRIC', 'decimal'],
    ]);
    expect(columnIn(result, 'revenue')).toMatchObject({
      unit: 'EUR',
      good: 'up',
      additivity: 'additive',
      metric: 'revenue',
    });
    expect(columnIn(result, 'nps')).toMatchObject({ minN: 30, additivity: 'algebraic', good: 'up' });
    expect(columnIn(result, 'nps').definition).toContain('promoters');
  });

  test('interval and number can be left out', async () => {
    const result = await ask({ metrics: [{ name: 'nps', interval: false }] });
    expect(result.columns.map(({ name }) => name)).toEqual(['nps']);
    expect(warningsIn(result)).toEqual(['SMALL_N(1)']);
  });

  test('one metric can stand twice under two names, with a condition of its own', async () => {
    const metrics = ['nps', { name: 'nps', alias: 'nps_web', filter: { responses__channel: 'web' } }];
    const result = await ask({ metrics, groupBy: ['region'] });
    expect(rowsIn(result, ['region', 'nps', 'nps_n', 'nps_web', 'nps_web_n'])).toEqual([
      ['North', 33.3333, 3, -100, 1],
      ['South', -100, 1, -100, 1],
      [null, 50, 2, 0, 1],
    ]);
  });

  test('an expression is a dimension like a column', async () => {
    const result = await ask({ metrics: ['orders', 'revenue'], groupBy: ['orders.size'] });
    expect(rowsIn(result, ['orders__size', 'orders', 'revenue'])).toEqual([
      ['big', 2, 700],
      ['small', 4, 250],
    ]);
  });

  test('a key of a joined dataset groups unknown keys together', async () => {
    const result = await ask({ metrics: ['responses'], groupBy: [{ dimension: 'customer', nulls: 'SPLIT' }] });
    expect(rowsIn(result, ['customer', 'customer_reason', 'responses'])).toEqual([
      ['c1', null, 2],
      ['c2', null, 1],
      ['c3', null, 1],
      ['c4', null, 1],
      [null, 'NO_KEY', 1],
    ]);
  });
});

test('equal components of several metrics are computed once', async () => {
  const { explain } = await ask({ metrics: ['revenue', 'responses', 'revenue_per_response', 'nps'] });
  expect(explain.sql.match(/AS m\d+/g)).toHaveLength(5);
  expect(explain.legs).toEqual([
    { dataset: 'orders', joins: [], metrics: ['revenue', 'revenue_per_response'] },
    { dataset: 'responses', joins: [], metrics: ['responses', 'revenue_per_response', 'nps'] },
  ]);
});

test('the freshness of every dataset is told against what it promises', async () => {
  const append = { 'orders.yml': 'freshness: { expect: P14D, max_age: P30D }\n' };
  const at = async (now: string) => {
    const promised = await openCases({ append, now });
    const { freshness, warnings } = await promised.ask({ metrics: ['revenue'], groupBy: ['region'] });
    promised.database.close();
    return [...freshness.map(({ dataset, state }) => `${dataset} ${state}`), ...warnings.map(({ code }) => code)];
  };
  expect(await at('2024-04-20T00:00:00Z')).toEqual(['orders CURRENT', 'customers UNKNOWN', 'ORPHANS']);
  expect(await at('2024-04-25T00:00:00Z')).toEqual(['orders LATE', 'customers UNKNOWN', 'ORPHANS', 'STALE_DATA']);
  expect(await at('2024-05-11T00:00:00Z')).toEqual(['orders EXPIRED', 'customers UNKNOWN', 'ORPHANS', 'STALE_DATA']);
});

test('the query may say which instant counts as now', async () => {
  const promised = await openCases({
    append: { 'orders.yml': 'freshness: { expect: P14D }\n' },
    now: '2030-01-01T00:00:00Z',
  });
  const result = await promised.ask({ metrics: ['revenue'], asOf: '2024-04-12T00:00:00Z' });
  expect(result.freshness.map(({ state }) => state)).toEqual(['CURRENT']);
  promised.database.close();
});

test('a leg without any row answers with what nothing means', async () => {
  const result = await ask({ metrics: ['revenue', 'ticket_cost', 'tickets', 'nps'], where: { region: 'Nowhere' } });
  expect(rowsIn(result, ['revenue', 'ticket_cost', 'tickets', 'nps', 'nps_n'])).toEqual([[0, null, 0, null, 0]]);
  const grouped = await ask({ metrics: ['revenue'], groupBy: ['region'], where: { region: 'Nowhere' }, totals: true });
  expect([grouped.rowCount, grouped.totalCount, totalsIn(grouped, ['revenue'])]).toEqual([0, 0, [[0]]]);
});

test('over two joins, a gap is told where it is, and only there', async () => {
  const extraLines = {
    orders: ['o7,,2024-04-11 09:00:00,,10.00,1.00'],
    lines: ['o7,1,10.00', 'o99,1,7.00'],
  };
  const gaps = await openCases({ extraLines });
  const groupBy = [{ dimension: 'region', nulls: 'SPLIT' }];
  const result = await gaps.ask({ metrics: ['line_total'], groupBy });
  expect(rowsIn(result, ['region', 'region_reason', 'line_total'])).toEqual([
    ['North', null, 350],
    ['South', null, 100],
    [null, 'NO_MATCH', 507],
    [null, 'NO_KEY', 10],
  ]);
  expect(result.accounting[0]).toMatchObject({
    rowsUsed: 11,
    nullKeyRows: 1,
    orphanRows: 2,
    paths: [
      { path: 'order', nullKeys: 0, orphans: 1 },
      { path: 'order.customer', nullKeys: 1, orphans: 1 },
    ],
  });
  expect(result.warnings.map(({ message }) => message)).toEqual([
    '1 row of lines whose order is not in orders.',
    '1 row of lines without a key for order.customer.',
    '1 row of lines whose order.customer is not in customers.',
  ]);
  gaps.database.close();
});

test('texts that are stored as ENUMs are ordered, compared and merged as texts', async () => {
  const enums = await openCases();
  await enums.database.execute(`ALTER TABLE data.customers ALTER region TYPE ENUM('South', 'North')`);
  const result = await enums.ask({ metrics: ['revenue', 'responses'], groupBy: ['region'] });
  expect(rowsIn(result, ['region', 'revenue', 'responses'])).toEqual([
    ['North', 350, 3],
    ['South', 100, 1],
    [null, 500, 2],
  ]);
  const filtered = await enums.ask({ metrics: ['revenue'], where: { region: { _in: ['North', 'West'] } } });
  expect(rowsIn(filtered, ['revenue'])).toEqual([[350]]);
  enums.database.close();
});

test('a dimension with homes of several types is one column', async () => {
  const files = {
    'price.yml': 'version: 1\ndimensions:\n  price: { conform: [orders.ship_fee, tickets.cost], label: Price }\n',
  };
  const conformed = await openCases({ files });
  const query = { metrics: ['orders', 'tickets'], groupBy: ['price'], where: { price: { _lte: 10 } }, totals: true };
  const result = await conformed.ask(query);
  expect(rowsIn(result, ['price', 'orders', 'tickets'])).toEqual([
    [3, 1, 0],
    [4, 2, 0],
    [5, 2, 1],
    [9, 1, 0],
    [10, 0, 1],
  ]);
  expect(totalsIn(result, ['orders', 'tickets'])).toEqual([[6, 2]]);
  conformed.database.close();
});

test('a day stays the same day wherever the clock stands', async () => {
  const files = {
    'states.yml': `version: 1
dataset: states
kind: financial
source: { csv: data/mrr.csv }
key: [customer_id, snap]
time: { default: snap }
columns: { customer_id: { type: string }, snap: { type: date }, mrr: { type: integer } }
`,
    'states_metrics.yml': 'version: 1\nmetrics:\n  states: { kind: count, of: states }\n',
  };
  const west = await openCases({ files, settings: { zone: 'America/New_York' } });
  const groupBy = [month];
  const time = { range: ['2024-01-31', '2024-03-01'] };
  const known = west.database.facts.datasets.get('states');
  if (known === undefined) throw new Error('states was not loaded.');
  const facts = { datasets: new Map([['states', { ...known, dataThrough: '2024-03-31T00:00:00Z' }]]), maskKey: 'k' };
  const ask = askIn({ model: west.model, database: west.database, facts });
  expect(rowsIn(await ask({ metrics: ['states'], groupBy, time }), ['date', 'states'])).toEqual([
    ['2024-01-01', 3],
    ['2024-02-01', 3],
  ]);
  expect((await ask({ metrics: ['states'], groupBy })).warnings).toEqual([]);
  west.database.close();
});

test('a ratio of two datasets takes nothing booked as 0, and stays null over nothing', async () => {
  const result = await ask({ metrics: ['revenue_per_response', 'cost_per_ticket'], groupBy: ['customer'] });
  expect(rowsIn(result, ['customer', 'revenue_per_response', 'cost_per_ticket'])).toEqual([
    ['c1', 150, 11.6667],
    ['c2', 50, null],
    ['c3', 100, 40],
    ['c4', 0, null],
    [null, 500, null],
  ]);
});

describe('a dimension that is an instant', () => {
  const files = {
    'parcels.yml': `version: 1
dataset: parcels
kind: operational
source: { csv: data/orders.csv }
key: [order_id]
columns: { order_id: { type: string }, shipped_at: { type: timestamp } }
dimensions: { shipped: { column: shipped_at } }
`,
    'parcels_metrics.yml': 'version: 1\nmetrics:\n  parcels: { kind: count, of: parcels }\n',
  };

  test('is grouped by periods in the zone of the query, or as it is', async () => {
    const parcels = await openCases({ files });
    const byMonth = { metrics: ['parcels'], groupBy: [{ dimension: 'parcels.shipped', grain: 'MONTH' }] };
    expect(rowsIn(await parcels.ask(byMonth), ['parcels__shipped', 'parcels'])).toEqual([
      ['2024-01-01', 1],
      ['2024-02-01', 4],
      [null, 1],
    ]);
    const west = await parcels.ask({ ...byMonth, time: { zone: 'Pacific/Honolulu' } });
    expect(rowsIn(west, ['parcels__shipped', 'parcels'])).toEqual([
      ['2024-01-01', 2],
      ['2024-02-01', 3],
      [null, 1],
    ]);
    const exact = await parcels.ask({ metrics: ['parcels'], groupBy: ['parcels.shipped'], limit: 1 });
    expect(rowsIn(exact, ['parcels__shipped', 'parcels'])).toEqual([['2024-01-07T09:00:00.000', 1]]);
    parcels.database.close();
  });

  test('is compared with instants of any offset', async () => {
    const parcels = await openCases({ files });
    const after = async (instant: string) => {
      const result = await parcels.ask({ metrics: ['parcels'], where: { parcels__shipped: { _gt: instant } } });
      return rowsIn(result, ['parcels'])[0]?.[0];
    };
    expect(await after('2024-02-02T08:59:59Z')).toBe(3);
    expect(await after('2024-02-02T09:00:00Z')).toBe(2);
    expect(await after('2024-02-02T10:30:00+02:00')).toBe(3);
    expect(await after('2024-02-02')).toBe(3);
    parcels.database.close();
  });
});

test('a key of several columns joins on all of them, and is missing when one of them is', async () => {
  const files = {
    'notes.yml': `version: 1
dataset: notes
kind: operational
source: { csv: data/lines.csv }
key: [order_id, number]
columns:
  order_id: { type: string }
  number: { type: integer, from: line_no }
  noted: { expr: 'case when number = 3 then null else number end', type: integer }
joins:
  line: { to: lines, on: { order_id: order_id, noted: line_no }, cardinality: many_to_one }
`,
    'notes_metrics.yml': 'version: 1\nmetrics:\n  notes: { kind: count, of: notes }\n',
  };
  const noted = await openCases({ files });
  const result = await noted.ask({ metrics: ['notes'], groupBy: [{ dimension: 'lines.line_no', nulls: 'SPLIT' }] });
  expect(rowsIn(result, ['lines__line_no', 'lines__line_no_reason', 'notes'])).toEqual([
    [1, null, 6],
    [2, null, 2],
    [null, 'NO_KEY', 1],
  ]);
  expect(result.accounting[0]).toMatchObject({ rowsUsed: 9, nullKeyRows: 1, orphanRows: 0 });
  noted.database.close();
});
