import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { isAnswered } from '../unanswerable.ts';
import { stratified } from './stratified.ts';

test('the mean score of 6,194 schools from 200 by level, and its error, equal R', () => {
  const result = stratified([
    { name: 'E', population: 4421, n: 100, sum: 67443, sumOfSquares: 47038637 },
    { name: 'H', population: 755, n: 50, sum: 31291, sumOfSquares: 20167941 },
    { name: 'M', population: 1018, n: 50, sum: 31830, sumOfSquares: 20940396 },
  ]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.mean.value, 662.2874, 1e-7);
  expectClose(result.mean.standardError, 9.4089408, 1e-8);
  expect(result.n).toBe(200);
});

test('their pupils in total equal R', () => {
  const result = stratified([
    { name: 'E', population: 4421, n: 100, sum: 41678, sumOfSquares: 20100668 },
    { name: 'H', population: 755, n: 50, sum: 66035, sumOfSquares: 109279081 },
    { name: 'M', population: 1018, n: 50, sum: 41624, sumOfSquares: 42310204 },
  ]);
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.total.value, 3_687_178, 2e-7);
  expectClose(result.total.standardError, 114_641.7, 5e-7);
});

test('everybody asked leaves no error', () => {
  const all = stratified([{ name: 'a', population: 4, n: 4, sum: 10, sumOfSquares: 30 }]);
  expect(all).toMatchObject({ total: { value: 10, standardError: 0 } });
});

test('a stratum with one answer, more answers than people or no stratum have no mean', () => {
  const a = { name: 'a', population: 10, n: 4, sum: 10, sumOfSquares: 30 };
  expect(stratified([a, { ...a, name: 'b', n: 1 }])).toMatchObject({ reason: 'too-few', details: { stratum: 'b' } });
  expect(stratified([{ ...a, population: 3 }])).toMatchObject({ reason: 'out-of-scale' });
  expect(stratified([{ ...a, sum: Number.NaN }])).toMatchObject({ reason: 'out-of-scale' });
  expect(stratified([])).toMatchObject({ reason: 'empty-group' });
});

test.skipIf(!hasReferenceData)('the sums are those of the stratified sample (../shared/data/reference)', () => {
  const rows = referenceRows('apistrat');
  const [scores, pupils] = [numbersOf(rows, 'api00'), numbersOf(rows, 'enroll')];
  const of = (level: string, values: readonly number[]) => {
    const own = values.filter((_, at) => rows[at]?.get('stype') === level);
    return [own.length, own.reduce((sum, value) => sum + value, 0), own.reduce((sum, value) => sum + value ** 2, 0)];
  };
  expect(['E', 'H', 'M'].map((level) => of(level, scores))).toEqual([
    [100, 67443, 47038637],
    [50, 31291, 20167941],
    [50, 31830, 20940396],
  ]);
  expect(['E', 'H', 'M'].map((level) => of(level, pupils))).toEqual([
    [100, 41678, 20100668],
    [50, 66035, 109279081],
    [50, 41624, 42310204],
  ]);
});
