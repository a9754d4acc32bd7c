import { TrivetError } from '../../lib/errors.ts';
import type { CellKind } from '../cell-kind.ts';
import { provenanceOf } from '../provenance.ts';
import { plainColumns } from '../relation.ts';
import { relationOf } from '../run-context.ts';
import { firstRows } from './table-output.ts';

interface ArqueroSpec {
  readonly code: string;
  /** Relations in the order in which the function takes them. */
  readonly inputs: readonly string[];
}

/** What a run takes from each relation; the sandbox refuses more than half a million rows by name. */
const maxRows = 500_001;

/** One arrow function over the tables that `in=` names, run where it can reach nothing else. */
export const arqueroCell: CellKind<ArqueroSpec> = {
  name: 'arquero',
  version: 1,
  label: 'Arquero',
  language: 'javascript',
  starter: '(table) => table',
  schema: null,
  parse: ({ body, attributes }) => {
    const written = attributes.get('in');
    const inputs = typeof written === 'string' ? written.split(',').map((name) => name.trim()) : [];
    if (inputs.length === 0 || inputs.includes('')) {
      throw new TrivetError('invalid-cell', 'The cell names no tables.', {
        hint: 'Write in=<cell>,<cell> behind the kind; the function takes them in this order.',
      });
    }
    if (body.trim() === '')
      throw new TrivetError('invalid-cell', 'The cell is empty.', {
        hint: 'Write one arrow function: (table) => table.',
      });
    return { code: body, inputs };
  },
  reads: ({ inputs }) => ({ relations: inputs, parameters: [], metrics: [], dimensions: [] }),
  canonical: ({ code }) => code.trim(),
  run: async ({ code, inputs }, context) => {
    const tables = [];
    for (const name of inputs) {
      const relation = relationOf(context, name);
      tables.push({ name, columns: await context.read(relation, { limit: maxRows }) });
    }
    const columns = await context.transform(code, tables);
    const described = plainColumns(columns);
    const relation = await context.keep(columns, described);
    const steps = [{ title: `Arquero over ${inputs.join(', ')}`, language: 'text', text: code.trim() }] as const;
    return {
      type: 'TableOutput',
      provenance: provenanceOf(context, steps),
      result: relation.result ?? context.fingerprint,
      columns: described,
      rowCount: relation.rowCount,
      truncated: false,
      ordered: relation.ordered,
      page: firstRows(columns),
      totals: [],
      accounting: [],
      warnings: [],
    };
  },
};
