import { afterAll, expect, test } from 'vitest';
import type { Work } from '../testing/thread-work.ts';
import { JobThread } from './job-thread.ts';

const entry = new URL('../testing/thread-work.ts', import.meta.url);
const thread = new JobThread<Work, string>({ entry, subject: 'The work', memoryMb: 64 });
const options = { signal: new AbortController().signal, timeoutMs: 20_000, hint: 'Do less.' };

afterAll(() => thread.close());

test('a thread answers, one job after the other', async () => {
  const answers = await Promise.all([thread.run('answer', options), thread.run('answer', options)]);
  expect(answers).toEqual(['answer to answer', 'answer to answer']);
});

test('a refusal keeps its code, its hint and its place', async () => {
  await expect(thread.run('refuse', options)).rejects.toMatchObject({
    name: 'TrivetError',
    code: 'invalid-cell',
    message: 'No.',
    hint: 'Ask otherwise.',
    position: { line: 2, column: 3 },
  });
});

test('a mistake of the thread is no mistake of the caller', async () => {
  await expect(thread.run('fail', options)).rejects.toMatchObject({ name: 'Error', message: 'Broken.' });
});

test('a thread that hangs is ended, and the next job gets a new one', async () => {
  const hanging = thread.run('spin', { ...options, timeoutMs: 100 });
  const next = thread.run('answer', options);
  await expect(hanging).rejects.toMatchObject({
    code: 'timeout',
    message: 'The work took longer than 0.1 seconds.',
    hint: 'Do less.',
  });
  await expect(next).resolves.toBe('answer to answer');
});

test('a thread that ends is replaced', async () => {
  const leaving = thread.run('leave', options);
  const next = thread.run('answer', options);
  await expect(leaving).rejects.toThrow('The work: the thread ended.');
  await expect(next).resolves.toBe('answer to answer');
});

test('a thread that hoards memory is ended, not the program', async () => {
  await expect(thread.run('hoard', options)).rejects.toMatchObject({
    code: 'out-of-memory',
    message: 'The work needed more than 64 MB.',
  });
  await expect(thread.run('answer', options)).resolves.toBe('answer to answer');
});

test('a list too long for Node ends the thread, not the program', async () => {
  await expect(thread.run('one long list', options)).rejects.toMatchObject({
    code: 'out-of-memory',
    message: 'The work needed more than 64 MB.',
  });
  await expect(thread.run('answer', options)).resolves.toBe('answer to answer');
});

test('who gives up hears at once, and the thread can notice it', async () => {
  const stop = new AbortController();
  const running = thread.run('spin until nobody waits', { ...options, signal: stop.signal });
  const waiting = new AbortController();
  const queued = thread.run('answer', { ...options, signal: waiting.signal });
  const last = thread.run('answer', options);
  waiting.abort();
  await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  await expect(last).resolves.toBe('answer to answer');
});

test('a job that was cancelled before does not start', async () => {
  await expect(thread.run('spin', { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('closing ends what runs', async () => {
  const short = new JobThread<Work, string>({ entry, subject: 'The work', memoryMb: 64 });
  const running = short.run('spin', options);
  const queued = short.run('answer', options);
  await Promise.all([
    expect(running).rejects.toMatchObject({ code: 'cancelled' }),
    expect(queued).rejects.toMatchObject({ code: 'cancelled' }),
    short.close(),
  ]);
  await expect(short.run('answer', options)).rejects.toThrow('after the thread was closed');
});

test('a module that cannot be loaded is told to whoever waits', async () => {
  const broken = new JobThread<Work, string>({ entry: new URL('./no-such.ts', entry), subject: 'It', memoryMb: 64 });
  await expect(broken.run('answer', options)).rejects.toThrow('no-such');
});
