import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NotebookWorkspace, openNotebookWorkspace } from '../testing/notebook-workspace.ts';
import type { Output } from './output.ts';
import type { NotebookEvent, NotebookSession, NotebookView } from './view.ts';
import { localViewer } from '../model/viewer.ts';

let space: NotebookWorkspace;

beforeAll(async () => {
  space = await openNotebookWorkspace();
});

afterAll(() => space.close());

const fence = (kind: string, attributes: string, body: string): string =>
  `\`\`\`${kind} ${attributes}\n${body}\n\`\`\``;
const states = (view: NotebookView): string =>
  view.cells.map(({ cell, state }) => `${cell.name ?? cell.id}:${state}`).join(' ');

function outputOf<Type extends Output['type']>(
  view: NotebookView,
  name: string,
  type: Type,
): Extract<Output, { type: Type }> {
  const output = view.cells.find(({ cell }) => cell.name === name || cell.id === name)?.output;
  if (output?.type !== type) throw new Error(`${name} gave ${JSON.stringify(output, null, 1)}`);
  return output as Extract<Output, { type: Type }>; // just checked
}

const chain = [
  fence(
    'sql',
    'id=aaaaaaaa name=big',
    'select customer_id, sum(amount) as total\nfrom orders group by all having total >= $least order by all',
  ),
  fence(
    'sql',
    'id=bbbbbbbb name=with_region',
    'select region, sum(total) as total from big join customers using (customer_id) group by all order by all',
  ),
  '<!-- md:cccccccc -->\nBig customers spent {{ one.total | currency }}; see [[big]].',
  fence('sql', 'id=dddddddd name=one', 'select sum(total) as total from with_region'),
].join('\n\n');
const header = 'title: Chain\nparams: {least: {type: integer, default: 100}}';

describe('a chain of cells', () => {
  test('runs in order and gives typed tables with their sources', async () => {
    const session = await space.open(chain, header);
    const before = await session.snapshot();
    expect(states(before)).toBe('big:stale with_region:stale cccccccc:stale one:stale');
    expect(before.cells[1]).toMatchObject({
      reads: ['big'],
      datasets: [
        { name: 'customers', kind: 'reference' },
        { name: 'orders', kind: 'financial' },
      ],
    });
    const view = await session.run({ wait: true });
    expect(states(view)).toBe('big:fresh with_region:fresh cccccccc:fresh one:fresh');
    const table = outputOf(view, 'big', 'TableOutput');
    expect(table.page.map(({ name, type, values }) => [name, type, values])).toEqual([
      ['customer_id', 'string', ['c1', 'c3', 'c9']],
      ['total', 'decimal', ['300.00', '100.00', '500.00']],
    ]);
    expect(table.provenance.sources.map(({ dataset, kind }) => [dataset, kind])).toEqual([['orders', 'financial']]);
    expect(outputOf(view, 'one', 'TableOutput').page[0]?.values).toEqual(['400.00']);
    expect(outputOf(view, 'cccccccc', 'TextOutput').html).toBe(
      '<p>Big customers spent <data class="value" value="400.00" data-cell="one" data-column="total">400.00</data>; see <a class="cell-link" data-cell="big" href="#big">big</a>.</p>\n',
    );
  });

  test('running again with nothing changed asks the engine nothing', async () => {
    const session = await space.open(chain, header);
    await session.run({ wait: true });
    space.calls();
    const view = await session.run({ wait: true });
    expect(states(view)).toBe('big:fresh with_region:fresh cccccccc:fresh one:fresh');
    expect(space.calls()).toEqual([]);
  });

  test('an edit makes the cell and its readers stale; undoing it makes them fresh without running', async () => {
    const session = await space.open(chain, header);
    const { revision } = await session.run({ wait: true });
    await session.apply(revision, [
      { op: 'setBody', id: 'bbbbbbbb', baseCellRevision: 0, body: 'select 1 as total, null as region from big' },
    ]);
    expect(states(await session.snapshot())).toBe('big:fresh with_region:stale cccccccc:stale one:stale');
    await session.undo();
    expect(states(await session.snapshot())).toBe('big:fresh with_region:fresh cccccccc:fresh one:fresh');
  });

  test('layout, comments and another name leave results fresh', async () => {
    const session = await space.open(chain, header);
    await session.run({ wait: true });
    await session.apply(0, [
      {
        op: 'setBody',
        id: 'dddddddd',
        baseCellRevision: 0,
        body: 'SELECT sum(total)   AS total -- all of it\nFROM areas',
      },
      { op: 'setName', id: 'bbbbbbbb', name: 'areas' },
    ]);
    expect(states(await session.snapshot())).toBe('big:fresh areas:fresh cccccccc:fresh one:fresh');
  });

  test('other values of a parameter are another view; going back is fresh at once', async () => {
    const session = await space.open(chain, header);
    await session.run({ wait: true });
    const other = await session.run({ params: { least: '0' }, wait: true });
    expect(outputOf(other, 'big', 'TableOutput').rowCount).toBe(4);
    expect(other.parameters[0]).toMatchObject({ value: 0, problem: null });
    expect(states(await session.snapshot())).toBe('big:fresh with_region:fresh cccccccc:fresh one:fresh');
    const invalid = await session.snapshot({ least: 'many' });
    expect(invalid.parameters[0]).toMatchObject({ value: 100, problem: { code: 'invalid-parameter' } });
  });

  test('after a restart a notebook opens with its results, without running', async () => {
    await space.write('restarted', chain, header);
    await (await space.notebooks.open('restarted', localViewer)).run({ wait: true });
    await space.restart();
    space.calls();
    const session = await space.notebooks.open('restarted', localViewer);
    const view = await session.snapshot();
    expect(states(view)).toContain('big:fresh with_region:fresh');
    expect(outputOf(view, 'one', 'TableOutput').page[0]?.values).toEqual(['400.00']);
    expect(space.calls().filter((name) => name === 'store' || name === 'query')).toEqual(
      expect.not.arrayContaining(['store']),
    );
  });

  test('a result that was thrown away is made again when somebody needs it', async () => {
    const session = await space.open(chain.replaceAll('100', '101'), header.replace('100', '70'));
    const view = await session.run({ cells: ['aaaaaaaa'], wait: true });
    const { result } = outputOf(view, 'big', 'TableOutput');
    const { rm } = await import('node:fs/promises');
    await rm(join(space.folder, '.trivet', 'cache', 'results', `${result}.parquet`));
    await rm(join(space.folder, '.trivet', 'cache', 'results', `${result}.json`), { force: true });
    expect(states(await session.run({ wait: true }))).toBe('big:fresh with_region:fresh cccccccc:fresh one:fresh');
  });
});

describe('what goes wrong', () => {
  test('a failed cell is a value; its readers wait for it, its neighbours go on', async () => {
    const session = await space.open(
      [
        fence(
          'sql',
          'id=aaaaaaaa name=broken',
          'select *\nfrom orders join customers using (customer_id) where amout > 1',
        ),
        fence('sql', 'id=bbbbbbbb name=reader', 'select * from broken'),
        fence('sql', 'id=cccccccc name=fine', 'select 1 as one'),
      ].join('\n\n'),
    );
    const view = await session.run({ wait: true });
    expect(states(view)).toBe('broken:error reader:blocked fine:fresh');
    expect(view.cells[1]?.waitsFor).toEqual(['broken']);
    expect(outputOf(view, 'broken', 'ProblemOutput').problem).toMatchObject({
      code: 'sql-invalid',
      subject: 'aaaaaaaa',
      position: { line: 2, column: 54, length: 5 },
    });
  });

  test('SQL that is no SELECT is refused by name', async () => {
    const session = await space.open(fence('sql', 'id=aaaaaaaa name=a', "copy orders to '/tmp/x.csv'"));
    const view = await session.run({ wait: true });
    expect(outputOf(view, 'a', 'ProblemOutput').problem.code).toBe('sql-refused');
  });

  test('an unknown table says which one was meant', async () => {
    const session = await space.open(
      fence('sql', 'id=aaaaaaaa name=a', 'select * from detractrs') +
        `\n\n${fence('sql', 'id=bbbbbbbb name=detractors', 'select 1 as x')}`,
    );
    const view = await session.run({ wait: true });
    expect(outputOf(view, 'a', 'ProblemOutput').problem).toMatchObject({
      code: 'unknown-dataset',
      hint: expect.stringContaining('detractors') as string,
    });
  });

  test('a circle is shown as a path, what stands outside of it runs', async () => {
    const session = await space.open(
      [
        fence('sql', 'id=aaaaaaaa name=a', 'select * from b'),
        fence('sql', 'id=bbbbbbbb name=b', 'select * from a'),
        fence('sql', 'id=cccccccc name=c', 'select * from a'),
        fence('sql', 'id=dddddddd name=d', 'select 1 as x'),
      ].join('\n\n'),
    );
    const view = await session.run({ wait: true });
    expect(states(view)).toBe('a:cycle b:cycle c:blocked d:fresh');
    expect(view.cells[0]?.waitsFor).toEqual(['a', 'b', 'a']);
    expect(outputOf(view, 'a', 'ProblemOutput').problem.message).toBe(
      'The cells read each other in a circle: a → b → a.',
    );
  });

  test('two cells of one name are flagged and their readers wait', async () => {
    const session = await space.open(
      [
        fence('sql', 'id=aaaaaaaa name=twin', 'select 1 as x'),
        fence('sql', 'id=bbbbbbbb name=Twin', 'select 2 as x'),
        fence('sql', 'id=cccccccc name=reader', 'select * from twin'),
      ].join('\n\n'),
    );
    const view = await session.run({ wait: true });
    expect(states(view)).toBe('twin:fresh Twin:fresh reader:blocked');
    expect(view.cells.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      ['name-taken'],
      ['name-taken'],
      [],
    ]);
    expect(view.cells[2]?.waitsFor).toEqual(['twin']);
  });

  test('a cell may not take the name of a dataset', async () => {
    const session = await space.open(
      [
        fence('sql', 'id=aaaaaaaa name=orders', 'select 31 as x'),
        fence('sql', 'id=bbbbbbbb name=r', 'select * from orders'),
      ].join('\n\n'),
    );
    const view = await session.snapshot();
    expect(view.cells[0]?.problems).toMatchObject([
      { code: 'name-taken', message: 'The name orders is taken by the dataset orders.' },
    ]);
    expect(states(view)).toBe('orders:stale r:blocked');
  });

  test('a disabled cell never runs and its readers wait', async () => {
    const session = await space.open(
      [
        fence('sql', 'id=aaaaaaaa name=off disabled', 'select 1 as x'),
        fence('sql', 'id=bbbbbbbb name=r', 'select * from off'),
      ].join('\n\n'),
    );
    expect(states(await session.run({ wait: true }))).toBe('off:disabled r:blocked');
  });

  test('a cell of an unknown kind says so and stays as it is', async () => {
    const session = await space.open(fence('pivot', 'id=aaaaaaaa', 'x: 1'));
    const view = await session.run({ wait: true });
    expect(outputOf(view, 'aaaaaaaa', 'ProblemOutput').problem.code).toBe('unknown-kind');
    expect(view.text).toContain('```pivot id=aaaaaaaa\nx: 1\n```');
  });

  test('reading the rows of a chart or of prose is refused by name', async () => {
    const session = await space.open(
      ['<!-- md:aaaaaaaa name=text -->\nWords.', fence('sql', 'id=bbbbbbbb name=r', 'select * from text')].join('\n\n'),
    );
    const view = await session.run({ wait: true });
    expect(outputOf(view, 'r', 'ProblemOutput').problem.message).toBe(
      'text is a cell of kind md: it has no rows to read.',
    );
  });
});

describe('stopping and watching', () => {
  const slow = 'select count(*) as n from range(100000) a, range(100000) b where (a.range * b.range) % 7 = 3';

  test('a run can be stopped; its readers wait, and it can be started again', async () => {
    const session = await space.open(
      [fence('sql', 'id=aaaaaaaa name=slow', slow), fence('sql', 'id=bbbbbbbb name=r', 'select * from slow')].join(
        '\n\n',
      ),
    );
    const started = await session.run();
    expect(states(started)).toBe('slow:running r:queued');
    await sleep(150);
    const stopped = await session.cancel({ cells: ['aaaaaaaa'] });
    expect(states(stopped)).toBe('slow:cancelled r:blocked');
    expect(states(await session.run({ cells: ['aaaaaaaa'] }))).toBe('slow:running r:stale');
    await session.cancel();
  });

  test('an edit supersedes a run: it is interrupted and never shown', async () => {
    const session = await space.open(fence('sql', 'id=aaaaaaaa name=a', slow.replace('= 3', '= 4')));
    await session.run();
    await sleep(100);
    await session.apply(0, [{ op: 'setBody', id: 'aaaaaaaa', baseCellRevision: 0, body: 'select 1 as x' }]);
    const began = performance.now();
    const view = await session.run({ wait: true });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(outputOf(view, 'a', 'TableOutput').rowCount).toBe(1);
  });

  test('who watches hears of states, outputs and edits, beginning with the present', async () => {
    const session = await space.open(fence('sql', 'id=aaaaaaaa name=a', 'select 17 as x'));
    const heard: string[] = [];
    const stop = watch(session, heard);
    await sleep(100);
    await session.run({ wait: true });
    await sleep(50);
    await session.apply(0, [{ op: 'setName', id: 'aaaaaaaa', name: 'b' }]);
    await sleep(50);
    stop();
    await session.apply(0, [{ op: 'setName', id: 'aaaaaaaa', name: 'c' }]);
    expect(heard[0]).toBe('document a:stale');
    expect(heard).toContain('cells a:running');
    expect(heard).toContain('cells a:fresh');
    expect(heard.at(-1)).toBe('document b:fresh');
  });

  test('a file that another program writes is taken over', async () => {
    await space.write('watched', fence('sql', 'id=aaaaaaaa name=a', 'select 32 as x'));
    const session = await space.notebooks.open('watched', localViewer);
    const heard: string[] = [];
    const stop = watch(session, heard);
    await sleep(100);
    const path = join(space.folder, 'notebooks', 'watched.md');
    await writeFile(path, (await session.snapshot()).text.replace('name=a', 'name=z'));
    await sleep(300);
    stop();
    expect(heard.at(-1)).toBe('document z:stale');
  });

  test('two views of one result wait for one run', async () => {
    const session = await space.open(
      fence('sql', 'id=aaaaaaaa name=a', 'select count(*) as n from range(3000000) where range % 5 = 2'),
      'title: T\nparams: {unused: {type: integer, default: 1}}',
    );
    await session.snapshot();
    await session.snapshot({ unused: 2 });
    space.calls();
    await Promise.all([session.run({ wait: true }), session.run({ params: { unused: 2 }, wait: true })]);
    expect(space.calls().filter((name) => name === 'store')).toHaveLength(1);
  });
});

describe('results that only hold for one run', () => {
  const valueOf = (view: NotebookView, name: string): unknown => outputOf(view, name, 'TableOutput').page[0]?.values[0];
  const chance = [
    fence('sql', 'id=aaaaaaaa name=drawn', 'select uuid()::varchar as one'),
    fence('sql', 'id=bbbbbbbb name=twin', 'select uuid()::varchar as one'),
    fence('sql', 'id=cccccccc name=reader', 'select one from drawn'),
    fence('sql', 'id=dddddddd name=steady', 'select count(*) as n from orders'),
  ].join('\n\n');

  test('are made anew by every run, with what reads them, and by nothing else', async () => {
    const session = await space.open(chance);
    const first = await session.run({ wait: true });
    expect(valueOf(first, 'reader')).toBe(valueOf(first, 'drawn'));
    expect(valueOf(first, 'twin')).not.toBe(valueOf(first, 'drawn'));
    expect(valueOf(await session.snapshot(), 'drawn')).toBe(valueOf(first, 'drawn'));
    expect(valueOf(await session.run({ cells: ['dddddddd'], wait: true }), 'drawn')).toBe(valueOf(first, 'drawn'));
    space.calls();
    const second = await session.run({ wait: true });
    expect(space.calls().filter((name) => name === 'store')).toHaveLength(3);
    expect(valueOf(second, 'drawn')).not.toBe(valueOf(first, 'drawn'));
    expect(valueOf(second, 'reader')).toBe(valueOf(second, 'drawn'));
    expect(states(second)).toBe('drawn:fresh twin:fresh reader:fresh steady:fresh');
  });

  test('a run of the reader alone draws anew', async () => {
    const session = await space.open(chance);
    const first = await session.run({ wait: true });
    const second = await session.run({ cells: ['cccccccc'], wait: true });
    expect(valueOf(second, 'reader')).not.toBe(valueOf(first, 'reader'));
    expect(states(second)).toBe('drawn:fresh twin:stale reader:fresh steady:fresh');
  });

  test('are not there any more after a restart', async () => {
    await space.write('chance', chance);
    await (await space.notebooks.open('chance', localViewer)).run({ wait: true });
    const again = await (await space.restart()).open('chance', localViewer);
    expect(states(await again.snapshot())).toBe('drawn:stale twin:stale reader:stale steady:fresh');
  });

  test('say why, as a warning on the cell whose text it is and to all that read it', async () => {
    const session = await space.open(
      [
        fence('sql', 'id=aaaaaaaa name=today', 'select current_date as day'),
        fence('sql', 'id=bbbbbbbb name=few', 'select * from orders limit 2'),
        fence('sql', 'id=cccccccc name=reader', 'select * from few, today order by all limit 1'),
      ].join('\n\n'),
    );
    const view = await session.snapshot();
    expect(view.cells.map(({ unstable }) => unstable.map(({ cell, reason }) => `${reason} ${cell[0]}`))).toEqual([
      ['per-query a'],
      ['unordered b'],
      ['unordered b', 'per-query a'],
    ]);
    expect(view.cells.map(({ problems }) => problems.map(({ code, severity }) => `${severity} ${code}`))).toEqual([
      ['warning volatile-cell'],
      ['warning unordered-limit'],
      [],
    ]);
  });
});

function watch(session: NotebookSession, heard: string[]): () => void {
  return session.subscribe({}, (event: NotebookEvent) => {
    const cells = event.type === 'document' ? event.view.cells : event.cells;
    heard.push(`${event.type} ${cells.map(({ cell, state }) => `${cell.name ?? cell.id}:${state}`).join(' ')}`);
  });
}

describe('all notebooks', () => {
  test('a new notebook gets a slug from its title, and another one when that is taken', async () => {
    const first = await space.notebooks.create('Späte Pakete', localViewer);
    const second = await space.notebooks.create('Späte Pakete', localViewer);
    expect([first.slug, second.slug]).toEqual(['spate-pakete', 'spate-pakete-2']);
    expect((await first.snapshot()).document.header.title).toBe('Späte Pakete');
    expect((await space.notebooks.list()).map(({ slug }) => slug)).toContain('spate-pakete-2');
    await expect(space.notebooks.open('none', localViewer)).rejects.toMatchObject({ code: 'unknown-notebook' });
  });
});
