import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The client's files, and its page at every address that nothing else answers. `basePath`: where browsers find the server. */
export async function clientRoutes(http: FastifyInstance, folder: string, basePath: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (existsSync(index)) {
    await http.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
    });
  }
  http.setNotFoundHandler(async (request, reply) => {
    if (
      !wantsPage(request) ||
      request.url.startsWith('/p/') ||
      request.url.startsWith('/graphql') ||
      request.url.startsWith('/assets/')
    )
      return notFound(reply);
    const text = await readFile(index, 'utf8').catch(() => null);
    if (text === null) return reply.code(503).type('text/plain').send('The client is not built: npm run build.\n');
    return reply.header('cache-control', 'no-cache').type('text/html').send(belowPath(text, basePath));
  });
}

/** The client's page, which lies at any depth: its files and the client itself are told where the server begins. */
function belowPath(index: string, basePath: string): string {
  return index
    .replaceAll('"./assets/', `"${basePath}/assets/`)
    .replace('name="trivet-base" content=""', `name="trivet-base" content="${basePath}"`);
}

/** The answer where nothing lies. */
export function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('There is nothing at this address.\n');
}

/** Whether somebody looks at an address in a browser. */
export function wantsPage(request: FastifyRequest): boolean {
  const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
  return (request.method === 'GET' || isForm) && (request.headers.accept ?? '').includes('text/html');
}
