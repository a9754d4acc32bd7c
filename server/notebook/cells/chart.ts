import { z } from 'zod';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { CellKind, Relation, RunContext } from '../cell-kind.ts';
import { checkFields, checkSpec, encodingsOf, gathers } from './chart-check.ts';
import { completeSpec } from './chart-complete.ts';
import { summarise } from './chart-summary.ts';
import { checkValues, hiddenText } from './chart-values.ts';
import { provenanceOf } from '../provenance.ts';
import { relationOf } from '../run-context.ts';
import { escapeHtml } from './markdown.ts';
import { bodySchema, parseYamlBody, type YamlBody } from './yaml-body.ts';

/** Marks that a picture still shows one by one. */
const maxMarks = 5_000;

// Vega-Lite says what a chart may hold; here only that it is a mapping.
const shape = z.looseObject({ mark: z.json().optional(), encoding: z.json().optional() });

interface ChartSpec {
  readonly body: YamlBody<unknown>;
  readonly data: string;
  readonly caption: string | null;
}

/** Vega-Lite as YAML over the relation that `data=` names. */
export const chartCell: CellKind<ChartSpec> = {
  name: 'chart',
  version: 3,
  label: 'Chart',
  language: 'yaml',
  starter: 'mark: bar\nencoding:\n  x: { field: region }\n  y: { field: nps }\n',
  schema: bodySchema(shape),
  parse: ({ body, attributes }) => {
    const data = attributes.get('data');
    const caption = attributes.get('caption');
    if (typeof data !== 'string' || data === '') {
      throw new TrivetError('invalid-cell', 'The chart names no data.', {
        hint: 'Write data=<cell> behind the kind, or choose a cell.',
      });
    }
    const parsed = parseYamlBody(body, shape);
    checkSpec(parsed.json, parsed.position);
    return { body: parsed, data, caption: typeof caption === 'string' ? caption : null };
  },
  reads: ({ data }) => ({ relations: [data], parameters: [], metrics: [], dimensions: [] }),
  canonical: ({ body, caption }) => ({ spec: body.json, caption }),
  run: async ({ body, data, caption }, context) => {
    const relation = relationOf(context, data);
    const { columns } = relation;
    checkFields(
      body.json,
      columns.map(({ name }) => name),
      body.position,
    );
    checkValues(body.json, columns, body.position);
    if (relation.rowCount !== null && relation.rowCount > maxMarks) throw tooManyMarks(relation, body.json);
    const rows = await context.read(relation, { limit: maxMarks + 1 });
    if ((rows[0]?.values.length ?? 0) > maxMarks) throw tooManyMarks(relation, body.json);
    const drawn = await context.drawChart(completeSpec(body.json, relation), columns, rows);
    const summary = `${summarise(body.json, columns, rows)}${hiddenText(columns, rows)}`;
    return {
      type: 'ChartOutput',
      provenance: provenanceOf(context, steps(relation, context)),
      result: relation.result ?? context.fingerprint,
      caption,
      spec: drawn.spec,
      columns,
      data: rows,
      svg: drawn.svg.replace('<svg', () => `<svg role="img" aria-label="${escapeHtml(summary)}"`),
      summary,
    };
  },
};

function steps(
  { sql, name }: Relation,
  { cell }: RunContext,
): readonly { title: string; language: 'sql' | 'yaml'; text: string }[] {
  const chart = { title: 'Chart', language: 'yaml', text: cell.body.trim() } as const;
  return sql === null ? [chart] : [{ title: `Data: ${name}`, language: 'sql', text: sql }, chart];
}

function tooManyMarks({ name, rowCount, columns }: Relation, spec: Json): TrivetError {
  const [encoding] = encodingsOf(spec);
  const fields = ['x', 'color', 'y'].flatMap((channel) => {
    const encoded = encoding?.encoding[channel];
    return typeof encoded === 'object' && encoded !== null && 'field' in encoded && typeof encoded.field === 'string'
      ? [encoded.field]
      : [];
  });
  const measure = fields.find((field) =>
    columns.some((column) => column.name === field && ['integer', 'bigint', 'decimal', 'real'].includes(column.type)),
  );
  const groups = fields.filter((field) => field !== measure);
  const select = [
    ...groups,
    measure === undefined ? 'count(*) as n' : `avg(${measure}) as ${measure}, count(*) as n`,
  ].join(', ');
  const why = gathers(spec)
    ? 'The chart would add them up, but rows are added up faster and exactly in a query.'
    : 'Nobody can tell so many marks apart.';
  return new TrivetError(
    'too-many-marks',
    `${name} has ${rowCount === null ? 'more' : rowCount.toLocaleString('en-GB')} rows; a chart shows at most ${maxMarks.toLocaleString('en-GB')}. ${why}`,
    {
      hint: `Aggregate first, for example: select ${select} from ${name} group by all`,
    },
  );
}
