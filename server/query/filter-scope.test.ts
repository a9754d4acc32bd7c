import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { columnIn, refusalsOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';
import { compatibleDimensions, compatibleMetrics } from './resolve/compatible.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const selected = { name: 'revenue', scope: 'SEMI_JOIN' };
const web = { responses__channel: 'web' };

describe('a dimension that a dataset lacks', () => {
  test('W4: selects the customers concerned, and all of their orders count in each group', async () => {
    const result = await ask({ metrics: [selected], groupBy: ['responses.channel'], totals: 'GRAND' });
    expect(rowsIn(result, ['responses__channel', 'revenue'])).toEqual([
      ['email', 350],
      ['web', 400],
    ]);
    expect(totalsIn(result, ['revenue'])).toEqual([[450]]);
    expect(columnIn(result, 'revenue').overlapping).toBe(true);
    expect(result.accounting[0]).toMatchObject({ rowsInSource: 6, rowsUsed: 6, outsideFilter: 0, outsideGroups: 1 });
    expect(warningsIn(result)).toEqual(['OVERLAPPING_GROUPS(1)']);
    expect(result.warnings[0]?.message).toContain('1 row lies outside');
  });

  test('W4: beside the metric that has it', async () => {
    const result = await ask({
      metrics: ['responses', 'revenue'],
      groupBy: ['responses.channel'],
      filterScope: 'SEMI_JOIN',
      totals: 'GRAND',
    });
    expect(rowsIn(result, ['responses__channel', 'responses', 'revenue'])).toEqual([
      ['email', 3, 350],
      ['web', 3, 400],
    ]);
    expect(totalsIn(result, ['responses', 'revenue'])).toEqual([[6, 450]]);
    expect(columnIn(result, 'responses').overlapping).toBe(false);
  });

  test('W3b: a theme of a response selects the customers who mentioned it', async () => {
    const columns = ['themes__theme', 'revenue'];
    const result = await ask({ metrics: [selected], groupBy: ['themes.theme'], totals: 'GRAND' });
    expect(rowsIn(result, columns)).toEqual([
      ['delivery', 400],
      ['price', 450],
    ]);
    expect(totalsIn(result, columns)).toEqual([[null, 450]]);
    const [refusal] = await refusalsOf(() => ask({ metrics: ['revenue'], groupBy: ['themes.theme'] }));
    expect(refusal).toMatchObject({
      code: 'dimension-not-conformed',
      hint: expect.stringContaining('scope: SEMI_JOIN'),
    });
  });

  test('beside a dimension that the dataset has, subtotals are of the customers of their groups', async () => {
    const result = await ask({
      metrics: [selected],
      groupBy: ['region', 'themes.theme'],
      totals: [{ by: ['region'] }, { by: ['themes__theme'] }],
    });
    const columns = ['region', 'themes__theme', 'revenue'];
    expect(rowsIn(result, columns)).toEqual([
      ['North', 'delivery', 300],
      ['North', 'price', 350],
      ['South', 'delivery', 100],
      ['South', 'price', 100],
    ]);
    expect(totalsIn(result, columns)).toEqual([
      ['North', null, 350],
      ['South', null, 100],
      [null, 'delivery', 400],
      [null, 'price', 450],
    ]);
  });

  test('of a dataset whose rows belong to those asked about selects these themselves', async () => {
    const customers = { name: 'customers', scope: 'SEMI_JOIN' };
    const result = await ask({ metrics: [customers], groupBy: ['responses.channel'], totals: 'GRAND' });
    expect(rowsIn(result, ['responses__channel', 'customers'])).toEqual([
      ['email', 3],
      ['web', 2],
    ]);
    expect(totalsIn(result, ['customers'])).toEqual([[4]]);
    const fees = { name: 'ship_fees', scope: 'SEMI_JOIN' };
    const lines = await ask({ metrics: [fees], groupBy: ['lines.line_no'] });
    expect(rowsIn(lines, ['lines__line_no', 'ship_fees'])).toEqual([
      [1, 30],
      [2, 10],
      [3, 5],
    ]);
  });

  test('an unknown customer counts where both datasets know the same one', async () => {
    const lost = await openCases({
      extraLines: { responses: ['r7,c9,2024-02-20 12:00:00,9,phone,service_improvement'] },
    });
    const result = await lost.ask({ metrics: [selected], groupBy: ['responses.channel'] });
    expect(rowsIn(result, ['responses__channel', 'revenue'])).toContainEqual(['phone', 500]);
    lost.database.close();
  });

  test('is refused where no entity is shared', async () => {
    const metrics = [{ name: 'cost', scope: 'SEMI_JOIN' }];
    const [refusal] = await refusalsOf(() => ask({ metrics, groupBy: ['responses.channel'] }));
    expect(refusal?.code).toBe('dimension-not-conformed');
    expect(refusal?.hint).not.toContain('SEMI_JOIN');
  });
});

describe('a condition that a dataset lacks', () => {
  const metrics = ['revenue', 'responses'];

  test('W4: is refused, with the ways out', async () => {
    const [refusal] = await refusalsOf(() => ask({ metrics, where: web }));
    expect(refusal).toMatchObject({
      code: 'filter-not-conformed',
      message: 'orders has no responses.channel, so revenue cannot be filtered by it.',
      hint: expect.stringMatching(/own filter.*PER_FACT.*SEMI_JOIN.*customers/),
    });
  });

  test('W4: acts where it exists, with a warning where it does not', async () => {
    const result = await ask({ metrics, where: web, filterScope: 'PER_FACT' });
    expect(rowsIn(result, metrics)).toEqual([[950, 3]]);
    expect(result.warnings.filter(({ code }) => code === 'FILTER_NOT_APPLIED')).toMatchObject([{ dataset: 'orders' }]);
  });

  test('W4: of one metric alone selects the customers concerned beside a metric that is not filtered', async () => {
    const filtered = { name: 'revenue', alias: 'of_web', filter: web, scope: 'SEMI_JOIN' };
    expect(rowsIn(await ask({ metrics: ['revenue', filtered] }), ['revenue', 'of_web'])).toEqual([[950, 400]]);
    expect(rowsIn(await ask({ metrics: [filtered, 'revenue'] }), ['revenue', 'of_web'])).toEqual([[950, 400]]);
  });

  test('of one metric alone under PER_FACT says on which of its datasets it does not act', async () => {
    const filtered = { name: 'revenue_per_response', filter: web, scope: 'PER_FACT' };
    const result = await ask({ metrics: [filtered] });
    expect(rowsIn(result, ['revenue_per_response'])).toEqual([[316.6667]]);
    expect(result.warnings).toMatchObject([{ code: 'FILTER_NOT_APPLIED', dataset: 'orders' }]);
  });

  test('W4: selects the customers concerned, whose orders all count', async () => {
    const result = await ask({ metrics, where: web, filterScope: 'SEMI_JOIN' });
    expect(rowsIn(result, metrics)).toEqual([[400, 3]]);
    expect(result.warnings.map(({ code }) => code)).not.toContain('OVERLAPPING_GROUPS');
    expect(result.accounting[0]).toMatchObject({ dataset: 'orders', rowsUsed: 4, outsideFilter: 2, outsideGroups: 0 });
  });

  test('under PER_FACT a part with such a condition is left out whole, the other parts act', async () => {
    const where = { region: 'North', _or: [web, { region: 'South' }] };
    expect(rowsIn(await ask({ metrics, where, filterScope: 'PER_FACT' }), metrics)).toEqual([[350, 1]]);
  });

  test('one that acts nowhere is refused under PER_FACT too', async () => {
    const [refusal] = await refusalsOf(() => ask({ metrics: ['revenue'], where: web, filterScope: 'PER_FACT' }));
    expect(refusal?.code).toBe('filter-not-conformed');
  });

  test('a range of time is left out where rows have no time', async () => {
    const time = { range: ['2024-01-01', '2024-02-01'] };
    const result = await ask({ metrics: ['customers', 'orders'], time, filterScope: 'PER_FACT' });
    expect(rowsIn(result, ['customers', 'orders'])).toEqual([[5, 3]]);
    expect(warningsIn(result)).toContain('FILTER_NOT_APPLIED');
  });

  test('one metric alone may select, and its negation keeps rows without a key', async () => {
    const not = { name: 'orders', alias: 'others', filter: { _not: web }, scope: 'SEMI_JOIN' };
    const result = await ask({ metrics: [{ name: 'orders', filter: web, scope: 'SEMI_JOIN' }, not, 'responses'] });
    expect(rowsIn(result, ['orders', 'others', 'responses'])).toEqual([[4, 2, 6]]);
    const open = await openCases({ extraLines: { orders: ['o9,,2024-02-10 09:00:00,2024-02-11 09:00:00,1,1'] } });
    expect(rowsIn(await open.ask({ metrics: [not] }), ['others'])).toEqual([[3]]);
    open.database.close();
  });

  test('two conditions on the same dataset hold for one and the same of its rows', async () => {
    const where = { responses__channel: 'web', date: { _gte: '2024-01-01' } };
    const both = { ...where, themes__theme: 'price' };
    const asked = { metrics: ['revenue'], where: both, filterScope: 'SEMI_JOIN' };
    expect(rowsIn(await ask(asked), ['revenue'])).toEqual([[400]]);
    const range = { themes__theme: { _gt: 'delivery', _lt: 'e' } };
    expect(rowsIn(await ask({ ...asked, where: range }), ['revenue'])).toEqual([[0]]);
  });
});

describe('several entities are shared', () => {
  const two = {
    'sales.yml': `version: 1
dataset: sales
kind: financial
source: { csv: data/orders.csv }
key: [order_id]
columns: { order_id: { type: string }, customer_id: { type: string } }
joins:
  buyer: { to: customers, on: { customer_id: customer_id }, cardinality: many_to_one }
  shop: { to: shops, on: { customer_id: customer_id }, cardinality: many_to_one }
measures: { sales: { agg: count } }
`,
    'visits.yml': `version: 1
dataset: visits
kind: operational
source: { csv: data/tickets.csv }
key: [ticket_id]
columns: { ticket_id: { type: string }, customer_id: { type: string }, cost: { type: integer } }
joins:
  visitor: { to: customers, on: { customer_id: customer_id }, cardinality: many_to_one }
  place: { to: shops, on: { customer_id: customer_id }, cardinality: many_to_one }
dimensions: { cost: { column: cost } }
`,
    'shops.yml': `version: 1
dataset: shops
kind: reference
role: entity
source: { csv: data/customers.csv }
key: [customer_id]
columns: { customer_id: { type: string } }
`,
    'more.yml': 'version: 1\nmetrics: { sales: { kind: count, of: sales.sales } }\n',
  };
  const metrics = [{ name: 'sales', scope: 'SEMI_JOIN' }];

  test('the choices are named, and a path says which is meant', async () => {
    const shops = await openCases({ files: two });
    const [refusal] = await refusalsOf(() => shops.ask({ metrics, groupBy: ['visits.cost'] }));
    expect(refusal).toMatchObject({ code: 'ambiguous-path', choices: ['buyer', 'shop'] });
    const result = await shops.ask({ metrics, groupBy: [{ dimension: 'visits.cost', path: ['shop'] }] });
    expect(rowsIn(result, ['visits__cost', 'sales'])).toEqual([
      [5, 2],
      [10, 2],
      [20, 2],
      [40, 2],
    ]);
    const [unknown] = await refusalsOf(() =>
      shops.ask({ metrics, groupBy: [{ dimension: 'visits.cost', path: ['nowhere'] }] }),
    );
    expect(unknown?.code).toBe('unknown-path');
    shops.database.close();
  });
});

test('what is compatible holds without any flag: over a declared bridge yes, through a shared entity no', () => {
  expect(compatibleDimensions(cases.model, ['responses'])).toContain('themes.theme');
  expect(compatibleDimensions(cases.model, ['revenue'])).not.toContain('themes.theme');
  expect(compatibleMetrics(cases.model, ['themes.theme'])).toContain('nps');
  expect(compatibleMetrics(cases.model, ['lines.line_no'])).toEqual(['line_total']);
});
