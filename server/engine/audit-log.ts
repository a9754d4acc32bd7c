import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appendSynced } from '../lib/atomic-file.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Filter, MetricQuery } from '../query/language/metric-query.ts';
import { conditionsOf } from '../query/resolve/resolve.ts';
import type { MetricResult } from '../query/answer/result.ts';

/** One answer, as `.trivet/log/audit.jsonl` remembers it: who asked for what, never what was in a row. */
interface AuditRecord {
  readonly at: string;
  readonly who: string;
  readonly channel: Viewer['channel'];
  readonly purpose: string;
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
  /** Dimensions with operators; values, which may be somebody's, are left out. */
  readonly filters: readonly string[];
  /** Rows used of each dataset; where a threshold hides their number, null. */
  readonly rows: readonly { readonly dataset: string; readonly used: number | null }[];
  readonly result: string;
  readonly cached: boolean;
}

export interface AuditLog {
  /** Appends in the background, in order; a record that cannot be written is told to `onError`. */
  record(entry: AuditRecord): void;
  /** Resolves when everything recorded so far is on the disk. */
  settled(): Promise<void>;
}

const largestFile = 16 * 1024 * 1024;
const ownerOnly = 0o600;

/** A file that only its owner reads; a full one is put aside under the instant of its last record. */
export function createAuditLog(folder: string, onError: (error: unknown) => void): AuditLog {
  const file = join(folder, 'audit.jsonl');
  let writing: Promise<void> = Promise.resolve();
  let waiting: AuditRecord[] = [];
  const write = async (): Promise<void> => {
    const entries = waiting;
    waiting = [];
    const found = await stat(file).catch(() => null);
    if (found !== null && found.size > largestFile) {
      const last = entries[0]?.at ?? '';
      await rename(file, join(folder, `audit-${last.replaceAll(/[:.]/g, '-')}.jsonl`));
    }
    await mkdir(folder, { recursive: true });
    await (await open(file, 'a', ownerOnly)).close();
    await appendSynced(file, entries.map((entry) => JSON.stringify(entry)).join('\n'));
  };
  return {
    record: (entry) => {
      // What comes while one write is under way shares the next one.
      if (waiting.push(entry) === 1) writing = writing.then(write).catch(onError);
    },
    settled: () => writing,
  };
}

/** The record of an answer. */
export function auditRecord(
  query: MetricQuery,
  result: MetricResult,
  { viewer, at }: { readonly viewer: Viewer; readonly at: string },
): AuditRecord {
  const legs = result.accounting.map(({ dataset, rowsUsed }) => ({ dataset, used: rowsUsed }));
  const counted = new Set(result.accounting.map(({ dataset }) => dataset));
  const untold = result.explain.legs.filter(({ dataset }) => !counted.has(dataset));
  return {
    at,
    who: viewer.name,
    channel: viewer.channel,
    purpose: query.purpose,
    metrics: query.metrics.map(({ name }) => name),
    dimensions: query.groupBy.map(({ dimension }) => dimension),
    filters: filtersOf([query.where, query.having, ...query.metrics.map(({ filter }) => filter)]),
    rows: [...legs, ...untold.map(({ dataset }) => ({ dataset, used: null }))],
    result: result.id,
    cached: result.explain.cached,
  };
}

/** The record of rows that somebody read one by one; `result` is the answer behind whose cell they stand, if any. */
export function rowsRecord(
  read: {
    readonly dataset: string;
    readonly columns: readonly string[];
    readonly where: Filter | null;
    readonly used: number;
    readonly purpose: string;
    readonly result: string | null;
  },
  { viewer, at }: { readonly viewer: Viewer; readonly at: string },
): AuditRecord {
  return {
    at,
    who: viewer.name,
    channel: viewer.channel,
    purpose: read.purpose,
    metrics: [],
    dimensions: read.columns.map((column) => `${read.dataset}.${column}`),
    filters: filtersOf([read.where]),
    rows: [{ dataset: read.dataset, used: read.used }],
    result: read.result ?? `rows of ${read.dataset}`,
    cached: false,
  };
}

/** The record of an analysis; it reads its datasets in groups, whose number of rows is not counted. */
export function analysisRecord(
  asked: {
    readonly analysis: string;
    readonly datasets: readonly string[];
    readonly where: Filter | null;
    readonly purpose: string;
    readonly result: string;
  },
  { viewer, at }: { readonly viewer: Viewer; readonly at: string },
): AuditRecord {
  return {
    at,
    who: viewer.name,
    channel: viewer.channel,
    purpose: asked.purpose,
    metrics: [`analysis:${asked.analysis}`],
    dimensions: [],
    filters: filtersOf([asked.where]),
    rows: asked.datasets.map((dataset) => ({ dataset, used: null })),
    result: asked.result,
    cached: false,
  };
}

function filtersOf(filters: readonly (Filter | null)[]): readonly string[] {
  const conditions = filters.flatMap(conditionsOf).map(({ on, operator }) => `${on} ${operator}`);
  return [...new Set(conditions)].sort();
}
