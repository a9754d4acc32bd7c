import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metricKinds } from '../metrics/index.ts';
import { loadModel } from '../model/load.ts';
import type { Model } from '../model/model.ts';
import { raw, sql } from '../sql/sql.ts';
import { askIn } from '../testing/ask.ts';
import { openEmpty } from '../testing/database.ts';
import { rowsIn } from '../testing/matchers.ts';
import type { DatasetFacts, Facts } from './answer/result.ts';

const runs = Number(process.env['TRIVET_PROPERTY_RUNS'] ?? 60);
const timeout = 30_000 + 500 * runs;

interface Row {
  readonly owner: number | null;
  readonly at: string | null;
  readonly score: number | null;
}

/** Few owners, moments and scores, so that keys are missing and lead nowhere and rows of one moment abound. */
const rows = fc.array(
  fc.record({
    owner: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 5 }),
    at: fc.constantFrom('2024-01-05 09:00', '2024-01-31 12:00', '2024-01-31 13:00', '2024-02-29 12:00', null),
    score: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 5 }),
  }),
  { maxLength: 9 },
);
const entities = fc.integer({ min: 0, max: 4 });

let database: Awaited<ReturnType<typeof openEmpty>>;
beforeAll(async () => {
  database = await openEmpty();
});
afterAll(() => database.close());

interface Rule {
  readonly direction: 'backward' | 'forward';
  readonly inclusive: boolean;
  readonly within: string | null;
}

const rule: fc.Arbitrary<Rule> = fc.record({
  direction: fc.constantFrom('backward', 'forward'),
  inclusive: fc.boolean(),
  within: fc.constantFrom(null, 'P1M', 'PT1H', 'P30D'),
});

const rollups = ['many', 'some', 'total', 'least', 'most', 'last', 'first', 'kinds', 'mean', 'band'] as const;

const models = new Map<string, Model>();

function modelOf({ direction, inclusive, within }: Rule): Model {
  const key = JSON.stringify([direction, inclusive, within]);
  const known = models.get(key);
  if (known !== undefined) return known;
  const columns =
    'columns: { id: { type: integer }, owner: { type: integer }, moment: { type: timestamp }, score: { type: integer } }';
  const source = (name: string) =>
    `version: 1\ndataset: ${name}\nsource: { csv: ${name}.csv }\nkey: [id]\nkind: operational\n`;
  const fact = (name: string, joins: string) =>
    `${source(name)}time: { default: moment, zone: UTC }\n${columns}\njoins:\n  belongs: { to: e, on: { owner: id }, cardinality: many_to_one }\n${joins}`;
  const nearest = `  nearest: { to: g, cardinality: as_of, by: { owner: owner }, at: moment, match: moment, direction: ${direction}, inclusive: ${String(inclusive)}${within === null ? '' : `, within: ${within}`}, tie_break: [score desc] }
dimensions: { found: { expr: nearest.id } }\n`;
  const entity = `${source('e')}role: entity\ncolumns: { id: { type: integer } }\nrollups:
  many: { from: g, value: count(*) }
  some: { from: g, value: count(score), where: "score > 1" }
  total: { from: g, value: sum(score) }
  least: { from: g, value: min(score) }
  most: { from: g, value: max(score) }
  mean: { from: g, value: avg(score) }
  kinds: { from: g, value: count(distinct score) }
  last: { from: g, take: last, of: score, order_by: [moment, id] }
  first: { from: g, take: first, of: score, order_by: [moment, id], empty: 9 }
  band: { from: g, value: count(*), bands: { none: "= 0", few: "between 1 and 2", many: ">= 3" } }
`;
  const model = loadModel({
    files: [
      { file: 'e.yml', text: entity },
      { file: 'f.yml', text: fact('f', nearest) },
      { file: 'g.yml', text: fact('g', '') },
      { file: 'lists.yml', text: 'version: 1\nmetrics: { rows: { kind: count, of: f } }\n' },
    ],
    settings: { name: 'Timed', zone: 'UTC', weekStart: 'MONDAY', fiscalYearStart: 1, purpose: 'test', trusted: false },
    metricKinds,
    connectors: ['csv'],
  });
  if (model.problems.length > 0) throw new Error(JSON.stringify(model.problems, null, 1));
  models.set(key, model);
  return model;
}

async function fill(known: number, facts: readonly Row[], others: readonly Row[]): Promise<Facts> {
  const literal = (value: string | number | null) =>
    typeof value === 'string' ? `'${value}'` : String(value ?? 'NULL');
  const table = (name: string, columns: string, values: readonly (readonly (string | number | null)[])[]): string => {
    const written = values.map((row) => `(${row.map(literal).join(', ')})`).join(', ');
    return `CREATE OR REPLACE TABLE data.${name} (${columns});${written === '' ? '' : `INSERT INTO data.${name} VALUES ${written};`}`;
  };
  const columns = 'id BIGINT, owner BIGINT, moment TIMESTAMP, score BIGINT';
  const rowsOf = (all: readonly Row[]) => all.map(({ owner, at, score }, id) => [id, owner, at, score]);
  await database.execute(
    [
      table(
        'e',
        'id BIGINT',
        Array.from({ length: known }, (_, id) => [id]),
      ),
      table('f', columns, rowsOf(facts)),
      table('g', columns, rowsOf(others)),
    ].join('\n'),
  );
  const counts = { e: known, f: facts.length, g: others.length };
  return { datasets: new Map(Object.entries(counts).map(([name, count]) => [name, factsOf(count)])), maskKey: 'k' };
}

function factsOf(rowCount: number): DatasetFacts {
  return {
    version: '1',
    rowsInSource: rowCount,
    rowCount,
    deduplicated: 0,
    deleted: 0,
    loadedAt: '2024-05-01T00:00:00Z',
    dataFrom: null,
    dataThrough: null,
    dayColumns: [],
    quarantined: null,
  };
}

/** Value → number of rows, by one naive statement over `f`: what a person would write for one row at a time. */
async function naive(value: string): Promise<Map<string, number>> {
  const text = `SELECT v, count(*) FROM (SELECT ${value} AS v FROM data.f AS f LEFT JOIN data.e AS e ON e.id = f.owner) GROUP BY v`;
  const { columns, rowCount } = await database.run(sql`${raw(text)}`.print());
  const [values, counts] = columns.map((column) => column.values);
  return new Map(Array.from({ length: rowCount }, (_, row) => [keyOf(values?.[row]), Number(counts?.[row])]));
}

function keyOf(value: unknown): string {
  return value === null || value === undefined ? 'null' : String(value);
}

test(
  'an as-of join finds what a look at every row finds, whatever the ties',
  async () => {
    const property = fc.asyncProperty(entities, rows, rows, rule, async (known, facts, others, asked) => {
      const loaded = await fill(known, facts, others);
      const ask = askIn({ model: modelOf(asked), database, facts: loaded });
      const result = await ask({ metrics: ['rows'], groupBy: ['f.found'] });
      const { direction, inclusive, within } = asked;
      const isBackward = direction === 'backward';
      const order = `${isBackward ? '<' : '>'}${inclusive ? '=' : ''}`;
      const apart = { P1M: '1 MONTH', PT1H: '1 HOUR', P30D: '30 DAY' }[within ?? ''] ?? '1000 YEAR';
      const fits = isBackward ? `f.moment <= g.moment + INTERVAL ${apart}` : `g.moment <= f.moment + INTERVAL ${apart}`;
      const expected = await naive(`(SELECT CASE WHEN ${fits} THEN g.id END FROM data.g AS g
      WHERE g.owner = f.owner AND g.moment ${order} f.moment ORDER BY g.moment ${isBackward ? 'DESC' : 'ASC'}, g.score DESC NULLS LAST, g.id LIMIT 1)`);
      const found = rowsIn(result, ['f__found', 'rows']).map(([id, count]) => [keyOf(id), Number(count)] as const);
      expect(new Map(found)).toEqual(expected);
      const [account] = result.accounting;
      expect(account?.rowsUsed).toBe(facts.length);
      expect(account?.asOfUnmatched).toBe(expected.get('null') ?? 0);
      const matched = [...expected].filter(([id]) => id !== 'null');
      const reused = matched.reduce((sum, [, count]) => sum + count - 1, 0);
      expect(account?.paths.find(({ path }) => path === 'nearest')?.asOf?.reused).toBe(reused);
    });
    await fc.assert(property, { numRuns: runs });
  },
  timeout,
);

const oracles: { readonly [Name in (typeof rollups)[number]]: (rows: string) => string } = {
  many: (of) => `(SELECT count(*) ${of})`,
  some: (of) => `(SELECT count(g.score) ${of} AND g.score > 1)`,
  total: (of) => `(SELECT sum(g.score)::BIGINT ${of})`,
  least: (of) => `(SELECT min(g.score) ${of})`,
  most: (of) => `(SELECT max(g.score) ${of})`,
  mean: (of) => `(SELECT avg(g.score) ${of})`,
  kinds: (of) => `(SELECT count(DISTINCT g.score) ${of})`,
  last: (of) => `(SELECT g.score ${of} ORDER BY g.moment DESC NULLS LAST, g.id DESC LIMIT 1)`,
  first: (of) =>
    `CASE WHEN (SELECT count(*) ${of}) = 0 THEN 9 ELSE (SELECT g.score ${of} ORDER BY g.moment ASC NULLS LAST, g.id LIMIT 1) END`,
  band: (of) =>
    `CASE WHEN (SELECT count(*) ${of}) = 0 THEN 'none' WHEN (SELECT count(*) ${of}) < 3 THEN 'few' ELSE 'many' END`,
};

const plainRule: Rule = { direction: 'backward', inclusive: true, within: null };

test.each(['END', 'FACT'])(
  'every rollup says of every row what a look at all rows says, as of %s',
  async (asOf) => {
    const property = fc.asyncProperty(entities, rows, rows, async (known, facts, others) => {
      const loaded = await fill(known, facts, others);
      const ask = askIn({ model: modelOf(plainRule), database, facts: loaded });
      for (const name of rollups) {
        const result = await ask({ metrics: ['rows'], groupBy: [{ dimension: name, asOf }] });
        const until = asOf === 'FACT' ? ' AND g.moment <= f.moment' : '';
        const value = oracles[name](`FROM data.g AS g WHERE g.owner = f.owner${until}`);
        const missing = asOf === 'FACT' ? 'e.id IS NULL OR f.moment IS NULL' : 'e.id IS NULL';
        const expected = await naive(`CASE WHEN ${missing} THEN NULL ELSE ${value} END`);
        const found = rowsIn(result, [name, 'rows']).map(([of, count]) => [keyOf(of), Number(count)] as const);
        expect([name, roundedKeys(new Map(found))]).toEqual([name, roundedKeys(expected)]);
      }
    });
    await fc.assert(property, { numRuns: Math.ceil(runs / 4) });
  },
  timeout,
);

function roundedKeys(groups: ReadonlyMap<string, number>): Map<string, number> {
  const key = (value: string) => (/^\d+\.\d+$/.test(value) ? Number(value).toFixed(4) : value);
  return new Map([...groups].map(([value, count]) => [key(value), count]));
}
