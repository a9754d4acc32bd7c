import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askIn } from '../../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { codesOf, refusalsOf, rowsIn } from '../../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);

test.each<[string, object, string, RegExp, RegExp]>([
  ['an unknown metric', { metrics: ['npss'] }, 'unknown-metric', /No metric is called npss/, /Did you mean nps\?/],
  [
    'an unknown dimension',
    { metrics: ['nps'], groupBy: ['regoin'] },
    'unknown-dimension',
    /regoin/,
    /Did you mean region\?/,
  ],
  [
    'an unknown dimension in a filter',
    { metrics: ['nps'], where: { regoin: 'x' } },
    'unknown-dimension',
    /regoin/,
    /region/,
  ],
  [
    'a calendar without a grain',
    { metrics: ['nps'], groupBy: ['date'] },
    'invalid-query',
    /date needs a grain: DAY, WEEK/,
    /grain: MONTH/,
  ],
  [
    'a grain of a text',
    { metrics: ['nps'], groupBy: [{ dimension: 'region', grain: 'DAY' }] },
    'invalid-query',
    /no date/,
    /^$/,
  ],
  [
    'the calendar where there is no time',
    { metrics: ['customers'], groupBy: [{ dimension: 'date', grain: 'DAY' }] },
    'dimension-not-conformed',
    /customers has no time/,
    /region/,
  ],
  [
    'a range where there is no time',
    { metrics: ['customers'], time: { range: ['2024-01-01', '2024-02-01'] } },
    'filter-not-conformed',
    /customers has no time/,
    /region/,
  ],
  [
    'a filter below the grain',
    { metrics: ['revenue'], where: { lines__line_no: 1 } },
    'filter-not-conformed',
    /orders has no lines\.line_no/,
    /own filter/,
  ],
  [
    'a filter of a metric that it lacks',
    { metrics: [{ name: 'revenue', filter: { responses__channel: 'web' } }] },
    'filter-not-conformed',
    /orders has no responses\.channel/,
    /own filter/,
  ],
  [
    'a number for a text',
    { metrics: ['nps'], where: { region: 5 } },
    'invalid-query',
    /region: 5 is not a string/,
    /"5"/,
  ],
  [
    'a text for a number',
    { metrics: ['line_total'], where: { lines__line_no: '1' } },
    'invalid-query',
    /"1" is not a number/,
    /without quotes/,
  ],
  [
    'a day that is none',
    { metrics: ['nps'], where: { date: { _gte: '2024-02-30' } } },
    'invalid-query',
    /"2024-02-30" is not a date/,
    /2026-01-31/,
  ],
  [
    'a text operator on a day',
    { metrics: ['nps'], where: { date: { _contains: '2024' } } },
    'invalid-query',
    /_contains is for texts/,
    /^$/,
  ],
  [
    'an order by nothing',
    { metrics: ['nps'], orderBy: ['npsn'] },
    'invalid-query',
    /orderBy: the answer has no column npsn/,
    /Did you mean nps\?/,
  ],
  [
    'a condition on nothing',
    { metrics: ['nps'], having: { revenue: 1 } },
    'invalid-query',
    /having: the answer has no column revenue/,
    /nps/,
  ],
  [
    'a condition with a text',
    { metrics: ['nps'], having: { nps: 'high' } },
    'invalid-query',
    /"high" is not a number/,
    /number/,
  ],
  [
    'a total by what is no group',
    { metrics: ['nps'], groupBy: ['region'], totals: [{ by: ['customer'] }] },
    'invalid-query',
    /totals/,
    /region/,
  ],
  ['two columns of one name', { metrics: ['nps', 'nps'] }, 'invalid-query', /called nps\./, /alias/],
  [
    'an alias that an interval takes',
    { metrics: ['nps', { name: 'revenue', alias: 'nps_low' }] },
    'invalid-query',
    /called nps_low/,
    /alias/,
  ],
  [
    'an alias of a dimension',
    { metrics: [{ name: 'nps', alias: 'region' }], groupBy: ['region'] },
    'invalid-query',
    /called region/,
    /alias/,
  ],
  [
    'a path that leads nowhere',
    { metrics: ['nps'], groupBy: [{ dimension: 'region', path: ['themes'] }] },
    'unknown-path',
    /No path themes leads/,
    /many-to-one/,
  ],
  [
    'a purpose nobody knows',
    { metrics: ['nps'], purpose: 'reserch' },
    'unknown-purpose',
    /reserch/,
    /Did you mean research\?/,
  ],
  [
    'a purpose that is not allowed',
    { metrics: ['cost'], purpose: 'research' },
    'purpose-denied',
    /odd_names may not be used for research/,
    /service_improvement/,
  ],
])('refused: %s', async (_, query, ...[code, message, hint]) => {
  const [refusal] = await refusalsOf(() => ask(query));
  expect(refusal?.code).toBe(code);
  expect(refusal?.message).toMatch(message);
  expect(refusal?.hint ?? '').toMatch(hint);
});

test('all refusals of a query arrive at once', async () => {
  const codes = await codesOf(() =>
    ask({
      metrics: ['npss', 'revenue', 'customers'],
      groupBy: ['responses.channel', 'colour'],
      where: { region: 1 },
      orderBy: ['x'],
    }),
  );
  expect(codes).toEqual([
    'unknown-metric',
    'unknown-dimension',
    'fan-out-refused',
    'dimension-not-conformed',
    'invalid-query',
    'invalid-query',
  ]);
});

test('one that is refused names every dataset that stands in the way', async () => {
  const metrics = ['revenue', 'line_total', 'responses'];
  const [refusal] = await refusalsOf(() => ask({ metrics, groupBy: ['responses.channel'] }));
  expect(refusal?.message).toBe(
    'orders and lines have no responses.channel, so revenue and line_total cannot be grouped by responses.channel.',
  );
  const rollups = ['ticket_band', 'nps_class', 'first_ticket', 'last_order', 'first_order'];
  expect(refusal?.choices).toEqual(['region', 'customer', ...rollups, 'orders.size']);
});

test('a dataset that was never loaded is refused by name', async () => {
  const { model, database } = cases;
  const unloaded = askIn({ model, database, facts: { datasets: new Map(), maskKey: 'k' } });
  expect(await refusalsOf(() => unloaded({ metrics: ['tickets'] }))).toMatchObject([
    { code: 'dataset-quarantined', message: 'tickets cannot be used: it has not been loaded.' },
  ]);
});

test('a snapshot may be added up within a day, not over time', async () => {
  const plain = 'measures:\n  all_mrr: { agg: sum, of: mrr }\n';
  const snapshots = await openCases({
    files: {
      'states.yml': snapshotFile(plain),
      'state_metrics.yml': 'version: 1\nmetrics:\n  states: { kind: sum, of: states.all_mrr }\n',
    },
  });
  expect(await codesOf(() => snapshots.ask({ metrics: ['states'] }))).toEqual(['semi-additive-needs-time']);
  const byMonth = [{ dimension: 'date', grain: 'MONTH' }];
  expect(await codesOf(() => snapshots.ask({ metrics: ['states'], groupBy: byMonth }))).toEqual([
    'semi-additive-needs-time',
  ]);
  const daily = await snapshots.ask({ metrics: ['states'], groupBy: [{ dimension: 'date', grain: 'DAY' }] });
  expect(rowsIn(daily, ['date', 'states'])).toEqual([
    ['2024-01-31', 35],
    ['2024-02-15', 6],
    ['2024-02-29', 32],
    ['2024-03-31', 19],
  ]);
  snapshots.database.close();
});

describe('two equally short paths', () => {
  const shipping = `version: 1
dataset: shipments
kind: operational
source: { csv: data/orders.csv }
key: [order_id]
columns: { order_id: { type: string }, sender: { type: string, from: customer_id }, payer: { type: string, from: customer_id } }
joins:
  sender: { to: customers, on: { sender: customer_id }, cardinality: many_to_one }
  payer: { to: customers, on: { payer: customer_id }, cardinality: many_to_one }
`;
  const files = {
    'shipments.yml': shipping,
    'shipping.yml': 'version: 1\nmetrics:\n  shipments: { kind: count, of: shipments }\n',
  };

  test('are refused with the choices, as group and as filter', async () => {
    const { ask: askShipments, database } = await openCases({ files });
    const [group] = await refusalsOf(() => askShipments({ metrics: ['shipments'], groupBy: ['region'] }));
    expect(group).toMatchObject({ code: 'ambiguous-path', hint: expect.stringContaining('path') });
    expect([...(group?.choices ?? [])].sort()).toEqual(['payer', 'sender']);
    expect(await codesOf(() => askShipments({ metrics: ['shipments'], where: { region: 'North' } }))).toEqual([
      'ambiguous-path',
    ]);
    database.close();
  });

  test('are settled by the path in the query, for the filter as well, or in the dataset', async () => {
    const { ask: askShipments, database } = await openCases({ files });
    const groupBy = [{ dimension: 'region', path: ['payer'] }];
    const result = await askShipments({ metrics: ['shipments'], groupBy, where: { region: { _in: ['North', null] } } });
    expect(rowsIn(result, ['region', 'shipments'])).toEqual([
      ['North', 3],
      [null, 1],
    ]);
    expect(result.accounting[0]?.paths).toEqual([{ path: 'payer', nullKeys: 0, orphans: 1, asOf: null }]);
    database.close();
    const declared = await openCases({
      files: { ...files, 'shipments.yml': `${shipping}paths: { region: sender }\n` },
    });
    const byDefault = await declared.ask({ metrics: ['shipments'], groupBy: ['region'] });
    expect(byDefault.accounting[0]?.paths.map(({ path }) => path)).toEqual(['sender']);
    declared.database.close();
  });

  test('can be two columns of one answer', async () => {
    const { ask: askShipments, database } = await openCases({ files });
    const groupBy = ['sender', 'payer'].map((path) => ({ dimension: 'region', path }));
    const result = await askShipments({ metrics: ['shipments'], groupBy });
    expect(rowsIn(result, ['region_sender', 'region_payer', 'shipments'])).toEqual([
      ['North', 'North', 3],
      ['South', 'South', 2],
      [null, null, 1],
    ]);
    database.close();
  });
});

function snapshotFile(measures: string): string {
  return `version: 1
dataset: states
kind: financial
role: snapshot
source: { csv: data/mrr.csv }
key: [customer_id, snap]
time: { default: snap, zone: UTC }
columns: { customer_id: { type: string }, snap: { type: date }, mrr: { type: integer } }
${measures}`;
}
