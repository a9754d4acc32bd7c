import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Model } from '../../model/model.ts';
import type { Viewer } from '../../model/viewer.ts';
import { analyst, viewer, withAccess } from '../../testing/access.ts';
import { askIn } from '../../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { columnIn, refusalsOf, rowsIn, totalsIn, warningsIn } from '../../testing/matchers.ts';
import { policyOf, rowsRefusal } from './policy.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const reader = viewer('analyst', { channel: 'token' });

function withK(k: number, model: Model = cases.model, population: 'customers' | 'employees' = 'customers'): Model {
  const responses = model.datasets.get('responses');
  if (responses === undefined) throw new Error('No responses.');
  const datasets = new Map(model.datasets).set('responses', { ...responses, k, population });
  return withAccess({ ...model, datasets }, []);
}

function asking(k: number, who: Viewer = reader, population: 'customers' | 'employees' = 'customers') {
  const { model, database } = cases;
  return askIn({ model: withK(k, model, population), database, facts: database.facts, viewer: who });
}

const byRegion = { metrics: ['nps'], groupBy: ['region'], totals: 'GRAND' };

describe('groups below the threshold', () => {
  test('P2: a group below k is hidden, the next smallest with it, and the total stays', async () => {
    const result = await asking(2)(byRegion);
    expect(rowsIn(result, ['region', 'nps'])).toEqual([
      ['North', 33.3333],
      ['South', null],
      [null, null],
    ]);
    expect(columnIn(result, 'nps').suppressed).toEqual([false, true, true]);
    expect(totalsIn(result, ['nps'])).toEqual([[16.6667]]);
    expect(result.totals[0]?.suppressed).toBeNull();
    expect(warningsIn(result)).toContain('SUPPRESSED(2)');
  });

  test('the next smallest is hidden whether or not the total is asked for', async () => {
    const result = await asking(2)({ metrics: ['nps'], groupBy: ['region'] });
    expect(columnIn(result, 'nps').suppressed).toEqual([false, true, true]);
  });

  test('W22: what one person said cannot be asked for', async () => {
    const ask = asking(2);
    expect(rowsIn(await ask({ metrics: ['nps'], where: { customer: ['c1', 'c2'] } }), ['nps'])).toEqual([[33.3333]]);
    const alone = await ask({ metrics: [{ name: 'nps', interval: true }], where: { customer: 'c1' } });
    expect(rowsIn(alone, ['nps', 'nps_low', 'nps_high', 'nps_n'])).toEqual([[null, null, null, null]]);
    expect(columnIn(alone, 'nps_n').suppressed).toEqual([true]);
    expect(alone.accounting).toEqual([]);
    expect(warningsIn(alone)).toEqual(['SUPPRESSED(1)']);
  });

  test('a total below k is hidden', async () => {
    const result = await asking(5)(byRegion);
    expect(rowsIn(result, ['nps'])).toEqual([[null], [null], [null]]);
    expect(totalsIn(result, ['nps'])).toEqual([[16.6667]]);
    const higher = await asking(6)(byRegion);
    expect(totalsIn(higher, ['nps'])).toEqual([[null]]);
    expect(higher.totals[0]?.suppressed).toEqual([false, true, true, true, true]);
  });

  test('persons are counted after every filter, that of the metric included, and only those whose rows count', async () => {
    const filtered = await asking(2)({
      metrics: ['nps', { name: 'nps', alias: 'web', filter: { responses__channel: 'web' } }],
      where: { customer: ['c1', 'c2'] },
    });
    expect(rowsIn(filtered, ['nps', 'web'])).toEqual([[33.3333, null]]);
    const said = await asking(2)({ metrics: ['web_responses'], where: { customer: ['c1', 'c2'] } });
    expect(rowsIn(said, ['web_responses'])).toEqual([[null]]);
  });

  test('rows without a person count as one person together, unless each row is one', async () => {
    // r5 has nobody; with c4 the group without a region holds two persons.
    const nobody = await asking(2)({ metrics: ['nps'], where: { region: null } });
    expect(rowsIn(nobody, ['nps'])).toEqual([[50]]);
    expect(rowsIn(await asking(3)({ metrics: ['nps'], where: { region: null } }), ['nps'])).toEqual([[null]]);
  });

  test('metrics of other datasets are shown beside', async () => {
    const result = await asking(2)({ metrics: ['nps', 'revenue'], groupBy: ['region'] });
    expect(rowsIn(result, ['revenue'])).toEqual([[350], [100], [500]]);
    expect(columnIn(result, 'revenue').suppressed).toBeNull();
  });

  test('a metric made of several datasets is as protected as the strictest of them', async () => {
    const result = await asking(2)({ metrics: ['revenue_per_response'], groupBy: ['region'] });
    expect(columnIn(result, 'revenue_per_response').suppressed).toEqual([false, true, true]);
  });
});

describe('what is hidden is missing for everything that follows', () => {
  test('having never holds for a hidden value', async () => {
    const ask = asking(2);
    const low = await ask({ ...byRegion, having: { nps: { _lt: 1000 } } });
    expect(rowsIn(low, ['region'])).toEqual([['North']]);
    const missing = await ask({ ...byRegion, having: { nps: { _isNull: true } } });
    expect(rowsIn(missing, ['region'])).toEqual([['South'], [null]]);
    const not = await ask({ ...byRegion, having: { _not: { nps: { _gt: 0 } } } });
    expect(not.totalCount).toBe(0);
  });

  test('order tells nothing of hidden values, and limit and offset come last', async () => {
    const ask = asking(2);
    for (const direction of ['ASC', 'DESC']) {
      const result = await ask({ ...byRegion, orderBy: [{ by: 'nps', dir: direction }] });
      expect(rowsIn(result, ['region'])).toEqual([['North'], ['South'], [null]]);
    }
    const page = await ask({ ...byRegion, limit: 1, offset: 1 });
    expect(rowsIn(page, ['region', 'nps'])).toEqual([['South', null]]);
    expect([page.totalCount, page.rowCount]).toEqual([3, 1]);
  });
});

describe('what would tell small groups in another way', () => {
  test('windows, ranks, cohorts and shares of guarded metrics are refused by name', async () => {
    const ask = asking(2);
    const month = { dimension: 'date', grain: 'MONTH' };
    const queries = [
      { metrics: [{ name: 'nps', window: { cumulative: 'YEAR' } }], groupBy: [month] },
      { metrics: [{ name: 'nps', window: { rolling: 'P3M' } }], groupBy: [month] },
      { metrics: ['nps'], groupBy: ['region'], topN: { dimension: 'region', by: 'nps', n: 1 } },
      { metrics: [{ name: 'responses', excludeFromGrain: ['region'] }], groupBy: ['region'] },
      {
        metrics: [{ name: 'nps', compare: { offset: 'P1M' } }],
        groupBy: [month],
        time: { range: ['2024-01-01', '2024-05-01'] },
      },
    ];
    for (const query of queries) {
      const refusals = await refusalsOf(() => ask(query));
      expect(refusals.map(({ code }) => code)).toContain('forbidden');
      expect(refusals.find(({ code }) => code === 'forbidden')?.message).toMatch(
        /window|topN|excludeFromGrain|compare/,
      );
    }
    expect(rowsIn(await asking(2, viewer('admin'))(queries[2] ?? {}), ['nps'])).toHaveLength(2);
  });

  test('an earlier period is hidden by who stood behind it then', async () => {
    const query = {
      metrics: [{ name: 'nps', compare: { offset: 'P1M' } }],
      time: { range: ['2024-02-01', '2024-03-01'] },
    };
    const result = await asking(3)(query);
    // February: c1, c3 and nobody. January: c1 and c2.
    expect(rowsIn(result, ['nps', 'nps_previous', 'nps_delta'])).toEqual([[-66.6667, null, null]]);
    expect(['nps', 'nps_previous', 'nps_delta'].map((name) => columnIn(result, name).suppressed)).toEqual([
      null,
      [true],
      [true],
    ]);
  });

  test('other data split or chosen by answers are guarded like the answers', async () => {
    const split = await asking(2)({ metrics: ['customers'], groupBy: ['nps_class'] });
    expect(columnIn(split, 'customers').suppressed).toContain(true);
    const chosen = { metrics: ['revenue'], where: { customers: { _metric: { nps: { _gte: 100 } } } } };
    expect(rowsIn(await asking(2)(chosen), ['revenue'])).toEqual([[null]]);
    expect(rowsIn(await asking(2, viewer('admin'))(chosen), ['revenue'])).toEqual([[50]]);
  });
});

describe('whom thresholds bind', () => {
  test('answers of customers bind leaders, programs and pages, not those who may read the rows', () => {
    const model = withK(5);
    const binds = (who: Viewer): boolean => policyOf(model, who).thresholds.has('responses');
    expect([viewer('leader'), reader, viewer('admin', { channel: 'page' })].map(binds)).toEqual([true, true, true]);
    expect([analyst(), viewer('builder'), viewer('admin')].map(binds)).toEqual([false, false, false]);
  });

  test('data of employees bind everyone, and nobody reads their rows', async () => {
    const model = withK(10, cases.model, 'employees');
    for (const role of ['leader', 'analyst', 'builder', 'admin'] as const) {
      const policy = policyOf(model, viewer(role));
      expect(rowsRefusal(policy, 'responses')?.code).toBe('forbidden');
      expect(rowsRefusal(policy, 'orders')).toBeNull();
    }
    expect(rowsIn(await asking(10, viewer('admin'), 'employees')({ metrics: ['nps'] }), ['nps'])).toEqual([[null]]);
  });

  test('answers under a threshold are others than those without', () => {
    const model = withK(5);
    const prints = [viewer('leader'), reader, analyst(), viewer('admin')].map(
      (who) => policyOf(model, who).fingerprint,
    );
    expect(new Set(prints).size).toBe(4);
    expect(policyOf(model, viewer('admin', { name: 'another' })).fingerprint).toBe(prints[3]);
  });
});
