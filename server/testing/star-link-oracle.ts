import type { TestDatabase } from './database.ts';
import { aggregates, valuesByGroup } from './star-oracle.ts';
import { reached, type Star } from './star-schema.ts';

type Runs = Pick<TestDatabase, 'run'>;
type Values = ReadonlyMap<string, number | null>;

/** A metric of a fact by one of its tags: each row once in each of its groups. */
export function naiveByTag(database: Runs, fact: number, metric: string): Promise<Values> {
  const pairs = `SELECT DISTINCT f.*, b.tag AS v FROM data.f${fact} AS f LEFT JOIN data.b${fact} AS b ON b.fact = f.id`;
  return valuesByGroup(database, `SELECT v, ${aggregate(metric)} FROM (${pairs}) AS f GROUP BY v`);
}

/** The rows of a fact shared out among its tags by their weights, in plain arithmetic: tag → share. */
export function naiveShares({ rows, tags }: Star['facts'][number]): Values {
  const shares = new Map<string, number>();
  const add = (tag: string | null, share: number): void => {
    const group = JSON.stringify([tag]);
    shares.set(group, (shares.get(group) ?? 0) + share);
  };
  for (const [row] of rows.entries()) {
    const own = tags.flatMap(({ row: of, tag, weight }) =>
      of === row && weight !== null && weight > 0 ? [{ tag, weight }] : [],
    );
    const all = own.reduce((sum, { weight }) => sum + weight, 0);
    if (all === 0) add(null, 1);
    for (const { tag, weight } of own) add(tag, weight / all);
  }
  return shares;
}

interface Through {
  readonly star: Star;
  readonly fact: number;
  readonly other: number;
  readonly entity: number;
}

/** A metric of a fact by the marks of another one: all rows of the entities that have a row of that mark. */
export function naiveThrough(database: Runs, through: Through, metric: string): Promise<Values> {
  const own = rowsWithKey(through.star, through.fact, through.entity);
  const other = rowsWithKey(through.star, through.other, through.entity);
  const pairs = `SELECT DISTINCT f.*, p.mark AS v FROM (${own}) AS f JOIN (${other}) AS p ON p.k = f.k`;
  return valuesByGroup(database, `SELECT v, ${aggregate(metric)} FROM (${pairs}) AS f GROUP BY v`);
}

/** A metric of the rows of a fact whose entity (`k`) meets a condition; `p` are rows of another fact with their `k`. */
export function naiveWhere(
  database: Runs,
  { star, fact, other, entity }: Through,
  metric: string,
  condition: (others: string) => string,
): Promise<Values> {
  const rows = rowsWithKey(star, fact, entity);
  const others = rowsWithKey(star, other, entity);
  return valuesByGroup(database, `SELECT ${aggregate(metric)} FROM (${rows}) AS f WHERE ${condition(`(${others})`)}`);
}

/** The rows of a fact with `k`: the key of an entity as they hold it, known there or not. */
function rowsWithKey(star: Star, fact: number, entity: number): string {
  const path = reached(star, fact);
  const joined = path.slice(0, path.indexOf(entity));
  const joins = joined.map((each, index) => {
    const near = index === 0 ? 'f.owner' : `e${each - 1}.parent`;
    return `LEFT JOIN data.e${each} AS e${each} ON e${each}.id = ${near}`;
  });
  const key = joined.length === 0 ? 'f.owner' : `e${entity - 1}.parent`;
  return `SELECT f.*, ${key} AS k FROM data.f${fact} AS f ${joins.join(' ')}`;
}

function aggregate(metric: string): string {
  return aggregates.get(metric.replace(/\d+$/, '')) ?? 'NULL';
}
