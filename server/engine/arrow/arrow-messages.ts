/** an Arrow stream, message by message, so that several can follow each other as one */

const eosBytes = 8;
const recordBatch = 3;

/** Written behind the last piece of a stream. */
export const endOfStream = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/** A whole stream without its end: schema, dictionaries, rows. */
export function withoutEnd(stream: Uint8Array): Uint8Array {
  return stream.subarray(0, stream.length - eosBytes);
}

/** Its rows alone, for a reader who has the schema and the dictionaries already. */
export function batchesAlone(stream: Uint8Array): Uint8Array {
  return stream.subarray(rowsAt(stream), stream.length - eosBytes);
}

/** Pieces of one stream as streams of their own, which can be read one at a time. */
export function wholeStreams(): (piece: Uint8Array) => Uint8Array | null {
  let head: Uint8Array | null = null;
  return (piece) => {
    if (piece.length === eosBytes) return null;
    if (head !== null) return Buffer.concat([head, piece, endOfStream]);
    head = piece.subarray(0, rowsAt(piece));
    return Buffer.concat([piece, endOfStream]);
  };
}

/** Where the first rows begin. */
function rowsAt(stream: Uint8Array): number {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let at = 0;
  while (at < stream.length - eosBytes) {
    const { kind, length } = messageAt(view, at);
    if (kind === recordBatch) break;
    at += length;
  }
  return at;
}

/** Kind and length of the message that begins at an offset: a mark, a length, a flat buffer of that length, and a body. */
function messageAt(view: DataView, at: number): { readonly kind: number; readonly length: number } {
  const header = at + 8;
  const headerLength = view.getInt32(at + 4, true);
  const table = header + view.getUint32(header, true);
  const fields = table - view.getInt32(table, true);
  const field = (index: number): number => {
    const slot = 4 + index * 2;
    return slot < view.getUint16(fields, true) ? view.getUint16(fields + slot, true) : 0;
  };
  const [kindAt, bodyAt] = [field(1), field(3)];
  const kind = kindAt === 0 ? 0 : view.getUint8(table + kindAt);
  const body = bodyAt === 0 ? 0 : Number(view.getBigInt64(table + bodyAt, true));
  return { kind, length: 8 + headerLength + body };
}
