/** Bytes that grow by doubling; what lies beyond `length` is zero. */
export class GrowingBytes {
  #bytes = new Uint8Array(1024);
  length = 0;

  /** Room for so many more bytes, counted as written. Valid until the next call. */
  extend(count: number): Uint8Array<ArrayBuffer> {
    const start = this.length;
    this.length += count;
    if (this.length > this.#bytes.length) this.#grow();
    return this.#bytes.subarray(start, this.length);
  }

  append(bytes: Uint8Array): void {
    this.extend(bytes.length).set(bytes);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  #grow(): void {
    const grown = new Uint8Array(Math.max(this.length, this.#bytes.length * 2));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** One bit a row, least significant first, as Arrow packs validity and booleans. */
export class GrowingBits {
  readonly #bytes = new GrowingBytes();
  length = 0;

  get byteLength(): number {
    return this.#bytes.length;
  }

  /** The first `count` bits of packed bits. */
  appendPacked(source: Uint8Array, count: number): void {
    const shift = this.length % 8;
    const written = Math.ceil(count / 8);
    const target = this.#bytesFor(count);
    if (shift === 0) {
      target.set(source.subarray(0, written));
    } else {
      for (let index = 0; index < written; index++) {
        const byte = source[index] ?? 0;
        target[index] = (target[index] ?? 0) | ((byte << shift) & 255);
        if (index + 1 < target.length) target[index + 1] = byte >> (8 - shift);
      }
    }
    this.#clearTail(target);
  }

  /** One bit for each byte: set where the byte is not zero. */
  appendBytes(source: Uint8Array, count: number): void {
    const shift = this.length % 8;
    const target = this.#bytesFor(count);
    for (let row = 0; row < count; row++) {
      const bit = shift + row;
      if (source[row] !== 0) target[bit >> 3] = (target[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }

  appendOnes(count: number): void {
    const shift = this.length % 8;
    const target = this.#bytesFor(count);
    target[0] = (target[0] ?? 0) | ((255 << shift) & 255);
    target.fill(255, 1);
    this.#clearTail(target);
  }

  finish(): Uint8Array {
    return this.#bytes.finish();
  }

  /** The bytes in which the next `count` bits lie; the first may be begun already. */
  #bytesFor(count: number): Uint8Array {
    const begun = this.length % 8 === 0 ? 0 : 1;
    this.length += count;
    this.#bytes.length -= begun;
    return this.#bytes.extend(Math.ceil(this.length / 8) - this.#bytes.length);
  }

  #clearTail(target: Uint8Array): void {
    const used = this.length % 8;
    const last = target.length - 1;
    if (used !== 0) target[last] = (target[last] ?? 0) & (255 >> (8 - used));
  }
}
