import { TrivetError } from '../../lib/errors.ts';
import type { CellKind } from '../cell-kind.ts';
import { provenanceOf } from '../provenance.ts';
import { reasonsOf } from '../stability.ts';
import { tableOutput } from './table-output.ts';

interface SqlSpec {
  readonly text: string;
}

/** One SELECT over cells and datasets, in the engine's own SQL; parameters as `$name`. */
export const sqlCell: CellKind<SqlSpec> = {
  name: 'sql',
  version: 1,
  label: 'SQL',
  language: 'sql',
  starter: 'select 1 as one',
  schema: null,
  parse: ({ body }) => {
    if (body.trim() === '') throw new TrivetError('invalid-cell', 'The cell is empty.', { hint: 'Write one SELECT.' });
    return { text: body };
  },
  reads: async ({ text }, context) => {
    const found = await context.inspectSql(text);
    const { tables, parameters } = found;
    return { relations: tables, parameters, metrics: [], dimensions: [], unstable: reasonsOf(found) };
  },
  canonical: ({ text }, context) => context.canonicalSql(text),
  run: async ({ text }, context) => {
    const relation = await context.sql(text);
    const steps = [{ title: 'SQL over datasets and cells', language: 'sql', text: text.trim() }] as const;
    return tableOutput(context, relation, provenanceOf(context, steps));
  },
};
