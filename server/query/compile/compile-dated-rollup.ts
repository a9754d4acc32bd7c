import type { Storage } from '../../model/expression/storage.ts';
import type { Aggregate } from '../../model/model.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';

/** Aggregates that can be carried on from one moment to the next without looking at all rows again. */
const carried: ReadonlySet<Aggregate> = new Set<Aggregate>(['count', 'sum', 'avg', 'min', 'max', 'count_distinct']);

/** Whether an aggregate can be told as of every moment at the cost of one pass. */
export function canBeDated(aggregate: Aggregate): boolean {
  return carried.has(aggregate);
}

interface Dated {
  /** Rows with keys `d`, `x0` where there is an argument, and the moment `z`. */
  readonly rows: Sql;
  readonly keys: readonly Sql[];
  readonly aggregate: Aggregate;
  readonly hasArgument: boolean;
  readonly storage: Storage;
}

/** The aggregate over all rows of an entity up to each of its moments: one row for each entity and moment. */
export function datedAggregate({ rows, keys, aggregate, hasArgument, storage }: Dated, dialect: Dialect): Sql {
  if (!canBeDated(aggregate)) throw new Error(`${aggregate} cannot be carried on; the check should have refused it.`);
  const by = join(keys);
  const source =
    aggregate === 'count_distinct'
      ? sql`(SELECT ${by}, x0, min(z) AS z FROM (\n  ${rows}) AS s0 GROUP BY ${by}, x0) AS s1`
      : sql`(\n  ${rows}) AS s1`;
  const argument = hasArgument ? raw('x0') : null;
  const parts = partsOf(aggregate, argument, { storage, dialect });
  const moments = sql`SELECT ${join([by, raw('z'), ...parts])} FROM ${source} GROUP BY ${by}, z`;
  const window = sql`OVER (PARTITION BY ${by} ORDER BY z ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const sum = (part: string): Sql => sql`sum(${raw(part)}) ${window}`;
  const value = (): Sql => {
    if (aggregate === 'min' || aggregate === 'max') return sql`${raw(aggregate)}(m0) ${window}`;
    return aggregate === 'avg' ? dialect.divide(sum('m0'), sum('m1')) : sum('m0');
  };
  const typed = dialect.cast(value(), storage.name, storage.precision ?? undefined);
  return sql`SELECT ${by}, z, ${typed} AS v FROM (${moments}) AS s2`;
}

function partsOf(
  aggregate: Aggregate,
  argument: Sql | null,
  { storage, dialect }: { readonly storage: Storage; readonly dialect: Dialect },
): readonly Sql[] {
  const options = { type: storage.name, precision: storage.precision ?? undefined };
  if (aggregate === 'count' || aggregate === 'count_distinct') {
    return [sql`${dialect.aggregate('count', argument)} AS m0`];
  }
  if (aggregate === 'avg') {
    return [
      sql`${dialect.aggregate('sum', argument, { type: 'real' })} AS m0`,
      sql`${dialect.aggregate('count', argument)} AS m1`,
    ];
  }
  return [sql`${dialect.aggregate(aggregate, argument, options)} AS m0`];
}
