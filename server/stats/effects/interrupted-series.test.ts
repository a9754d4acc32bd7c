import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { countSeries, meanSeries, slopeChangeTest } from './interrupted-series.ts';

const plain = { before: 36 };
const seasonal = { before: 36, harmonics: 2 };

function sicily(): { readonly count: number; readonly exposure: number }[] {
  const rows = referenceRows('sicily');
  const [counts, people] = [numbersOf(rows, 'aces'), numbersOf(rows, 'stdpop')];
  return counts.map((count, i) => ({ count, exposure: people[i] ?? 0 }));
}

test('a step down to half is found, whatever the exposure', () => {
  const counts = Array.from({ length: 20 }, (_, i) => ({
    count: (i < 10 ? 100 : 50) * (1 + (i % 2)),
    exposure: 10 * (1 + (i % 2)),
  }));
  const result = mustAnswer(countSeries(counts, { before: 10 }));
  expect(Math.exp(result.step.estimate)).toBeCloseTo(0.5, 9);
  expect(result.trend).toBeCloseTo(1, 9);
  expect(result.dispersion).toBeCloseTo(0, 9);
  expect(result.poisson.standardError).toBeGreaterThan(result.step.standardError);
});

test('a level of 5 and a slope of 2 a period are found in a mean', () => {
  const values = Array.from({ length: 24 }, (_, i) => 3 + i + (i >= 12 ? 5 + 2 * (i - 11) : 0));
  const result = mustAnswer(meanSeries(values, { before: 12, slope: true }, 3));
  expect(result.step.estimate).toBeCloseTo(5, 9);
  expect(result.slope?.estimate).toBeCloseTo(2, 9);
  expect(result.step.method).toBe('Newey–West with 3 lags, t with n − k degrees of freedom');
});

test('residuals that swing from period to period are noticed', () => {
  const values = Array.from({ length: 16 }, (_, i) => (i % 2 ? 1 : -1));
  const result = mustAnswer(meanSeries(values, { before: 8 }, 0));
  expect(result.residuals.firstLag).toBeLessThan(-0.8);
  expect(result.residuals.pValue).toBeLessThan(0.001);
});

test.skipIf(!hasReferenceData)('Sicily’s smoking ban goes with a tenth fewer acute coronary events', () => {
  const step = mustAnswer(countSeries(sicily(), plain));
  expectClose(Math.exp(step.poisson.estimate), 0.894376508014);
  expectClose(Math.exp(step.poisson.low), 0.864686388702);
  expectClose(Math.exp(step.poisson.high), 0.925086075761);
  expectClose(step.poisson.standardError, 0.017224781632);
  expectClose(step.dispersion, 3.55918676376);
  expectClose(Math.exp(step.step.low), 0.839189011507);
  expectClose(Math.exp(step.step.high), 0.953193293906);
});

test.skipIf(!hasReferenceData)('with two harmonic pairs the ratio is 0.885, and no change of slope is needed', () => {
  const season = mustAnswer(countSeries(sicily(), seasonal));
  expectClose(Math.exp(season.step.estimate), 0.885071547244);
  expectClose(Math.exp(season.step.low), 0.839400969626);
  expectClose(Math.exp(season.step.high), 0.933226994114);
  expectClose(season.dispersion, 2.2621826405);
  expectClose(season.trend, 1.0054037675);
  expectClose(season.trend ** 12, 1.0668076, 1e-7);
  const slope = mustAnswer(slopeChangeTest(sicily(), seasonal));
  expectClose(slope.f, 0.63879, 1e-5);
  expect(slope.pValue).toBeCloseTo(0.42786, 5);
});

test.skipIf(!hasReferenceData)(
  'Sicily’s rate by least squares has a level of −24.8 and a Newey–West error of 7.35',
  () => {
    const rates = sicily().map(({ count, exposure }) => (count / exposure) * 1e5);
    const result = mustAnswer(meanSeries(rates, { before: 36, slope: true }, 3));
    expectClose(result.step.estimate, -24.844363586);
    expectClose(result.classical.standardError, 7.7046, 1e-5);
    expectClose(result.step.standardError, 7.3464252, 1e-8);
  },
);

test.skipIf(!hasReferenceData)('the belt law goes with an eighth fewer drivers killed', () => {
  const killed = numbersOf(referenceRows('seatbelts'), 'DriversKilled');
  const result = mustAnswer(
    countSeries(
      killed.map((count) => ({ count })),
      { before: 169, harmonics: 2 },
    ),
  );
  expectClose(result.step.estimate, -0.1335263672545);
  expectClose(result.step.standardError, 0.0390693865069);
  expectClose(Math.exp(result.step.estimate), 0.8750043972);
  expectClose(Math.exp(result.step.low), 0.8105024, 1e-7);
  expectClose(Math.exp(result.step.high), 0.9446396, 1e-7);
  // The dispersion of R's default fit, which has not settled in its tenth digit.
  expectClose(result.dispersion, 2.270915158, 1e-8);
  const logs = mustAnswer(meanSeries(killed.map(Math.log), { before: 169 }, 12));
  expectClose(logs.step.estimate, -0.163271393);
  expectClose(logs.classical.standardError, 0.0507385526);
  expectClose(logs.step.standardError, 0.06472615, 1e-7);
});

test('seven periods on a side, no counts, negative counts and no exposure have no answer', () => {
  const counts = Array.from({ length: 20 }, () => ({ count: 3 }));
  expect(countSeries(counts, { before: 7 })).toMatchObject({ reason: 'too-few', details: { n: 7, needed: 8 } });
  expect(countSeries(counts, { before: 13 })).toMatchObject({ reason: 'too-few', details: { n: 7 } });
  expect(
    countSeries(
      counts.map(() => ({ count: 0 })),
      { before: 10 },
    ),
  ).toMatchObject({ reason: 'no-events' });
  expect(
    countSeries(
      counts.map((_, i) => ({ count: i - 5 })),
      { before: 10 },
    ),
  ).toMatchObject({ reason: 'out-of-scale' });
  expect(
    countSeries(
      counts.map(() => ({ count: 1, exposure: 0 })),
      { before: 10 },
    ),
  ).toMatchObject({ reason: 'out-of-scale' });
  expect(
    meanSeries(
      counts.map(() => Number.NaN),
      { before: 10 },
      3,
    ),
  ).toMatchObject({ reason: 'out-of-scale' });
  expect(slopeChangeTest(counts, { before: 20 })).toMatchObject({ reason: 'constant-column' });
});

test('counts that stop at the change have no finite ratio', () => {
  const counts = Array.from({ length: 20 }, (_, i) => ({ count: i < 10 ? 9 : 0 }));
  expect(countSeries(counts, { before: 10 })).toMatchObject({ reason: 'not-converged' });
});

test('constant counts have a ratio of 1', () => {
  const result = mustAnswer(
    countSeries(
      Array.from({ length: 20 }, () => ({ count: 4 })),
      { before: 10 },
    ),
  );
  expect(result.step.estimate).toBeCloseTo(0, 9);
  expect(result.step.high).toBeCloseTo(0, 6);
});
