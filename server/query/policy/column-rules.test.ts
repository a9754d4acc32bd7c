import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../lib/hash.ts';
import type { AccessRule, Dimension } from '../../model/model.ts';
import type { Viewer } from '../../model/viewer.ts';
import { analyst, rule, viewer, withAccess } from '../../testing/access.ts';
import { askIn } from '../../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { codesOf, refusalsOf, rowsIn } from '../../testing/matchers.ts';
import { compatibleDimensions } from '../resolve/compatible.ts';
import { policyOf } from './policy.ts';
import type { Facts } from '../answer/result.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const updated: Dimension = {
  name: 'updated',
  label: 'Updated',
  description: null,
  type: 'timestamp',
  grains: ['DAY', 'MONTH', 'YEAR'],
  nulls: 'MERGE',
  homes: [{ dataset: 'customers', expression: { op: 'column', path: ['updated_at'] } }],
  reach: new Map([['customers', [{ home: 'customers', joins: [] }]]]),
};

const deny = { is: 'deny' } as const;
const mask = (how: 'last4' | 'hash' | 'year' | 'null') => ({ is: 'mask', how }) as const;
const measured = { is: 'aggregate_only' } as const;

function asking(rules: readonly AccessRule[], who: Viewer = analyst(), facts: Facts = cases.database.facts) {
  const { model, database } = cases;
  return askIn({ model: withAccess(model, rules), database, facts, viewer: who });
}

function seen(rules: readonly AccessRule[], who: Viewer = analyst()) {
  return policyOf(withAccess(cases.model, rules), who).model;
}

/** Every name and text that anybody could be shown of a model. */
function everyText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (member instanceof Map ? [...member] : member));
}

describe('a denied column', () => {
  const rules = [rule('responses', { columns: { score: deny, channel: deny } })];

  test('does not exist: neither it nor what stands on it has a name', async () => {
    const ask = asking(rules);
    expect(rowsIn(await ask({ metrics: ['responses'] }), ['responses'])).toEqual([[6]]);
    const names = [...seen(rules).metrics.keys(), ...seen(rules).dimensions.keys()];
    for (const gone of ['nps', 'web_responses', 'responses.channel']) expect(names).not.toContain(gone);
    expect(seen(rules).views.get('cx_overview')?.metrics).toEqual(['revenue', 'ticket_cost']);
    expect([...seen(rules).queries.keys()]).toEqual([]);
  });

  test('is in no text that is made from what is seen', () => {
    const { datasets, dimensions, metrics, views, queries } = seen(rules);
    expect(everyText([datasets.get('responses'), dimensions, metrics, views, queries])).not.toMatch(/score|channel/);
    expect(compatibleDimensions(seen(rules), ['responses']).join()).not.toMatch(/score|channel/);
  });

  test('is neither grouped, filtered nor ordered by, and no refusal names it', async () => {
    const ask = asking(rules);
    const queries = [
      { metrics: ['responses'], groupBy: ['responses.channel'] },
      { metrics: ['responses'], where: { responses__channel: 'web' } },
      { metrics: [{ name: 'responses', filter: { responses__channel: 'web' } }] },
      { metrics: ['responses'], orderBy: ['responses__channel'] },
      { metrics: ['npss'] },
      { metrics: ['responses'], groupBy: ['responses.chanel'] },
    ];
    for (const query of queries) {
      const [refusal] = await refusalsOf(() => ask(query));
      expect(['unknown-dimension', 'unknown-metric', 'invalid-query']).toContain(refusal?.code);
      const said = `${refusal?.message} ${refusal?.hint} ${refusal?.choices?.join()}`;
      const asked = JSON.stringify(query);
      for (const name of ['nps', 'score', 'channel']) if (!asked.includes(name)) expect(said).not.toContain(name);
      expect(refusal?.hint ?? '').not.toMatch(/nps|score|channel/);
    }
  });

  test('is not in what an answer says of itself', async () => {
    const result = await asking(rules)({ metrics: ['responses'], groupBy: ['region'] });
    expect(JSON.stringify(result)).not.toMatch(/score|channel/);
  });

  test('is there for builders, and for those whose rules do not deny it', async () => {
    expect(rowsIn(await asking(rules, viewer('builder'))({ metrics: ['nps'] }), ['nps'])).toEqual([[16.6667]]);
    const both = [...rules, rule('responses', { roles: ['leader'] })];
    expect(seen(both, viewer('leader')).metrics.has('nps')).toBe(true);
  });

  test('stays denied where another rule of the same person opens other columns', () => {
    const both = [...rules, rule('responses', { roles: ['leader'] })];
    expect(seen(both, viewer('analyst', { roles: ['analyst', 'leader'] })).metrics.has('nps')).toBe(false);
  });
});

describe('a column that is only measured', () => {
  const rules = [rule('orders', { columns: { amount: measured } })];

  test('is measured', async () => {
    expect(rowsIn(await asking(rules)({ metrics: ['revenue', 'median_order'] }), ['revenue', 'median_order'])).toEqual([
      [950, 85],
    ]);
  });

  test('is never grouped, compared or ordered by, alone or in an expression', async () => {
    const ask = asking(rules);
    for (const dimension of ['orders.amount', 'orders.size']) {
      expect(await codesOf(() => ask({ metrics: ['revenue'], groupBy: [dimension] }))).toEqual(['unknown-dimension']);
      const where = { [dimension.replace('.', '__')]: { _isNull: false } };
      expect(await codesOf(() => ask({ metrics: ['revenue'], where }))).toEqual(['unknown-dimension']);
    }
  });
});

test('a measured column does not choose persons by what is measured of each', async () => {
  const rules = [rule('orders', { columns: { amount: measured } })];
  const query = { metrics: ['responses'], where: { customers: { _metric: { revenue: { _gte: 100 } } } } };
  expect(await codesOf(() => asking(rules)(query))).toEqual(['forbidden']);
  expect(rowsIn(await asking(rules, viewer('builder'))(query), ['responses'])).toEqual([[3]]);
});

describe('a masked column', () => {
  test('is grouped by what the mask leaves', async () => {
    const hashed = asking([rule('customers', { columns: { region: mask('hash') } })]);
    const rows = rowsIn(await hashed({ metrics: ['responses'], groupBy: ['region'] }), ['region', 'responses']);
    // The first 16 digits of the SHA-256 of the secret with North, and of the secret with South.
    expect(rows).toEqual([
      ['02c8d0466b29d79d', 3],
      ['864e07064024d87c', 1],
      [null, 2],
    ]);
    const short = asking([rule('customers', { columns: { region: mask('last4') } })]);
    expect(rowsIn(await short({ metrics: ['responses'], groupBy: ['region'] }), ['region', 'responses'])).toEqual([
      ['…orth', 3],
      ['…outh', 1],
      [null, 2],
    ]);
  });

  test('has hashes that nobody can check a guess against without the secret of the workspace', async () => {
    const query = { metrics: ['responses'], groupBy: ['region'] };
    const policy = [rule('customers', { columns: { region: mask('hash') } })];
    const regions = async (facts: Facts) => rowsIn(await asking(policy, undefined, facts)(query), ['region']).flat();
    const { facts } = cases.database;
    const [here, there] = [await regions(facts), await regions({ ...facts, maskKey: 'j'.repeat(64) })];
    const guesses = ['North', 'South'].map((guess) => sha256(guess).slice(0, 16));
    for (const guess of guesses) expect([...here, ...there]).not.toContain(guess);
    expect(there.filter((region) => region !== null && here.includes(region))).toEqual([]);
    const ids = await Promise.all(
      [facts, { ...facts, maskKey: 'j'.repeat(64) }].map(
        async (each) => (await asking(policy, undefined, each)(query)).id,
      ),
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('is compared as masked: what lies behind is no oracle', async () => {
    const ask = asking([rule('customers', { columns: { region: mask('hash') } })]);
    const count = async (region: string) =>
      rowsIn(await ask({ metrics: ['responses'], where: { region } }), ['responses'])[0]?.[0];
    expect([await count('North'), await count('02c8d0466b29d79d')]).toEqual([0, 3]);
  });

  test('is not joined on: what needs the join is refused, never answered with other rows', async () => {
    for (const how of ['last4', 'hash', 'null'] as const) {
      for (const dataset of ['orders', 'customers']) {
        const ask = asking([rule(dataset, { columns: { customer_id: mask(how) } })]);
        expect(rowsIn(await ask({ metrics: ['revenue'] }), ['revenue'])).toEqual([[950]]);
        expect(await codesOf(() => ask({ metrics: ['revenue'], groupBy: ['region'] }))).toEqual([
          'dimension-not-conformed',
        ]);
      }
    }
  });

  test('is not measured, but hashes are told apart and counted', async () => {
    expect(seen([rule('orders', { columns: { amount: mask('null') } })]).metrics.has('revenue')).toBe(false);
    expect(seen([rule('orders', { columns: { customer_id: mask('last4') } })]).metrics.has('buyers')).toBe(false);
    const hashed = asking([rule('orders', { columns: { customer_id: mask('hash') } })]);
    expect(rowsIn(await hashed({ metrics: ['buyers'] }), ['buyers'])).toEqual([[4]]);
  });

  test('leaves the year of a date, and no calendar of its days', async () => {
    const rules = [rule('orders', { columns: { ordered_at: mask('year') } })];
    expect(seen(rules).datasets.get('orders')?.time).toBeNull();
    expect(rowsIn(await asking(rules)({ metrics: ['revenue'] }), ['revenue'])).toEqual([[950]]);
    const ask = asking(rules);
    const months = { metrics: ['revenue'], groupBy: [{ dimension: 'date', grain: 'MONTH' }] };
    expect(await codesOf(() => ask(months))).toContain('dimension-not-conformed');
    const first = [rule('customers', { columns: { updated_at: mask('year') } })];
    const dated = { ...cases.model, dimensions: new Map(cases.model.dimensions).set('updated', updated) };
    const { database } = cases;
    const asked = askIn({ model: withAccess(dated, first), database, facts: database.facts, viewer: analyst() });
    const by = (grain: string) => ({ metrics: ['customers'], groupBy: [{ dimension: 'updated', grain }] });
    expect(rowsIn(await asked(by('YEAR')), ['updated', 'customers'])).toEqual([['2024-01-01', 5]]);
    expect(await codesOf(() => asked(by('MONTH')))).toEqual(['invalid-query']);
  });
});

test('policies and thresholds see columns that people do not', async () => {
  const rules = [
    rule('customers', { rows: 'region in (user.regions)', columns: { region: deny, customer_id: deny } }),
    rule('responses', { columns: { customer_id: deny } }),
  ];
  const ask = asking(rules, analyst({ regions: ['North'] }));
  const result = await ask({ metrics: ['responses', 'nps'] });
  expect(rowsIn(result, ['responses', 'nps'])).toEqual([[3, 33.3333]]);
  expect(JSON.stringify(result)).not.toMatch(/North|region/);
  const { model, database } = cases;
  const guarded = withAccess(model, rules);
  const responses = guarded.datasets.get('responses');
  if (responses === undefined) throw new Error('No responses.');
  const datasets = new Map(guarded.datasets).set('responses', { ...responses, k: 3 });
  const bound = askIn({
    model: { ...guarded, datasets },
    database,
    facts: database.facts,
    viewer: viewer('analyst', { channel: 'token', attributes: new Map([['regions', ['North']]]) }),
  });
  expect(rowsIn(await bound({ metrics: ['nps'] }), ['nps'])).toEqual([[null]]);
});
