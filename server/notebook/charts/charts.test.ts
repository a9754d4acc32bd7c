import { describe, expect, test } from 'vitest';
import type { Json } from '../../lib/json.ts';
import type { Column, Value, ValueType } from '../../lib/table.ts';
import type { OutputColumn } from '../output.ts';
import { drawChart } from './draw-chart.ts';

const column = (name: string, type: ValueType, values: readonly Value[]): Column => ({ name, type, values });
const described = (data: readonly Column[], labels: Readonly<Record<string, string>> = {}): readonly OutputColumn[] =>
  data.map(({ name, type }) => ({
    name,
    type,
    label: labels[name] ?? name,
    unit: null,
    format: null,
    role: null,
    metric: null,
  }));

async function svgOf(spec: Json, data: readonly Column[], labels?: Readonly<Record<string, string>>): Promise<string> {
  return (await drawChart(spec, described(data, labels), data)).svg;
}

/** What stands in the picture, in its order. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, text = '']) => text);
}

function count(svg: string, part: string): number {
  return svg.split(part).length - 1;
}

const x = { field: 'region', type: 'nominal' };
const y = { field: 'nps', type: 'quantitative' };
const bar = { mark: 'bar', encoding: { x, y } };
const regions = [column('region', 'string', ['North', 'South']), column('nps', 'real', [30, -10])];

describe('a picture', () => {
  test('of bars has a bar a row, the labels of its columns and light lines', async () => {
    const svg = await svgOf(bar, regions, { nps: 'NPS', region: 'Region' });
    expect(count(svg, 'light-dark(#1259b0, #5390d2)')).toBe(2);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['North', 'South', 'NPS', 'Region', '−10', '30']));
    expect(svg).toContain('stroke="light-dark(#e9e6e0, #282c32)"');
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="640" height="\d+" viewBox="0 0 640 \d+">/,
    );
  });

  test('of months has a line without a gap and months below it, in any time zone', async () => {
    const months = ['2026-01-01', '2026-02-01', '2026-03-01'];
    const spec = { mark: 'line', encoding: { x: { field: 'month', type: 'temporal', timeUnit: 'yearmonth' }, y } };
    const data = [column('month', 'date', months), column('nps', 'integer', [1, 2, 3])];
    const here = process.env['TZ'];
    try {
      for (const zone of ['America/Los_Angeles', 'Asia/Tokyo']) {
        process.env['TZ'] = zone;
        const svg = await svgOf(spec, data);
        expect(textsOf(svg)).toEqual(expect.arrayContaining(['Jan 2026', 'Feb 2026', 'Mar 2026']));
        expect(textsOf(svg)).not.toContain('Dec 2025');
        expect(svg).toMatch(/<path d="M0,[\d.]+L\d[\d.]*,[\d.]+L\d[\d.]*,0"/);
      }
    } finally {
      if (here === undefined) delete process.env['TZ'];
      else process.env['TZ'] = here;
    }
  });

  test('of a time without a zone shows it as it was recorded', async () => {
    const spec = {
      mark: 'text',
      encoding: { text: { field: 'at', type: 'temporal', format: '%d %H:%M' }, y },
    };
    const data = [
      column('at', 'timestamp', ['2026-01-31T22:30:00.000', '2026-01-31T23:30:00.000Z']),
      column('nps', 'integer', [1, 2]),
    ];
    expect(textsOf(await svgOf(spec, data))).toEqual(expect.arrayContaining(['31 22:30', '31 23:30']));
  });

  test('of points takes a colour for each category and tells which', async () => {
    const data = [
      column('late', 'real', [1, 2, 3, 4]),
      column('nps', 'real', [9, 7, 5, 3]),
      column('journey', 'string', ['Delivery', 'Returns', 'Delivery', 'Returns']),
    ];
    const encoding = { x: { field: 'late', type: 'quantitative' }, y, color: { field: 'journey', type: 'nominal' } };
    const svg = await svgOf({ mark: 'point', encoding }, data);
    // Two points and one mark of the legend each.
    expect(count(svg, 'fill="light-dark(#1259b0, #5390d2)"')).toBe(3);
    expect(count(svg, 'fill="light-dark(#c4500a, #d6791f)"')).toBe(3);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['Delivery', 'Returns']));
  });

  test('of stacked bars puts one upon the other', async () => {
    const data = [
      column('region', 'string', ['North', 'North']),
      column('nps', 'bigint', ['30', '10']),
      column('group', 'string', ['a', 'b']),
    ];
    const encoding = { x, y: { ...y, aggregate: 'sum' }, color: { field: 'group', type: 'nominal' } };
    const svg = await svgOf({ mark: 'bar', height: 200, encoding }, data);
    const heights = [...svg.matchAll(/<path d="M[\d.]+,[\d.]+h[\d.]+v([\d.]+)h/g)].map(([, height]) => Number(height));
    expect(heights).toEqual([150, 50]);
    expect(textsOf(svg)).toContain('Sum of nps');
  });

  test('of amounts blends colours for both themes', async () => {
    const data = [column('region', 'string', ['a', 'b', 'c']), column('nps', 'real', [0, 5, 10])];
    const svg = await svgOf({ mark: 'rect', encoding: { x, color: y } }, data);
    expect(svg).toContain('light-dark(rgb(211, 227, 237), rgb(37, 64, 79))');
    expect(svg).toContain('light-dark(rgb(112, 153, 181.5), rgb(90, 134.5, 163))');
    expect(svg).not.toContain('rgb(0, 0, 0)');
  });

  test('keeps a category whose value is missing', async () => {
    const data = [column('region', 'string', ['North', 'South', null]), column('nps', 'real', [30, null, 1])];
    const svg = await svgOf(bar, data);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['North', 'South', 'null']));
    expect(count(svg, 'fill="light-dark(#1259b0, #5390d2)"')).toBe(2);
  });

  test('of nothing still has its axes', async () => {
    const svg = await svgOf(bar, [column('region', 'string', []), column('nps', 'real', [])]);
    expect(textsOf(svg)).toEqual(['region', 'nps']);
  });

  test('makes room for long labels', async () => {
    const long = ['Northern territories and the islands', 'Southern provinces and the coast'];
    const data = [column('region', 'string', long), column('nps', 'real', [1, 2])];
    const beside = await svgOf({ mark: 'bar', encoding: { y: x, x: y } }, data);
    expect(textsOf(beside)).toEqual(expect.arrayContaining(long));
    const [, left = '0'] = /<g fill="none"[^>]*translate\(([\d.]+),/.exec(beside) ?? [];
    expect(Number(left)).toBeGreaterThan(190);
    const many = [...long, 'Western highlands and lakes', 'Eastern plains'];
    const below = await svgOf(bar, [column('region', 'string', many), column('nps', 'real', [1, 2, 3, 4])]);
    expect(count(below, 'rotate(-35)')).toBe(4);
    expect(textsOf(below)).toEqual(expect.arrayContaining(many));
  });

  test('takes a column with dots and brackets in its name as it stands', async () => {
    const data = [column('a.b[0]', 'string', ['North']), column('nps', 'real', [3])];
    const svg = await svgOf({ mark: 'bar', encoding: { x: { field: 'a.b[0]', type: 'nominal' }, y } }, data);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['North', 'a.b[0]']));
  });
});

describe('the SVG', () => {
  const hostile = '</text><script>alert(1)</script>"\' style="x" onload="y" &amp;';

  test('holds nothing that a strict content policy would refuse, whatever the data say', async () => {
    const data = [column('region', 'string', [hostile, 'b']), column('nps', 'real', [1, 2])];
    const svg = await svgOf({ ...bar, title: hostile, usermeta: { url: 'kept' } }, data);
    const tags = [...svg.matchAll(/<\/?([A-Za-z]+)([^>]*)>/g)];
    expect(new Set(tags.map(([, name]) => name))).toEqual(new Set(['svg', 'g', 'path', 'line', 'text']));
    for (const [, , attributes] of tags) expect(attributes).not.toMatch(/style=|class=|href|on\w+=|aria|role/);
    expect(svg).toContain('&lt;script&gt;');
  });

  test('takes no paint, font or description from elsewhere', async () => {
    const mark = {
      type: 'bar',
      color: 'url(https://example.org/x)',
      blend: 'multiply',
      description: 'x',
      font: 'a" b',
    };
    const svg = await svgOf({ ...bar, mark }, regions);
    expect(svg).not.toMatch(/example|mix-blend|description/);
  });

  test('has ids of its own, so that two charts can stand on one page', async () => {
    const clipped = { ...bar, mark: { type: 'bar', clip: true } };
    const one = await svgOf(clipped, regions);
    const other = await svgOf({ ...clipped, title: 'Other' }, regions);
    const ids = [one, other].map((svg) => /id="([^"]+)"/.exec(svg)?.[1] ?? '');
    expect(new Set(ids).size).toBe(2);
    for (const [index, id] of ids.entries()) expect([one, other][index]).toContain(`clip-path="url(#${id})"`);
  });

  test('is the same for the same data', async () => {
    expect(await svgOf(bar, regions)).toBe(await svgOf(bar, regions));
  });
});

describe('the compiled chart', () => {
  test('is Vega without data, under the name source', async () => {
    const { spec } = await drawChart(bar, described(regions), regions);
    expect(spec).toHaveProperty('data.0', { name: 'source' });
    expect(spec).toHaveProperty('data.1.source', 'source');
    expect(JSON.stringify(spec)).not.toContain('North');
  });

  test('tells universal time in every scale, expression and label', async () => {
    const encoding = {
      x: { field: 'at', type: 'temporal', timeUnit: 'yearweek', bandPosition: 0 },
      y,
      tooltip: [{ field: 'at', type: 'temporal' }],
    };
    const data = [column('at', 'timestamp', ['2026-01-31T22:30:00.000']), column('nps', 'integer', [1])];
    const transform = [{ filter: 'year(datum.at) > 2000' }, { filter: { field: 'at', range: [{ year: 2020 }, null] } }];
    const { spec } = await drawChart({ mark: 'bar', transform, encoding }, described(data), data);
    const text = JSON.stringify(spec);
    expect(text).not.toMatch(/\btimeFormat\(|\btimeOffset\(|\bdatetime\(|"type":"time"|[^c]year\(/);
    expect(text).toContain('"timezone":"utc"');
  });
});

describe('a chart that cannot be', () => {
  const refusal = (spec: Json, data: readonly Column[] = regions): Promise<unknown> =>
    drawChart(spec, described(data), data).then(
      () => null,
      (error: unknown) => error,
    );
  const inlined = (url: string): Json => ({ mark: 'bar', data: { url }, encoding: { x, y } });

  test.each<readonly [string, Json, RegExp]>([
    ['a file', inlined('file:///etc/passwd'), /"data"/],
    ['an address', inlined('http://127.0.0.1/'), /"data"/],
    ['values of its own', { ...bar, data: { values: [{ region: 'x', nps: 1 }] } }, /"data"/],
    ['more than a name', { ...bar, data: { name: 'source', url: '/etc/passwd' } }, /"data"/],
    ['named data sets', { ...bar, datasets: { a: [] } }, /"datasets"/],
    ['data of a layer', { layer: [bar, { mark: 'rule', data: { url: 'x' } }] }, /"data"/],
    [
      'a look-up elsewhere',
      { ...bar, transform: [{ lookup: 'region', from: { data: { url: 'x' }, key: 'k', fields: ['v'] } }] },
      /"data"/,
    ],
    ['a picture', { mark: 'image', encoding: { url: { field: 'region' } } }, /no images/],
    ['a link', { ...bar, encoding: { x, y, href: { field: 'region' } } }, /"href"/],
    ['no mark', { encoding: { x } }, /cannot|not a chart/],
    ['an unknown mark', { mark: 'bra', encoding: { x, y } }, /not a chart/],
    ['an unknown channel', { mark: 'bar', encoding: { x, yy: y } }, /yy/],
    ['a broken expression', { ...bar, transform: [{ calculate: 'datum.nps +', as: 'z' }] }, /end of input/i],
    ['an unknown function', { ...bar, transform: [{ calculate: 'fetch("http://x")', as: 'z' }] }, /fetch/],
    ['a list', [], /a mapping/],
    ['nothing', null, /a mapping/],
  ])('is refused with a reason: %s', async (_, spec, message) => {
    const error = await refusal(spec);
    expect(error).toMatchObject({ code: 'invalid-cell', hint: expect.stringMatching(/\w/) });
    expect(String(error)).toMatch(message);
  });

  test('may name the data set as it is called', async () => {
    expect(await refusal({ ...bar, data: { name: 'source' } })).toBeNull();
  });
});
