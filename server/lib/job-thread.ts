import { Worker } from 'node:worker_threads';
import { TrivetError } from './errors.ts';
import type { Abandoned, Job, Refusal, Reply } from './serve-jobs.ts';

export interface JobThreadOptions {
  /** The module that calls `serveJobs`. */
  readonly entry: URL;
  /** What a job is called in messages: `The chart`. */
  readonly subject: string;
  /** JavaScript memory of the thread in megabytes. */
  readonly memoryMb: number;
}

export interface JobOptions {
  readonly signal: AbortSignal;
  /** From the moment that the thread takes the job; a thread that is later still is ended and replaced. */
  readonly timeoutMs: number;
  readonly hint: string;
}

interface Waiting<Request, Answer> extends Job<Request> {
  readonly options: JobOptions;
  readonly settle: (outcome: { readonly answer: Answer } | { readonly error: unknown }) => void;
}

/**
 * A thread that does one job at a time; the others wait their turn. It starts with the first job, is replaced after a
 * hang or a crash, and does not keep the program from ending.
 */
export class JobThread<Request, Answer> {
  readonly #options: JobThreadOptions;
  readonly #abandoned: Abandoned = new Int32Array(new SharedArrayBuffer(4));
  #queue: Waiting<Request, Answer>[] = [];
  #current: Waiting<Request, Answer> | null = null;
  #worker: Worker | null = null;
  #isReady = false;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor(options: JobThreadOptions) {
    this.#options = options;
  }

  /** Throws what the job throws, `cancelled`, `timeout` or `out-of-memory`; a plain Error when the thread broke. */
  run(request: Request, options: JobOptions): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error(`${this.#options.subject} came after the thread was closed.`));
      if (options.signal.aborted) return reject(cancelled());
      const id = (this.#lastId += 1);
      const abandon = (): void => this.#abandon(id);
      options.signal.addEventListener('abort', abandon, { once: true });
      const settle: Waiting<Request, Answer>['settle'] = (outcome) => {
        options.signal.removeEventListener('abort', abandon);
        if ('answer' in outcome) resolve(outcome.answer);
        else reject(outcome.error);
      };
      this.#queue.push({ id, request, options, settle });
      this.#next();
    });
  }

  /** Starts the thread before it is needed. */
  warm(): void {
    this.#worker ??= this.#start();
  }

  /** Ends the thread; jobs that wait are cancelled. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const left = [...(this.#current ? [this.#current] : []), ...this.#queue];
    this.#queue = [];
    for (const job of left) job.settle({ error: cancelled() });
    await this.#end();
  }

  #abandon(id: number): void {
    const waiting = this.#queue.find((job) => job.id === id);
    if (waiting) {
      this.#queue = this.#queue.filter((job) => job.id !== id);
      waiting.settle({ error: cancelled() });
    } else if (this.#current?.id === id) {
      Atomics.store(this.#abandoned, 0, id);
      this.#current.settle({ error: cancelled() });
    }
  }

  #next(): void {
    if (this.#current || this.#queue.length === 0) return;
    this.warm();
    const worker = this.#worker;
    const job = this.#queue[0];
    if (!worker || !job || !this.#isReady) return;
    this.#queue = this.#queue.slice(1);
    this.#current = job;
    worker.ref();
    this.#timer = setTimeout(() => this.#giveUp(), job.options.timeoutMs);
    worker.postMessage({ id: job.id, request: job.request } satisfies Job<Request>, []);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      execArgv: [],
      workerData: { entry: this.#options.entry.href, abandoned: this.#abandoned },
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMb },
    });
    worker.on('message', (reply: Reply<Answer>) => this.#hear(worker, reply));
    worker.on('error', (error) => this.#lose(worker, this.#meaning(error)));
    worker.on('exit', () => this.#lose(worker, new Error(`${this.#options.subject}: the thread ended.`)));
    return worker;
  }

  #hear(worker: Worker, reply: Reply<Answer>): void {
    if (worker !== this.#worker) return;
    if (reply.kind === 'ready') {
      this.#isReady = true;
    } else if (reply.id === this.#current?.id) {
      this.#finish(reply.kind === 'answer' ? { answer: reply.answer } : { error: errorOf(reply.refusal) });
    }
    if (!this.#current && this.#queue.length === 0) worker.unref();
    this.#next();
  }

  #finish(outcome: Parameters<Waiting<Request, Answer>['settle']>[0]): void {
    clearTimeout(this.#timer);
    const job = this.#current;
    this.#current = null;
    job?.settle(outcome);
  }

  #giveUp(): void {
    const { timeoutMs = 0, hint } = this.#current?.options ?? {};
    void this.#end();
    const message = `${this.#options.subject} took longer than ${timeoutMs / 1000} seconds.`;
    this.#finish({ error: new TrivetError('timeout', message, { hint }) });
    this.#next();
  }

  /** A thread that breaks before it is ready would break again: whoever waits hears of it. */
  #lose(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    const wasReady = this.#isReady;
    this.#isReady = false;
    if (this.#current) this.#finish({ error });
    if (!wasReady) for (const job of this.#queue.splice(0)) job.settle({ error });
    this.#next();
  }

  #meaning(error: Error): Error {
    const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isMemory) return error;
    const message = `${this.#options.subject} needed more than ${this.#options.memoryMb} MB.`;
    return new TrivetError('out-of-memory', message, { hint: this.#current?.options.hint });
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#isReady = false;
    clearTimeout(this.#timer);
    await worker?.terminate();
  }
}

function cancelled(): TrivetError {
  return new TrivetError('cancelled', 'It was cancelled before it was done.');
}

function errorOf({ code, message, ...details }: Refusal): Error {
  return code ? new TrivetError(code, message, details) : new Error(message);
}
