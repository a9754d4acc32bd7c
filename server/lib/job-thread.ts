import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TrivetError } from './errors.ts';
import type { Broken, Job, Refusal, Reply, ToThread } from './serve-jobs.ts';

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
 * hang or a crash, and does not keep the program from ending. It lives in a process of its own: one list that grows past
 * what Node can hold ends the whole process in which it is made, whatever the limits of its thread.
 */
export class JobThread<Request, Answer> {
  readonly #options: JobThreadOptions;
  #queue: Waiting<Request, Answer>[] = [];
  #current: Waiting<Request, Answer> | null = null;
  #host: ChildProcess | null = null;
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
    this.#host ??= this.#start();
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
      if (this.#host) send(this.#host, { kind: 'abandon', id });
      this.#current.settle({ error: cancelled() });
    }
  }

  #next(): void {
    if (this.#current || this.#queue.length === 0) return;
    this.warm();
    const host = this.#host;
    const job = this.#queue[0];
    if (!host || !job || !this.#isReady) return;
    this.#queue = this.#queue.slice(1);
    this.#current = job;
    keep(host);
    this.#timer = setTimeout(() => this.#giveUp(), job.options.timeoutMs);
    send(host, { kind: 'job', id: job.id, request: job.request });
  }

  #start(): ChildProcess {
    const { entry, memoryMb } = this.#options;
    const host = fork(fileURLToPath(new URL('./thread-host.mjs', import.meta.url)), [entry.href, String(memoryMb)], {
      env: {},
      execArgv: [],
      serialization: 'advanced',
      // What Node prints when its memory breaks names places of its own code only.
      stdio: 'ignore',
    });
    // The other end of the channel is our own module, which sends nothing but these.
    host.on('message', (said) => this.#hear(host, said as Reply<Answer> | Broken));
    host.on('error', (error) => this.#lose(host, error));
    host.on('exit', (code, signal) => this.#lose(host, this.#meaning(code, signal)));
    return host;
  }

  #hear(host: ChildProcess, said: Reply<Answer> | Broken): void {
    if (host !== this.#host) return;
    if (said.kind === 'broken') {
      this.#lose(host, said.code === 'ERR_WORKER_OUT_OF_MEMORY' ? this.#tooMuch() : new Error(said.message));
      host.kill('SIGKILL');
      return;
    }
    if (said.kind === 'ready') {
      this.#isReady = true;
    } else if (said.id === this.#current?.id) {
      this.#finish(said.kind === 'answer' ? { answer: said.answer } : { error: errorOf(said.refusal) });
    }
    if (!this.#current && this.#queue.length === 0) release(host);
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
  #lose(host: ChildProcess, error: Error): void {
    if (host !== this.#host) return;
    this.#host = null;
    const wasReady = this.#isReady;
    this.#isReady = false;
    if (this.#current) this.#finish({ error });
    if (!wasReady) for (const job of this.#queue.splice(0)) job.settle({ error });
    this.#next();
  }

  #meaning(code: number | null, signal: NodeJS.Signals | null): Error {
    const hasAborted = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134;
    return hasAborted ? this.#tooMuch() : new Error(`${this.#options.subject}: the thread ended.`);
  }

  #tooMuch(): TrivetError {
    const message = `${this.#options.subject} needed more than ${this.#options.memoryMb} MB.`;
    return new TrivetError('out-of-memory', message, { hint: this.#current?.options.hint });
  }

  async #end(): Promise<void> {
    const host = this.#host;
    this.#host = null;
    this.#isReady = false;
    clearTimeout(this.#timer);
    if (!host || host.exitCode !== null || host.signalCode !== null) return;
    const ended = new Promise((resolve) => host.once('exit', resolve));
    host.kill('SIGKILL');
    await ended;
  }
}

/** A host that has ended by now says so through its exit. */
function send(host: ChildProcess, said: ToThread): void {
  host.send(said, () => undefined);
}

/** A program does not end while it waits for an answer. */
function keep(host: ChildProcess): void {
  host.ref();
  host.channel?.ref();
}

/** An idle host does not keep the program from ending. */
function release(host: ChildProcess): void {
  host.unref();
  host.channel?.unref();
}

function cancelled(): TrivetError {
  return new TrivetError('cancelled', 'It was cancelled before it was done.');
}

function errorOf({ code, message, ...details }: Refusal): Error {
  return code ? new TrivetError(code, message, details) : new Error(message);
}
