import { expect, test } from 'vitest';
import { eventStream } from './event-stream.ts';

function source(): {
  readonly listeners: Set<(event: number) => void>;
  readonly subscribe: (listener: (event: number) => void) => () => void;
} {
  const listeners = new Set<(event: number) => void>();
  return {
    listeners,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const all = (waiting: readonly number[], event: number): readonly number[] => [...waiting, event];
const latest = (_waiting: readonly number[], event: number): readonly number[] => [event];

test('events that come while the reader is busy are read in order', async () => {
  const { listeners, subscribe } = source();
  const events = eventStream(subscribe, all, new AbortController().signal);
  const first = events.next();
  for (const listener of listeners) [1, 2, 3].forEach((event) => listener(event));
  expect(await first).toEqual({ done: false, value: 1 });
  expect(await events.next()).toEqual({ done: false, value: 2 });
  expect(await events.next()).toEqual({ done: false, value: 3 });
});

test('a reader who does not read leaves no more than one state waiting', async () => {
  const { listeners, subscribe } = source();
  const events = eventStream(subscribe, latest, new AbortController().signal);
  const first = events.next();
  for (const listener of listeners) for (let event = 1; event <= 1000; event++) listener(event);
  expect(await first).toEqual({ done: false, value: 1000 });
});

test('a reader who goes away leaves no listener behind', async () => {
  const { listeners, subscribe } = source();
  const gone = new AbortController();
  const events = eventStream(subscribe, all, gone.signal);
  const next = events.next();
  expect(listeners.size).toBe(1);
  gone.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(listeners.size).toBe(0);
});
