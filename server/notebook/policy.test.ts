import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../model/viewer.ts';
import { analyst, rule, viewer, withAccess } from '../testing/access.ts';
import { type NotebookWorkspace, openNotebookWorkspace } from '../testing/notebook-workspace.ts';
import type { AccessRule, Model } from '../model/model.ts';
import type { Output } from './output.ts';
import type { NotebookView } from './view.ts';

let space: NotebookWorkspace;
let change: (model: Model) => Model = (model) => model;

beforeAll(async () => {
  space = await openNotebookWorkspace({ model: (model) => change(model) });
});
afterAll(() => space.close());

const north = analyst({ regions: ['North'] });
const rules = [
  rule('customers', { rows: 'region in (user.regions)' }),
  rule('responses', { columns: { score: { is: 'deny' }, channel: { is: 'mask', how: 'last4' } } }),
  rule('orders', { columns: { amount: { is: 'aggregate_only' } } }),
];

function sqlCell(name: string, text: string): string {
  return `\`\`\`sql id=${name.repeat(8)} name=${name}\n${text}\n\`\`\``;
}

let count = 0;

/** Lets the model be another one, and the same one as often as it is asked for. */
function under(changed: (model: Model) => Model): void {
  const known = new WeakMap<Model, Model>();
  change = (model) => {
    const before = known.get(model) ?? changed(model);
    known.set(model, before);
    return before;
  };
}

/** Runs cells as somebody, under rules. */
async function runAs(
  who: Viewer,
  cells: string,
  access: readonly AccessRule[] = rules,
  header?: string,
): Promise<NotebookView> {
  under((model) => withAccess(model, access));
  const slug = `policy-${count++}`;
  await space.write(slug, cells, header);
  return (await space.notebooks.open(slug, who)).run({ wait: true });
}

function outputs(view: NotebookView): (Output | null)[] {
  return view.cells.map(({ output }) => output);
}

async function firstRow(view: NotebookView): Promise<unknown> {
  const [output] = outputs(view);
  if (output?.type !== 'TableOutput')
    throw new Error(JSON.stringify(view.cells.map(({ output, problems }) => [output, problems])));
  return output.page.map(({ values }) => values[0]);
}

describe('SQL of a notebook', () => {
  test('reads only the rows that its viewer sees', async () => {
    const cell = sqlCell('n', 'select count(*) as n, sum(ship_fee) as fees from orders');
    expect(await firstRow(await runAs(north, cell))).toEqual(['3', '14.00']);
    expect(await firstRow(await runAs(viewer('admin'), cell))).toEqual(['6', '30.00']);
  });

  test('reads only rows with consent for the purpose of the notebook', async () => {
    const cell = sqlCell('n', 'select count(*) as n from responses');
    expect(await firstRow(await runAs(viewer('admin'), cell, [], 'title: T\npurpose: research'))).toEqual(['4']);
    expect(await firstRow(await runAs(viewer('admin'), cell, []))).toEqual(['6']);
  });

  test('is refused where a dataset does not allow the purpose', async () => {
    const view = await runAs(viewer('admin'), sqlCell('n', 'select 1 from orders'), [], 'title: T\npurpose: billing');
    expect(outputs(view)[0]).toMatchObject({ type: 'ProblemOutput', problem: { code: 'unknown-purpose' } });
  });

  test.each([
    ['a denied column', 'select score from responses'],
    ['a column that is only measured', 'select amount from orders'],
    ['the consent behind a mask', 'select p0.score from responses'],
    ['days that the loader added', 'select ordered_at__day from orders'],
  ])('cannot name %s', async (_, text) => {
    const view = await runAs(north, sqlCell('n', text));
    expect(outputs(view)[0]).toMatchObject({ type: 'ProblemOutput', problem: { code: 'sql-invalid' } });
    expect(JSON.stringify(outputs(view)[0])).not.toMatch(/North|data\./);
  });

  test('sees masks and no more with a star', async () => {
    const view = await runAs(north, sqlCell('n', 'select * from responses order by response_id limit 1'));
    const [output] = outputs(view);
    if (output?.type !== 'TableOutput') throw new Error(JSON.stringify(output));
    expect(output.columns.map(({ name }) => name)).toEqual([
      'response_id',
      'customer_id',
      'answered_at',
      'channel',
      'consent_scope',
    ]);
    expect(output.page[3]?.values).toEqual(['…mail']);
  });

  test('finds no dataset without a rule, and no hint names it', async () => {
    const view = await runAs(north, sqlCell('n', 'select * from ticket'), rules);
    expect(JSON.stringify(outputs(view)[0])).toContain('tickets');
    await space.write('closed', sqlCell('n', 'select * from tickets'));
    under((model) => ({ ...model, access: rules }));
    const other = await (await space.notebooks.open('closed', north)).run({ wait: true });
    const [output] = outputs(other);
    expect(output).toMatchObject({ type: 'ProblemOutput', problem: { code: 'unknown-dataset' } });
    if (output?.type !== 'ProblemOutput') return;
    expect(JSON.stringify([output.problem.hint, output.problem.choices])).not.toMatch(/tickets|lines|mrr/);
  });

  test('an attribute stays a value where it is written into the statement', async () => {
    const hostile = analyst({ regions: ["North' OR '1'='1", "x') UNION SELECT * FROM data.orders --", 'a\\'] });
    expect(await firstRow(await runAs(hostile, sqlCell('n', 'select count(*) as n from orders')))).toEqual(['0']);
  });

  test('takes parameters, aliases and several datasets beside rules', async () => {
    const text = `select o.order_id, c.region from orders as o join customers c using (customer_id)
      where o.order_id <> $skip order by all limit 1`;
    const view = await runAs(north, sqlCell('n', text), rules, 'title: T\nparams: {skip: {type: text, default: o1}}');
    expect(await firstRow(view)).toEqual(['o2', 'North']);
    expect(await firstRow(await runAs(north, sqlCell('d', 'summarize orders')))).toHaveLength(12);
  });

  test('names no data about employees, whoever asks', async () => {
    const datasets = (model: Model): Model => {
      const tickets = model.datasets.get('tickets');
      if (tickets === undefined) throw new Error('No tickets.');
      return {
        ...model,
        datasets: new Map(model.datasets).set('tickets', { ...tickets, population: 'employees', k: 10 }),
      };
    };
    under(datasets);
    await space.write(
      'staff',
      `${sqlCell('n', 'select count(*) from tickets')}\n\n\`\`\`chart id=cccccccc name=c data=tickets\nmark: point\nencoding: { x: { field: cost, type: quantitative } }\n\`\`\``,
    );
    const view = await (await space.notebooks.open('staff', viewer('admin'))).run({ wait: true });
    for (const output of outputs(view)) {
      expect(output).toMatchObject({
        type: 'ProblemOutput',
        problem: { code: 'forbidden', message: expect.stringContaining('tickets') },
      });
    }
  });
});

describe('results of a notebook', () => {
  test('are shared by viewers of equal rules and by no others', async () => {
    under((model) => withAccess(model, rules));
    await space.write(
      'shared',
      `${sqlCell('n', 'select count(*) as n from orders')}\n\n${sqlCell('m', 'select count(*) as n from lines')}`,
    );
    const idsOf = async (who: Viewer): Promise<(string | undefined)[]> => {
      const view = await (await space.notebooks.open('shared', who)).run({ wait: true });
      return outputs(view).map((output) => (output?.type === 'TableOutput' ? output.result : undefined));
    };
    const own = await idsOf(north);
    expect(await idsOf({ ...north, name: 'another', roles: ['analyst', 'leader'] })).toEqual(own);
    const south = await idsOf(analyst({ regions: ['South'] }));
    const admin = await idsOf(viewer('admin'));
    expect(new Set([own[0], south[0], admin[0]]).size).toBe(3);
  });

  test('a viewer does not see what another one ran', async () => {
    await space.write('apart', sqlCell('n', 'select count(*) as n from tickets'));
    const admin = await (await space.notebooks.open('apart', viewer('admin'))).run({ wait: true });
    expect(await firstRow(admin)).toEqual(['4']);
    const before = await (await space.notebooks.open('apart', north)).snapshot();
    expect(before.cells[0]).toMatchObject({ state: 'stale', output: null });
    const after = await (await space.notebooks.open('apart', north)).run({ wait: true });
    expect(await firstRow(after)).toEqual(['3']);
  });

  test('metrics in it obey the policy of the viewer', async () => {
    const view = await runAs(north, '```query id=qqqqqqqq name=q\nmetrics: [tickets]\n```', rules);
    expect(await firstRow(view)).toEqual([3]);
  });

  test('are not shared where a rollup is made from rows that only one of them sees', async () => {
    const cell = '```query id=rrrrrrrr name=r\nmetrics: [tickets]\ngroupBy: [nps_class]\n```';
    const own = [rule('responses', { rows: 'channel in (user.regions)' })];
    const all = await firstRow(await runAs(analyst({ regions: ['email', 'web', 'app'] }), cell, own));
    const none = await firstRow(await runAs(analyst({ regions: ['nothing'] }), cell, own));
    expect(all).not.toEqual(none);
  });

  test('mark what is hidden, and SQL over them finds the mark', async () => {
    under((model) => {
      const responses = model.datasets.get('responses');
      if (responses === undefined) throw new Error('No responses.');
      return { ...model, datasets: new Map(model.datasets).set('responses', { ...responses, k: 2 }) };
    });
    const query = '```query id=kkkkkkkk name=k\nmetrics: [nps]\ngroupBy: [region]\ntotals: [GRAND]\n```';
    const metric = '```metric id=tttttttt name=t\nmetric: nps\nwhere: { region: South }\n```';
    const read = sqlCell('s', 'select region, nps__suppressed as hidden from k order by region nulls last');
    const onPage = viewer('admin', { channel: 'page' });
    await space.write('hidden', [query, metric, read].join('\n\n'));
    const [table, tile, rows] = outputs(await (await space.notebooks.open('hidden', onPage)).run({ wait: true }));
    if (table?.type !== 'TableOutput' || rows?.type !== 'TableOutput') throw new Error(JSON.stringify([table, rows]));
    const values = new Map(table.page.map((column) => [column.name, column.values]));
    // North 33.33 of two persons; South is one person, and the group without a region would give it away.
    expect(values.get('nps')).toEqual([expect.closeTo(33.33, 2), null, null]);
    expect(values.get('nps__suppressed')).toEqual([false, true, true]);
    const flag = table.columns.find(({ name }) => name === 'nps__suppressed');
    expect(flag).toMatchObject({ role: 'FLAG', meaning: { explains: 'nps' } });
    expect(table.columns.find(({ name }) => name === 'nps')).toMatchObject({ meaning: { defines: 'nps', k: 2 } });
    expect(table.totals[0]?.values.at(-1)).toBe(false);
    expect(tile).toMatchObject({ type: 'MetricOutput', value: null, suppressed: true });
    expect(rows.page.map(({ values: each }) => each)).toEqual([
      ['North', 'South', null],
      [false, true, true],
    ]);
  });
});
