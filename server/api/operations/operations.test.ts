import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';

const revenue = 'query Revenue { metricQuery(input: { metrics: [{ name: "revenue" }] }) { id explain { cached } } }';

/** What a statement needs to run until it is stopped. */
const endless = { text: 'SELECT count(*) AS n FROM range(10000000000000) AS t(i) WHERE i % 3 = 1', parameters: [] };

function occupy(trivet: TestApp, signal: AbortSignal): Promise<unknown>[] {
  const request = { statement: endless, lane: 'interactive', maxRows: 1, timeoutMs: 60_000 } as const;
  return [1, 2].map(() =>
    trivet.app.workspace
      .engine()
      .query(request, signal)
      .catch(() => null),
  );
}

const queued = (trivet: TestApp): number => trivet.app.workspace.engine().status().queued;

describe('a server on this machine', () => {
  let trivet: TestApp;

  beforeAll(async () => {
    trivet = await startTestApp('cases', {
      settings: 'limits: { slowQuerySeconds: 0.000001 }\nlog: { requests: true }',
    });
  });

  afterAll(() => trivet.close());

  const figure = async (name: string): Promise<string | undefined> => {
    const text = await (await fetch(`${trivet.address}/metrics`)).text();
    return text
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.split(' ')
      .at(-1);
  };

  test('lives and is ready', async () => {
    const live = await fetch(`${trivet.address}/healthz`);
    expect([live.status, await live.text()]).toEqual([200, 'ok\n']);
    const ready = await fetch(`${trivet.address}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('counts requests, queries and the cache', async () => {
    await trivet.graphql(revenue);
    await trivet.graphql(revenue);
    await trivet.graphql('{ metricQuery(input: { metrics: [{ name: "revenue" }], where: { nothing: {} } }) { id } }');
    expect(await figure('trivet_cache_lookups_total{result="miss"}')).toBe('1');
    expect(await figure('trivet_cache_lookups_total{result="hit"}')).toBe('1');
    expect(await figure('trivet_queries_total{outcome="computed"}')).toBe('1');
    expect(await figure('trivet_query_seconds_count{cached="true"}')).toBe('1');
    const answered = 'trivet_http_requests_total{method="POST",route="/graphql",status="200"}';
    expect(Number(await figure(answered))).toBeGreaterThanOrEqual(2);
    expect(
      Number(await figure('trivet_engine_statement_seconds_count{lane="interactive",outcome="done"}')),
    ).toBeGreaterThan(0);
    expect(await figure('trivet_engine_ready')).toBe('1');
    expect(await figure('trivet_engine_kills_total')).toBe('0');
    expect(await figure('trivet_engine_queued{lane="interactive"}')).toBe('0');
    expect(await figure('trivet_jobs')).toBe('0');
    expect(await figure('trivet_nodejs_eventloop_lag_seconds')).toMatch(/^[\d.e-]+$/);
  });

  test('gives the id of a request back, and writes it to every line about it', async () => {
    const headers = { 'x-request-id': 'from-a-proxy-0001', 'content-type': 'application/json' };
    const body = JSON.stringify({ query: revenue.replace('revenue', 'tickets') });
    const answer = await fetch(`${trivet.address}/graphql`, { method: 'POST', headers, body });
    const { data } = (await answer.json()) as { data: { metricQuery: { id: string } } };
    expect(answer.headers.get('x-request-id')).toBe('from-a-proxy-0001');
    await expect
      .poll(() => lines('from-a-proxy-0001').map(({ message }) => message))
      .toEqual(['slow query', 'request']);
    const [slow, told] = lines('from-a-proxy-0001');
    expect(slow).toMatchObject({ level: 'warn', query: data.metricQuery.id, code: null, ms: expect.any(Number) });
    expect(told).toMatchObject({ level: 'info', method: 'POST', route: '/graphql', status: 200, viewer: 'local' });
    const unfit = await fetch(`${trivet.address}/healthz`, { headers: { 'x-request-id': 'a b"c' } });
    expect(unfit.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  function lines(id: string): readonly Readonly<Record<string, unknown>>[] {
    return trivet.logged
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .filter(({ requestId }) => requestId === id);
  }

  test('writes neither what is asked nor with which values', async () => {
    await fetch(`${trivet.address}/p/nothing?secret=hush-hush-1`);
    await trivet.graphql(
      'query Q($w: MetricWhere) { metricQuery(input: { metrics: [{ name: "revenue" }], where: $w }) { id } }',
      { w: { region: { eq: 'hush-hush-2' } } },
    );
    await expect.poll(() => trivet.logged.join('')).toContain('"route":"/p/:page"');
    expect(trivet.logged.join('')).not.toContain('hush-hush');
  });

  test.each([
    ['/graphql', 'application/json', { query: revenue.replace('revenue', 'responses') }],
    ['/graphql/stream', 'text/event-stream', { query: revenue.replace('revenue', 'nps') }],
    ['/results', 'application/json', { metrics: ['ticket_cost'] }],
  ])('a client of %s that goes away takes its query with it', async (path, accept, body) => {
    const hold = new AbortController();
    const held = occupy(trivet, hold.signal);
    await expect.poll(() => trivet.app.workspace.engine().status().running).toBe(2);
    const client = new AbortController();
    const asked = fetch(`${trivet.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
      signal: client.signal,
    }).then((answer) => answer.text());
    await expect.poll(() => queued(trivet)).toBeGreaterThan(0);
    client.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(() => queued(trivet)).toBe(0);
    hold.abort();
    await Promise.all(held);
  });
});

describe('a server with sign-in', () => {
  let trivet: TestApp;

  beforeAll(async () => {
    trivet = await startTestApp('cases', { settings: 'auth: { trustProxy: true }' });
  });

  afterAll(() => trivet.close());

  test('shows its figures to admins alone where a proxy may stand before it', async () => {
    const ask = async (role: 'builder' | 'admin' | null): Promise<number> => {
      const secret = role === null ? null : await trivet.makeToken({ name: role, role });
      const headers = secret === null ? {} : { authorization: `Bearer ${secret}` };
      return (await fetch(`${trivet.address}/metrics`, { headers })).status;
    };
    expect([await ask(null), await ask('builder'), await ask('admin')]).toEqual([401, 403, 200]);
  });

  test('says to everybody whether it is ready', async () => {
    expect((await fetch(`${trivet.address}/readyz`)).status).toBe(200);
  });

  test('keeps tokens and cookies out of its log', async () => {
    const secret = await trivet.makeToken({ name: 'otto', role: 'analyst' });
    await fetch(`${trivet.address}/sign-in`, { method: 'POST', body: new URLSearchParams({ token: secret }) });
    await trivet.graphql('{ viewer { name } }', {}, secret);
    await expect.poll(() => trivet.logged.join('')).toContain('"viewer":"otto"');
    expect(trivet.logged.join('')).not.toContain(secret);
    expect(trivet.logged.join('')).not.toContain('trivet_session');
  });
});

test('figures are for programs of this machine, and not for those who come through a proxy', async () => {
  const trivet = await startTestApp('cases', { settings: 'auth: {}' });
  const ask = async (headers: Readonly<Record<string, string>>): Promise<number> =>
    (await fetch(`${trivet.address}/metrics`, { headers })).status;
  try {
    expect(await ask({})).toBe(200);
    expect(await ask({ 'x-forwarded-for': '10.1.1.1' })).toBe(401);
    expect(await ask({ via: '1.1 proxy' })).toBe(401);
  } finally {
    await trivet.close();
  }
});

describe('a server that is told to stop', () => {
  test('lets a query that runs finish, and takes no new one', async () => {
    const trivet = await startTestApp('cases', { settings: 'limits: { shutdownSeconds: 20 }' });
    const hold = new AbortController();
    const held = occupy(trivet, hold.signal);
    await expect.poll(() => trivet.app.workspace.engine().status().running).toBe(2);
    const asked = trivet.graphql(revenue);
    await expect.poll(() => queued(trivet)).toBeGreaterThan(0);
    const closed = trivet.close();
    await sleep(100);
    await expect(fetch(`${trivet.address}/healthz`)).rejects.toThrow();
    hold.abort();
    expect(await asked).toMatchObject({ status: 200, data: { metricQuery: { explain: { cached: false } } } });
    await Promise.all([...held, closed]);
  });

  test('calls off what runs longer than it waits, and says so to who asked', async () => {
    const trivet = await startTestApp('cases', { settings: 'limits: { shutdownSeconds: 0.3 }' });
    const held = occupy(trivet, new AbortController().signal);
    await expect.poll(() => trivet.app.workspace.engine().status().running).toBe(2);
    const asked = trivet.graphql(revenue);
    await expect.poll(() => queued(trivet)).toBeGreaterThan(0);
    const began = performance.now();
    await trivet.close();
    expect(performance.now() - began).toBeLessThan(6000);
    expect((await asked).errors).toMatchObject([{ extensions: { code: 'CANCELLED' } }]);
    await Promise.all(held);
    expect(trivet.logged.join('')).toContain('queries that still ran were called off');
  });

  test('breaks streams off, so that who listens connects again', async () => {
    const trivet = await startTestApp('cases', { settings: 'limits: { shutdownSeconds: 20 }' });
    const answer = await fetch(`${trivet.address}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { modelChanged }' }),
    });
    expect(answer.status).toBe(200);
    const read = answer.text();
    read.catch(() => undefined);
    await sleep(100);
    const began = performance.now();
    await trivet.close();
    expect(performance.now() - began).toBeLessThan(5000);
    await expect(read).rejects.toThrow();
  });
});
