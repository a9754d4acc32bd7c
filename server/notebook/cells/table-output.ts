import type { Column } from '../../lib/table.ts';
import type { RunContext, StoredRelation } from '../cell-kind.ts';
import type { Provenance, TableOutput } from '../output.ts';

const pageRows = 100;

/** A stored relation as the table that a client shows: its first page, and the id under which the rest is found. */
export async function tableOutput(
  context: RunContext,
  relation: StoredRelation,
  provenance: Provenance,
): Promise<TableOutput> {
  const page = relation.rowCount === 0 ? emptyPage(relation) : await context.read(relation, { limit: pageRows });
  return {
    type: 'TableOutput',
    provenance,
    result: relation.result ?? context.fingerprint,
    columns: relation.columns,
    rowCount: relation.rowCount,
    truncated: relation.truncated,
    ordered: relation.ordered,
    page,
    totals: [],
    accounting: [],
    warnings: [],
  };
}

/** The first rows of columns that are here already. */
export function firstRows(columns: readonly Column[]): readonly Column[] {
  return columns.map((column) => ({ ...column, values: column.values.slice(0, pageRows) }));
}

function emptyPage({ columns }: StoredRelation): readonly Column[] {
  return columns.map(({ name, type }) => ({ name, type, values: [] }));
}
