/** rows of one dataset as somebody may see them → checked → one statement through secured sources → a page */
import { TrivetError } from '../lib/errors.ts';
import { fingerprint } from '../lib/hash.ts';
import { columnOf, type Table, type Value } from '../lib/table.ts';
import type { Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import { compileAllRows, compileCount, compilePage } from '../query/compile/compile-row-list.ts';
import { policyOf } from '../query/policy/policy.ts';
import type { Facts } from '../query/answer/result.ts';
import { checkRows, type CheckedRows, readableColumns, type RowRequest } from '../query/rows/row-request.ts';
import { type Sources, sourcesOf } from '../query/policy/secured-source.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import type { Sql, Statement } from '../sql/sql.ts';
import { tableOf } from './arrow/arrow-table.ts';
import { type AuditLog, rowsRecord } from './audit-log.ts';
import type { Engine, StoredResult } from './engine.ts';

/** What somebody asks of the rows of a dataset; the purpose may be left to the viewer's or the workspace's own. */
type RowsAsked = Omit<RowRequest, 'purpose'> & { readonly purpose: string | null };

interface RowsFor {
  readonly viewer: Viewer;
  readonly signal?: AbortSignal | undefined;
}

export interface RowPage {
  readonly rowCount: number;
  /** By the column's name. */
  readonly own: ReadonlyMap<string, readonly Value[]>;
  /** By the join's name: whether a row was found, and its columns. */
  readonly joined: ReadonlyMap<string, JoinedRows>;
  /** For each row the values after which the next one comes. */
  readonly places: readonly (readonly Value[])[];
  readonly hasNext: boolean;
}

interface JoinedRows {
  readonly isFound: readonly boolean[];
  readonly columns: ReadonlyMap<string, readonly Value[]>;
}

/** Reads rows one by one, under the same rules as every metric. */
export interface ReadRows {
  /** Throws TrivetError with every refusal at once. */
  page(asked: RowsAsked, options: RowsFor): Promise<RowPage>;
  /** How many rows there are on all pages together. */
  count(asked: RowsAsked, options: RowsFor): Promise<number>;
  /** All rows with every column that the viewer may read, as a stored table: the same one until data or rights change. */
  whole(asked: Pick<RowsAsked, 'dataset' | 'purpose'>, options: RowsFor): Promise<StoredResult>;
}

export interface ReadRowsParts {
  readonly dialect: Dialect;
  readonly clock: () => Date;
  readonly timeoutMs: number;
  /** Absent: nothing is recorded. */
  readonly audit?: AuditLog | undefined;
  engine(): Engine;
  model(): Model;
  facts(): Facts;
}

export function createReadRows(parts: ReadRowsParts): ReadRows {
  const check = (asked: RowsAsked, viewer: Viewer): { readonly rows: CheckedRows; readonly sources: Sources } => {
    if (viewer.views !== null) throw confinedToViews(viewer);
    const model = parts.model();
    const policy = policyOf(model, viewer);
    const purpose = asked.purpose ?? policy.purpose ?? model.settings.purpose;
    if (purpose === null) {
      throw new TrivetError('unknown-purpose', 'The query names no purpose.', { hint: 'Say why the rows are read.' });
    }
    const rows = checkRows({ ...asked, purpose }, policy, parts.facts());
    return { rows, sources: sourcesOf(policy, purpose, parts.facts()) };
  };
  const run = async (statement: Sql, maxRows: number, signal: AbortSignal | undefined): Promise<Table> => {
    const printed = statement.print(parts.dialect.parameter);
    const request = { statement: printed, lane: 'interactive', maxRows, timeoutMs: parts.timeoutMs } as const;
    const result = await parts.engine().query(request, signal);
    return tableOf(result.arrow, result.columns);
  };
  return {
    page: async (asked, { viewer, signal }) => {
      const { rows, sources } = check(asked, viewer);
      const page = pageOf(rows, await run(compilePage(rows, sources, parts.dialect), rows.first + 1, signal));
      const { dataset, columns, where, purpose } = rows;
      const read = { dataset, columns, where, purpose, used: page.rowCount, result: null };
      parts.audit?.record(rowsRecord(read, { viewer, at: parts.clock().toISOString() }));
      return page;
    },
    count: async (asked, { viewer, signal }) => {
      const { rows, sources } = check(asked, viewer);
      const table = await run(compileCount(rows, sources, parts.dialect), 1, signal);
      return Number(table.columns[0]?.values[0] ?? 0);
    },
    whole: async ({ dataset, purpose }, { viewer, signal }) => {
      const policy = policyOf(parts.model(), viewer);
      const of = policy.model.datasets.get(dataset);
      const columns = of === undefined ? [] : [...readableColumns(of, policy)];
      const unsaid = { joins: [], where: null, orderBy: [], first: 0, after: null };
      const { rows, sources } = check({ ...unsaid, dataset, purpose, columns }, viewer);
      const statement = compileAllRows(rows, sources, parts.dialect).print(parts.dialect.parameter);
      const stored = await storeOnce(parts, statement, signal);
      const read = { dataset, columns, where: null, purpose: rows.purpose, used: stored.rowCount, result: null };
      parts.audit?.record(rowsRecord(read, { viewer, at: parts.clock().toISOString() }));
      return stored;
    },
  };
}

async function storeOnce(
  parts: ReadRowsParts,
  statement: Statement,
  signal: AbortSignal | undefined,
): Promise<StoredResult> {
  const engine = parts.engine();
  const versions = [...parts.facts().datasets].map(([name, { version }]) => [name, version]);
  const { text, parameters } = statement;
  const bound = parameters.map(({ type, value }) => [type, String(value)]);
  const key = fingerprint({ rows: text, bound, versions, engine: engine.version });
  const request = {
    statement,
    lane: 'notebook',
    maxRows: Number.MAX_SAFE_INTEGER,
    timeoutMs: parts.timeoutMs,
  } as const;
  return (await engine.stored(key)) ?? engine.store(key, request, signal);
}

/** What a program that is confined to views is refused with when it asks for rows. */
export function confinedToViews({ name }: Viewer): TrivetError {
  return new TrivetError('forbidden', `${name} may ask for what its views show, not for rows.`, {
    hint: 'Ask for metrics of a view.',
  });
}

function pageOf({ first, columns, joins, order }: CheckedRows, table: Table): RowPage {
  const rowCount = Math.min(first, table.rowCount);
  const valuesOf = (alias: string): readonly Value[] => columnOf(table, alias)?.values.slice(0, rowCount) ?? [];
  const keys = order.map((_, index) => valuesOf(`k${index}`));
  return {
    rowCount,
    own: new Map(columns.map((name, index) => [name, valuesOf(`v${index}`)])),
    joined: new Map(
      joins.map(({ name, columns: names }, number): [string, JoinedRows] => [
        name,
        {
          isFound: valuesOf(`x${number}`).map((key) => key !== null),
          columns: new Map(names.map((column, index) => [column, valuesOf(`w${number}_${index}`)])),
        },
      ]),
    ),
    places: Array.from({ length: rowCount }, (_, row) => keys.map((values) => values[row] ?? null)),
    hasNext: table.rowCount > first,
  };
}
