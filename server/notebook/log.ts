import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { appendSynced } from '../lib/atomic-file.ts';
import type { NotebookDocument, Operation } from './document.ts';
import type { BinnedCell, CellRevision, RevisedDocument } from './revised.ts';

/** One line of `.trivet/log/<notebook>.jsonl`: a group of operations and the file it turns into another. */
export interface LogEntry {
  readonly at: string;
  /** Who changed it: `file` when another program did. */
  readonly user: string;
  readonly revision: number;
  /** SHA-256 of the file before and after. */
  readonly base: string;
  readonly hash: string;
  readonly operations: readonly Operation[];
  /** Deleted cells, whole. */
  readonly deleted: readonly BinnedCell[];
  readonly headerChanged: boolean;
  readonly changed: ReadonlyMap<string, CellRevision>;
}

/** What a log remembers of a notebook. */
export interface LoggedHistory {
  readonly last: LogEntry | null;
  readonly headerRevision: number;
  readonly cells: ReadonlyMap<string, CellRevision>;
  readonly bin: ReadonlyMap<string, BinnedCell>;
  /** Groups that were logged but are not in the file that was asked about, oldest first. */
  readonly pending: readonly LogEntry[];
}

/** The entry of a change, as it is written before the file is; `saved` is what the file holds. */
export function logEntry(
  saved: RevisedDocument,
  next: RevisedDocument,
  rest: Pick<LogEntry, 'at' | 'user' | 'base' | 'hash' | 'operations'>,
): LogEntry {
  return {
    ...rest,
    revision: next.revision,
    deleted: [...next.bin.values()].filter((binned) => saved.bin.get(binned.cell.id) !== binned),
    headerChanged: next.headerRevision !== saved.headerRevision,
    changed: new Map([...next.cells].filter(([, revision]) => Math.max(revision.cell, revision.body) > saved.revision)),
  };
}

/** Appends and syncs. Throws `disk-full` or `write-failed`. */
export async function appendEntry(path: string, entry: LogEntry): Promise<void> {
  const deleted = entry.deleted.map((binned) => ({
    ...binned,
    cell: { ...binned.cell, attributes: Object.fromEntries(binned.cell.attributes) },
  }));
  await appendSynced(path, JSON.stringify({ ...entry, deleted, changed: Object.fromEntries(entry.changed) }));
}

const revision = z.object({ cell: z.int(), body: z.int() });
const binned = z.object({
  cell: z.object({
    id: z.string(),
    kind: z.string(),
    name: z.string().nullable(),
    attributes: z
      .record(z.string(), z.union([z.string(), z.literal(true)]))
      .transform((entries) => new Map(Object.entries(entries))),
    body: z.string(),
  }),
  revision,
  after: z.string().nullable(),
});
const line = z.object({
  at: z.string(),
  user: z.string(),
  revision: z.int(),
  base: z.string(),
  hash: z.string(),
  operations: z.array(z.custom<Operation>((value) => typeof value === 'object' && value !== null && 'op' in value)),
  deleted: z.array(binned),
  headerChanged: z.boolean(),
  changed: z.record(z.string(), revision).transform((entries) => new Map(Object.entries(entries))),
});

/** Reads a log beside a file of this hash; a torn or foreign line is skipped, a missing log is an empty history. */
export async function readLog(path: string, fileHash: string): Promise<LoggedHistory> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const entries = text.split('\n').flatMap((written) => entryOf(written) ?? []);
  const cells = new Map<string, CellRevision>();
  const bin = new Map<string, BinnedCell>();
  let headerRevision = 0;
  for (const entry of entries) {
    for (const [id, changed] of entry.changed) cells.set(id, changed);
    for (const operation of entry.operations) if (operation.op === 'restoreCell') bin.delete(operation.id);
    for (const found of entry.deleted) bin.set(found.cell.id, found);
    if (entry.headerChanged) headerRevision = entry.revision;
  }
  const written = entries.findLastIndex((entry) => entry.hash === fileHash);
  const first = written >= 0 ? written + 1 : entries.findIndex((entry) => entry.base === fileHash);
  const pending = first < 0 ? [] : entries.slice(first);
  return { last: entries.at(-1) ?? null, headerRevision, cells, bin, pending };
}

/** A document with the revisions its log knows; where the file is not the one the log left, all of it counts as changed since. */
export function withHistory(document: NotebookDocument, history: LoggedHistory, isSameFile: boolean): RevisedDocument {
  const revision = (history.last?.revision ?? 0) + (isSameFile || history.last === null ? 0 : 1);
  const all = { cell: revision, body: revision };
  const known = (id: string): CellRevision => (isSameFile ? (history.cells.get(id) ?? { cell: 0, body: 0 }) : all);
  return {
    document,
    revision,
    headerRevision: isSameFile ? history.headerRevision : revision,
    cells: new Map(document.cells.map((cell) => [cell.id, known(cell.id)])),
    bin: new Map([...history.bin].filter(([id]) => !document.cells.some((cell) => cell.id === id))),
  };
}

function entryOf(written: string): LogEntry | null {
  try {
    return written === '' ? null : line.parse(JSON.parse(written));
  } catch {
    return null;
  }
}
