import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, messageOf, type Position, TrivetError } from './errors.ts';

export interface Job<Request> {
  readonly id: number;
  readonly request: Request;
}

/** What a thread is told: a job, or that nobody waits for one any more. */
export type ToThread = (Job<unknown> & { readonly kind: 'job' }) | { readonly kind: 'abandon'; readonly id: number };

/** What a thread says: that it is ready, then one answer or refusal a job. */
export type Reply<Answer> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'refusal'; readonly id: number; readonly refusal: Refusal };

/** What the process of a thread says when its thread broke: the code and message of the error. */
export interface Broken {
  readonly kind: 'broken';
  readonly code: string | null;
  readonly message: string;
}

/** An error as a thread boundary lets it through; code null: our own mistake. */
export interface Refusal {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly hint: string | undefined;
  readonly choices: readonly string[] | undefined;
  readonly position: Position | undefined;
}

/** The cell of shared memory with the id of a job that nobody waits for any more. */
type Abandoned = Int32Array<SharedArrayBuffer>;

/** Answers jobs in a thread, one after the other. `isAbandoned` can be asked at any time, also amid a synchronous loop. */
export function serveJobs(answer: (request: never, isAbandoned: () => boolean) => Promise<unknown>): void {
  const port = parentPort;
  if (!port) throw new Error('This module is the work of a thread.');
  // Given by thread-host.mjs, which starts every thread.
  const { abandoned } = workerData as { readonly abandoned: Abandoned };
  const reply = (message: Reply<unknown>): void => port.postMessage(message);
  port.on('message', ({ id, request }: Job<never>) => {
    answer(request, () => Atomics.load(abandoned, 0) === id).then(
      (answer) => reply({ kind: 'answer', id, answer }),
      (thrown: unknown) => reply({ kind: 'refusal', id, refusal: refusalOf(thrown) }),
    );
  });
  reply({ kind: 'ready' });
}

function refusalOf(thrown: unknown): Refusal {
  if (!(thrown instanceof TrivetError)) {
    return { code: null, message: messageOf(thrown), hint: undefined, choices: undefined, position: undefined };
  }
  const { code, message, hint, choices, position } = thrown;
  return { code, message, hint, choices, position };
}
