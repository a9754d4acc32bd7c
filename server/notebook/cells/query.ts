import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import type { CellKind } from '../cell-kind.ts';
import type { ProvenanceStep } from '../output.ts';
import { provenanceOf } from '../provenance.ts';
import { metricColumn } from '../relation.ts';
import { dimensionsOf, metricsOf } from './query-names.ts';
import { firstRows } from './table-output.ts';
import { bodySchema, parametersIn, parseYamlBody } from './yaml-body.ts';
import type { MetricResult } from '../../query/result.ts';

// The semantic layer checks the rest and names what is wrong.
const shape = z.looseObject({
  metrics: z
    .union([z.string(), z.array(z.union([z.string(), z.looseObject({ name: z.string() })]))])
    .meta({ description: 'Names of metrics, of any datasets.' }),
  groupBy: z
    .json()
    .optional()
    .meta({ description: 'Dimensions that all metrics share; a calendar dimension takes a grain.' }),
  where: z.json().optional().meta({ description: 'Dimension: value, a list of values, or operators.' }),
  time: z.json().optional().meta({ description: 'range: [from, until before].' }),
  totals: z.json().optional(),
  orderBy: z.json().optional(),
  limit: z.number().optional(),
});

interface QuerySpec {
  readonly query: Json;
  readonly text: string;
}

/** Metrics of any datasets by shared dimensions, as YAML. */
export const queryCell: CellKind<QuerySpec> = {
  name: 'query',
  version: 1,
  label: 'Metric query',
  language: 'yaml',
  starter: 'metrics: [nps]\ngroupBy: [region]\n',
  schema: bodySchema(shape),
  parse: ({ body }) => ({ query: parseYamlBody(body, shape).json, text: body.trim() }),
  reads: ({ query }) => ({
    relations: [],
    parameters: parametersIn(query),
    metrics: metricsOf(query),
    dimensions: dimensionsOf(query),
  }),
  canonical: ({ query }) => query,
  run: async ({ query, text }, context) => {
    const result = await context.ask(query);
    const relation = await context.keep(result.columns, result.columns.map(metricColumn));
    return {
      type: 'TableOutput',
      provenance: provenanceOf(context, querySteps(text, result), result.freshness),
      result: relation.result ?? context.fingerprint,
      columns: relation.columns,
      rowCount: result.rowCount,
      truncated: result.totalCount > result.rowCount,
      ordered: true,
      page: firstRows(result.columns.map(({ name, type, values }) => ({ name, type, values }))),
      totals: result.totals,
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
