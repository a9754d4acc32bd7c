/** header and body → `length of header · length of body · header (JSON) · body`, both lengths as unsigned 32-bit little-endian */

interface Frame {
  /** What the other side wrote as JSON. */
  readonly header: unknown;
  /** A buffer of its own, so that typed arrays over it are aligned. */
  readonly body: Uint8Array;
}

const lengthBytes = 8;
/** Bytes of a body up to which one write is cheaper than two. */
const mostCopied = 64 * 1024;
const noBody = new Uint8Array(0);

/** The pieces of one frame, to be written one after the other; a large body is not copied, a small frame is one piece. */
export function encodeFrame(header: object, body: Uint8Array = noBody): readonly Uint8Array[] {
  const text = JSON.stringify(header);
  const length = Buffer.byteLength(text);
  const copied = body.length <= mostCopied ? body.length : 0;
  const first = Buffer.allocUnsafe(lengthBytes + length + copied);
  first.writeUInt32LE(length, 0);
  first.writeUInt32LE(body.length, 4);
  first.write(text, lengthBytes);
  if (copied > 0) first.set(body, lengthBytes + length);
  return copied === body.length ? [first] : [first, body];
}

/** Puts frames together again from a stream of chunks cut anywhere. */
export class FrameReader {
  #filled = 0;
  #part: Uint8Array = new Uint8Array(lengthBytes);
  #header: Uint8Array | null = null;
  #bodyLength = 0;
  #stage: 'lengths' | 'header' | 'body' = 'lengths';

  /** The frames that this chunk completes. Headers are trusted to be what the other side of the pipe sent. */
  *push(chunk: Uint8Array): Generator<Frame> {
    let read = 0;
    while (read < chunk.length || this.#filled === this.#part.length) {
      const taken = Math.min(chunk.length - read, this.#part.length - this.#filled);
      this.#part.set(chunk.subarray(read, read + taken), this.#filled);
      read += taken;
      this.#filled += taken;
      if (this.#filled < this.#part.length) return;
      const frame = this.#next();
      if (frame !== null) yield frame;
    }
  }

  #next(): Frame | null {
    const part = this.#part;
    this.#filled = 0;
    if (this.#stage === 'lengths') {
      const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
      this.#stage = 'header';
      this.#part = new Uint8Array(view.getUint32(0, true));
      this.#bodyLength = view.getUint32(4, true);
      return null;
    }
    if (this.#stage === 'header') {
      this.#stage = 'body';
      this.#header = part;
      this.#part = new Uint8Array(this.#bodyLength);
      return null;
    }
    this.#stage = 'lengths';
    this.#part = new Uint8Array(lengthBytes);
    const header: unknown = JSON.parse(Buffer.from(this.#header ?? noBody).toString('utf8'));
    return { header, body: part };
  }
}
