import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import type { CellKind } from '../cell-kind.ts';
import type { ProvenanceStep } from '../output.ts';
import { provenanceOf } from '../provenance.ts';
import { answerColumns } from '../answer-columns.ts';
import { placed } from './query-places.ts';
import { aliasesOf, dimensionsOf, entitiesOf, metricsOf } from './query-names.ts';
import { querySchema } from './query-schema.ts';
import { firstRows } from './table-output.ts';
import { parametersIn, parseYamlBody } from './yaml-body.ts';
import type { MetricResult } from '../../query/answer/result.ts';

// The semantic layer checks the rest and names what is wrong.
const shape = z.looseObject({
  metrics: z.union([z.string(), z.array(z.union([z.string(), z.looseObject({ name: z.string() })]))]),
});

interface QuerySpec {
  readonly query: Json;
  readonly text: string;
  /** An error of the semantic layer with its place in the body. */
  readonly place: (error: unknown) => unknown;
}

/** Metrics of any datasets by shared dimensions, as YAML. */
export const queryCell: CellKind<QuerySpec> = {
  name: 'query',
  version: 2,
  label: 'Metric query',
  language: 'yaml',
  starter: 'metrics: [nps]\ngroupBy: [region]\n',
  schema: querySchema,
  parse: ({ body }) => {
    const { json, position } = parseYamlBody(body, shape);
    return { query: json, text: body.trim(), place: (error) => placed(error, body, position) };
  },
  reads: ({ query }) => ({
    relations: [],
    parameters: parametersIn(query),
    metrics: metricsOf(query),
    dimensions: dimensionsOf(query),
    entities: entitiesOf(query),
  }),
  canonical: ({ query }) => query,
  run: async ({ query, text, place }, context) => {
    const result = await context.ask(query).catch((error: unknown) => {
      throw place(error);
    });
    const { columns, described, totals } = answerColumns(result, aliasesOf(query), context.model);
    const relation = await context.keep(columns, described);
    return {
      type: 'TableOutput',
      provenance: provenanceOf(context, querySteps(text, result), result.freshness),
      result: relation.result ?? context.fingerprint,
      columns: relation.columns,
      rowCount: result.rowCount,
      truncated: result.totalCount > result.rowCount,
      ordered: true,
      page: firstRows(columns),
      totals,
      accounting: result.accounting,
      warnings: result.warnings,
    };
  },
};

/** How a metric query was answered, for people. */
export function querySteps(text: string, { columns, explain }: MetricResult): readonly ProvenanceStep[] {
  const definitions = columns.flatMap(({ label, definition }) =>
    definition === null ? [] : [`${label}: ${definition}`],
  );
  return [
    { title: 'Metric query', language: 'yaml', text },
    ...(definitions.length === 0
      ? []
      : [{ title: 'Definitions', language: 'text', text: definitions.join('\n') } as const]),
    { title: 'SQL over datasets', language: 'sql', text: explain.sql },
  ];
}
