/** Bytes of one stream that may be on their way; one piece always may. */
const mostUntaken = 4 * 1024 * 1024;

interface Stream {
  readonly sizes: number[];
  bytes: number;
  resume: (() => void) | null;
}

/** How much of each stream was sent and not taken: a slow reader makes the engine wait, instead of filling memory. */
export interface Untaken {
  /** Counts a piece that was sent; resolves when another one may follow. */
  sent(id: number, bytes: number): Promise<void>;
  /** The oldest piece of the stream was taken. */
  taken(id: number): void;
  /** Forgets a stream; who waits for its reader goes on. */
  end(id: number): void;
}

/** Nothing on its way. */
export function createUntaken(): Untaken {
  const streams = new Map<number, Stream>();
  return {
    sent: (id, bytes) => {
      const stream = streams.get(id) ?? { sizes: [], bytes: 0, resume: null };
      streams.set(id, stream);
      stream.sizes.push(bytes);
      stream.bytes += bytes;
      if (stream.bytes <= mostUntaken) return Promise.resolve();
      return new Promise((resolve) => {
        stream.resume = resolve;
      });
    },
    taken: (id) => {
      const stream = streams.get(id);
      if (stream === undefined) return;
      stream.bytes -= stream.sizes.shift() ?? 0;
      if (stream.bytes <= mostUntaken) stream.resume?.();
    },
    end: (id) => {
      streams.get(id)?.resume?.();
      streams.delete(id);
    },
  };
}
