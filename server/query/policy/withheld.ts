import { plainValue, type Table } from '../../lib/table.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import type { DatasetFacts, LegAccount } from '../answer/result.ts';
import { permittedCount, type Sources } from './secured-source.ts';

/** Where rows are withheld by policy and by consent both: the count by which the two are told apart. */
export function permittedAlso(sources: Sources, dataset: string, dialect: Dialect): readonly Sql[] {
  const { rows = null, consent = null } = sources.get(dataset) ?? {};
  return rows === null || consent === null ? [] : [sql`${permittedCount(sources, dataset, dialect)} AS permitted`];
}

type Withheld = Pick<
  LegAccount,
  'rowsInSource' | 'deleted' | 'deduplicated' | 'withheldByPolicy' | 'withheldByConsent'
>;

/** What became of rows that no leg saw. Who sees some rows only is told of those, as if there were no others. */
export function withheld(
  sources: Sources,
  { rowsInSource, rowCount, deleted, deduplicated }: DatasetFacts,
  read: { readonly dataset: string; readonly seen: number; readonly row: Table; readonly seesRules: boolean },
): Withheld {
  const { rows = null, consent = null } = sources.get(read.dataset) ?? {};
  if (rows !== null) {
    const permitted = consent === null ? read.seen : permittedIn(read.row);
    const own = { rowsInSource: permitted, deleted: 0, deduplicated: 0 };
    return { ...own, withheldByConsent: permitted - read.seen, withheldByPolicy: null };
  }
  const withheldByConsent = consent === null ? 0 : rowCount - read.seen;
  return { rowsInSource, deleted, deduplicated, withheldByConsent, withheldByPolicy: read.seesRules ? 0 : null };
}

function permittedIn(row: Table): number {
  const column = row.columns.find(({ name }) => name === 'permitted');
  const value = column === undefined ? null : plainValue(column, 0);
  if (typeof value !== 'number') throw new Error('The account has no number of permitted rows.');
  return value;
}
