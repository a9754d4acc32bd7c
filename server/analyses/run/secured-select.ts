/** a statement of an analysis → gated, its names replaced by what policy and consent leave, run; groups of too few left out */
import { tableOf } from '../../engine/arrow/arrow-table.ts';
import { compileSelect } from '../../engine/compile-select.ts';
import type { Engine, Lane } from '../../engine/engine.ts';
import type { Table } from '../../lib/table.ts';
import type { Dataset } from '../../model/model.ts';
import { quarantine, unguarded } from '../../query/check/check-datasets.ts';
import type { Facts } from '../../query/answer/result.ts';
import { type Policy, rowsRefusal } from '../../query/policy/policy.ts';
import { sourcesOf } from '../../query/policy/secured-source.ts';
import { purposeRefusal, rowSource } from '../../query/rows/row-source.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import type { Statement } from '../../sql/sql.ts';
import type { SelectOptions } from './run-analysis.ts';

/** The data as one viewer may read them, and where statements run. */
export interface SecuredParts {
  readonly engine: Engine;
  readonly policy: Policy;
  readonly facts: Facts;
  readonly purpose: string | null;
  /** Relations besides datasets, by name: cells with rows. Trusted SQL. */
  readonly cells: ReadonlyMap<string, string>;
  readonly lane: Lane;
  readonly signal: AbortSignal;
}

/**
 * Runs one SELECT of an analysis. Datasets whose rows nobody may read one by one can be read in groups: the statement then
 * says how many distinct persons stand behind each row, and rows of fewer than the strictest threshold never leave the engine.
 */
export async function securedSelect(
  parts: SecuredParts,
  text: string,
  { persons, maxRows, onProgress }: SelectOptions,
): Promise<{ readonly table: Table; readonly withheld: number }> {
  const { engine, policy, facts, purpose, cells, lane, signal } = parts;
  const sources = sourcesOf(policy, purpose ?? '', facts);
  const datasets = [...policy.model.datasets.keys()].filter((name) => !cells.has(name));
  const relations = new Map([
    ...datasets.map((name) => [name, rowSource(policy, sources, name, duckdb).print().text] as const),
    ...cells,
  ]);
  const { statement, reads } = await compileSelect(engine, text, { relations, parameters: new Map() });
  const named = new Set(reads.relations.map((name) => name.toLowerCase()));
  const read = datasets
    .filter((name) => named.has(name.toLowerCase()))
    .flatMap((name) => policy.model.datasets.get(name) ?? []);
  for (const dataset of read) refuseUnreadable(parts, dataset, persons !== null);
  const run = async (sql: Statement): Promise<Table> => {
    const result = await engine.query(
      { statement: sql, lane, maxRows, ...(onProgress === undefined ? {} : { onProgress }) },
      signal,
    );
    return tableOf(result.arrow, result.columns);
  };
  const k = Math.max(0, ...read.map(({ name }) => policy.thresholds.get(name) ?? 0));
  if (persons === null || k === 0) return { table: await run(statement), withheld: 0 };
  const column = `"${persons.replaceAll('"', '""')}"`;
  const shown = { ...statement, text: `SELECT * FROM (${statement.text}) WHERE ${column} >= ${k}` };
  const hidden = { ...statement, text: `SELECT count(*) AS n FROM (${statement.text}) WHERE ${column} < ${k}` };
  const [table, counted] = [await run(shown), await run(hidden)];
  return { table, withheld: Number(counted.columns[0]?.values[0] ?? 0) };
}

function refuseUnreadable({ policy, purpose, facts }: SecuredParts, dataset: Dataset, inGroups: boolean): void {
  const [refused] = [
    ...quarantine(dataset, facts),
    ...(inGroups ? [] : [rowsRefusal(policy, dataset.name)]).filter((found) => found !== null),
    ...[purposeRefusal(policy, dataset, purpose)].filter((found) => found !== null),
    ...unguarded({ policy, purpose: purpose ?? '' }, [dataset], facts),
  ];
  if (refused !== undefined) throw refused;
}
