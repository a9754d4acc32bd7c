/** metric queries that outlive the request that began them: queued, running, then kept for a while */
import { randomUUID } from 'node:crypto';
import { TrivetError } from '../lib/errors.ts';
import type { Viewer } from '../model/viewer.ts';
import type { MetricResult } from '../query/answer/result.ts';
import type { Ask } from './ask.ts';

export interface MetricJob {
  readonly id: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';
  /** 0 to 1, or null where it cannot be told. */
  readonly progress: number | null;
  readonly result: MetricResult | null;
  readonly error: TrivetError | null;
}

/** Jobs of each viewer; nobody learns of another's. */
export interface MetricJobs {
  /** Throws `cost-exceeded` when the viewer, or the server, has too many under way. */
  start(query: unknown, viewer: Viewer): MetricJob;
  /** Null where there is none of this id for this viewer under the policy that binds them now. */
  find(id: string, viewer: Viewer): MetricJob | null;
  /** Null likewise. Its query is stopped; what has ended stays as it is. */
  cancel(id: string, viewer: Viewer): MetricJob | null;
  /** Tells of every change; the answer stops it. */
  subscribe(id: string, listener: (job: MetricJob) => void): () => void;
  /** Jobs that have not ended. */
  underWay(): number;
  /** Stops everything. */
  close(): void;
}

export interface JobLimits {
  /** Queries at one time. */
  readonly running: number;
  /** Jobs of one viewer that have not ended. */
  readonly ofViewer: number;
  /** Jobs of everybody that have not ended. */
  readonly inAll: number;
  /** Jobs that are kept after their end; the oldest go first. */
  readonly kept: number;
  readonly keptMs: number;
  readonly timeoutMs: number;
}

export const defaultJobLimits: JobLimits = {
  running: 2,
  ofViewer: 8,
  inAll: 64,
  kept: 100,
  keptMs: 15 * 60_000,
  timeoutMs: 600_000,
};

interface Entry {
  job: MetricJob;
  readonly viewer: Viewer;
  readonly query: unknown;
  readonly policy: string;
  readonly stop: AbortController;
  readonly listeners: Set<(job: MetricJob) => void>;
  endedAt: number | null;
}

export interface JobParts {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** Hears of mistakes of ours; who asked only learns the job's id. */
  readonly onError: (id: string, error: unknown) => void;
  readonly limits?: JobLimits;
}

export function createMetricJobs(parts: JobParts): MetricJobs {
  const limits = parts.limits ?? defaultJobLimits;
  const entries = new Map<string, Entry>();
  const list = (): readonly Entry[] => [...entries.values()];
  const change = (entry: Entry, change: Partial<MetricJob>): void => {
    if (hasEnded(entry.job)) return;
    entry.job = { ...entry.job, ...change };
    if (hasEnded(entry.job)) entry.endedAt = parts.clock().getTime();
    entry.listeners.forEach((listener) => listener(entry.job));
  };
  const run = async (entry: Entry): Promise<void> => {
    change(entry, { state: 'RUNNING' });
    try {
      const result = await parts.ask(entry.query, {
        viewer: entry.viewer,
        lane: 'notebook',
        timeoutMs: limits.timeoutMs,
        signal: entry.stop.signal,
        onProgress: (progress) => change(entry, { progress }),
      });
      change(entry, { state: 'DONE', progress: 1, result });
    } catch (thrown) {
      const wasStopped = entry.stop.signal.aborted;
      if (!(thrown instanceof TrivetError) && !wasStopped) parts.onError(entry.job.id, thrown);
      change(entry, { state: 'FAILED', error: thrown instanceof TrivetError ? thrown : masked(entry.job.id) });
    }
    startWaiting();
  };
  const startWaiting = (): void => {
    const running = list().filter(({ job }) => job.state === 'RUNNING').length;
    const waiting = list().filter(({ job }) => job.state === 'QUEUED');
    for (const entry of waiting.slice(0, Math.max(0, limits.running - running))) void run(entry);
  };
  const entryOf = (id: string, viewer: Viewer): Entry | null => {
    forget(entries, limits, parts.clock().getTime());
    const entry = entries.get(id);
    return entry?.viewer.name === viewer.name && entry.policy === parts.ask.policyOf(viewer) ? entry : null;
  };
  const stop = (entry: Entry): void => {
    change(entry, { state: 'CANCELLED' });
    entry.stop.abort();
  };
  return {
    start: (query, viewer) => {
      forget(entries, limits, parts.clock().getTime());
      refuseTooMany(list(), viewer, limits);
      const job: MetricJob = { id: randomUUID(), state: 'QUEUED', progress: null, result: null, error: null };
      const policy = parts.ask.policyOf(viewer);
      const entry = {
        job,
        viewer,
        query,
        policy,
        stop: new AbortController(),
        listeners: new Set<never>(),
        endedAt: null,
      };
      entries.set(job.id, entry);
      startWaiting();
      return entries.get(job.id)?.job ?? job;
    },
    find: (id, viewer) => entryOf(id, viewer)?.job ?? null,
    cancel: (id, viewer) => {
      const entry = entryOf(id, viewer);
      if (entry !== null) stop(entry);
      startWaiting();
      return entry?.job ?? null;
    },
    subscribe: (id, listener) => {
      entries.get(id)?.listeners.add(listener);
      return () => void entries.get(id)?.listeners.delete(listener);
    },
    underWay: () => list().filter(({ job }) => !hasEnded(job)).length,
    close: () => list().forEach(stop),
  };
}

/** Whether nothing will change any more. */
export function hasEnded({ state }: MetricJob): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

function masked(id: string): TrivetError {
  return new TrivetError('internal', `Something went wrong here (${id}).`);
}

function refuseTooMany(entries: readonly Entry[], viewer: Viewer, { ofViewer, inAll }: JobLimits): void {
  const underWay = entries.filter(({ job }) => !hasEnded(job));
  const own = underWay.filter((entry) => entry.viewer.name === viewer.name).length;
  if (own < ofViewer && underWay.length < inAll) return;
  const [count, limit, whose] =
    own >= ofViewer ? [own, ofViewer, 'of your jobs'] : [underWay.length, inAll, 'jobs of this server'];
  throw new TrivetError('cost-exceeded', `${count} ${whose} are under way; at most ${limit} may be.`, {
    hint: 'Wait until one of them has ended, or cancel it.',
  });
}

function forget(entries: Map<string, Entry>, { kept, keptMs }: JobLimits, now: number): void {
  const ended = [...entries.values()].filter(({ endedAt }) => endedAt !== null);
  ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  ended.forEach(({ job, endedAt }, index) => {
    if (index >= kept || now - (endedAt ?? now) > keptMs) entries.delete(job.id);
  });
}
