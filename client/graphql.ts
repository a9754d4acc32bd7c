import type { TypedDocumentString } from './generated.ts';

/**
 * What went wrong with a request. `code` is the server's (`UNKNOWN_METRIC` …), or `NETWORK` where no answer came;
 * only the latter is worth trying again unchanged.
 */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: string;
  readonly hint: string | null;
  readonly choices: readonly string[];

  constructor(code: string, message: string, details: { hint?: string | null; choices?: readonly string[] } = {}) {
    super(message);
    this.code = code;
    this.hint = details.hint ?? null;
    this.choices = details.choices ?? [];
  }
}

/** What the window is told when the server does not know who asks, or no longer. */
export const signInNeeded = 'trivet-sign-in-needed';

/** Path below which the server lies, without a slash at its end; empty: the root. */
const basePath = document.querySelector<HTMLMetaElement>('meta[name="trivet-base"]')?.content ?? '';

/** A path of ours (`/catalogue`) as the browser reaches it. */
export function pathTo(path: string): string {
  return `${basePath}${path}`;
}

/** A path of the browser as one of ours; as it is where it lies elsewhere. */
export function within(path: string): string {
  const isBelow = path === basePath || path.startsWith(`${basePath}/`);
  return isBelow ? path.slice(basePath.length) || '/' : path;
}

const endpoint = pathTo('/graphql');
const streamEndpoint = pathTo('/graphql/stream');

/** One question, one answer. Rejects with RequestError, or with AbortError when the signal ends it. */
export async function request<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await post(endpoint, { query: document.toString(), variables }, 'application/json', signal);
  const body = await readJson(response);
  const errors = errorsOf(body);
  if (errors[0]) throw errors[0];
  if (!isRecord(body) || !isRecord(body['data'])) throw unreadable(response.status);
  // The document's type says what the server sends for it.
  return body['data'] as Result;
}

export type StreamState = 'connecting' | 'open' | 'waiting' | 'refused';

/** Who listens to a subscription. `state` tells when the line is down: nothing that is shown is lost by that. */
export interface StreamListener<Result> {
  next(result: Result): void;
  state(state: StreamState, error: RequestError | null): void;
}

/** Listens until the signal ends it, connecting again after 0.5, 1, 2 … at most 15 seconds when the line breaks. */
export async function subscribe<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  listener: StreamListener<Result>,
  signal: AbortSignal,
): Promise<void> {
  let pause = 500;
  while (!signal.aborted) {
    listener.state('connecting', null);
    try {
      const response = await post(
        streamEndpoint,
        { query: document.toString(), variables },
        'text/event-stream',
        signal,
      );
      if (!response.ok || !response.body) throw errorsOf(await readJson(response))[0] ?? unreadable(response.status);
      listener.state('open', null);
      const ended = await readEvents(response.body, (data) => {
        pause = 500;
        const error = errorsOf(data)[0];
        if (error) throw error;
        // The document's type says what the server sends for it.
        if (isRecord(data) && isRecord(data['data'])) listener.next(data['data'] as Result);
      });
      if (ended) return;
      listener.state('waiting', null);
    } catch (thrown) {
      if (isAborted(signal)) return;
      const error = thrown instanceof RequestError ? thrown : unreachable(thrown);
      if (error.code !== 'NETWORK') {
        listener.state('refused', error);
        return;
      }
      listener.state('waiting', error);
    }
    await wait(pause, signal);
    pause = Math.min(pause * 2, 15_000);
  }
}

/** Reads server-sent events; true when the server said `complete`, false when the line broke. */
async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  next: (data: unknown) => void,
): Promise<boolean> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      rest += value;
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event.name === 'complete') return true;
        if (event.name === 'next' && event.data !== '') next(JSON.parse(event.data));
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** One block of an event stream; lines that start with a colon keep the line awake. */
export function parseEvent(block: string): { readonly name: string; readonly data: string } {
  const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line.trimEnd()));
  const all = (name: string) => fields.flatMap((field) => (field?.[1] === name ? [field[2] ?? ''] : []));
  return { name: all('event').join(''), data: all('data').join('\n') };
}

async function post(url: string, body: unknown, accept: string, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: signal ?? null });
    if (response.status === 401) window.dispatchEvent(new Event(signInNeeded));
    return response;
  } catch (thrown) {
    if (signal && isAborted(signal)) throw thrown;
    throw unreachable(thrown);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw unreadable(response.status);
  }
}

function errorsOf(body: unknown): readonly RequestError[] {
  if (!isRecord(body) || !Array.isArray(body['errors'])) return [];
  return body['errors'].filter(isRecord).map((error) => {
    const extensions = isRecord(error['extensions']) ? error['extensions'] : {};
    return new RequestError(textOf(extensions['code']) ?? 'INTERNAL', textOf(error['message']) ?? 'Something failed.', {
      hint: textOf(extensions['hint']),
      choices: Array.isArray(extensions['choices']) ? extensions['choices'].map(String) : [],
    });
  });
}

function unreachable(thrown: unknown): RequestError {
  const hint = 'Check that Trivet is still running; this page tries again by itself.';
  return new RequestError('NETWORK', `No answer from the server (${messageOf(thrown)}).`, { hint });
}

function unreadable(status: number): RequestError {
  return new RequestError(status >= 500 ? 'NETWORK' : 'INTERNAL', `The server answered ${status} without a result.`);
}

/** Anything thrown, as a RequestError. */
export function requestErrorOf(thrown: unknown): RequestError {
  return thrown instanceof RequestError ? thrown : new RequestError('INTERNAL', messageOf(thrown));
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

// A function, because the compiler believes that `aborted` stays false after it was looked at once.
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
