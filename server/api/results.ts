/** answers and saved queries as files, for programs that read tables and no GraphQL */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ask } from '../engine/ask.ts';
import type { Engine } from '../engine/engine.ts';
import { TrivetError } from '../lib/errors.ts';
import type { MetricResult } from '../query/answer/result.ts';
import { demandRole } from './auth/route-rules.ts';
import { describeAnswer } from './flat/describe-answer.ts';
import { fileNameOf, flatFormats } from './flat/formats.ts';
import type { SignedLinks } from './flat/links.ts';
import { type QueryPart, refuseUnknown } from './flat/options.ts';
import { isKnown, serveAnswer } from './flat/serve-answer.ts';
import { goneSignal } from './gone-signal.ts';

export interface FileParts {
  readonly ask: Ask;
  readonly links: SignedLinks;
  engine(): Engine;
}

type FileRoute = { readonly Params: { readonly file: string }; readonly Querystring: QueryPart };

/** `POST /results`, `GET /results/<id>.<format>` and `GET /results/<id>/columns.json`. */
export function resultRoutes(scope: FastifyInstance, parts: FileParts): void {
  scope.post('/results', async (request, reply) => {
    const { viewer } = request;
    if (viewer.views === null) demandRole(viewer, 'analyst', 'ask queries of their own');
    const result = await parts.ask(request.body, { viewer, signal: goneSignal(reply.raw) });
    return reply
      .code(201)
      .header('location', `results/${result.id}.json`)
      .header('link', `<results/${result.id}/columns.json>; rel="describedby"; type="application/json"`)
      .header('cache-control', 'no-store')
      .send({ id: result.id, rowCount: result.rowCount, links: linksOf(result.id) });
  });
  scope.get<FileRoute>('/results/:file', async (request, reply) => {
    const { name, format } = fileNameOf(request.params.file);
    refuseUnknown(request.query, ['link']);
    const result = await findAnswer(request, name, parts);
    const describedBy = `${name}/columns.json`;
    return serveAnswer(request, reply, {
      result,
      format,
      name,
      describedBy,
      query: request.query,
      engine: parts.engine(),
    });
  });
  scope.get<{ readonly Params: { readonly id: string }; readonly Querystring: QueryPart }>(
    '/results/:id/columns.json',
    async (request, reply) => {
      const result = await findAnswer(request, request.params.id, parts);
      return serveDescription(request, reply, result);
    },
  );
}

function serveDescription(request: FastifyRequest, reply: FastifyReply, result: MetricResult): FastifyReply {
  void reply.header('etag', `"${result.id}"`).header('cache-control', 'private, no-cache');
  if (isKnown(request.headers['if-none-match'], result.id)) return reply.code(304).send();
  return reply.send(describeAnswer(result));
}

/** The addresses of an answer's files, relative to the root of the server. */
function linksOf(id: string): Readonly<Record<string, string>> {
  const files = flatFormats.map((format) => [format, `results/${id}.${format}`] as const);
  return Object.fromEntries([...files, ['columns', `results/${id}/columns.json`]]);
}

type Asked = Pick<FastifyRequest, 'query'> & FastifyRequest;

async function findAnswer(request: Asked, id: string, parts: FileParts): Promise<MetricResult> {
  const { link } = request.query as QueryPart;
  const policy =
    typeof link === 'string' ? await policyOfLink(link, id, parts.links) : parts.ask.policyOf(request.viewer);
  const result = parts.ask.find(id, policy);
  if (result !== null) return result;
  throw new TrivetError('result-expired', 'There is no such answer, or it is not kept any more.', {
    hint: 'Ask the query again with POST /results.',
  });
}

async function policyOfLink(link: string, id: string, links: SignedLinks): Promise<string> {
  const signed = await links.read(link);
  if (signed?.id === id) return signed.policy;
  throw new TrivetError('authentication-required', 'The link is not good for this answer, or not any more.', {
    hint: 'Ask for the links again, or sign in.',
  });
}
