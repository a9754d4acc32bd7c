import { createServer, request, type Server } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { clientRoutes } from '../client-routes.ts';
import { localViewer } from '../../model/viewer.ts';

/** A proxy as people write them: one path leads to Trivet, and headers say for whom. */
function startProxy(target: string, isPathKept: boolean): Promise<{ readonly server: Server; readonly port: number }> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, answer) => {
    const path = incoming.url ?? '/';
    if (!path.startsWith('/trivet')) {
      answer.writeHead(404).end('not here');
      return;
    }
    const headers = {
      ...incoming.headers,
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'cx.example',
      'x-forwarded-for': '203.0.113.9',
    };
    const onward = { hostname, port, method: incoming.method, headers, path: isPathKept ? path : path.slice(7) || '/' };
    incoming.pipe(
      request(onward, (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      }),
    );
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

describe.each([true, false])('below a path, behind a proxy with TLS that keeps the path: %j', (isPathKept) => {
  let trivet: TestApp;
  let proxy: Server;
  let base: string;
  let secret: string;

  beforeAll(async () => {
    trivet = await startTestApp('cases', {
      settings: 'auth: { publicUrl: "https://cx.example/trivet", trustProxy: true }',
    });
    await mkdir(join(trivet.folder, 'notebooks'), { recursive: true });
    await writeFile(
      join(trivet.folder, 'notebooks', 'hello.md'),
      '---\ntrivet: 1\nid: aaaaaaaa\ntitle: Hello\n---\n\n```sql id=00000001 name=one\nselect 1 as n\n```\n',
    );
    await trivet.app.publish('hello', {}, null, localViewer);
    const started = await startProxy(trivet.address, isPathKept);
    proxy = started.server;
    base = `http://127.0.0.1:${started.port}/trivet`;
    secret = await trivet.makeToken({ name: 'anna', role: 'analyst' });
  });

  afterAll(async () => {
    proxy.closeAllConnections();
    await new Promise((done) => proxy.close(done));
    await trivet.close();
  });

  const html = { accept: 'text/html' };

  test('signing in leads from page to page below it', async () => {
    const away = await fetch(`${base}/p/hello`, { headers: html, redirect: 'manual' });
    expect(away.headers.get('location')).toBe('/trivet/sign-in?to=%2Fp%2Fhello');
    const form = await (await fetch(`${base}/sign-in?to=%2Fp%2Fhello`, { headers: html })).text();
    expect(form).toContain('action="/trivet/sign-in"');
    expect(form).toContain('href="/trivet/sign-in.css"');
    expect((await fetch(`${base}/sign-in.css`)).status).toBe(200);
    const back = await fetch(`${base}/sign-in`, {
      method: 'POST',
      headers: { ...html, origin: 'https://cx.example' },
      body: new URLSearchParams({ token: secret, to: '/p/hello' }),
      redirect: 'manual',
    });
    expect(back.headers.get('location')).toBe('/trivet/p/hello');
    const [cookie = '', ...flags] = (back.headers.get('set-cookie') ?? '').split('; ');
    expect(flags.sort()).toEqual(['HttpOnly', 'Max-Age=1800', 'Path=/trivet', 'SameSite=Strict', 'Secure']);
    const page = await fetch(`${base}/p/hello`, { headers: { ...html, cookie } });
    const text = await page.text();
    const style = /href="(assets\/[^"]+\.css)"/.exec(text)?.[1] ?? 'none';
    expect((await fetch(`${base}/p/${style}`, { headers: { cookie } })).headers.get('content-type')).toContain(
      'text/css',
    );
  });

  test('addresses in answers begin with it', async () => {
    const answer = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ pages { url } }' }),
    });
    expect(await answer.json()).toEqual({ data: { pages: [{ url: '/trivet/p/hello' }] } });
  });

  test('a page of another origin is refused, also one that names the address inside', async () => {
    for (const origin of ['https://evil.example', trivet.address.replace('/trivet', '')]) {
      const answer = await fetch(`${base}/sign-in`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ token: secret }),
      });
      expect(answer.status).toBe(403);
    }
  });
});

test('who comes through a proxy that is not trusted is not believed to be elsewhere', async () => {
  const trivet = await startTestApp('cases', { settings: 'auth: {}' });
  try {
    const headers = { 'x-forwarded-host': 'cx.example', 'x-forwarded-proto': 'https', accept: 'text/html' };
    const secret = await trivet.makeToken({ name: 'anna', role: 'analyst' });
    const body = new URLSearchParams({ token: secret });
    const answer = await fetch(`${trivet.address}/sign-in`, { method: 'POST', headers, body, redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).not.toContain('Secure');
  } finally {
    await trivet.close();
  }
});

test('the client is told where the server begins, at any depth', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-client-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<meta name="trivet-base" content="" /><script type="module" src="./assets/index.js"></script>',
  );
  await writeFile(join(folder, 'assets', 'index.js'), 'export {};');
  const http = fastify();
  try {
    await clientRoutes(http, folder, '/trivet');
    const page = await http.inject({ url: '/n/late-parcels', headers: { accept: 'text/html' } });
    expect(page.body).toBe(
      '<meta name="trivet-base" content="/trivet" /><script type="module" src="/trivet/assets/index.js"></script>',
    );
    expect((await http.inject('/assets/index.js')).statusCode).toBe(200);
  } finally {
    await http.close();
    await rm(folder, { recursive: true });
  }
});
