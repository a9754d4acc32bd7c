import { afterEach, expect, test } from 'vitest';
import { ReadHomeDocument } from './generated.ts';
import { parseEvent, request, RequestError, type StreamState, subscribe } from './graphql.ts';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** Answers one request after the other in place of a server. */
function answer(...answers: readonly (() => Response)[]): () => number {
  let count = 0;
  globalThis.fetch = () => {
    const next = answers[Math.min(count, answers.length - 1)];
    count += 1;
    return next ? new Promise((resolve) => resolve(next())) : Promise.reject(new TypeError('Failed to fetch'));
  };
  return () => count;
}

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const stream =
  (...parts: readonly string[]) =>
  () =>
    new Response(parts.join(''), { headers: { 'content-type': 'text/event-stream' } });
const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (thrown: unknown) => thrown,
  );

test('an answer is its data', async () => {
  answer(json({ data: { notebooks: [], pages: [] } }));
  expect(await request(ReadHomeDocument, {})).toEqual({ notebooks: [], pages: [] });
});

test('a refusal keeps its code, hint and choices', async () => {
  const extensions = { code: 'UNKNOWN_METRIC', hint: 'Did you mean nps?', choices: ['nps'] };
  answer(json({ errors: [{ message: 'No metric is called npss.', extensions }] }));
  const thrown = await thrownBy(request(ReadHomeDocument, {}));
  expect(thrown).toBeInstanceOf(RequestError);
  expect(thrown).toMatchObject({
    code: 'UNKNOWN_METRIC',
    message: 'No metric is called npss.',
    hint: 'Did you mean nps?',
    choices: ['nps'],
  });
});

test('no answer, or a gateway without an answer, is the network', async () => {
  answer();
  expect(await thrownBy(request(ReadHomeDocument, {}))).toMatchObject({ code: 'NETWORK' });
  answer(() => new Response('Bad gateway', { status: 502 }));
  expect(await thrownBy(request(ReadHomeDocument, {}))).toMatchObject({ code: 'NETWORK' });
});

async function listen(): Promise<{ readonly results: readonly unknown[]; readonly states: readonly StreamState[] }> {
  const results: unknown[] = [];
  const states: StreamState[] = [];
  const listener = {
    next: (result: unknown) => results.push(result),
    state: (state: StreamState) => states.push(state),
  };
  await subscribe(ReadHomeDocument, {}, listener, new AbortController().signal);
  return { results, states };
}

test('events are told until the server is done', async () => {
  answer(
    stream(
      ':\n\n',
      'event: next\ndata: {"data":{"a":1}}\n\n',
      'event: next\ndata: {"data":{"a":2}}\n\n',
      'event: complete\ndata:\n\n',
    ),
  );
  expect(await listen()).toEqual({ results: [{ a: 1 }, { a: 2 }], states: ['connecting', 'open'] });
});

test('a line that breaks is opened again', async () => {
  const count = answer(
    stream('event: next\ndata: {"data":{"a":1}}\n\nevent: ne'),
    stream('event: next\ndata: {"data":{"a":2}}\n\nevent: complete\ndata:\n\n'),
  );
  const { results, states } = await listen();
  expect(results).toEqual([{ a: 1 }, { a: 2 }]);
  expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
  expect(count()).toBe(2);
});

test('a stream that is refused is not asked for again and again', async () => {
  const count = answer(
    json({ errors: [{ message: 'No notebook is called x.', extensions: { code: 'UNKNOWN_NOTEBOOK' } }] }, 400),
  );
  expect((await listen()).states).toEqual(['connecting', 'refused']);
  expect(count()).toBe(1);
});

test('an event has its name and its data', () => {
  expect(parseEvent('event: next\ndata: {"data":{"a":1}}')).toEqual({ name: 'next', data: '{"data":{"a":1}}' });
});

test('a comment that keeps the line awake is no event', () => {
  expect(parseEvent(':')).toEqual({ name: '', data: '' });
});

test('lines that end with a carriage return are read too', () => {
  expect(parseEvent('event: complete\r\ndata:\r')).toEqual({ name: 'complete', data: '' });
});
