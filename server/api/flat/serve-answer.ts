/** an answer → headers, 304 where the client has it already, else the file */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../../engine/engine.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { MetricResult } from '../../query/answer/result.ts';
import { flatTable } from './flat-table.ts';
import { contentTypes, type FlatFormat } from './formats.ts';
import { fileOptions, type QueryPart } from './options.ts';
import { fileBody } from './file-body.ts';

export interface Answered {
  readonly result: MetricResult;
  readonly format: FlatFormat;
  /** What the file is called when it is saved, without its ending. */
  readonly name: string;
  /** Where the columns are described, relative to the address that was asked. */
  readonly describedBy: string;
  readonly query: QueryPart;
}

/** Serves the answer; its id is the entity tag, so a client that has it is told so and nothing is written. */
export async function serveAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { result, format, name, describedBy, query, engine }: Answered & { readonly engine: Engine },
): Promise<FastifyReply> {
  const options = fileOptions(query);
  if (options.totals && result.totals.length === 0) {
    throw new TrivetError('invalid-query', 'The answer was asked for without totals.', {
      hint: 'Add totals: [GRAND] to the query, or leave totals out of the address.',
    });
  }
  const headers = headersOf({ result, format, name, describedBy });
  if (isKnown(request.headers['if-none-match'], result.id)) return reply.headers(headers).code(304).send();
  const body = await fileBody(engine, { id: result.id, table: flatTable(result, options), format, options });
  return reply.headers(headers).type(contentTypes[format]).send(body);
}

function headersOf({ result, format, name, describedBy }: Omit<Answered, 'query'>): Readonly<Record<string, string>> {
  const warnings = result.warnings.map(({ code, count }) => (count === null ? code : `${code}(${count})`));
  return {
    etag: `"${result.id}"`,
    'cache-control': 'private, no-cache',
    link: `<${describedBy}>; rel="describedby"; type="application/json"`,
    'content-disposition': `inline; filename="${name}.${format}"`,
    ...(warnings.length === 0 ? {} : { 'trivet-warnings': warnings.join(', ') }),
  };
}

/** Whether one of the entity tags of `If-None-Match` is this one; weak ones count, as RFC 9110 says for reading. */
export function isKnown(header: string | undefined, id: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${id}"`);
}
