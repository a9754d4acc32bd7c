import type { FindingTable } from '../analyses/contract/finding.ts';
import type { Column } from '../lib/table.ts';
import type { OutputColumn } from './output.ts';

/** The columns of a finding's table, as clients print them. */
export function outputColumns({ columns }: FindingTable): readonly OutputColumn[] {
  return columns.map(({ name, label, type, unit = null, format = null }) => ({
    name,
    label,
    type,
    unit,
    format,
    role: null,
    metric: null,
  }));
}

/** The values of a finding's table, column by column. */
export function tableColumns({ columns, rows }: FindingTable): readonly Column[] {
  return columns.map(({ name, type }, at) => ({ name, type, values: rows.map((row) => row[at] ?? null) }));
}
