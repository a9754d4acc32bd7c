import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccessRule, Dataset, Model } from '../../model/model.ts';
import { analyst, rule, viewer, withAccess } from '../../testing/access.ts';
import { askIn } from '../../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { codesOf, refusalsOf, rowsIn, totalsIn, warningsIn } from '../../testing/matchers.ts';
import type { Viewer } from '../../model/viewer.ts';
import { policyOf } from './policy.ts';
import type { LegAccount } from '../answer/result.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const everyone = analyst({ regions: ['North'] });
const byRegion = rule('customers', { rows: 'region in (user.regions)' });

function asking(
  rules: readonly AccessRule[],
  who: Viewer = everyone,
  change: (model: Model) => Model = (model) => model,
) {
  const { model, database } = cases;
  return askIn({ model: change(withAccess(model, rules)), database, facts: database.facts, viewer: who });
}

function changed(model: Model, name: string, change: Partial<Dataset>): Model {
  const dataset = model.datasets.get(name);
  if (dataset === undefined) throw new Error(`No ${name}.`);
  return { ...model, datasets: new Map(model.datasets).set(name, { ...dataset, ...change }) };
}

function sumOf({ withheldByPolicy, withheldByConsent, deleted, deduplicated, outsideFilter, rowsUsed }: LegAccount) {
  return (withheldByPolicy ?? 0) + withheldByConsent + deleted + deduplicated + outsideFilter + rowsUsed;
}

describe('rows', () => {
  test('W21: a policy of customers binds what belongs to customers, with or without a join in the query', async () => {
    const columns = ['revenue', 'responses', 'nps'];
    const ask = asking([byRegion]);
    expect(rowsIn(await ask({ metrics: columns }), columns)).toEqual([[350, 3, 33.3333]]);
    const grouped = await ask({ metrics: columns, groupBy: ['region'], totals: 'GRAND' });
    expect(rowsIn(grouped, ['region', ...columns])).toEqual([['North', 350, 3, 33.3333]]);
    expect(totalsIn(grouped, columns)).toEqual([[350, 3, 33.3333]]);
  });

  test('a policy is inherited over two hops: lines of orders of customers', async () => {
    expect(rowsIn(await asking([byRegion])({ metrics: ['line_total'] }), ['line_total'])).toEqual([[350]]);
  });

  test('rows without a key and rows whose key has no match are never visible under an inherited policy', async () => {
    const ask = asking([rule('customers', { rows: "region is null or region <> 'nowhere'" })]);
    expect(rowsIn(await ask({ metrics: ['revenue', 'responses'] }), ['revenue', 'responses'])).toEqual([[450, 5]]);
  });

  test('inherit: none opens a dataset again', async () => {
    const ask = asking([byRegion], everyone, (model) => changed(model, 'orders', { inheritsPolicies: false }));
    expect(rowsIn(await ask({ metrics: ['revenue', 'responses'] }), ['revenue', 'responses'])).toEqual([[950, 3]]);
  });

  test('several rules of the roles one has open their rows together', async () => {
    const ask = asking([byRegion, rule('customers', { rows: "customer_id = 'c3'" })]);
    expect(rowsIn(await ask({ metrics: ['revenue'] }), ['revenue'])).toEqual([[450]]);
  });

  test('a rule may look along joins to a key', async () => {
    const ask = asking([rule('orders', { rows: "customer.region = 'South' or amount = 500" })]);
    expect(rowsIn(await ask({ metrics: ['revenue'] }), ['revenue'])).toEqual([[600]]);
  });

  test.each([
    ['none', {}],
    ['an empty list', { regions: [] }],
  ])('an attribute that is missing opens nothing: %s', async (_, attributes) => {
    const ask = asking([byRegion], analyst(attributes));
    expect(rowsIn(await ask({ metrics: ['responses', 'nps'] }), ['responses', 'nps'])).toEqual([[0, null]]);
  });

  test('a list where a rule wants one value opens nothing, and neither does a negation of what is missing', async () => {
    const one = asking([rule('customers', { rows: 'region = user.regions' })]);
    expect(rowsIn(await one({ metrics: ['responses'] }), ['responses'])).toEqual([[0]]);
    const other = asking([rule('customers', { rows: 'not (region in (user.blocked))' })]);
    expect(rowsIn(await other({ metrics: ['responses'] }), ['responses'])).toEqual([[0]]);
  });

  test('an attribute is a value, whatever it looks like', async () => {
    const ask = asking([byRegion], analyst({ regions: ["North') OR ('1'='1", "x'; DROP TABLE data.orders; --"] }));
    expect(rowsIn(await ask({ metrics: ['responses'] }), ['responses'])).toEqual([[0]]);
    expect(rowsIn(await asking([byRegion])({ metrics: ['revenue'] }), ['revenue'])).toEqual([[350]]);
  });

  test('builders and admins see every row', async () => {
    for (const who of [viewer('builder'), viewer('admin')]) {
      expect(rowsIn(await asking([byRegion], who)({ metrics: ['revenue'] }), ['revenue'])).toEqual([[950]]);
    }
  });

  test('a filter is never skipped for an aggregate, and a limit never changes a count', async () => {
    const ask = asking([byRegion]);
    const query = { metrics: ['responses'], groupBy: ['customer'], totals: 'GRAND' };
    const whole = await ask(query);
    const cut = await ask({ ...query, limit: 1 });
    expect([whole.totalCount, cut.totalCount, cut.rowCount]).toEqual([2, 2, 1]);
    expect(totalsIn(cut, ['responses'])).toEqual([[3]]);
    expect(cut.accounting[0]?.rowsUsed).toBe(3);
    const filtered = await ask({ metrics: ['responses', 'nps'], where: { customer: 'c3' } });
    expect(rowsIn(filtered, ['responses', 'nps'])).toEqual([[0, null]]);
  });
});

describe('datasets', () => {
  test('without a rule for one of the roles a dataset does not exist: no metric, no dimension, no hint', async () => {
    const { model, database } = cases;
    const closed = { ...model, access: [rule('orders')] };
    const ask = askIn({ model: closed, database, facts: database.facts, viewer: everyone });
    expect(rowsIn(await ask({ metrics: ['revenue'] }), ['revenue'])).toEqual([[950]]);
    const [metric, dimension] = await refusalsOf(() => ask({ metrics: ['nps'], groupBy: ['region'] }));
    expect([metric?.code, dimension?.code]).toEqual(['unknown-metric', 'unknown-dimension']);
    const said = JSON.stringify([metric?.hint, metric?.choices, dimension?.hint, dimension?.choices]);
    expect(said).not.toMatch(/nps|responses|region|customers|tickets/);
  });

  test('rules for other roles open nothing', async () => {
    const { model } = cases;
    expect(policyOf({ ...model, access: [rule('orders', { roles: ['leader'] })] }, everyone).model.datasets.size).toBe(
      0,
    );
  });

  test('a leader asks only for what views and saved queries show, a program only for its views', () => {
    const model = withAccess(cases.model, []);
    const names = (who: Viewer): string[] => [...policyOf(model, who).model.metrics.keys()].sort();
    expect(names(viewer('leader'))).toEqual(['nps', 'responses', 'revenue', 'ticket_cost']);
    const bi = viewer('analyst', { channel: 'token', views: ['cx_overview'] });
    expect(names(bi)).toEqual(['nps', 'revenue', 'ticket_cost']);
    expect([...policyOf(model, bi).model.dimensions.keys()].sort()).toEqual(['date', 'region']);
    expect(names({ ...bi, roles: ['admin'] })).toEqual(['nps', 'revenue', 'ticket_cost']);
  });

  test('who is confined to views still answers them', async () => {
    const ask = asking([], viewer('leader'));
    expect(rowsIn(await ask({ metrics: ['revenue'], groupBy: ['region'] }), ['region', 'revenue'])).toEqual([
      ['North', 350],
      ['South', 100],
      [null, 500],
    ]);
  });
});

describe('purpose and consent', () => {
  test('P1: only answers whose consent holds for the purpose are counted, and what is withheld is told', async () => {
    const result = await cases.ask({
      metrics: ['nps', 'responses'],
      groupBy: ['region'],
      totals: 'GRAND',
      purpose: 'research',
    });
    expect(rowsIn(result, ['region', 'nps', 'responses'])).toEqual([
      ['North', 100, 2],
      ['South', -100, 1],
      [null, 0, 1],
    ]);
    expect(totalsIn(result, ['nps', 'responses'])).toEqual([[25, 4]]);
    expect(result.accounting[0]).toMatchObject({ rowsInSource: 6, rowsUsed: 4, withheldByConsent: 2 });
    expect(warningsIn(result)).toContain('CONSENT_WITHHELD(2)');
    expect(result.purpose).toBe('research');
  });

  test('consent binds admins too, and no record means no', async () => {
    const result = await askWithGrants({ metrics: ['responses'] });
    expect(rowsIn(result, ['responses'])).toEqual([[2]]);
    expect(result.accounting[0]).toMatchObject({ rowsInSource: 6, withheldByConsent: 4, withheldByPolicy: 0 });
  });

  test('one purpose is not another that begins or ends like it', async () => {
    const list = { is: 'column', column: 'consent_scope', separator: '|' } as const;
    const ask = asking([], viewer('admin'), (model) =>
      changed(
        changed(model, 'responses', { consent: list, purposes: ['service', 'improvement', 'serviceximprovement'] }),
        'customers',
        { purposes: [] },
      ),
    );
    for (const purpose of ['service', 'improvement', 'serviceximprovement']) {
      expect(rowsIn(await ask({ metrics: ['responses'], purpose }), ['responses'])).toEqual([[0]]);
    }
  });

  test('a dataset refuses a purpose that it does not list, and a program every purpose but its own', async () => {
    expect(await codesOf(() => cases.ask({ metrics: ['nps'], purpose: 'billing' }))).toEqual(['unknown-purpose']);
    const bi = analyst();
    const ask = asking([], { ...bi, channel: 'token', purpose: 'research' });
    expect(await codesOf(() => ask({ metrics: ['revenue'], purpose: 'service_improvement' }))).toEqual([
      'purpose-denied',
    ]);
    expect(rowsIn(await ask({ metrics: ['revenue'], purpose: 'research' }), ['revenue'])).toEqual([[950]]);
  });
});

describe('the account', () => {
  test('sums to the rows of the source under policy and consent together', async () => {
    const query = { metrics: ['responses'], where: { customer: ['c1', 'c3'] }, purpose: 'research' };
    const own = await asking([byRegion])(query);
    expect(own.accounting[0]).toMatchObject({
      rowsInSource: 3,
      withheldByPolicy: null,
      withheldByConsent: 1,
      outsideFilter: 1,
      rowsUsed: 1,
    });
    const account = own.accounting[0];
    expect(account === undefined ? null : sumOf(account)).toBe(3);
  });

  test('rows that a policy withholds are told to builders and admins alone', async () => {
    const result = await asking([byRegion])({ metrics: ['revenue'] });
    expect(result.accounting[0]).toMatchObject({ rowsInSource: 3, withheldByPolicy: null, rowsUsed: 3 });
    const open = await asking([byRegion], viewer('builder'))({ metrics: ['revenue'] });
    expect(open.accounting[0]).toMatchObject({ rowsInSource: 6, withheldByPolicy: 0, rowsUsed: 6 });
  });

  test('executed SQL with its predicates is shown to builders and admins alone; the other SQL has none', async () => {
    const result = await asking([byRegion])({ metrics: ['revenue'] });
    expect(result.explain.executedSql).toBeNull();
    expect(result.explain.sql).not.toMatch(/North|customers|region/);
    const builder = await asking([byRegion], viewer('builder'))({ metrics: ['nps'] });
    expect(builder.explain.executedSql).toContain('consent_scope');
    expect(builder.explain.sql).not.toContain('consent_scope');
  });
});

test('rules of a model file say the same as rules in memory', async () => {
  const text = `version: 1
access:
  - { dataset: customers, roles: [analyst], rows: "region in (user.regions)", columns: { updated_at: deny } }
  - { dataset: orders, roles: [analyst, leader] }
  - { dataset: responses, roles: [analyst], columns: { channel: mask(last4) } }
`;
  const written = await openCases({ files: { 'access.yml': text } });
  const { model, database } = written;
  const ask = askIn({ model, database, facts: database.facts, viewer: everyone });
  const metrics = ['revenue', 'responses', 'nps'];
  expect(rowsIn(await ask({ metrics }), metrics)).toEqual([[350, 3, 33.3333]]);
  const byChannel = await ask({ metrics: ['responses'], groupBy: ['responses.channel'] });
  expect(rowsIn(byChannel, ['responses__channel', 'responses'])).toEqual([
    ['…mail', 2],
    [null, 1],
  ]);
  expect(policyOf(model, everyone).model.datasets.get('customers')?.columns.has('updated_at')).toBe(false);
  expect([...policyOf(model, viewer('leader')).model.datasets.keys()]).toEqual(['orders']);
  database.close();
});

const grants = {
  is: 'dataset',
  dataset: 'grants',
  person: 'who',
  purpose: 'why',
  granted: 'granted_at',
  withdrawn: 'withdrawn_at',
} as const;

const grantTable = `CREATE OR REPLACE TABLE data.grants AS SELECT * FROM (VALUES
  ('c1', 'service_improvement', TIMESTAMP '2024-01-01', NULL),
  ('c2', 'service_improvement', TIMESTAMP '2024-01-01', TIMESTAMP '2024-02-01'),
  ('c3', 'research', TIMESTAMP '2024-01-01', NULL),
  ('c4', 'service_improvement', TIMESTAMP '2999-01-01', NULL),
  (NULL, 'service_improvement', TIMESTAMP '2024-01-01', NULL)) AS t(who, why, granted_at, withdrawn_at)`;

/** Grants are data like others: known with a version and the instant of their load. */
async function askWithGrants(query: object) {
  const { model, database } = cases;
  await database.execute(grantTable);
  const known = database.facts.datasets.get('customers');
  if (known === undefined) throw new Error('No customers.');
  const facts = {
    ...database.facts,
    datasets: new Map(database.facts.datasets).set('grants', { ...known, loadedAt: '2024-05-01T00:00:00Z' }),
  };
  const ask = askIn({
    model: changed(model, 'responses', { consent: grants }),
    database,
    facts,
    viewer: viewer('admin'),
  });
  return ask(query);
}
