import type { Analysis } from '../../analyses/contract/analysis.ts';
import { relationsOf } from '../../analyses/run/bind-roles.ts';
import type { Estimate } from '../../analyses/contract/finding.ts';
import { analyses } from '../../analyses/index.ts';
import { type AnalysisRequest, analysisShape } from '../../analyses/contract/request.ts';
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { Column, ValueType } from '../../lib/table.ts';
import type { CellKind, RunContext } from '../cell-kind.ts';
import type { OutputColumn } from '../output.ts';
import { queryValues } from '../parameters.ts';
import { provenanceOf } from '../provenance.ts';
import { outputColumns, tableColumns } from '../finding-columns.ts';
import { analysisSchema } from './analysis-schema.ts';
import { dimensionsOf } from './query-names.ts';
import { parametersIn, parseYamlBody, type YamlBody } from './yaml-body.ts';

interface AnalysisSpec {
  readonly analysis: Analysis;
  readonly json: Json;
  /** What the cell itself is called: by default it never means itself. */
  readonly own: string | null;
  readonly position: YamlBody<unknown>['position'];
}

/** An analysis of the registry over datasets and cells: a finding. Other cells read its estimates, one a row. */
export const analysisCell: CellKind<AnalysisSpec> = {
  name: 'analysis',
  version: 1,
  label: 'Analysis',
  language: 'yaml',
  starter: 'analysis: score\n',
  schema: analysisSchema(),
  parse: ({ body, name }) => {
    const { spec, json, position } = parseYamlBody(body, analysisShape);
    const analysis = analyses.get(spec.analysis);
    if (analysis !== undefined) return { analysis, json, own: name?.toLowerCase() ?? null, position };
    throw new TrivetError('unknown-analysis', `There is no analysis ${spec.analysis}.`, {
      hint: didYouMean(spec.analysis, analyses.names),
      choices: analyses.names,
      position: position(['analysis']),
    });
  },
  reads: ({ analysis, json, own }) => {
    const request = analysisShape.parse(json);
    const named = new Set(relationsOf(analysis.roles, request));
    const isOwn = (name: string): boolean => name.toLowerCase() === own && !isWritten(request, name);
    const relations = [...named].filter((name) => !isOwn(name));
    return {
      relations,
      parameters: parametersIn(json),
      metrics: [],
      dimensions: dimensionsOf({ where: request.where ?? null }),
      // Conditions look along joins, so everything that the data lead to counts.
      entities: [...(request.where === undefined ? [] : relations), ...[...named].filter(isOwn)],
      inGroups: true,
      unstable: analysis.today === undefined || request.options?.[analysis.today] !== undefined ? [] : ['per-query'],
    };
  },
  canonical: ({ analysis, json }) => ({ version: analysis.version, request: json }),
  run: async ({ analysis, json, position }, context) => {
    const finding = await context.analyse(analysis, requestOf(json, context)).catch((error: unknown) => {
      throw placed(error, position);
    });
    const { columns, described } = estimateColumns(
      finding.estimate === null ? finding.estimates : [finding.estimate, ...finding.estimates],
    );
    const relation = await context.keep(columns, described);
    const pictures = [];
    for (const { name, title, table, spec } of finding.charts) {
      const drawn = finding.tables.find((each) => each.name === table);
      if (drawn === undefined) continue;
      const data = tableColumns(drawn);
      const { svg } = await context.drawChart(withTitle(spec, title), outputColumns(drawn), data);
      pictures.push({ name, svg });
    }
    const steps = finding.steps.map(({ title, sql }) => ({ title, language: 'sql', text: sql }) as const);
    return {
      type: 'FindingOutput',
      provenance: provenanceOf(context, steps, finding.sources),
      result: relation.result ?? context.fingerprint,
      columns: relation.columns,
      rowCount: relation.rowCount,
      finding,
      pictures,
    };
  },
};

/** Whether a request names a dataset or cell itself, so that it is not only there by default. */
function isWritten({ datasets }: AnalysisRequest, name: string): boolean {
  return Object.values(datasets ?? {}).some((each) => (typeof each === 'string' ? each : each.dataset) === name);
}

/** The request with the values of parameters in the place of `$name`. */
function requestOf(json: Json, { parameters, values }: RunContext): AnalysisRequest {
  const known = queryValues(parameters, values);
  const filled = (value: Json): Json => {
    if (typeof value === 'string')
      return parametersIn(value).length === 0 ? value : (known.get(value.slice(1)) ?? null);
    if (value === null || typeof value !== 'object') return value;
    if (isList(value)) return value.map(filled);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member ?? null)]));
  };
  return analysisShape.parse(filled(json));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

const places: Readonly<Record<string, readonly string[]>> = {
  'unknown-role': ['datasets'],
  'missing-role': ['datasets'],
  'missing-column': ['datasets'],
  'unknown-column': ['datasets'],
  'unknown-dataset': ['datasets'],
  'unknown-option': ['options'],
  'invalid-option': ['options'],
  'missing-option': ['options'],
  'unknown-dimension': ['where'],
};

/** The same error with the place of the part of the body that it is about. */
function placed(error: unknown, position: AnalysisSpec['position']): unknown {
  const path = error instanceof TrivetError ? places[error.code] : undefined;
  if (!(error instanceof TrivetError) || path === undefined || error.position !== undefined) return error;
  const { code, message, hint, choices } = error;
  return new TrivetError(code, message, { hint, choices, position: position(path) ?? position([]), cause: error });
}

function estimateColumns(estimates: readonly Estimate[]): {
  readonly columns: readonly Column[];
  readonly described: readonly OutputColumn[];
} {
  const parts: readonly (readonly [string, string, ValueType, (estimate: Estimate) => string | number | null])[] = [
    ['name', 'Name', 'string', ({ name }) => name],
    ['label', 'Estimate', 'string', ({ label }) => label],
    ['value', 'Value', 'real', ({ value }) => value],
    ['low', 'Low', 'real', ({ interval }) => interval?.low ?? null],
    ['high', 'High', 'real', ({ interval }) => interval?.high ?? null],
    ['p', 'p', 'real', ({ p }) => p],
    ['n', 'n', 'integer', ({ n }) => n],
    ['unit', 'Unit', 'string', ({ unit }) => unit],
  ];
  return {
    columns: parts.map(([name, , type, of]) => ({ name, type, values: estimates.map(of) })),
    described: parts.map(([name, label, type]) => plain(name, label, type)),
  };
}

function plain(name: string, label: string, type: ValueType): OutputColumn {
  return { name, label, type, unit: null, format: null, role: null, metric: null };
}

function withTitle(spec: Json, title: string): Json {
  return spec !== null && typeof spec === 'object' && !isList(spec) ? { description: title, ...spec } : spec;
}
