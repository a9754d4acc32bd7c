import { TrivetError } from '../../lib/errors.ts';
import { JobThread } from '../../lib/job-thread.ts';
import type { Column } from '../../lib/table.ts';

/** A table under the name that the cell's `in=` gives it. */
interface SandboxInput {
  readonly name: string;
  readonly columns: readonly Column[];
}

interface SandboxOptions {
  readonly signal: AbortSignal;
  /** Memory of the run, 64 MB unless told. */
  readonly memoryMb?: number;
  /** Time of the run, 2 seconds unless told; starting the sandbox is not counted. */
  readonly timeoutMs?: number;
}

/** Runs code of the user on tables, out of reach of everything else. */
export interface Sandbox {
  /**
   * Calls one arrow function with the tables in order. It has `aq` and `op`; no clock, no chance, no network, no module.
   * Exact digits reach it as numbers, dates as ISO texts. Returned columns are typed by their values; a number that is
   * not finite becomes null. Throws `invalid-cell` (with a position where there is one), `timeout`, `out-of-memory`.
   */
  run(code: string, inputs: readonly SandboxInput[], options: SandboxOptions): Promise<readonly Column[]>;
  close(): Promise<void>;
}

/** What the thread is asked. */
export interface RunRequest {
  readonly code: string;
  readonly inputs: readonly SandboxInput[];
  readonly memoryMb: number;
  readonly timeoutMs: number;
}

const maxRows = 500_000;
/** The sandbox stops itself; a thread that is later than this was caught where nothing can stop it but its end. */
const graceMs = 10_000;

/** A sandbox with one thread, which starts with the first run and then keeps a fresh context ready. */
export function createSandbox(): Sandbox {
  const thread = new JobThread<RunRequest, readonly Column[]>({
    entry: new URL('./worker.ts', import.meta.url),
    subject: 'The cell',
    memoryMb: 1024,
  });
  return {
    run: async (code, inputs, { signal, memoryMb = 64, timeoutMs = 2_000 }) => {
      for (const input of inputs) checkSize(input);
      const request = { code, inputs, memoryMb, timeoutMs };
      return thread.run(request, { signal, timeoutMs: timeoutMs + graceMs, hint: smallerHint });
    },
    close: () => thread.close(),
  };
}

/** What to do about a run that was too long or too large. */
export const smallerHint = 'Filter and aggregate in SQL first, and let the cell work on the result.';

function checkSize({ name, columns }: SandboxInput): void {
  const rows = columns[0]?.values.length ?? 0;
  if (rows <= maxRows) return;
  const size = `${rows.toLocaleString('en')} rows; this kind of cell takes ${maxRows.toLocaleString('en')}`;
  throw new TrivetError('invalid-cell', `${name} has ${size}.`, { hint: smallerHint });
}
