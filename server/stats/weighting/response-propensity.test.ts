import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { propensityWeights, representativity } from './response-propensity.ts';

test('half answer with 0.6 and half with 0.2: representativity 0.6', () => {
  const result = representativity([
    { propensity: 0.6, invited: 50 },
    { propensity: 0.2, invited: 50 },
  ]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result, 0.6);
});

test('who all answer alike are represented fully, who answer all or nothing not at all', () => {
  expect(representativity([{ propensity: 0.1, invited: 90 }])).toBe(1);
  expect(
    representativity([
      { propensity: 0, invited: 5 },
      { propensity: 1, invited: 5 },
    ]),
  ).toBe(0);
});

test('groups cut in two classes weigh what their class was invited per answer', () => {
  const groups = [
    { propensity: 0.5, invited: 40, answered: 20 },
    { propensity: 0.1, invited: 30, answered: 3 },
    { propensity: 0.2, invited: 30, answered: 7 },
  ];
  // Below: 60 invited, 10 answers. Above: 40 invited, 20 answers.
  expect(propensityWeights(groups, 2)).toEqual([2, 6, 6]);
});

test('no invitation, no probability and a silent class have no answer', () => {
  expect(representativity([])).toMatchObject({ reason: 'empty-group' });
  expect(representativity([{ propensity: 1.2, invited: 4 }])).toMatchObject({ reason: 'out-of-scale' });
  expect(representativity([{ propensity: Number.NaN, invited: 4 }])).toMatchObject({ reason: 'out-of-scale' });
  expect(propensityWeights([])).toMatchObject({ reason: 'empty-group' });
  expect(propensityWeights([{ propensity: 0.1, invited: 9, answered: 0 }])).toMatchObject({ reason: 'empty-group' });
});
