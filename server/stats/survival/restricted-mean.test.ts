import { expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { reasonOf } from '../../testing/reason-of.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { rowsOf, survivalRows } from '../../testing/survival-data.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { restrictedMean, restrictedMeanDifference } from './restricted-mean.ts';

test('four subjects by hand: area and variance', () => {
  // Survival 3/4 from 1, 1/2 from 2, 1/4 from 4, 0 from 6. To 5: 1 + 3/4 + 2·1/2 + 1/4 = 3.
  const curve = mustAnswer(kaplanMeier(survivalRows([[1, 1], [2, 1], [4, 1], [6, 1]]))); // prettier-ignore
  const mean = mustAnswer(restrictedMean(curve, 5));
  expectClose(mean.value, 3, 1e-12);
  // Areas to come after 1, 2, 4: 2, 5/4, 1/4; divided by n(n − 1) = 12, 6, 2.
  expectClose(mean.standardError, Math.sqrt(4 / 12 + 25 / 16 / 6 + 1 / 16 / 2), 1e-12);
});

test('to the very end without censoring it is the mean', () => {
  const curve = mustAnswer(kaplanMeier(survivalRows([[1, 1], [2, 1], [4, 1], [6, 1]]))); // prettier-ignore
  expectClose(mustAnswer(restrictedMean(curve, 6)).value, 13 / 4, 1e-12);
  expectClose(mustAnswer(restrictedMean(curve, 9)).value, 13 / 4, 1e-12);
});

test('not beyond what was observed, and no difference where nothing happened before', () => {
  const curve = mustAnswer(kaplanMeier(survivalRows([[1, 1], [2, 1], [4, 0]]))); // prettier-ignore
  expect(reasonOf(restrictedMean(curve, 5))).toBe('out-of-scale');
  expect(reasonOf(restrictedMean(curve, 0))).toBe('out-of-scale');
  expect(reasonOf(restrictedMeanDifference(curve, curve, 0.5))).toBe('constant-outcome');
  expect(mustAnswer(restrictedMeanDifference(curve, curve, 3)).pValue).toBe(1);
});

test.skipIf(!hasReferenceData)('lung by sex: mean days of a year', () => {
  const rows = rowsOf(referenceRows('lung'), ['time', 'status', '2'], (row) => ({ sex: row.get('sex') }));
  const curve = (sex: string) => mustAnswer(kaplanMeier(rows.filter((row) => row.sex === sex)));
  const [men, women] = [mustAnswer(restrictedMean(curve('1'), 365)), mustAnswer(restrictedMean(curve('2'), 365))];
  expectClose(men.value, 241.4950852);
  expectClose(men.standardError, 10.35822649);
  expectClose(women.value, 297.4654095);
  expectClose(women.standardError, 10.79132398);
  const difference = mustAnswer(restrictedMeanDifference(curve('2'), curve('1'), 365));
  expectClose(difference.value, 297.4654095 - 241.4950852, 1e-8);
});
