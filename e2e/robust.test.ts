/** What kills, signals and broken files may not do: each test goes on where the one before left the workspace. */
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, post } from './ask.ts';
import { runTrivet, serve, type TrivetProcess } from './trivet.ts';

const notebook = `---
trivet: 1
id: aaaaaaaa
title: Robust
---

<!-- md:bbbbbbbb -->
Nothing yet.

\`\`\`query id=cccccccc name=by_region
metrics: [nps, revenue]
groupBy: [region]
\`\`\`
`;

const endless = 'select count(*) as n from range(1000000000000) t(i) where i % 7 = 3';

let folder: string;
let trivet: TrivetProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-robust-'));
  await cp(resolve(import.meta.dirname, '../server/testing/cases'), folder, {
    recursive: true,
    filter: (path) => !path.includes('.trivet'),
  });
  await mkdir(join(folder, 'notebooks'));
  await writeFile(join(folder, 'notebooks', 'robust.md'), notebook);
  await appendFile(join(folder, 'trivet.yml'), '\nlimits: { shutdownSeconds: 1 }\n');
  trivet = await serve(folder);
});

afterAll(async () => {
  await trivet.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const ask = (query: string, variables: object = {}): Promise<Answer> => post(query, variables, trivet.address);

interface OpenNotebook {
  readonly notebook: {
    readonly problems: readonly { readonly code: string }[];
    readonly cells: readonly {
      readonly id: string;
      readonly name: string | null;
      readonly body: string;
      readonly revision: number;
      readonly state: string;
    }[];
  };
}

async function open(): Promise<OpenNotebook['notebook']> {
  const { data } = await ask(
    '{ notebook(slug: "robust") { problems { code } cells { id name body revision state } } }',
  );
  return (data as OpenNotebook).notebook;
}

async function apply(operation: object): Promise<number> {
  const { data, errors } = await ask(
    `mutation($operations: [OperationInput!]!) { applyOperations(notebook: "robust", baseRevision: 0, operations: $operations) {
      conflicts { cell } notebook { revision } } }`,
    { operations: [operation] },
  );
  expect(errors).toBeUndefined();
  const { applyOperations } = data as { applyOperations: { conflicts: object[]; notebook: { revision: number } } };
  expect(applyOperations.conflicts).toEqual([]);
  return applyOperations.notebook.revision;
}

async function publish(): Promise<number> {
  const { data } = await ask('mutation { publish(notebook: "robust") { ... on Published { page { version } } } }');
  return (data as { publish: { page: { version: number } } }).publish.page.version;
}

async function revenue(): Promise<unknown> {
  const { data } = await ask(
    '{ metricQuery(input: { metrics: [{ name: "revenue", interval: false }] }) { table(layout: ARRAYS) } }',
  );
  return (data as { metricQuery: { table: unknown } }).metricQuery.table;
}

async function state(name: string): Promise<string | undefined> {
  return (await open()).cells.find((cell) => cell.name === name)?.state;
}

async function children(): Promise<readonly number[]> {
  const listed = await readFile(`/proc/${trivet.pid}/task/${trivet.pid}/children`, 'utf8');
  return listed.trim().split(/\s+/).filter(Boolean).map(Number);
}

async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return status !== null && !/\) Z /.test(status);
}

/** Those of them that are engines: the others are threads' and the loader's. */
async function engines(): Promise<readonly number[]> {
  const pids = await children();
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => lines[index]?.includes('engine/child'));
}

const goneSoon = (pids: readonly number[]) =>
  expect.poll(async () => (await Promise.all(pids.map(isAlive))).some(Boolean), { timeout: 5000 }).toBe(false);

test('a kill amid saves loses no edit that was answered, and leaves no process behind', async () => {
  const started = await children();
  expect(started.length).toBeGreaterThan(0);
  let answered = -1;
  const saving = (async () => {
    let revision = (await open()).cells[0]?.revision ?? 0;
    for (let edit = 0; ; edit++) {
      const body = `Edit ${edit} ${'x'.repeat(20_000)}`;
      revision = await apply({ setBody: { id: 'bbbbbbbb', baseCellRevision: revision, body } });
      answered = edit;
    }
  })();
  const cutOff = expect(saving).rejects.toThrow('fetch failed');
  await expect.poll(() => answered, { timeout: 10_000 }).toBeGreaterThan(10);
  await trivet.end('SIGKILL');
  await cutOff;
  await goneSoon(started);
  trivet = await serve(folder);
  const { cells, problems } = await open();
  expect(problems).toEqual([]);
  const kept = Number(/^Edit (\d+) x+$/.exec(cells[0]?.body ?? '')?.[1]);
  expect([answered, answered + 1]).toContain(kept);
});

test('a kill amid publishing leaves the last good page, and the next publish follows it', async () => {
  let version = await publish();
  const publishing = (async () => {
    for (;;) version = await publish();
  })();
  const cutOff = expect(publishing).rejects.toThrow('fetch failed');
  await expect.poll(() => version, { timeout: 10_000 }).toBeGreaterThan(3);
  await trivet.end('SIGKILL');
  await cutOff;
  trivet = await serve(folder);
  const page = await fetch(`${trivet.address}/p/robust`);
  expect(page.status).toBe(200);
  const shown = Number(/, version (\d+)\./.exec(await page.text())?.[1]);
  expect([version, version + 1]).toContain(shown);
  expect(await publish()).toBe(shown + 1);
  expect((await fetch(`${trivet.address}/p/robust@1`)).status).toBe(200);
});

test('queries are answered while cells run without end, and other people stop those', async () => {
  // What a page shows is computed under the rules of pages, so it is not yet this viewer's.
  await ask('mutation { run(notebook: "robust") { revision } }');
  await expect.poll(() => state('by_region')).toBe('FRESH');
  for (const name of ['first', 'second', 'third', 'fourth'])
    await apply({ insertCell: { kind: 'sql', name, body: `${endless} -- ${name}` } });
  await ask('mutation { run(notebook: "robust") { revision } }');
  await expect.poll(() => state('first')).toMatch(/RUNNING|QUEUED/);
  const started = performance.now();
  expect(await revenue()).toEqual([['950.00']]);
  expect(performance.now() - started).toBeLessThan(5000);
  await ask('mutation { cancel(notebook: "robust") { revision } }');
  expect(await state('first')).toBe('CANCELLED');
});

test('an engine that is killed is replaced, and what ran on it runs again', async () => {
  await ask('mutation { run(notebook: "robust") { revision } }');
  await sleep(300);
  for (const pid of await engines()) process.kill(pid, 'SIGKILL');
  expect(await revenue()).toEqual([['950.00']]);
  expect(await state('by_region')).toBe('FRESH');
});

test('a port in use is named, and the one who has it goes on', async () => {
  const { port } = new URL(trivet.address);
  const second = await runTrivet('serve', folder, '--port', port);
  expect(second.code).toBe(2);
  expect(second.err).toContain(`invalid-config: Trivet cannot listen on 127.0.0.1:${port}: another program does.`);
  expect(await revenue()).toEqual([['950.00']]);
});

test('a model file that breaks is named with its line, and the others keep answering', async () => {
  const path = join(folder, 'datasets', 'tickets.yml');
  const whole = await readFile(path, 'utf8');
  await writeFile(path, whole.replace('key: [ticket_id]', 'key: [ticket_id'));
  const { data } = await ask('mutation { reload { problems { code file line } } }');
  const { problems } = (data as { reload: { problems: { code: string; file: string; line: number }[] } }).reload;
  expect(problems).toContainEqual(expect.objectContaining({ code: 'INVALID_YAML', file: 'datasets/tickets.yml' }));
  expect(await revenue()).toEqual([['950.00']]);
  const checked = await runTrivet('check', folder);
  expect(checked.code).toBe(1);
  expect(checked.out).toMatch(/^datasets\/tickets\.yml:\d+:\d+ error invalid-yaml: /m);
  await writeFile(path, whole);
});

test('a polite end gives a query its second, ends clean and leaves no process', async () => {
  await ask('mutation { run(notebook: "robust", force: true) { revision } }');
  await expect.poll(() => state('second')).toMatch(/RUNNING|QUEUED/);
  const started = await children();
  const since = performance.now();
  expect(await trivet.end('SIGTERM')).toBe(0);
  expect(performance.now() - since).toBeLessThan(5000);
  await goneSoon(started);
});
