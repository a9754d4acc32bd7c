import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { Value } from '../../lib/table.ts';
import type { CellKind, Relation, RunContext } from '../cell-kind.ts';
import { formatValue, type ValueFormat } from '../format-value.ts';
import type { OutputColumn } from '../output.ts';
import { parameterOf, queryValues } from '../parameters.ts';
import { provenanceOf } from '../provenance.ts';
import { escapeHtml, type Inline, inlinesOf, renderMarkdown } from './markdown.ts';

interface ProseSpec {
  readonly text: string;
  readonly inlines: readonly Inline[];
}

interface FirstRow {
  readonly relation: Relation;
  /** How many rows there are, in words. */
  readonly rows: string;
  /** Values of its first row by column. */
  readonly row: ReadonlyMap<string, Value>;
}

const formats: ReadonlySet<string> = new Set(['number', 'integer', 'percent', 'points', 'currency', 'date']);

/** Prose with values: `{{ cell.column | format }}`, `{{ $parameter }}`, `[[cell]]`. */
export const mdCell: CellKind<ProseSpec> = {
  name: 'md',
  version: 1,
  label: 'Text',
  language: 'markdown',
  eager: true,
  starter: '',
  schema: null,
  parse: ({ body }) => {
    const inlines = inlinesOf(body);
    const unknown = inlines.find(({ format }) => format !== null && !formats.has(format))?.format;
    if (unknown !== undefined && unknown !== null) {
      throw new TrivetError('invalid-cell', `There is no format called ${unknown}.`, {
        hint: didYouMean(unknown, formats),
        position: positionOf(body, unknown),
      });
    }
    return { text: body, inlines };
  },
  reads: ({ inlines }) => ({
    relations: [...new Set(inlines.flatMap((inline) => (inline.is === 'column' ? [inline.relation] : [])))],
    parameters: [...new Set(inlines.flatMap((inline) => (inline.is === 'parameter' ? [inline.name] : [])))],
    metrics: [],
    dimensions: [],
  }),
  canonical: ({ text }) => text,
  run: async ({ text, inlines }, context) => {
    const names = new Set(inlines.flatMap((inline) => (inline.is === 'column' ? [inline.relation] : [])));
    const rows = new Map<string, FirstRow>();
    for (const name of names) {
      const relation = context.input(name);
      if (relation !== undefined) rows.set(name, await firstRow(context, relation));
    }
    const html = renderMarkdown(text, (inline) =>
      inline.is === 'parameter' ? parameterHtml(context, inline) : columnHtml(rows, inline),
    );
    return { type: 'TextOutput', provenance: provenanceOf(context, []), html };
  },
};

async function firstRow(context: RunContext, relation: Relation): Promise<FirstRow> {
  const known = relation.rowCount;
  const columns = known === 1 || known === null ? await context.read(relation, { limit: 2 }) : [];
  const found = known ?? columns[0]?.values.length ?? 0;
  return {
    relation,
    rows: known === null && found > 1 ? 'several' : String(found),
    row: new Map(columns.map(({ name, values }) => [name, values[0] ?? null])),
  };
}

function columnHtml(rows: ReadonlyMap<string, FirstRow>, inline: Extract<Inline, { is: 'column' }>): string {
  const written = `${inline.relation}.${inline.column}`;
  const found = rows.get(inline.relation);
  if (found === undefined) return problemHtml('unknown-cell', `${written}: there is no cell called ${inline.relation}`);
  const { columns } = found.relation;
  const column = columns.find(({ name }) => name.toLowerCase() === inline.column.toLowerCase());
  if (column === undefined) {
    const hint = didYouMean(
      inline.column,
      columns.map(({ name }) => name),
    );
    return problemHtml('unknown-column', `${written}: there is no such column. ${hint ?? ''}`.trim());
  }
  if (found.rows !== '1') {
    return problemHtml('not-one-row', `${written}: the cell has ${found.rows} rows, one is needed`);
  }
  const value = found.row.get(column.name) ?? null;
  return valueHtml(
    value,
    { ...column, format: inline.format ?? column.format },
    { 'data-cell': inline.relation, 'data-column': column.name },
  );
}

function parameterHtml(context: RunContext, inline: Extract<Inline, { is: 'parameter' }>): string {
  const spec = parameterOf(context.parameters, inline.name);
  if (spec === undefined) return problemHtml('unknown-parameter', `$${inline.name}: there is no such parameter`);
  const value = queryValues(context.parameters, context.values).get(inline.name) ?? null;
  const isDate = spec.type === 'date' || spec.type === 'date_range';
  const members = (Array.isArray(value) ? value : [value]) as readonly Json[]; // isArray forgets the type of readonly lists
  const text = members.map((member) =>
    formatValue(scalar(member), { ...plain(member), format: inline.format ?? (isDate ? 'date' : null) }),
  );
  const shown = value === null && spec.optional ? 'All' : text.join(spec.type === 'date_range' ? ' – ' : ', ');
  return `<data class="value" value="${escapeHtml(members.map((member) => String(scalar(member) ?? '')).join(','))}" data-parameter="${escapeHtml(spec.name)}">${escapeHtml(shown)}</data>`;
}

function valueHtml(
  value: Value,
  column: Pick<OutputColumn, 'type' | 'format' | 'unit'>,
  attributes: Readonly<Record<string, string>>,
): string {
  const extra = Object.entries(attributes).map(([key, text]) => ` ${key}="${escapeHtml(text)}"`);
  return `<data class="value" value="${escapeHtml(String(value ?? ''))}"${extra.join('')}>${escapeHtml(formatValue(value, column))}</data>`;
}

function problemHtml(code: string, message: string): string {
  return `<span class="value-problem" role="note" data-code="${code}">${escapeHtml(message)}</span>`;
}

function plain(value: Json): ValueFormat {
  return {
    type: typeof value === 'number' ? 'real' : typeof value === 'boolean' ? 'boolean' : 'string',
    format: null,
    unit: null,
  };
}

function scalar(value: Json): Value {
  return value === null || typeof value === 'object' ? null : value;
}

function positionOf(
  body: string,
  word: string,
): { readonly line: number; readonly column: number; readonly offset: number; readonly length: number } {
  const offset = Math.max(0, body.search(new RegExp(`\\|\\s*${word}\\s*\\}\\}`)));
  const before = body.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset, length: word.length };
}
