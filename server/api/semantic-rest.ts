/** seven routes by which semantic-layer clients read a view: describe it, ask it, count, list values, narrow a selection */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Model } from '../model/model.ts';
import { queryJson } from '../query/language/canonical.ts';
import { compatibleDimensions, compatibleMetrics } from '../query/resolve/compatible.ts';
import { parseMetricQuery } from '../query/language/parse-query.ts';
import { policyOf } from '../query/policy/policy.ts';
import type { MetricResult } from '../query/answer/result.ts';
import { goneSignal } from './gone-signal.ts';
import type { FileParts } from './results.ts';
import { semanticRows } from './semantic/answer.ts';
import {
  describeDimension,
  describeMembers,
  describeMetric,
  describeView,
  dimensionType,
} from './semantic/describe.ts';
import { type ViewMembers, viewMembers } from './semantic/members.ts';
import { Names } from './semantic/names.ts';
import { translate, valuesQuery } from './semantic/query.ts';
import { bodies, readBody } from './semantic/request.ts';

type ViewRoute = { readonly Params: { readonly view: string } };
type Parts = FileParts & { model(): Model };

/** `POST /semantic/views/…` */
export function semanticRoutes(scope: FastifyInstance, parts: Parts): void {
  const membersOf = (request: FastifyRequest<ViewRoute>): ViewMembers => {
    const { model } = policyOf(parts.model(), request.viewer);
    const { view } = request.params;
    const found = model.views.get(view);
    if (found !== undefined) return viewMembers(model, found);
    throw new TrivetError('unknown-view', `No view is called ${view}.`, { hint: didYouMean(view, model.views.keys()) });
  };
  scope.post('/semantic/views/', (request, reply) => {
    readBody(bodies.views, request.body);
    return reply.send([...policyOf(parts.model(), request.viewer).model.views.values()].map(describeView));
  });
  scope.post<ViewRoute>('/semantic/views/:view', (request, reply) => {
    const members = membersOf(request);
    readBody(bodies.view, request.body);
    return reply.send(describeMembers(members));
  });
  questionRoutes(scope, parts, membersOf);
  selectionRoutes(scope, parts, membersOf);
}

type MembersOf = (request: FastifyRequest<ViewRoute>) => ViewMembers;

function questionRoutes(scope: FastifyInstance, parts: Parts, membersOf: MembersOf): void {
  scope.post<ViewRoute>('/semantic/views/:view/query', async (request, reply) => {
    const members = membersOf(request);
    const { query } = readBody(bodies.query, request.body);
    const { written, columns } = translate(query, members, parts.model());
    const result = await parts.ask(written, { viewer: request.viewer, signal: goneSignal(reply.raw) });
    return { requests: requestsOf(request, parts, written, result), results: semanticRows(result, columns) };
  });
  scope.post<ViewRoute>('/semantic/views/:view/row-count', async (request, reply) => {
    const members = membersOf(request);
    const { query } = readBody(bodies.query, request.body);
    const { written } = translate({ ...query, limit: 1, offset: 0, order: [] }, members, parts.model());
    const result = await parts.ask(written, { viewer: request.viewer, signal: goneSignal(reply.raw) });
    const rest = Math.max(0, result.totalCount - (query.offset ?? 0));
    const count = Math.min(rest, query.limit ?? rest);
    return {
      requests: requestsOf(request, parts, written, result),
      results: { schema: [{ name: 'COUNT', type: 'int' }], rows: [{ COUNT: count }] },
    };
  });
  scope.post<ViewRoute>('/semantic/views/:view/values', async (request, reply) => {
    const members = membersOf(request);
    const body = readBody(bodies.values, request.body);
    const { model } = policyOf(parts.model(), request.viewer);
    const { written, dimension } = valuesQuery(body, members, model);
    const result = await parts.ask(written, { viewer: request.viewer, signal: goneSignal(reply.raw) });
    const column = { name: dimension.id, type: dimensionType(dimension.dimension) };
    const shown = { ...result, columns: result.columns.filter(({ role }) => role === 'DIMENSION') };
    return { requests: requestsOf(request, parts, written, result), results: semanticRows(shown, [column]) };
  });
}

function selectionRoutes(scope: FastifyInstance, parts: Parts, membersOf: MembersOf): void {
  const selected = (request: FastifyRequest<ViewRoute>) => {
    const members = membersOf(request);
    const body = readBody(bodies.selection, request.body);
    const names = new Names();
    const metrics = body.selected_metrics.flatMap(
      (id, index) => names.find(members.metrics, id, ['selected_metrics', index], 'metric') ?? [],
    );
    const dimensions = body.selected_dimensions.flatMap(
      (id, index) => names.find(members.dimensions, id, ['selected_dimensions', index], 'dimension') ?? [],
    );
    names.settle();
    const { model } = policyOf(parts.model(), request.viewer);
    return { members, metrics, dimensions, model };
  };
  scope.post<ViewRoute>('/semantic/views/:view/compatible-metrics', (request, reply) => {
    const { members, dimensions, model } = selected(request);
    const fitting = new Set(
      compatibleMetrics(
        model,
        dimensions.map(({ dimension }) => dimension.name),
      ),
    );
    return reply.send([...members.metrics.values()].filter(({ id }) => fitting.has(id)).map(describeMetric));
  });
  scope.post<ViewRoute>('/semantic/views/:view/compatible-dimensions', (request, reply) => {
    const { members, metrics, model } = selected(request);
    const fitting = new Set(
      compatibleDimensions(
        model,
        metrics.map(({ id }) => id),
      ),
    );
    return reply.send(
      [...members.dimensions.values()].filter(({ dimension }) => fitting.has(dimension.name)).map(describeDimension),
    );
  });
}

/** What was asked of the model; what was run of the engine only for those who may see its conditions. */
function requestsOf(
  { viewer }: FastifyRequest,
  parts: Parts,
  written: object,
  { explain, purpose }: MetricResult,
): readonly object[] {
  const { zone, weekStart } = parts.model().settings;
  const canonical = queryJson(parseMetricQuery(written, { purpose: viewer.purpose ?? purpose, zone, weekStart }));
  const asked = { type: 'metric_query', definition: JSON.stringify(canonical) };
  return explain.executedSql === null ? [asked] : [asked, { type: 'sql', definition: explain.executedSql }];
}
