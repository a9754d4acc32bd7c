/** columns of any type → numbers for a model: texts become one column a level, numbers with many values are rounded */
import { type Sql, sql } from '../../sql/sql.ts';
import type { BoundColumn } from '../run/bind-roles.ts';
import type { AnalysisContext, Row, Rows } from '../contract/context.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

/** One question of a model, in one column or in several. */
interface Covariate {
  readonly name: string;
  readonly label: string;
  readonly kind: 'number' | 'levels';
  /** Of `levels`: the most frequent first, which is the one that others are compared with. */
  readonly levels: readonly string[];
}

/** How rows become numbers. */
export interface Coding {
  readonly covariates: readonly Covariate[];
  /** A name a number: `segment: business`, `age`. */
  readonly names: readonly string[];
  /** The places of each covariate’s numbers. */
  readonly terms: readonly { readonly name: string; readonly columns: readonly number[] }[];
  /** Null where a value is missing. A level that is not known counts as the one that others are compared with. */
  readonly numbers: (row: Row) => readonly number[] | null;
}

/** Columns of a covariate’s values in a statement’s answer. */
export function covariateAlias(at: number): string {
  return `covariate_${at + 1}`;
}

const mostLevels = 20;
const mostValues = 100;

/** How each covariate is read in SQL: numbers with more than a hundred values to a hundredth of their range, so that rows stay few. The rows are called c. */
export async function covariateColumns(
  context: AnalysisContext,
  columns: readonly BoundColumn[],
  source: Sql,
): Promise<readonly Sql[]> {
  const found: Sql[] = [];
  for (const column of columns) {
    if (!isNumber(column)) {
      found.push(sql`CAST(c.${column.sql} AS VARCHAR)`);
      continue;
    }
    const value = sql`CAST(c.${column.sql} AS DOUBLE)`;
    const rows = await context.rows({
      title: `The range of ${column.label}`,
      sql: sql`SELECT CAST(count(DISTINCT c.${column.sql}) AS DOUBLE) AS distinct_values, min(${value}) AS low, max(${value}) AS high, CAST(count(*) AS DOUBLE) AS persons
FROM ${source} AS c
WHERE isfinite(${value})`,
      persons: 'persons',
    });
    const [row] = rows.list;
    const [low, high] = [row?.maybe('low') ?? 0, row?.maybe('high') ?? 0];
    const isFine = row === undefined || row.number('distinct_values') <= mostValues || high <= low;
    found.push(
      isFine
        ? value
        : sql`${decimal(low)} + round((${value} - ${decimal(low)}) / ${decimal((high - low) / 100)}) * ${decimal((high - low) / 100)}`,
    );
  }
  return found;
}

/** The coding of covariates as they are found in rows; refuses a text of too many levels and one that is the same everywhere. */
export function codingOf(columns: readonly BoundColumn[], rows: Rows, weight: (row: Row) => number): Coding | Refusal {
  const covariates: Covariate[] = [];
  for (const [at, column] of columns.entries()) {
    if (isNumber(column)) {
      covariates.push({ name: column.name, label: column.label, kind: 'number', levels: [] });
      continue;
    }
    const counts = new Map<string, number>();
    for (const row of rows) {
      const level = row.text(covariateAlias(at));
      if (level !== null) counts.set(level, (counts.get(level) ?? 0) + weight(row));
    }
    const levels = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([level]) => level);
    if (levels.length > mostLevels)
      return refusal('too-many', { n: levels.length, limit: mostLevels }, { of: 'hazard_ratios' });
    if (levels.length < 2) return refusal('constant-column', { column: column.label }, { of: 'hazard_ratios' });
    covariates.push({ name: column.name, label: column.label, kind: 'levels', levels });
  }
  return coded(covariates);
}

function coded(covariates: readonly Covariate[]): Coding {
  const names: string[] = [];
  const terms = covariates.map(({ name, label, kind, levels }) => {
    const own = kind === 'number' ? [label] : levels.slice(1).map((level) => `${label}: ${level}`);
    const from = names.length;
    names.push(...own);
    return { name, columns: own.map((_, at) => from + at) };
  });
  const numbers = (row: Row): readonly number[] | null => {
    const found: number[] = [];
    for (const [at, { kind, levels }] of covariates.entries()) {
      const alias = covariateAlias(at);
      const value = kind === 'number' ? row.maybe(alias) : row.text(alias);
      if (value === null) return null;
      if (typeof value === 'number') found.push(value);
      else found.push(...levels.slice(1).map((level) => (level === value ? 1 : 0)));
    }
    return found;
  };
  return { covariates, names, terms, numbers };
}

function isNumber({ type }: BoundColumn): boolean {
  return type === 'integer' || type === 'bigint' || type === 'decimal' || type === 'real';
}

/** A number that is never taken for a whole one, so that dividing by it stays dividing. */
function decimal(value: number): Sql {
  return sql`CAST(${value} AS DOUBLE)`;
}
