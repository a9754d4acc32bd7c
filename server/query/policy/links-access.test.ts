import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccessRule } from '../../model/model.ts';
import type { Viewer } from '../../model/viewer.ts';
import { analyst, rule, viewer, withAccess } from '../../testing/access.ts';
import { askIn } from '../../testing/ask.ts';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import { refusalsOf, rowsIn, totalsIn } from '../../testing/matchers.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

function asking(rules: readonly AccessRule[], who: Viewer = analyst()) {
  const { model, database } = cases;
  return askIn({ model: withAccess(model, rules), database, facts: database.facts, viewer: who });
}

const big = { customers: { _metric: { revenue: { _gte: 100 } } } };

describe('rows that may not be seen select nothing', () => {
  test('by a metric of an entity', async () => {
    const small = asking([rule('orders', { rows: 'amount < 150' })]);
    // c1 is left with 100, c3 with 70 and 30, c9 with nothing.
    expect(rowsIn(await small({ metrics: ['responses'], where: big }), ['responses'])).toEqual([[3]]);
    const some = asking([rule('orders', { rows: "order_id in ('o2', 'o4', 'o5')" })]);
    const result = await some({ metrics: ['responses'], where: { customers: { _metric: { revenue: { _gt: 150 } } } } });
    expect(rowsIn(result, ['responses'])).toEqual([[2]]);
  });

  test('by an absence, through a shared entity, and over a bridge', async () => {
    const few = asking([rule('tickets', { rows: 'cost >= 40' }), rule('themes', { rows: "theme = 'price'" })]);
    const none = await few({ metrics: ['responses'], where: { customers: { _none: 'tickets' } } });
    expect(rowsIn(none, ['responses'])).toEqual([[5]]);
    const themes = await few({ metrics: ['responses'], groupBy: ['themes.theme'], totals: 'GRAND' });
    expect(rowsIn(themes, ['themes__theme', 'responses'])).toEqual([
      ['price', 3],
      [null, 3],
    ]);
    const through = { metrics: [{ name: 'revenue', scope: 'SEMI_JOIN' }], groupBy: ['themes.theme'], totals: 'GRAND' };
    const revenue = await few(through);
    expect(rowsIn(revenue, ['themes__theme', 'revenue'])).toEqual([['price', 450]]);
    expect(totalsIn(revenue, ['revenue'])).toEqual([[450]]);
  });

  test('where consent is missing', async () => {
    const result = await cases.ask({
      metrics: [{ name: 'revenue', scope: 'SEMI_JOIN' }],
      groupBy: ['responses.channel'],
      purpose: 'research',
    });
    // r2 and r6 consented to service improvement only.
    expect(rowsIn(result, ['responses__channel', 'revenue'])).toEqual([
      ['email', 350],
      ['web', 100],
    ]);
  });
});

test('a dataset that does not exist for somebody is not named to them', async () => {
  const rules = [rule('tickets', { roles: ['leader'] }), rule('themes', { roles: ['leader'] })];
  const ask = asking(rules);
  for (const where of [{ customers: { _none: 'tickets' } }, { customers: { _metric: { ticket_cost: 1 } } }]) {
    const [refusal] = await refusalsOf(() => ask({ metrics: ['responses'], where }));
    expect(['unknown-dataset', 'unknown-metric']).toContain(refusal?.code);
    expect(refusal?.hint ?? '').not.toContain('ticket');
  }
  const [group] = await refusalsOf(() => ask({ metrics: ['responses'], groupBy: ['themes.theme'] }));
  expect(group?.code).toBe('unknown-dimension');
});

test('a survey that only splits or selects still hides groups that are too small', async () => {
  const view = { name: 'all', label: 'All', metrics: ['tickets', 'orders', 'nps'], dimensions: ['themes.theme'] };
  const views = new Map([[view.name, view]]);
  const strict = { ...cases.model, datasets: new Map(cases.model.datasets), views };
  const responses = strict.datasets.get('responses');
  if (responses === undefined) throw new Error('There are no responses.');
  strict.datasets.set('responses', { ...responses, k: 2 });
  const { database } = cases;
  const ask = askIn({ model: withAccess(strict, []), database, facts: database.facts, viewer: viewer('leader') });
  const result = await ask({
    metrics: [{ name: 'tickets', scope: 'SEMI_JOIN' }],
    groupBy: ['themes.theme'],
    totals: 'GRAND',
  });
  expect(rowsIn(result, ['themes__theme', 'tickets'])).toEqual([
    ['delivery', 4],
    ['price', 4],
  ]);
  const one = await ask({ metrics: ['orders'], where: { customers: { _metric: { nps: -100 } } } });
  expect(rowsIn(one, ['orders'])).toEqual([[null]]);
});
