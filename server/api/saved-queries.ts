/** saved queries at literal addresses: the same address always means the same question */
import type { FastifyInstance } from 'fastify';
import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Model, SavedQuery } from '../model/model.ts';
import { policyOf } from '../query/policy/policy.ts';
import { fileNameOf } from './flat/formats.ts';
import { type QueryPart, refuseUnknown } from './flat/options.ts';
import { queryParameters } from './flat/query-parameters.ts';
import { serveAnswer } from './flat/serve-answer.ts';
import { goneSignal } from './gone-signal.ts';
import type { FileParts } from './results.ts';

type FileRoute = { readonly Params: { readonly file: string }; readonly Querystring: QueryPart };

/** As many rows as an answer can have: a file that ends early looks like any other. */
const allRows = 50_000;

/** `GET /queries/<slug>.<format>` with the query's own parameters and the options of files. */
export function savedQueryRoutes(scope: FastifyInstance, parts: FileParts & { model(): Model }): void {
  scope.get<FileRoute>('/queries/:file', async (request, reply) => {
    const { name, format } = fileNameOf(request.params.file);
    const saved = savedQuery(policyOf(parts.model(), request.viewer).model, name);
    const { query } = request;
    refuseUnknown(query, [...saved.parameters.keys()]);
    const options = Object.fromEntries(Object.entries(query).filter(([key]) => !saved.parameters.has(key)));
    const result = await parts.ask(writtenQuery(saved, options['totals'] === 'true'), {
      viewer: request.viewer,
      parameters: queryParameters(saved, query),
      signal: goneSignal(reply.raw),
    });
    const describedBy = `../results/${result.id}/columns.json`;
    return serveAnswer(request, reply, {
      result,
      format,
      name,
      describedBy,
      query: options,
      engine: parts.engine(),
    });
  });
}

/** The saved query of a name; throws `unknown-query`. */
export function savedQuery({ queries }: Model, name: string): SavedQuery {
  const found = queries.get(name);
  if (found !== undefined) return found;
  throw new TrivetError('unknown-query', `No saved query is called ${name}.`, {
    hint: didYouMean(name, queries.keys()),
    choices: [...queries.keys()],
  });
}

/** The query as it is asked: with every row, unless it has a limit of its own. */
export function writtenQuery({ query }: SavedQuery, totals: boolean): Readonly<Record<string, unknown>> {
  const limited = { limit: allRows, ...query };
  return totals && query['totals'] === undefined ? { ...limited, totals: ['GRAND'] } : limited;
}
