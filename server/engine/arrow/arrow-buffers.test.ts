import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingBits, GrowingBytes } from './arrow-buffers.ts';

const bits = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

function pack(values: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(values.length / 64) * 8).fill(255);
  values.forEach((value, index) => {
    if (!value) bytes[index >> 3] = (bytes[index >> 3] ?? 0) & ~(1 << (index & 7));
  });
  return bytes;
}

function unpack(bytes: Uint8Array, length: number): boolean[] {
  return Array.from({ length }, (_, index) => (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1);
}

test('bits keep their order whichever way and however many are appended', () => {
  const part = fc.oneof(
    bits.map((values) => ({ how: 'packed', values }) as const),
    bits.map((values) => ({ how: 'bytes', values }) as const),
    fc
      .integer({ min: 1, max: 40 })
      .map((count) => ({ how: 'ones', values: Array<boolean>(count).fill(true) }) as const),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const written = new GrowingBits();
      for (const { how, values } of parts) {
        if (how === 'packed') written.appendPacked(pack(values), values.length);
        else if (how === 'bytes') written.appendBytes(Uint8Array.from(values, Number), values.length);
        else written.appendOnes(values.length);
      }
      const expected = parts.flatMap(({ values }) => [...values]);
      expect(unpack(written.finish(), written.length)).toEqual(expected);
      expect(written.byteLength).toBe(Math.ceil(expected.length / 8));
    }),
  );
});

test('the bits after the last row are zero, so equal results have equal bytes', () => {
  const written = new GrowingBits();
  written.appendOnes(3);
  expect([...written.finish()]).toEqual([0b111]);
});

test('bytes survive growing', () => {
  const bytes = new GrowingBytes();
  const expected = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
  for (let at = 0; at < 5000; at += 700) bytes.append(expected.subarray(at, Math.min(at + 700, 5000)));
  expect(bytes.finish()).toEqual(expected);
});
