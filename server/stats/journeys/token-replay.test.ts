import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { alphaNet } from '../../testing/alpha-net.ts';
import { expectClose } from '../../testing/close-to.ts';
import { runningExample } from '../../testing/running-example.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { linearNet } from './petri-net.ts';
import { type LogReplay, replay, replayLog } from './token-replay.ts';
import type { Variant } from './variant.ts';

const designed = linearNet(['R', 'C', 'K', 'D', 'P']);

function replayed(variants: readonly Variant[]): LogReplay {
  const found = atOnce(replayLog(variants, designed));
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('token replay of the compensation requests on a list equals pm4py', () => {
  const fitness = [0.5, 1 - 1 / 6, 0.875, 0.5, 1 - 4 / 11, 1];
  for (const [at, { steps }] of runningExample.entries()) {
    expectClose(replay(steps, designed).fitness, fitness[at] ?? Number.NaN);
  }
  const { average, log } = replayed(runningExample);
  expectClose(average, 0.7241161616161617);
  expectClose(log.fitness, 0.7435897435897436);
  expect(log).toMatchObject({ missing: 10, consumed: 39, remaining: 10, produced: 39 });
});

test('all of it fits the net that the alpha algorithm finds', () => {
  for (const { steps } of runningExample) expect(replay(steps, alphaNet)).toMatchObject({ missing: 0, remaining: 0 });
});

test('ten cases of a variant weigh ten times', () => {
  const [fits, not] = [
    ['R', 'C', 'K', 'D', 'P'],
    ['R', 'T', 'K', 'D', 'X'],
  ];
  expectClose(replayed([{ steps: fits, n: 10 }, { steps: not, n: 10 }]).average, 0.75); // prettier-ignore
  expectClose(replayed([{ steps: fits, n: 30 }, { steps: not, n: 10 }]).average, 0.875); // prettier-ignore
});

test('nothing happened: the token stays where it was put, and none is at the end', () => {
  expect(replay([], designed)).toEqual({ missing: 1, consumed: 1, remaining: 1, produced: 1, fitness: 0 });
});

test('an activity that the design has twice fires where it can', () => {
  const twice = linearNet(['call', 'wait', 'call']);
  expect(replay(['call', 'wait', 'call'], twice)).toMatchObject({ missing: 0, remaining: 0, fitness: 1 });
});

test('a log without cases has no fitness', () => {
  expect(atOnce(replayLog([], designed))).toEqual(new Unanswerable('too-few', { n: 0, needed: 1 }));
});
