import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NotebookWorkspace, openNotebookWorkspace } from '../../testing/notebook-workspace.ts';
import type { Output } from '../output.ts';
import type { NotebookView } from '../view.ts';
import { cellKinds } from './index.ts';

let space: NotebookWorkspace;

beforeAll(async () => {
  space = await openNotebookWorkspace();
});

afterAll(() => space.close());

const fence = (kind: string, attributes: string, body: string): string =>
  `\`\`\`${kind} ${attributes}\n${body}\n\`\`\``;
const header = 'title: T\nparams: {region: {type: enum, options_from: region, optional: true}}';

function outputOf<Type extends Output['type']>(
  view: NotebookView,
  name: string,
  type: Type,
): Extract<Output, { type: Type }> {
  const output = view.cells.find(({ cell }) => cell.name === name)?.output;
  if (output?.type !== type) throw new Error(`${name} gave ${JSON.stringify(output, null, 1)}`);
  return output as Extract<Output, { type: Type }>; // just checked
}

async function run(cells: string, head = header, params = {}): Promise<NotebookView> {
  const session = await space.open(cells, head);
  return session.run({ wait: true, params });
}

async function problemOf(cells: string, name: string): Promise<Extract<Output, { type: 'ProblemOutput' }>['problem']> {
  return outputOf(await run(cells), name, 'ProblemOutput').problem;
}

const data = fence('query', 'id=dddddddd name=data', 'metrics: [nps]\ngroupBy: [region]');

describe.each([...cellKinds].map((kind) => [kind.name, kind] as const))('the kind %s', (name, kind) => {
  const attributes: Readonly<Record<string, string>> = { chart: 'data=data', arquero: 'in=data' };
  const cell = fence(name, `id=cccccccc name=cell ${attributes[name] ?? ''}`.trim(), kind.starter);

  test('has a starter that runs', async () => {
    const view = await run(`${data}\n\n${cell}`);
    expect(view.cells[1]).toMatchObject({ state: 'fresh', problems: [] });
  });

  test('gives the same output twice but for the time it took', async () => {
    const session = await space.open(`${data}\n\n${cell}`, header);
    const once = (await session.run({ wait: true })).cells[1]?.output;
    const twice = (await session.run({ cells: ['cccccccc'], force: true, wait: true })).cells[1]?.output;
    const timeless = (output: Output | null | undefined) =>
      JSON.stringify(output, (key, value: unknown) => (key === 'elapsedMs' ? 0 : value));
    expect(timeless(twice)).toBe(timeless(once));
  });

  test('is as fresh as before when only comments and layout change', async () => {
    if (kind.language !== 'yaml' && kind.language !== 'sql') return;
    const session = await space.open(`${data}\n\n${cell}`, header);
    await session.run({ wait: true });
    const comment = kind.language === 'sql' ? '-- a comment\n' : '# a comment\n\n';
    await session.apply(0, [
      { op: 'setBody', id: 'cccccccc', baseCellRevision: 0, body: `${comment}${kind.starter}\n` },
    ]);
    expect((await session.snapshot()).cells[1]?.state).toBe('fresh');
  });

  test('has a JSON Schema if it is YAML', () => {
    expect(kind.schema !== null).toBe(kind.language === 'yaml');
  });
});

describe('prose', () => {
  const one = fence('query', 'id=eeeeeeee name=now', 'metrics: [nps, revenue]');

  test('shows values with their format, and escapes everything else', async () => {
    const view = await run(
      `${one}\n\n<!-- md:aaaaaaaa name=text -->\n**NPS** {{ now.nps | points }}, {{ now.revenue }}; \`{{ now.nps }}\` <script>alert(1)</script> [x](javascript:alert(1)) {{ $region }}`,
    );
    expect(outputOf(view, 'text', 'TextOutput').html).toBe(
      '<p><strong>NPS</strong> <data class="value" value="16.666666666666668" data-cell="now" data-column="nps">16.7</data>, ' +
        '<data class="value" value="950.00" data-cell="now" data-column="revenue">950.00 EUR</data>; <code>{{ now.nps }}</code> ' +
        '&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) <data class="value" value="" data-parameter="region">All</data></p>\n',
    );
    expect(outputOf(view, 'text', 'TextOutput').provenance.sources.map(({ kind }) => kind)).toEqual([
      'financial',
      'survey',
    ]);
  });

  test('says in place that a value is not one', async () => {
    const view = await run(
      `${data}\n\n<!-- md:aaaaaaaa name=text -->\n{{ data.nps }} {{ data.npss }} {{ nobody.x }} {{ $none }}`,
    );
    const { html } = outputOf(view, 'text', 'TextOutput');
    expect([...html.matchAll(/data-code="([^"]+)"/g)].map(([, code]) => code)).toEqual([
      'not-one-row',
      'unknown-column',
      'unknown-cell',
      'unknown-parameter',
    ]);
    expect(html).toContain('data.nps: the cell has 3 rows, one is needed');
  });

  test('an unknown format is named with the one that was meant', async () => {
    expect(await problemOf('<!-- md:aaaaaaaa name=text -->\nx\n{{ data.nps | point }}', 'text')).toMatchObject({
      code: 'invalid-cell',
      hint: 'Did you mean points?',
      position: { line: 2 },
    });
  });
});

describe('metric queries', () => {
  test('give a table with intervals, account and steps, which SQL can read', async () => {
    const view = await run(
      `${data}\n\n${fence('sql', 'id=eeeeeeee name=best', 'select region, nps, nps_n from data where nps > 0')}`,
    );
    const table = outputOf(view, 'data', 'TableOutput');
    expect(table.columns.map(({ name, role }) => [name, role])).toEqual([
      ['region', 'DIMENSION'],
      ['nps', 'METRIC'],
      ['nps_low', 'INTERVAL'],
      ['nps_high', 'INTERVAL'],
      ['nps_n', 'COUNT'],
    ]);
    expect(table.accounting).toMatchObject([{ dataset: 'responses', rowsUsed: 6, nullKeyRows: 1 }]);
    expect(table.provenance.steps.map(({ title }) => title)).toEqual([
      'Metric query',
      'Definitions',
      'SQL over datasets',
    ]);
    // North: 10, 6, 9 → (2 − 1) / 3 of a hundred.
    expect(outputOf(view, 'best', 'TableOutput').page.map(({ values }) => values[0])).toEqual([
      'North',
      expect.closeTo(33.33, 2),
      expect.anything(),
    ]);
  });

  test('take parameters, and a null one drops its condition', async () => {
    const query = fence('query', 'id=aaaaaaaa name=q', 'metrics: [nps]\nwhere: {region: $region}');
    const all = await run(query);
    expect(outputOf(all, 'q', 'TableOutput').page[0]?.values[0]).toBeCloseTo(16.67, 2);
    const south = await run(query, header, { region: 'South' });
    expect(outputOf(south, 'q', 'TableOutput').page[0]?.values).toEqual([-100]);
  });

  test('a mistake is named by the semantic layer', async () => {
    expect(await problemOf(fence('query', 'id=aaaaaaaa name=q', 'metrics: [npss]'), 'q')).toMatchObject({
      code: 'unknown-metric',
      hint: 'Did you mean nps?',
    });
  });

  test('YAML that cannot be read says the line', async () => {
    expect(
      await problemOf(fence('query', 'id=aaaaaaaa name=q', 'metrics: [nps]\ngroupBy: [region'), 'q'),
    ).toMatchObject({ code: 'invalid-yaml', position: { line: 2 } });
  });
});

describe('metric tiles', () => {
  test('show value, interval, n, an earlier period and a line', async () => {
    const body =
      'metric: revenue\ntime: {range: [2024-02-01, 2024-03-01]}\ncompare: previous\ntarget: 800\nspark: week';
    const tile = outputOf(await run(fence('metric', 'id=aaaaaaaa name=tile', body)), 'tile', 'MetricOutput');
    // February: 200 + 500; January: 100 + 50 + 70.
    expect(tile).toMatchObject({
      value: 700,
      target: 800,
      comparison: { label: 'previous period', value: 220, delta: 480, signal: true },
    });
    expect(tile.spark).toEqual([
      { at: '2024-01-29', value: 200 },
      { at: '2024-02-12', value: 500 },
    ]);
  });

  test('are one row for prose, SQL and charts', async () => {
    const tile = fence('metric', 'id=aaaaaaaa name=score', 'metric: nps');
    const prose = '<!-- md:bbbbbbbb name=text -->\n{{ score.nps | points }} of {{ score.nps_n }}';
    const read = fence(
      'sql',
      'id=eeeeeeee name=row',
      'select nps_n, nps_low < nps and nps < nps_high as inside from score',
    );
    const pic = fence('chart', 'id=ffffffff name=pic data=score', 'mark: point\nencoding: {x: {field: nps}}');
    const view = await run([tile, prose, read, pic].join('\n\n'));
    // 10, 9 and 10 promote, 6 and 3 detract, 8 does neither: (3 − 2) / 6 of a hundred.
    expect(outputOf(view, 'text', 'TextOutput').html).toBe(
      '<p><data class="value" value="16.666666666666668" data-cell="score" data-column="nps">16.7</data> of ' +
        '<data class="value" value="6" data-cell="score" data-column="nps_n">6</data></p>\n',
    );
    expect(outputOf(view, 'row', 'TableOutput').page.map(({ values }) => values)).toEqual([['6'], [true]]);
    expect(outputOf(view, 'row', 'TableOutput').provenance.sources.map(({ dataset }) => dataset)).toContain(
      'responses',
    );
    expect(outputOf(view, 'pic', 'ChartOutput').summary).toMatch(/^Scatter plot of Nps, 1 row/);
  });

  test('a difference that chance explains is no signal', async () => {
    const body = 'metric: nps\ntime: {range: [2024-04-01, 2024-05-01]}\ncompare: {offset: P2M}';
    const tile = outputOf(await run(fence('metric', 'id=aaaaaaaa name=tile', body)), 'tile', 'MetricOutput');
    // April: 10 → 100 of one answer, −48.5 … 98.5; February: 6, 3, 8 → −66.7 of three, −88.3 … 21.6: 166.7 < √(148.5² + 88.3²).
    expect(tile).toMatchObject({
      value: 100,
      n: 1,
      comparison: { label: 'same period 2 months earlier', value: expect.closeTo(-66.67, 2), signal: false },
    });
    expect([tile.low, tile.high]).toEqual([expect.closeTo(-48.5, 1), expect.closeTo(98.5, 1)]);
  });

  test('a comparison without a period is refused', async () => {
    expect(
      await problemOf(fence('metric', 'id=aaaaaaaa name=tile', 'metric: nps\ncompare: previous'), 'tile'),
    ).toMatchObject({ code: 'invalid-cell', message: 'A comparison needs a period to start from.' });
  });

  test('a misspelt key is named with the one that was meant', async () => {
    expect(await problemOf(fence('metric', 'id=aaaaaaaa name=tile', 'metric: nps\ntargt: 5'), 'tile')).toMatchObject({
      code: 'unknown-key',
      hint: 'Did you mean target?',
      position: { line: 2 },
    });
  });
});

describe('inputs', () => {
  test('take their options from a dimension', async () => {
    const input = outputOf(await run(fence('input', 'id=aaaaaaaa name=in', 'param: region')), 'in', 'InputOutput');
    expect(input).toMatchObject({ control: 'select', label: 'Region', optional: true, value: null });
    expect(input.options).toEqual([
      { value: 'North', label: 'North' },
      { value: 'South', label: 'South' },
    ]);
  });

  test('or from a column of a cell', async () => {
    const cells = `${fence('sql', 'id=eeeeeeee name=list', "select unnest(['b', 'a', 'b']) as x")}\n\n${fence('input', 'id=aaaaaaaa name=in', 'param: pick\ncontrol: select')}`;
    const view = await run(cells, 'title: T\nparams: {pick: {type: text, default: a, options_from: list.x}}');
    expect(outputOf(view, 'in', 'InputOutput')).toMatchObject({
      value: 'a',
      options: [{ value: 'b' }, { value: 'a' }],
    });
  });

  test('of a parameter that the header does not declare say how to declare it', async () => {
    expect(await problemOf(fence('input', 'id=aaaaaaaa name=in', 'param: channel'), 'in')).toMatchObject({
      code: 'unknown-parameter',
      hint: 'Declare it in the header: params: { channel: { type: text } }.',
    });
  });
});

describe('charts', () => {
  const chart = (body: string, rows = data): string =>
    `${rows}\n\n${fence('chart', 'id=aaaaaaaa name=pic data=data caption="NPS by region"', body)}`;

  test('draw the relation they name, with a sentence for who does not see them', async () => {
    const output = outputOf(
      await run(chart('mark: bar\nencoding: {x: {field: nps}, y: {field: region}}')),
      'pic',
      'ChartOutput',
    );
    expect(output).toMatchObject({
      caption: 'NPS by region',
      summary: 'Bar chart of Nps by Region, 3 rows: highest 50.0 (–), lowest −100.0 (South).',
    });
    expect(output.svg).toMatch(/^<svg role="img" aria-label="Bar chart of Nps by Region/);
    expect(output.svg).toContain('light-dark(');
    expect(output.svg).not.toMatch(/ style=|<script|<style/);
    expect(JSON.stringify(output.spec)).toContain('"source"');
    expect(output.provenance.sources.map(({ dataset }) => dataset)).toContain('responses');
  });

  test('a value of dollar signs and quotes stays a text in the label of the picture', async () => {
    const rows = fence('sql', 'id=dddddddd name=data', "select '$''' as region, 2 as nps");
    const { svg } = outputOf(
      await run(chart('mark: bar\nencoding: {x: {field: nps}, y: {field: region}}', rows)),
      'pic',
      'ChartOutput',
    );
    expect(svg).toMatch(/^<svg role="img" aria-label="Bar chart of nps by region, 1 row: 2 \(\$'\)\." xmlns=/);
  });

  /** What stands in the picture, in its order. */
  const labels = async (body: string, rows: string): Promise<readonly string[]> => {
    const { svg } = outputOf(await run(chart(body, rows)), 'pic', 'ChartOutput');
    return [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, text = '']) => text);
  };
  const bars = 'mark: bar\nencoding: {y: {field: what}, x: {field: n, title: null, axis: {labels: false}}}';
  const values = (select: string): string => fence('sql', 'id=dddddddd name=data', select);
  const three = "select * from (values ('b', 1), ('c', 3), ('a', 2)) t (what, n)";

  test('categories stand in the order that a query asks for, else in that of the alphabet', async () => {
    const only = async (rows: string, body = bars): Promise<readonly string[]> =>
      (await labels(body, values(rows))).filter((text) => /^[abc]$/.test(text));
    expect(await only(`${three} order by n desc`)).toEqual(['c', 'a', 'b']);
    expect(await only(three)).toEqual(['a', 'b', 'c']);
    expect(await only(`${three} order by n`, bars.replace('what}', 'what, sort: -x}'))).toEqual(['c', 'a', 'b']);
  });

  test('a metric query gives its own order to the chart', async () => {
    const rows = fence('query', 'id=dddddddd name=data', 'metrics: [nps]\ngroupBy: [region]\norderBy: [nps]');
    const found = await labels('mark: bar\nencoding: {y: {field: region}, x: {field: nps}}', rows);
    expect(found.filter((text) => ['North', 'South', '–'].includes(text))).toEqual(['South', 'North', '–']);
  });

  test('yes, no and nothing read as in tables, on axes, in legends and in headings', async () => {
    const rows = values('select * from (values (true, 1), (null, 3), (false, 2)) t (what, n) order by n');
    const words = ['no', 'yes', '–'];
    for (const body of [
      bars,
      'mark: point\nencoding: {x: {field: n}, y: {field: n}, color: {field: what}}',
      'mark: point\nencoding: {x: {field: n}, y: {field: n}, row: {field: what}}',
    ]) {
      const found = await labels(body, rows);
      expect(
        found.filter((text) => words.includes(text)),
        body,
      ).toEqual(words);
      expect(found.filter((text) => /true|false|null/.test(text))).toEqual([]);
    }
  });

  test('an unknown field is named with the one that was meant and its place', async () => {
    expect(
      await problemOf(chart('mark: bar\nencoding:\n  x: {field: npss}\n  y: {field: region}'), 'pic'),
    ).toMatchObject({ code: 'unknown-field', hint: 'Did you mean nps?', position: { line: 3, column: 14 } });
  });

  test('a field that a transform makes is known', async () => {
    const view = await run(
      chart(
        "transform: [{calculate: 'datum.nps / 2', as: half}]\nmark: point\nencoding: {x: {field: half, type: quantitative}, y: {field: region}}",
      ),
    );
    expect(view.cells[1]?.state).toBe('fresh');
  });

  test.each([
    ['data: {url: /etc/passwd}\nmark: bar', 'A chart holds no data: it draws the relation that it names.'],
    ['mark: baar\nencoding: {}', 'There is no mark called baar.'],
    [
      'mark: bar\nencoding: {x: {field: nps, scale: {zero: false}}, y: {field: region}}',
      'A bar begins at zero: cut off, its length would lie.',
    ],
    [
      'layer: [{mark: line}]\nresolve: {scale: {y: independent}}',
      'Two scales on one axis make any two lines cross as one likes.',
    ],
  ])('%j is refused', async (body, message) => {
    expect(await problemOf(chart(body), 'pic')).toMatchObject({ code: 'invalid-cell', message });
  });

  test('more rows than marks can be told apart are refused with an aggregate to take', async () => {
    const rows = fence('sql', 'id=dddddddd name=data', 'select range as x, range % 7 as g from range(5001)');
    expect(await problemOf(chart('mark: point\nencoding: {x: {field: g}, y: {field: x}}', rows), 'pic')).toMatchObject({
      code: 'too-many-marks',
      message: 'data has 5,001 rows; a chart shows at most 5,000. Nobody can tell so many marks apart.',
      hint: 'Aggregate first, for example: select x, avg(g) as g, count(*) as n from data group by all',
    });
  });

  test('a chart without data says how to name them', async () => {
    expect(await problemOf(fence('chart', 'id=aaaaaaaa name=pic', 'mark: bar'), 'pic')).toMatchObject({
      code: 'invalid-cell',
      message: 'The chart names no data.',
    });
  });

  test('a dataset can be drawn as it is, with its days', async () => {
    const cell = fence(
      'chart',
      'id=aaaaaaaa name=pic data=orders',
      'mark: line\nencoding: {x: {field: ordered_at}, y: {field: amount}}',
    );
    const output = outputOf(await run(cell), 'pic', 'ChartOutput');
    expect(output.summary).toMatch(/^Line chart of Amount \(EUR\) by Ordered at, 6 rows: /);
  });
});

describe('arquero', () => {
  const orders = fence('sql', 'id=dddddddd name=data', 'select customer_id, amount from orders order by all');
  const cell = (body: string, attributes = 'in=data'): string =>
    `${orders}\n\n${fence('arquero', `id=aaaaaaaa name=out ${attributes}`, body)}`;

  test('transforms tables, and SQL reads what it made', async () => {
    const view = await run(
      `${cell('(t) => t.groupby("customer_id").rollup({ total: (d) => op.sum(d.amount) }).orderby("customer_id")')}\n\n${fence('sql', 'id=bbbbbbbb name=top', 'select max(total) as most from out')}`,
    );
    const table = outputOf(view, 'out', 'TableOutput');
    expect(table.page.map(({ name, values }) => [name, values])).toEqual([
      ['customer_id', ['c1', 'c2', 'c3', 'c9']],
      ['total', [300, 50, 100, 500]],
    ]);
    expect(table.provenance.sources.map(({ dataset }) => dataset)).toEqual(['orders']);
    expect(outputOf(view, 'top', 'TableOutput').page[0]?.values.map(Number)).toEqual([500]);
  });

  test('takes its tables in the order of in=', async () => {
    const two = fence('sql', 'id=eeeeeeee name=names', "select 'c1' as customer_id, 'Uno' as name");
    const view = await run(`${two}\n\n${cell('(n, t) => t.join(n).count()', 'in=names,data')}`);
    expect(outputOf(view, 'out', 'TableOutput').page[0]?.values).toEqual([2]);
  });

  test.each([
    ['(t) => t.nothing()', 'in=data', 'invalid-cell'],
    ['(t) => { for (;;); }', 'in=data', 'timeout'],
    ['(t) => t', '', 'invalid-cell'],
    ['(t) => t', 'in=dat', 'unknown-dataset'],
  ])('%j with %j is refused with %s', async (body, attributes, code) => {
    expect((await problemOf(cell(body, attributes), 'out')).code).toBe(code);
  });
});
