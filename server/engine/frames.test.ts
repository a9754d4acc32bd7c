import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, FrameReader } from './frames.ts';

function joined(frames: readonly { header: object; body: Uint8Array }[]): Uint8Array {
  return Buffer.concat(frames.flatMap(({ header, body }) => encodeFrame(header, body)));
}

test('frames come out whole however the stream is cut', () => {
  const frame = fc.record({ header: fc.dictionary(fc.string(), fc.string()), body: fc.uint8Array({ maxLength: 40 }) });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 5 }), fc.integer({ min: 1, max: 30 }), (frames, size) => {
      const bytes = joined(frames);
      const reader = new FrameReader();
      const read: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size) read.push(...reader.push(bytes.subarray(at, at + size)));
      expect(read).toEqual(frames.map(({ header, body }) => ({ header: { ...header }, body })));
    }),
  );
});

test('a frame without a body is complete as soon as its header is', () => {
  const reader = new FrameReader();
  const frames = [...reader.push(Buffer.concat(encodeFrame({ kind: 'ping' })))];
  expect(frames).toEqual([{ header: { kind: 'ping' }, body: new Uint8Array(0) }]);
});

test('a body has a buffer of its own, aligned for typed arrays', () => {
  const [frame] = new FrameReader().push(Buffer.concat(encodeFrame({ a: 'x' }, new Uint8Array([1, 2, 3]))));
  expect(frame?.body.byteOffset).toBe(0);
  expect(frame?.body.buffer.byteLength).toBe(3);
});
