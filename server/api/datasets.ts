/** the rows of a dataset, as somebody may see them, as one file */
import type { FastifyInstance } from 'fastify';
import type { Engine } from '../engine/engine.ts';
import type { ReadRows } from '../engine/read-rows.ts';
import { TrivetError } from '../lib/errors.ts';
import { fileNameOf } from './flat/formats.ts';
import { fileOptions, givenIn, type QueryPart, refuseUnknown } from './flat/options.ts';
import { serveStored, storedFormats } from './flat/serve-stored.ts';
import { goneSignal } from './gone-signal.ts';

export interface DatasetParts {
  readonly rows: ReadRows;
  engine(): Engine;
}

interface DatasetRoute {
  readonly Params: { readonly file: string };
  readonly Querystring: QueryPart;
}

/** `GET /datasets/<name>.<format>?purpose=…`: every row and column that the viewer may read, in the order of the key. */
export function datasetRoutes(scope: FastifyInstance, parts: DatasetParts): void {
  scope.get<DatasetRoute>('/datasets/:file', async (request, reply) => {
    const { name, format } = fileNameOf(request.params.file, storedFormats);
    const { purpose: _purpose, ...options } = request.query;
    refuseUnknown(options, []);
    const { forExcel } = fileOptions(options);
    const signal = goneSignal(reply.raw);
    const asked = { dataset: name, purpose: purposeIn(request.query) };
    const stored = await parts.rows.whole(asked, { viewer: request.viewer, signal });
    return serveStored(request, reply, { engine: parts.engine(), stored, name, format, forExcel, signal });
  });
}

function purposeIn(query: QueryPart): string | null {
  const purpose = givenIn(query, 'purpose') ?? null;
  if (purpose === null || typeof purpose === 'string') return purpose;
  throw new TrivetError('invalid-parameter', `purpose is one name, not ${purpose.length}.`);
}
