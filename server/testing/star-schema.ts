import * as fc from 'fast-check';
import type { Value } from '../lib/table.ts';
import { metricKinds } from '../metrics/index.ts';
import { loadModel } from '../model/load.ts';
import type { Model } from '../model/model.ts';
import type { DatasetFacts, Facts } from '../query/answer/result.ts';
import type { TestDatabase } from './database.ts';

/**
 * Random star schemas: facts that belong to entities, entities that may belong to further ones (`up`), facts whose rows have
 * several tags; keys that are missing or lead nowhere, values and days that are missing or tie, tables that are empty.
 */
export interface Star {
  /** Whether entity n belongs to entity n + 1. */
  readonly ups: readonly boolean[];
  readonly entities: readonly (readonly EntityRow[])[];
  readonly facts: readonly Fact[];
}

interface EntityRow {
  readonly color: string | null;
  readonly parent: number | null;
}

export interface Fact {
  readonly entity: number;
  readonly rows: readonly FactRow[];
  /** Rows of the bridge to its tags; `row` is the number of a row, which need not be there. */
  readonly tags: readonly Tag[];
}

interface Tag {
  readonly row: number | null;
  readonly tag: string | null;
  readonly weight: number | null;
}

interface FactRow {
  readonly owner: number | null;
  /** In cents. */
  readonly amount: number | null;
  readonly day: string | null;
  readonly hit: boolean | null;
  /** A value that no other fact has. */
  readonly mark: string | null;
}

const key = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 5 });
const day = fc.constantFrom('2024-01-05', '2024-01-31', '2024-02-01', '2024-04-10', null);
const entityRow = fc.record({ color: fc.constantFrom('red', 'blue', 'green', null), parent: key });
const factRow = fc.record({
  owner: key,
  amount: fc.option(fc.integer({ min: -500, max: 2000 }), { freq: 5 }),
  day,
  hit: fc.constantFrom(true, false, null),
  mark: fc.constantFrom('p', 'q', null),
});
const tagRow = fc.record({
  row: fc.option(fc.integer({ min: 0, max: 7 }), { freq: 8 }),
  tag: fc.constantFrom('x', 'y', 'z', null),
  weight: fc.constantFrom(1, 2, 3, 0, -1, null),
});

/** One to four entities and two to five facts, of few rows each. */
export const stars: fc.Arbitrary<Star> = fc
  .tuple(fc.constantFrom(1, 1, 2, 2, 3, 4), fc.constantFrom(2, 2, 2, 3, 3, 4, 5))
  .chain(([entities, facts]) =>
    fc.record({
      ups: fc.tuple(...Array.from({ length: entities - 1 }, () => fc.boolean())),
      entities: fc.tuple(...Array.from({ length: entities }, () => fc.array(entityRow, { maxLength: 4 }))),
      facts: fc.array(
        fc.record({
          entity: fc.nat(entities - 1),
          rows: fc.array(factRow, { maxLength: 7 }),
          tags: fc.array(tagRow, { maxLength: 8 }),
        }),
        { minLength: facts, maxLength: facts },
      ),
    }),
  );

/** Entities that a fact reaches, its own first. */
export function reached(star: Star, fact: number): readonly number[] {
  const first = star.facts[fact]?.entity ?? 0;
  const found = [first];
  for (let entity = first; star.ups[entity] === true; entity++) found.push(entity + 1);
  return found;
}

/** Dimensions that some facts share: `color<n>` of the entities they all reach, and the calendar. */
export function sharedColors(star: Star, facts: readonly number[]): readonly string[] {
  const [first = 0, ...others] = facts;
  const shared = reached(star, first).filter((entity) => others.every((fact) => reached(star, fact).includes(entity)));
  return shared.map((entity) => `color${entity}`);
}

const models = new Map<string, Model>();

/** The model of a star: the same for all stars of one shape. */
export function modelOf(star: Star): Model {
  const shape = JSON.stringify([star.ups, star.entities.length, star.facts.map(({ entity }) => entity)]);
  const known = models.get(shape);
  if (known !== undefined) return known;
  const model = loadModel({
    files: modelFiles(star),
    settings: { name: 'Star', zone: 'UTC', weekStart: 'MONDAY', fiscalYearStart: 1, purpose: 'test', trusted: false },
    metricKinds,
    connectors: ['csv'],
  });
  if (model.problems.length > 0) throw new Error(JSON.stringify(model.problems));
  models.set(shape, model);
  return model;
}

/** Metrics of fact n, additive ones first. */
export const additiveMetrics = ['rows', 'total', 'booked'] as const;
export const otherMetrics = ['owners', 'hit_rate', 'middle'] as const;

function source(name: string): string {
  return `version: 1\ndataset: ${name}\nsource: { csv: ${name}.csv }\nkey: [id]\n`;
}

function modelFiles({ ups, entities, facts }: Star): { file: string; text: string }[] {
  const entityFiles = entities.map((_, n) => {
    const columns = 'columns: { id: { type: integer }, color: { type: string }, parent: { type: integer } }';
    const up = `joins: { up: { to: e${n + 1}, on: { parent: id }, cardinality: many_to_one } }`;
    return {
      file: `e${n}.yml`,
      text: `${source(`e${n}`)}kind: reference\nrole: entity\n${columns}\n${ups[n] === true ? up : ''}\n`,
    };
  });
  const factFiles = facts.map(({ entity }, n) => ({
    file: `f${n}.yml`,
    text: `${source(`f${n}`)}kind: operational
time: { default: day, zone: UTC }
columns: { id: { type: integer }, owner: { type: integer }, amount: { type: 'decimal(18,2)' }, day: { type: date }, hit: { type: boolean }, mark: { type: string } }
joins:
  belongs: { to: e${entity}, on: { owner: id }, cardinality: many_to_one }
  tags: { to: b${n}, on: { id: fact }, cardinality: one_to_many, weight: weight }
`,
  }));
  const bridgeFiles = facts.map((_, n) => ({
    file: `b${n}.yml`,
    text: `${source(`b${n}`)}kind: operational
role: bridge
columns: { id: { type: integer }, fact: { type: integer }, tag: { type: string }, weight: { type: integer } }
joins: { of: { to: f${n}, on: { fact: id }, cardinality: many_to_one } }
`,
  }));
  const dimensions = [
    ...entities.map((_, n) => `  color${n}: { home: e${n}.color }`),
    ...facts.flatMap((_, n) => [`  mark${n}: { home: f${n}.mark }`, `  tag${n}: { home: b${n}.tag }`]),
  ];
  const metrics = facts.map(
    (_, n) => `  rows${n}: { kind: count, of: f${n} }
  total${n}: { kind: sum, of: f${n}.amount }
  booked${n}: { kind: sum, of: f${n}.amount, empty: 0 }
  owners${n}: { kind: count_distinct, of: f${n}.owner }
  hit_rate${n}: { kind: rate, of: f${n}, hits: hit }
  middle${n}: { kind: median, of: f${n}.amount }`,
  );
  const lists = `version: 1\ndimensions:\n${dimensions.join('\n')}\n  date: { calendar: true }\nmetrics:\n${metrics.join('\n')}\n`;
  return [...entityFiles, ...factFiles, ...bridgeFiles, { file: 'lists.yml', text: lists }];
}

/**
 * Fills the database with a star's rows and says what a loader would know of them. The first row of the entity `twice` is there
 * a second time, so that its key is none.
 */
export async function fill(
  database: Pick<TestDatabase, 'execute'>,
  star: Star,
  { twice = null }: { readonly twice?: number | null } = {},
): Promise<Facts> {
  const entityRows = star.entities.map((rows, n) => {
    const keyed = rows.map((row, id) => [id, row.color, row.parent]);
    return n === twice ? [...keyed, ...keyed.slice(0, 1)] : keyed;
  });
  const entities = entityRows.map((rows, n) => table(`e${n}`, 'id BIGINT, color VARCHAR, parent BIGINT', rows));
  const columns = 'id BIGINT, owner BIGINT, amount DECIMAL(18,2), day DATE, hit BOOLEAN, mark VARCHAR';
  const facts = star.facts.map(({ rows }, n) =>
    table(
      `f${n}`,
      columns,
      rows.map((row, id) => [id, row.owner, row.amount === null ? null : row.amount / 100, row.day, row.hit, row.mark]),
    ),
  );
  const bridges = star.facts.map(({ tags }, n) =>
    table(
      `b${n}`,
      'id BIGINT, fact BIGINT, tag VARCHAR, weight BIGINT',
      tags.map(({ row, tag, weight }, id) => [id, row, tag, weight]),
    ),
  );
  await database.execute([...entities, ...facts, ...bridges].join(';\n'));
  const known: [string, DatasetFacts][] = [
    ...entityRows.map((rows, n): [string, DatasetFacts] => {
      const isKey = new Set(rows.map(([id]) => id)).size === rows.length;
      const quarantined = isKey ? null : 'rows share a key that must be unique.';
      return [`e${n}`, { ...factsOf(rows.length, []), quarantined }];
    }),
    ...star.facts.map(({ tags }, n): [string, DatasetFacts] => [`b${n}`, factsOf(tags.length, [])]),
    ...star.facts.map(({ rows }, n): [string, DatasetFacts] => [
      `f${n}`,
      factsOf(
        rows.length,
        rows.flatMap((row) => row.day ?? []),
      ),
    ]),
  ];
  return { datasets: new Map(known), maskKey: 'k'.repeat(64) };
}

function table(name: string, columns: string, rows: readonly (readonly Value[])[]): string {
  const literals = rows.map((row) => `(${row.map(literal).join(', ')})`);
  const insert = rows.length === 0 ? '' : `;\nINSERT INTO data.${name} VALUES ${literals.join(', ')}`;
  return `CREATE OR REPLACE TABLE data.${name} (${columns})${insert}`;
}

function literal(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function factsOf(rows: number, days: readonly string[]): DatasetFacts {
  const sorted = [...days].sort();
  return {
    version: '1',
    rowsInSource: rows,
    rowCount: rows,
    deduplicated: 0,
    deleted: 0,
    loadedAt: '2024-05-01T00:00:00Z',
    dataFrom: sorted[0] ?? null,
    dataThrough: sorted.at(-1) ?? null,
    dayColumns: [],
    quarantined: null,
  };
}
