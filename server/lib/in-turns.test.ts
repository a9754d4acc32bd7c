import { expect, test } from 'vitest';
import { atOnce, inTurns, type Steps } from './in-turns.ts';

function* count(to: number, milliseconds: number): Steps<number> {
  for (let done = 0; done < to; done++) {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
    yield done / to;
  }
  return to;
}

test('others get their turn while long work goes on, and its progress is told', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const seen: number[] = [];
  const result = await inTurns(count(40, 4), {
    signal: new AbortController().signal,
    onProgress: (at) => seen.push(at),
  });
  clearInterval(timer);
  expect(result).toBe(40);
  expect(ticks).toBeGreaterThan(5);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('a stop is heard between two turns', async () => {
  const controller = new AbortController();
  const work = inTurns(count(1000, 3), { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
});

test('in one go gives the same', () => {
  expect(atOnce(count(3, 0))).toBe(3);
});
