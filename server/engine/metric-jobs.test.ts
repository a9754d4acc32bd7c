import { beforeEach, expect, test } from 'vitest';
import { TrivetError } from '../lib/errors.ts';
import { localViewer, type Viewer } from '../model/viewer.ts';
import type { MetricResult } from '../query/answer/result.ts';
import type { Ask } from './ask.ts';
import { createMetricJobs, defaultJobLimits, type MetricJobs } from './metric-jobs.ts';

const ada: Viewer = { ...localViewer, name: 'ada' };
const ben: Viewer = { ...localViewer, name: 'ben' };
// Only its id is looked at.
const answered = { id: 'answer' } as MetricResult;

let now: number;
let policy: string;
let asked: {
  resolve: (result: MetricResult) => void;
  reject: (error: unknown) => void;
  signal: AbortSignal | undefined;
}[];
let errors: unknown[];
let jobs: MetricJobs;

beforeEach(() => {
  now = 0;
  policy = 'one';
  asked = [];
  errors = [];
  const ask: Ask = Object.assign(
    (_query: unknown, options: Parameters<Ask>[1]) =>
      new Promise<MetricResult>((resolve, reject) => asked.push({ resolve, reject, signal: options.signal })),
    { find: () => null, question: () => null, policyOf: () => policy },
  );
  jobs = createMetricJobs({
    ask,
    clock: () => new Date(now),
    onError: (_id, error) => errors.push(error),
    limits: { ...defaultJobLimits, running: 1, ofViewer: 2, inAll: 3, kept: 2, keptMs: 1000 },
  });
});

test('a job is known to who began it, under the policy of then, and to nobody else', () => {
  const { id } = jobs.start({}, ada);
  expect(jobs.find(id, ada)?.state).toBe('RUNNING');
  expect(jobs.find(id, ben)).toBeNull();
  expect(jobs.cancel(id, ben)).toBeNull();
  expect(asked[0]?.signal?.aborted).toBe(false);
  policy = 'another';
  expect(jobs.find(id, ada)).toBeNull();
});

test('the next job runs when one has ended', async () => {
  const first = jobs.start({}, ada);
  const second = jobs.start({}, ada);
  expect(second.state).toBe('QUEUED');
  asked[0]?.resolve(answered);
  await expect.poll(() => jobs.find(second.id, ada)?.state).toBe('RUNNING');
  expect(jobs.find(first.id, ada)).toMatchObject({ state: 'DONE', result: answered });
});

test('jobs are bounded for each viewer and for all together', () => {
  jobs.start({}, ada);
  jobs.start({}, ada);
  expect(() => jobs.start({}, ada)).toThrow('2 of your jobs are under way; at most 2 may be.');
  jobs.start({}, ben);
  expect(() => jobs.start({}, ben)).toThrow('3 jobs of this server are under way; at most 3 may be.');
});

test('a queued job that is cancelled never runs', () => {
  jobs.start({}, ada);
  const { id } = jobs.start({}, ada);
  expect(jobs.cancel(id, ada)?.state).toBe('CANCELLED');
  expect(asked).toHaveLength(1);
  expect(jobs.underWay()).toBe(1);
});

test('what has ended is forgotten after its time, and stays as it ended', async () => {
  const { id } = jobs.start({}, ada);
  asked[0]?.resolve(answered);
  await expect.poll(() => jobs.find(id, ada)?.state).toBe('DONE');
  expect(jobs.cancel(id, ada)?.state).toBe('DONE');
  now = 1001;
  expect(jobs.find(id, ada)).toBeNull();
});

test('a mistake of ours is told to the log and masked for who asked', async () => {
  const { id } = jobs.start({}, ada);
  asked[0]?.reject(new Error('column "secret" not found'));
  await expect.poll(() => jobs.find(id, ada)?.state).toBe('FAILED');
  expect(jobs.find(id, ada)?.error).toMatchObject({ code: 'internal', message: `Something went wrong here (${id}).` });
  expect(errors).toHaveLength(1);
  const refused = jobs.start({}, ada);
  asked[1]?.reject(new TrivetError('too-many-groups', 'Too many.'));
  await expect.poll(() => jobs.find(refused.id, ada)?.error?.code).toBe('too-many-groups');
  expect(errors).toHaveLength(1);
});
