import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { openDuckDb } from '../testing/duckdb.ts';

let source: string;
let trivet: TestApp;

beforeAll(async () => {
  source = await mkdtemp(join(tmpdir(), 'trivet-jobs-'));
  await mkdir(join(source, 'datasets'));
  await writeFile(join(source, 'trivet.yml'), 'purpose: reporting\n');
  await writeFile(
    join(source, 'datasets', 'visits.yml'),
    `version: 1
dataset: visits
kind: operational
source: { parquet: visits.parquet }
key: [visit]
purposes: [reporting]
columns: { visit: { type: integer }, page: { type: integer }, seconds: { type: real } }
dimensions: { page: { column: page } }
`,
  );
  await writeFile(
    join(source, 'datasets', 'metrics.yml'),
    `metrics:
  visits: { kind: count, of: visits }
  pages: { kind: count_distinct, of: visits.page }
  typical: { kind: median, of: visits.seconds }
`,
  );
  const database = await openDuckDb();
  await database.run(
    `COPY (SELECT i AS visit, (hash(i) % 1500000)::BIGINT AS page, (hash(i + 7) % 100000)::DOUBLE AS seconds FROM range(3000000) t(i))
     TO '${join(source, 'visits.parquet')}' (FORMAT parquet)`,
  );
  database.close();
  trivet = await startTestApp(source);
}, 60_000);

afterAll(async () => {
  await trivet.close();
  await rm(source, { recursive: true, force: true });
});

const start = `mutation Start($input: MetricQueryInput!) { job: startMetricQuery(input: $input) { id state error } }`;
const look = `query Look($id: ID!) { job(id: $id) { state progress error result { rowCount table(layout: ARRAYS) } } }`;
/** Each of these has a state of its own to build over three million rows. */
const slow = {
  metrics: Array.from({ length: 6 }, (_, index) =>
    ['typical', 'pages'].map((name) => ({
      name,
      alias: `${name}_${index}`,
      interval: false,
      filter: { visits__page: { _gt: index } },
    })),
  ).flat(),
};

interface JobSeen {
  readonly id: string;
  readonly state: string;
  readonly progress: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly result: { readonly rowCount: number; readonly table: readonly unknown[] } | null;
}

async function started(input: object): Promise<JobSeen> {
  const { data, errors } = await trivet.graphql(start, { input });
  expect(errors).toBeUndefined();
  return (data as { job: JobSeen }).job;
}

async function seen(id: string): Promise<JobSeen | null> {
  return ((await trivet.graphql(look, { id })).data as { job: JobSeen | null }).job;
}

/** Every state that the stream tells, to its end. */
async function followed(id: string): Promise<readonly JobSeen[]> {
  const answer = await fetch(`${trivet.address}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({
      query:
        'subscription Follow($id: ID!) { jobChanged(id: $id) { state progress error result { rowCount table(layout: ARRAYS) } } }',
      variables: { id },
    }),
  });
  const blocks = (await answer.text()).split('\n\n').filter((block) => block.startsWith('event: next'));
  return blocks.map((block) => {
    const told = JSON.parse(block.slice(block.indexOf('data: ') + 6)) as { data: { jobChanged: JobSeen } };
    return told.data.jobChanged;
  });
}

test('a job is followed to its end, with its answer', async () => {
  const { id, state } = await started({ metrics: [{ name: 'visits', interval: false }] });
  expect(state).toBe('RUNNING');
  const states = await followed(id);
  expect(states.at(-1)).toMatchObject({ state: 'DONE', progress: 1, result: { rowCount: 1, table: [[3_000_000]] } });
  expect(await seen(id)).toMatchObject({ state: 'DONE', error: null });
});

test('what a job is refused is data, with every refusal', async () => {
  const { id } = await started({ metrics: [{ name: 'visits' }], limit: 0, offset: -1 });
  await followed(id);
  expect(await seen(id)).toMatchObject({
    state: 'FAILED',
    result: null,
    error: { code: 'INVALID_QUERY', refusals: [{ code: 'INVALID_QUERY' }] },
  });
});

test('a cancelled job frees its connection at once', async () => {
  const { id } = await started(slow);
  const engine = trivet.app.workspace.engine();
  await expect.poll(() => engine.status().running, { timeout: 15_000, interval: 5 }).toBeGreaterThan(0);
  await new Promise((done) => setTimeout(done, 100));
  expect((await seen(id))?.state).toBe('RUNNING');
  const begun = performance.now();
  const { data } = await trivet.graphql('mutation Stop($id: ID!) { cancelJob(id: $id) { state } }', { id });
  expect(data).toEqual({ cancelJob: { state: 'CANCELLED' } });
  await expect.poll(() => engine.status().running, { timeout: 15_000, interval: 5 }).toBe(0);
  // A tenth of a second on a machine of its own, a fraction of what the query takes in any case.
  expect(performance.now() - begun).toBeLessThan(1000);
  expect((await followed(id)).map(({ state }) => state)).toEqual(['CANCELLED']);
  const after = await trivet.graphql(
    '{ metricQuery(input: { metrics: [{ name: visits, interval: false }] }) { rowCount } }',
  );
  expect(after.errors).toBeUndefined();
});

test('nobody begins more jobs than may be under way', async () => {
  const jobs = await Promise.all(Array.from({ length: 8 }, (_, index) => started({ ...slow, limit: 10 + index })));
  const { errors } = await trivet.graphql(start, { input: { ...slow, limit: 30 } });
  expect(errors?.[0]).toMatchObject({
    message: '8 of your jobs are under way; at most 8 may be.',
    extensions: { code: 'COST_EXCEEDED' },
  });
  const states = await Promise.all(jobs.map(async ({ id }) => (await seen(id))?.state));
  expect(states.filter((state) => state === 'RUNNING')).toHaveLength(2);
  expect(states.filter((state) => state === 'QUEUED')).toHaveLength(6);
  for (const { id } of jobs) await trivet.graphql('mutation Stop($id: ID!) { cancelJob(id: $id) { state } }', { id });
});

test('a job that is not there is null to look at and an error to cancel or to follow', async () => {
  expect(await seen('no-such-job')).toBeNull();
  const { errors } = await trivet.graphql('mutation { cancelJob(id: "no-such-job") { state } }');
  expect(errors?.[0]?.extensions['code']).toBe('RESULT_EXPIRED');
});

test('an answer is found again by its id, and one that is gone says so', async () => {
  const asked = await trivet.graphql('{ metricQuery(input: { metrics: [{ name: visits, interval: false }] }) { id } }');
  const { id } = (asked.data as { metricQuery: { id: string } }).metricQuery;
  const again = await trivet.graphql('query Again($id: ID!) { result(id: $id) { table(layout: ARRAYS) } }', { id });
  expect(again.data).toEqual({ result: { table: [[3_000_000]] } });
  const gone = await trivet.graphql('{ result(id: "0000") { rowCount } }');
  expect(gone.data).toEqual({ result: null });
  expect(gone.errors?.[0]?.extensions).toMatchObject({ code: 'RESULT_EXPIRED', hint: 'Ask the query again.' });
});
