import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { execPath } from 'node:process';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { encodeFrame, FrameReader } from './frames.ts';
import type { TakePiece } from './engine.ts';
import {
  type FromChild,
  fromWire,
  type OpenRequest,
  type ToChild,
  type WorkRequest,
  type WorkResult,
} from './protocol.ts';

/** The process ended while it owed an answer. */
export class ProcessGone extends Error {
  override readonly name = 'ProcessGone';
}

export interface Answer {
  readonly result: WorkResult;
  readonly body: Uint8Array;
}

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (fraction: number | null) => void;
  readonly onPiece: TakePiece;
}

/** What arrives before the answer. */
export interface Reports {
  readonly onProgress?: ((fraction: number | null) => void) | undefined;
  /** Parts of an Arrow stream, in order. */
  readonly onPiece?: TakePiece | undefined;
}

const threadPool = '12';

/**
 * The parent's side of one engine process, which starts at once and waits to be told what to open: a program starts it before
 * it reads its own code. Ids of calls are the parent's own and never used twice.
 */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #pending = new Map<number, Pending>();
  readonly #whenReady: Promise<void>;
  /** Settles when the process has ended, whatever the reason. */
  readonly gone: Promise<void>;
  version = '';
  unreadable: readonly string[] = [];
  isReady = false;
  isGone = false;

  constructor() {
    this.#child = start();
    // The third extra entry of `stdio` is a duplex pipe, which the types of ChildProcess leave open.
    this.#pipe = this.#child.stdio[3] as Duplex;
    this.#pipe.on('error', () => undefined);
    this.gone = new Promise((resolve) => {
      this.#child.once('error', () => this.#end(resolve));
      this.#child.once('close', () => this.#end(resolve));
    });
    this.#whenReady = this.#listen();
    this.#whenReady.catch(() => undefined);
  }

  /** Tells it what to open; once in its life. */
  open(request: Omit<OpenRequest, 'kind'>): void {
    this.#send({ kind: 'open', ...request });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves when queries can be run; throws when the process ends before, or cannot open its database. */
  async ready(): Promise<this> {
    await this.#whenReady;
    return this;
  }

  /** Sends work and waits for its answer; throws ProcessGone when the process ends first. */
  call(id: number, work: WorkRequest, { onProgress = ignore, onPiece = ignore }: Reports = {}): Promise<Answer> {
    if (this.isGone) return Promise.reject(new ProcessGone());
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress, onPiece });
      this.#send({ ...work, id });
    });
  }

  /** Asks a call to stop; it then fails with `cancelled`, or not at all when it was done already. */
  interrupt(id: number): void {
    if (this.#pending.has(id)) this.#send({ kind: 'interrupt', id });
  }

  /** Ends the process at once. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.gone;
  }

  #send(message: ToChild): void {
    for (const piece of encodeFrame(message)) this.#pipe.write(piece);
  }

  #listen(): Promise<void> {
    const reader = new FrameReader();
    return new Promise((resolve, reject) => {
      void this.gone.then(() => reject(new ProcessGone()));
      this.#pipe.on('data', (chunk: Uint8Array) => {
        for (const { header, body } of reader.push(chunk)) {
          // The other end of the pipe is our own child, which writes nothing but FromChild.
          const message = header as FromChild;
          if (message.kind === 'ready') {
            this.version = message.version;
            this.unreadable = message.unreadable;
            this.isReady = true;
            resolve();
          } else if (message.kind === 'failed' && message.id === null) reject(fromWire(message.error));
          else this.#settle(message, body);
        }
      });
    });
  }

  #settle(message: Exclude<FromChild, { kind: 'ready' }>, body: Uint8Array): void {
    const pending = message.id === null ? undefined : this.#pending.get(message.id);
    if (pending === undefined || message.id === null) return;
    if (message.kind === 'progress') {
      pending.onProgress(message.fraction);
      return;
    }
    if (message.kind === 'piece') {
      void this.#take(message.id, pending, body);
      return;
    }
    this.#pending.delete(message.id);
    if (message.kind === 'failed') pending.reject(fromWire(message.error));
    else {
      const { columns, rowCount, truncated } = message;
      pending.resolve({ result: { columns, rowCount, truncated }, body });
    }
  }

  async #take(id: number, { onPiece }: Pending, piece: Uint8Array): Promise<void> {
    try {
      await onPiece(piece);
    } finally {
      if (this.#pending.has(id)) this.#send({ kind: 'taken', id });
    }
  }

  #end(resolve: () => void): void {
    if (this.isGone) return;
    this.isGone = true;
    for (const pending of this.#pending.values()) pending.reject(new ProcessGone());
    this.#pending.clear();
    this.#pipe.destroy();
    resolve();
  }
}

function ignore(): void {}

function start(): ChildProcess {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const entry = fileURLToPath(new URL('child.ts', import.meta.url));
  // Under a limit of address space WebAssembly's guard regions cannot be reserved.
  const args = ['--disable-wasm-trap-handler', '--import', tsx, entry];
  return spawn(execPath, args, {
    // libuv reads its pool's size once, at the first use: each running query holds a thread.
    env: { UV_THREADPOOL_SIZE: threadPool, TZ: 'UTC' },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
}
