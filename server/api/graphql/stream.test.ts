import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
  await mkdir(join(trivet.folder, 'notebooks'), { recursive: true });
  await writeFile(join(trivet.folder, 'notebooks', 'seen.md'), '---\ntrivet: 1\nid: aaaaaaaa\ntitle: Seen\n---\n');
});

afterAll(() => trivet.close());

/** What the stream writes until it says `until`. */
async function streamed(query: string, until: string): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(`${trivet.address}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes(until)) break;
  }
  stop.abort();
  return text;
}

test('a stream begins with the present state of the notebook', async () => {
  const text = await streamed(
    'subscription { notebookEvents(slug: "seen") { ... on DocumentChanged { notebook { title } } } }',
    'Seen',
  );
  expect(text).toContain('"notebookEvents":{"notebook":{"title":"Seen"}}');
});

test('a notebook that is not there is an answer with a code, not a stream that breaks', async () => {
  const text = await streamed('subscription { notebookEvents(slug: "sene") { __typename } }', 'event: complete');
  expect(text).toContain('"code":"UNKNOWN_NOTEBOOK"');
  expect(text).toContain('"hint":"Did you mean seen?"');
  expect(trivet.logged).toEqual([]);
});

test('a document that cannot be read is an answer, too', async () => {
  const text = await streamed('subscription { notebookEvents(slug: ', '}]}');
  expect(text).toContain('Syntax Error');
  expect(text).toContain('"code":"GRAPHQL_VALIDATION_FAILED"');
  expect(trivet.logged).toEqual([]);
});

test('a query over the stream is refused as it is elsewhere', async () => {
  const text = await streamed(
    '{ metricQuery(input: { metrics: [{ name: "npss" }] }) { rowCount } }',
    'event: complete',
  );
  expect(text).toContain('"code":"UNKNOWN_METRIC"');
});

test('a stream tells the version of the model, now and when it changes', async () => {
  const told: string[] = [];
  const stop = new AbortController();
  const answer = await fetch(`${trivet.address}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { modelChanged }' }),
    signal: stop.signal,
  });
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    told.push(
      ...[...decoder.decode(chunk, { stream: true }).matchAll(/"modelChanged":"(\w+)"/g)].map(
        ([, version = '']) => version,
      ),
    );
    if (told.length === 2) break;
    await writeFile(join(trivet.folder, 'datasets', 'more.yml'), 'metrics: { visits: { kind: count, of: tickets } }\n');
    await trivet.app.workspace.reload();
  }
  stop.abort();
  expect(told).toHaveLength(2);
  expect(told[1]).toBe(trivet.app.workspace.current().model.version);
  expect(told[1]).not.toBe(told[0]);
});
