import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = join(import.meta.dirname, 'trivet.mjs');
let folder: string;
let started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-main-'));
  await cp(join(import.meta.dirname, 'testing', 'cases'), folder, { recursive: true });
});

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly told: string;
}

function trivet(...words: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(process.execPath, [program, ...words], (error, out, told) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, told }),
    );
  });
}

/** Starts the server; resolves with its address once it is ready. */
async function serve(): Promise<{
  readonly child: ChildProcess;
  readonly address: string;
  readonly ended: Promise<number | null>;
}> {
  const child = spawn(process.execPath, [program, 'serve', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  const address = await new Promise<string>((done, fail) => {
    child.stdout.on('data', (text: Buffer) => {
      const found = /ready: (\S+)/.exec(text.toString())?.[1];
      if (found !== undefined) done(found);
    });
    child.on('exit', () => fail(new Error('The server ended before it was ready.')));
  });
  return { child, address, ended };
}

test('a token is made, comes in, is revoked and is out at once, without a restart', async () => {
  await writeFile(join(folder, 'trivet.yml'), 'purpose: service_improvement\nauth: {}\n');
  const { address, child, ended } = await serve();
  const made = await trivet('token', 'create', '--name', 'bi', '--role', 'analyst', '-w', folder);
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^trivet_[\w-]{43}\n$/) });
  const ask = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${made.out.trim()}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ viewer { name } }' });
    return (await fetch(`${address}/graphql`, { method: 'POST', headers, body })).status;
  };
  expect(await ask()).toBe(200);
  expect((await trivet('token', 'list', '-w', folder)).out).toMatch(/^bi +analyst +until \d{4}-\d\d-\d\d +used \d{4}/);
  expect((await trivet('token', 'revoke', 'bi', '-w', folder)).code).toBe(0);
  expect(await ask()).toBe(401);
  const auth = join(folder, '.trivet', 'auth');
  for (const name of await readdir(auth)) expect((await stat(join(auth, name))).mode & 0o077).toBe(0);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a server without sign-in does not start where others can reach it', async () => {
  expect(await trivet('serve', folder, '--port', '0', '--host', '0.0.0.0')).toMatchObject({
    code: 2,
    told: expect.stringContaining('authentication-required: Trivet does not listen on 0.0.0.0 without authentication.'),
  });
});

test('the second request to stop ends the server at once', async () => {
  await writeFile(join(folder, 'trivet.yml'), 'limits: { shutdownSeconds: 60 }\n');
  const { child, address, ended } = await serve();
  const open = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'mutation { createNotebook(title: "Endless") { slug revision } }' }),
  });
  const { data } = (await open.json()) as { data: { createNotebook: { slug: string; revision: number } } };
  const { slug, revision } = data.createNotebook;
  const send = (query: string): Promise<Response> =>
    fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  const body = 'select count(*) as n from range(10000000000000) as t(i) where i % 3 = 1';
  await send(
    `mutation { applyOperations(notebook: "${slug}", baseRevision: ${revision}, operations: [{ insertCell: { kind: "sql", body: "${body}" } }]) { __typename } }`,
  );
  await send(`mutation { run(notebook: "${slug}") { slug } }`);
  const running = async (): Promise<string> => (await fetch(`${address}/metrics`)).text();
  await expect.poll(running, { timeout: 10_000 }).toContain('trivet_engine_running{lane="notebook"} 1');
  child.kill('SIGTERM');
  await expect
    .poll(
      () =>
        fetch(`${address}/healthz`).then(
          () => 'answers',
          () => 'gone',
        ),
      { timeout: 5000 },
    )
    .toBe('gone');
  expect(child.exitCode).toBeNull();
  child.kill('SIGTERM');
  expect(await ended).toBe(143);
});
