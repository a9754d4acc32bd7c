import type { Dialect } from '../../sql/dialects/dialect.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { asOfClause, fitsWithin } from './compile-as-of.ts';
import { rollupClause, rollupColumn } from './compile-rollup-join.ts';
import type { LegJoin, PlainJoin } from '../plan/leg-join.ts';
import type { LegRows, Plan } from '../plan/plan.ts';
import { securedSource } from '../policy/secured-source.ts';

/** How the dataset of a leg and what is joined to it are spelled. */
export interface JoinPrinter {
  /** `FROM … LEFT JOIN …` */
  readonly from: Sql;
  /** A column of `t<n>`; null where its row does not count as found. */
  readonly column: (alias: string, name: string) => Sql;
  /** Whether a key is missing on the near side of a join, and whether it found nothing on the far side. */
  readonly gaps: (made: LegJoin) => Gaps;
}

export interface Gaps {
  readonly noKey: Sql;
  readonly noMatch: Sql;
}

export interface JoinOptions {
  /** Whether each row of an as-of join carries how many rows of one moment it was taken from. */
  readonly countsTies?: boolean;
  /** What stands for the dataset of the rows; absent: the dataset itself. */
  readonly source?: Sql | null;
}

export function joinPrinter(plan: Plan, rows: LegRows, dialect: Dialect, options: JoinOptions = {}): JoinPrinter {
  const byAlias = new Map(rows.joins.map((made) => [made.alias, made]));
  const column = (alias: string, name: string): Sql => {
    const value = sql`${raw(alias)}.${id(name)}`;
    const made = byAlias.get(alias);
    if (made?.is === 'rollup') return rollupColumn(made, column, { plan, dialect });
    if (made?.is !== 'as_of' || made.within === null) return value;
    return sql`CASE WHEN ${fitsWithin(made, column, { plan, dialect })} THEN ${value} END`;
  };
  const clauseOf = (made: LegJoin): Sql => {
    if (made.is === 'plain') return plainClause(plan, made, column, dialect);
    if (made.is === 'rollup') return rollupClause(made, column, { plan, dialect });
    return asOfClause(made, column, { plan, dialect, countsTies: options.countsTies === true });
  };
  const clauses = rows.joins.map((made) => sql`\n  ${clauseOf(made)}`);
  return {
    from: sql`FROM ${options.source ?? securedSource(plan.sources, rows.dataset, dialect)} AS t0${join(clauses, '')}`,
    column,
    gaps: (made) => gapsOf(made, column),
  };
}

type ColumnPrinter = JoinPrinter['column'];

function plainClause({ sources }: Plan, made: PlainJoin, column: ColumnPrinter, dialect: Dialect): Sql {
  const { alias, from, on } = made;
  const pairs = on.map(([own, target]) => sql`${raw(alias)}.${id(target)} = ${column(from, own)}`);
  return sql`LEFT JOIN ${securedSource(sources, made.dataset, dialect)} AS ${raw(alias)} ON ${join(pairs, ' AND ')}`;
}

function gapsOf(made: LegJoin, column: ColumnPrinter): Gaps {
  const near = made.is === 'as_of' ? [...made.on.map(([own]) => own), made.at.column] : made.on.map(([own]) => own);
  const noKey = join(
    near.map((own) => sql`${column(made.from, own)} IS NULL`),
    ' OR ',
  );
  const target = made.on[0]?.[1] ?? '';
  return { noKey: sql`(${noKey})`, noMatch: sql`${column(made.alias, target)} IS NULL` };
}
