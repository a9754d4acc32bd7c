import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { seeded } from '../random.ts';
import { type Answer, isAnswered } from '../unanswerable.ts';
import { cohenKappa } from './agreement.ts';
import { accuracyByResult, detectorAccuracy } from './detector.ts';
import { truePrevalence } from './prevalence.ts';

function answered<T>(answer: Answer<T>): T {
  if (!isAnswered(answer)) throw new Error(answer.reason);
  return answer;
}

describe('the true share behind a detected one', () => {
  test('30 % detected, Se .8, Sp .9, n 500: 28.6 % ± 2.9', () => {
    const { share, standardError } = answered(truePrevalence(150, 500, { sensitivity: 0.8, specificity: 0.9 }));
    expectClose(share, 0.2857142857, 2e-10);
    expectClose(standardError, 0.0292770022, 1e-9);
  });

  test('labels that are few make it less sure, by hand', () => {
    const check = { sensitivity: 0.8, specificity: 0.9, sensitivityN: 100, specificityN: 400 };
    const { standardError } = answered(truePrevalence(150, 500, check));
    const share = 2 / 7;
    const variance = (0.21 / 500 + (share ** 2 * 0.16) / 100 + ((1 - share) ** 2 * 0.09) / 400) / 0.49;
    expectClose(standardError, Math.sqrt(variance), 1e-12);
  });

  test('a perfect detector is believed', () => {
    expect(truePrevalence(6, 10, { sensitivity: 1, specificity: 1 })).toMatchObject({ share: expect.closeTo(0.6, 12) });
  });

  test('what no true share could give is refused', () => {
    const refused = { reason: 'out-of-scale' };
    expect(truePrevalence(2, 100, { sensitivity: 0.8, specificity: 0.9 })).toMatchObject(refused);
    expect(truePrevalence(95, 100, { sensitivity: 0.8, specificity: 0.9 })).toMatchObject(refused);
    expect(truePrevalence(50, 100, { sensitivity: 0.5, specificity: 0.5 })).toMatchObject(refused);
    expect(truePrevalence(50, 100, { sensitivity: 0.2, specificity: 0.3 })).toMatchObject(refused);
    expect(truePrevalence(50, 100, { sensitivity: 1.2, specificity: 0.9 })).toMatchObject(refused);
    expect(truePrevalence(101, 100, { sensitivity: 0.9, specificity: 0.9 })).toMatchObject(refused);
    expect(truePrevalence(50, 100, { sensitivity: Number.NaN, specificity: 0.9 })).toMatchObject(refused);
    expect(truePrevalence(0, 0, { sensitivity: 0.8, specificity: 0.9 })).toMatchObject({ reason: 'empty-group' });
  });
});

describe('a detector against labels', () => {
  const counts = { truePositives: 80, falsePositives: 20, falseNegatives: 10, trueNegatives: 90 };

  test('a random sample gives four shares with Wilson’s intervals', () => {
    const accuracy = answered(detectorAccuracy(counts));
    expect(accuracy).toMatchObject({
      sensitivity: { value: 80 / 90, n: 90 },
      specificity: { value: 90 / 110, n: 110 },
      precision: { value: 0.8, n: 100 },
      negativePrecision: { value: 0.9, n: 100 },
    });
    expectClose(accuracy.precision.low, 0.7111708344068411, 1e-9);
    expectClose(accuracy.precision.high, 0.8666330666689662, 1e-9);
  });

  test('a sample of so many of each is weighted by how often the detector says yes', () => {
    const result = answered(accuracyByResult(counts, { hits: 1000, n: 10_000 }));
    expectClose(result.prevalence.share, 0.1 * 0.8 + 0.9 * 0.1, 1e-12);
    expectClose(result.sensitivity.value, 0.08 / 0.17, 1e-12);
    expectClose(result.specificity.value, 0.81 / 0.83, 1e-12);
    const again = answered(
      truePrevalence(1000, 10_000, { sensitivity: result.sensitivity.value, specificity: result.specificity.value }),
    );
    expectClose(again.share, result.prevalence.share, 1e-9);
    for (const share of [result.sensitivity, result.specificity]) {
      expect(share.low).toBeLessThan(share.value);
      expect(share.high).toBeGreaterThan(share.value);
    }
  });

  test('a sample in the proportions of all gives the plain shares', () => {
    const plain = answered(detectorAccuracy(counts));
    const weighted = answered(accuracyByResult(counts, { hits: 500, n: 1000 }));
    expectClose(weighted.sensitivity.value, plain.sensitivity.value, 1e-12);
    expectClose(weighted.specificity.value, plain.specificity.value, 1e-12);
  });

  test('where everything is labelled the limits are those of the usual logit interval, ln 14 ± 1.96 · √(1/140 + 1/10)', () => {
    const all = { truePositives: 40, falsePositives: 10, falseNegatives: 10, trueNegatives: 140 };
    const { specificity } = answered(accuracyByResult(all, { hits: 50, n: 200 }));
    expectClose(specificity.value, 140 / 150, 1e-12);
    expectClose(specificity.low, 0.880536, 2e-6);
    expectClose(specificity.high, 0.963757, 2e-6);
  });

  test('the interval of the prevalence holds the truth about 95 times of 100', () => {
    const random = seeded(4);
    let held = 0;
    for (let run = 0; run < 400; run++) {
      const [truth, sensitivity, specificity, n] = [0.15, 0.8, 0.95, 4000];
      const [tp, fn, fp, tn] = random.multinomial(n, [
        truth * sensitivity, truth * (1 - sensitivity), (1 - truth) * (1 - specificity), (1 - truth) * specificity,
      ]) as [number, number, number, number]; // prettier-ignore
      const [truePositives = 0, falsePositives = 0] = random.multinomial(200, [tp, fp]);
      const [falseNegatives = 0, trueNegatives = 0] = random.multinomial(200, [fn, tn]);
      const labelled = { truePositives, falsePositives, falseNegatives, trueNegatives };
      const { prevalence } = answered(accuracyByResult(labelled, { hits: tp + fp, n }));
      if (prevalence.low <= truth && truth <= prevalence.high) held++;
    }
    expect(held).toBeGreaterThan(365);
    expect(held).toBeLessThan(397);
  });

  test('shares and bounds stay in 0 to 1 and the value between them, whatever the counts', () => {
    const count = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), fc.integer({ min: 1, max: 999 }), ([a, b, c, d], hits) => {
        const labelled = { truePositives: a, falsePositives: b, falseNegatives: c, trueNegatives: d };
        const result = accuracyByResult(labelled, { hits, n: 1000 });
        if (!isAnswered(result)) return;
        for (const { value, low, high } of [result.sensitivity, result.specificity, result.precision]) {
          expect(value >= 0 && value <= 1 && low >= 0 && high <= 1 && low <= high).toBe(true);
        }
        expect(
          result.prevalence.low <= result.prevalence.share && result.prevalence.share <= result.prevalence.high,
        ).toBe(true);
      }),
    );
  });

  test('nothing detected, nothing there: no answer', () => {
    const empty = { reason: 'empty-group' };
    expect(detectorAccuracy({ ...counts, truePositives: 0, falseNegatives: 0 })).toMatchObject(empty);
    expect(detectorAccuracy({ ...counts, truePositives: 0, falsePositives: 0 })).toMatchObject(empty);
    expect(accuracyByResult(counts, { hits: 0, n: 100 })).toMatchObject(empty);
    expect(accuracyByResult(counts, { hits: 100, n: 100 })).toMatchObject(empty);
    expect(accuracyByResult(counts, { hits: 0, n: 0 })).toMatchObject(empty);
  });
});

describe('agreement of two labellers', () => {
  test('20 and 15 agree, 5 and 10 do not: κ is .4', () => {
    const { kappa, observed, n } = answered(cohenKappa([[20, 5], [10, 15]])); // prettier-ignore
    expectClose(kappa, 0.4, 1e-12);
    expectClose(observed, 0.7, 1e-12);
    expect(n).toBe(50);
  });

  test('the interval is as wide as redrawing the table makes it', () => {
    const random = seeded(9);
    const drawn = Array.from({ length: 4000 }, () => {
      const [a = 0, b = 0, c = 0, d = 0] = random.multinomial(50, [20, 5, 10, 15]);
      const table = cohenKappa([[a, b], [c, d]]); // prettier-ignore
      return isAnswered(table) ? table.kappa : 0;
    });
    const mean = drawn.reduce((sum, kappa) => sum + kappa, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, kappa) => sum + (kappa - mean) ** 2, 0) / drawn.length);
    const { low, high } = answered(cohenKappa([[20, 5], [10, 15]])); // prettier-ignore
    expect(Math.abs((high - low) / 2 / 1.96 / deviation - 1)).toBeLessThan(0.06);
  });

  test('full agreement is 1, agreement by chance 0, three kinds are possible', () => {
    expect(cohenKappa([[10, 0], [0, 10]])).toMatchObject({ kappa: 1, low: 1, high: 1 }); // prettier-ignore
    expect(answered(cohenKappa([[10, 10], [10, 10]])).kappa).toBeCloseTo(0, 12); // prettier-ignore
    expect(answered(cohenKappa([[10, 0, 0], [0, 10, 0], [0, 0, 5]])).kappa).toBeCloseTo(1, 12); // prettier-ignore
  });

  test('labellers who only ever say one thing, and no labels, have no κ', () => {
    expect(cohenKappa([[30, 0], [0, 0]])).toMatchObject({ reason: 'constant-outcome' }); // prettier-ignore
    expect(cohenKappa([[0, 0], [0, 0]])).toMatchObject({ reason: 'empty-group' }); // prettier-ignore
  });
});
