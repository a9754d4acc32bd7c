/** routes beside GraphQL: published pages, health, and the client's files */
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { TrivetError } from '../lib/errors.ts';
import type { Pages } from '../pages/pages.ts';
import type { Authentication } from './auth/authentication.ts';
import { guardRoutes } from './auth/guard.ts';
import type { PublicAddress } from './auth/hostnames.ts';
import { answerBrowser, signInRoutes } from './auth/sign-in-routes.ts';
import { clientRoutes, notFound, wantsPage } from './client-routes.ts';
import { bodyLimit } from './graphql/limits.ts';
import type { Log } from './log.ts';
import { logRequests, requestId } from './operations/request-log.ts';
import { type OperationsParts, operationsRoutes } from './operations/routes.ts';
import { problemDetails, problemType, statusOf } from './problem-details.ts';

const appPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** A page needs no script at all. */
const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface HttpParts extends OperationsParts {
  readonly pages: Pages;
  readonly log: Log;
  readonly authentication: Authentication;
  readonly address: PublicAddress;
  /** Name of the workspace. */
  readonly name: () => string;
  /** Whether each request stands in the log. */
  readonly isEachRequestTold: boolean;
  /** Whose `X-Forwarded-*` is believed. */
  readonly trustProxy: boolean | readonly string[];
  /** The built client, or null when only the API is served. */
  readonly clientFolder: string;
}

/** A server with its limits, headers and error shape, without GraphQL. */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit,
    forceCloseConnections: 'idle',
    genReqId: requestId,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: ({ url = '/' }) => withoutBase(url, parts.address.basePath),
    trustProxy: trusted(parts.trustProxy),
    frameworkErrors: (error, request, reply) => sendError(parts, error, request, reply),
  });
  http.setErrorHandler((error, request, reply) => sendError(parts, error, request, reply));
  logRequests(http, {
    log: parts.log,
    isTold: parts.isEachRequestTold,
    figures: parts.figures,
    isStopping: parts.isStopping,
  });
  http.addHook('onRequest', async (request, reply) => {
    if (!parts.address.hostnames.includes(request.hostname.toLowerCase())) {
      const hint = 'Behind a proxy, auth.publicUrl of trivet.yml says under which name it is reached.';
      await reply.code(421).type('text/plain').send(`Trivet does not answer for ${request.hostname}. ${hint}\n`);
    }
  });
  await http.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: appPolicy },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await http.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1024 });
  await http.register(cookie);
  const cookieParts = {
    basePath: parts.address.basePath,
    isSecure: parts.address.origin?.startsWith('https:') ?? null,
    maxAge: parts.authentication.sessions?.maxAge ?? 0,
  };
  const { authentication } = parts;
  await guardRoutes(http, { authentication, publicOrigin: parts.address.origin, cookie: cookieParts });
  await signInRoutes(http, { authentication, cookie: cookieParts, name: parts.name });
  pageRoutes(http, parts.pages);
  operationsRoutes(http, parts);
  await clientRoutes(http, parts.clientFolder, parts.address.basePath);
  return http;
}

/** Starts to answer; throws `invalid-config` when the address is not to be had. */
export async function listenAt(
  http: FastifyInstance,
  address: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await http.listen(address);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = unavailable.get(code);
    if (reason === undefined) throw error;
    throw new TrivetError('invalid-config', `Trivet cannot listen on ${address.host}:${address.port}: ${reason}.`, {
      hint: 'End the other program, or choose a port with --port; --port 0 takes a free one.',
      cause: error,
    });
  }
}

const unavailable = new Map([
  ['EADDRINUSE', 'another program does'],
  ['EACCES', 'this user may not use that port'],
  ['EADDRNOTAVAIL', 'this machine does not have that address'],
  ['ENOTFOUND', 'nobody knows that name'],
]);

function pageRoutes(http: FastifyInstance, pages: Pages): void {
  http.get<{ Params: { file: string } }>('/p/assets/:file', async (request, reply) => {
    const style = await pages.style(request.params.file.replace(/\.css$/, ''));
    if (style === null) return notFound(reply);
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css').send(style);
  });
  http.get<{ Params: { page: string } }>('/p/:page', async (request, reply) => {
    const [, slug = '', version] = /^([^@]*)(?:@(\d{1,9}))?$/.exec(request.params.page) ?? [];
    const html = await pages.html(slug, version === undefined ? null : Number(version));
    if (html === null) return notFound(reply);
    return reply
      .header('content-security-policy', pagePolicy)
      .header('cache-control', 'private, no-cache')
      .type('text/html')
      .send(html);
  });
}

/** Problem details on every route but GraphQL, whose clients read `errors`, and those that a person looks at. */
function sendError(parts: HttpParts, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOf(error);
  const isGraphQL = request.url.startsWith('/graphql');
  if (status >= 500)
    parts.log('error', 'unexpected error in a route', { path: request.url.split('?')[0] ?? '', error });
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="Trivet"');
  void reply.code(status);
  if (error instanceof TrivetError && shownToPeople.has(status) && !isGraphQL && wantsPage(request)) {
    return answerBrowser(request, reply, parts.address.basePath, error);
  }
  const problem = problemDetails(error);
  if (isGraphQL) {
    const { detail: message, code, hint = null, choices = [] } = problem;
    void reply.type('application/json').send({ errors: [{ message, extensions: { code, hint, choices } }] });
  } else {
    void reply.type(problemType).send(problem);
  }
}

const shownToPeople = new Set([401, 403, 429]);

/** A request as if the server lay at the root; a proxy may have taken the path off before. */
function withoutBase(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  return rest === '' || rest.startsWith('?') ? `/${rest}` : rest.startsWith('/') ? rest : url;
}

/** The nearest address alone, unless addresses are named: what lies further away could have been written by anybody. */
function trusted(written: HttpParts['trustProxy']): false | string[] | ((address: string, hop: number) => boolean) {
  if (written === false) return false;
  return written === true ? (_address, hop) => hop === 0 : [...written];
}
