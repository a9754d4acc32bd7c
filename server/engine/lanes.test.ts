import { expect, test } from 'vitest';
import { Lanes } from './lanes.ts';

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('two interactive queries run, the third waits for a place', async () => {
  const lanes = new Lanes();
  const leave = await lanes.enter('interactive', undefined);
  await lanes.enter('interactive', undefined);
  let third = false;
  void lanes.enter('interactive', undefined).then(() => (third = true));
  await settled();
  expect([third, lanes.running, lanes.queued]).toEqual([false, 2, 1]);
  leave();
  leave();
  await settled();
  expect([third, lanes.running, lanes.queued]).toEqual([true, 2, 0]);
});

test('control work does not wait for queries', async () => {
  const lanes = new Lanes();
  await lanes.enter('interactive', undefined);
  await lanes.enter('interactive', undefined);
  await lanes.enter('control', undefined);
  expect(lanes.running).toBe(3);
});

test('cells that run for minutes leave places for metric queries', async () => {
  const lanes = new Lanes();
  for (let cell = 0; cell < 3; cell++) await lanes.enter('notebook', undefined);
  void lanes.enter('notebook', undefined);
  await lanes.enter('interactive', undefined);
  expect([lanes.running, lanes.queued]).toEqual([4, 1]);
});

test('background work waits for cells too', async () => {
  const lanes = new Lanes();
  const leave = await lanes.enter('notebook', undefined);
  let started = false;
  void lanes.enter('background', undefined).then(() => (started = true));
  await settled();
  expect(started).toBe(false);
  leave();
  await settled();
  expect(started).toBe(true);
});

test('background work starts only when nothing interactive runs or waits', async () => {
  const lanes = new Lanes();
  const leave = await lanes.enter('interactive', undefined);
  let started = false;
  void lanes.enter('background', undefined).then(() => (started = true));
  await settled();
  expect(started).toBe(false);
  leave();
  await settled();
  expect(started).toBe(true);
});

test('who is called off while waiting leaves the queue, and the next one moves up', async () => {
  const lanes = new Lanes();
  const abort = new AbortController();
  const leave = await lanes.enter('background', undefined);
  const first = lanes.enter('background', abort.signal);
  const second = lanes.enter('background', undefined);
  abort.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  leave();
  await second;
  expect([lanes.running, lanes.queued]).toEqual([1, 0]);
});
