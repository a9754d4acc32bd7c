import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { reasonOf } from '../../testing/reason-of.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { addedColumn } from './added-column.ts';
import { auc, aucDifference } from './auc.ts';
import { brier, calibration, calibrationBands } from './calibration.ts';
import { liftAt } from './lift.ts';
import { logistic, probability } from './logistic.ts';

const flat = (score: number, hit: number) => ({ score, n: 1, hits: hit });

describe('AUC', () => {
  test('pairs are counted, ties half', () => {
    // Hits at 3, 2, 1 against misses at 2, 1, 0: 3 + 2.5 + 1.5 of 9.
    const rows = [flat(3, 1), flat(2, 1), flat(1, 1), flat(2, 0), flat(1, 0), flat(0, 0)];
    expectClose(mustAnswer(auc(rows)).value, 7 / 9, 1e-12);
  });
  test('DeLong by hand on two hits and three misses', () => {
    // Hit at 2 beats all three misses (1), hit at 0.5 beats one (1/3); misses at 0, 1, 1.5 are beaten by 2, 1, 1 of 2 hits.
    const rows = [flat(2, 1), flat(0.5, 1), flat(0, 0), flat(1, 0), flat(1.5, 0)];
    const result = mustAnswer(auc(rows));
    expectClose(result.value, 2 / 3, 1e-12);
    // Variances: of {1, 1/3} 2/9, of {1, 1/2, 1/2} 1/12; over 2 and 3.
    expectClose(result.standardError, Math.sqrt(2 / 9 / 2 + 1 / 12 / 3), 1e-12);
  });
  test('turning the scores round turns the AUC round, grouping changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ score: fc.nat(5), hits: fc.nat(1) }), { minLength: 4, maxLength: 40 }),
        (cases) => {
          const rows = cases.map((row) => ({ ...row, n: 1 }));
          const result = auc(rows);
          if (reasonOf(result) !== 'answered') return;
          expectClose(
            mustAnswer(auc(rows.map((row) => ({ ...row, score: -row.score })))).value,
            1 - mustAnswer(result).value,
            1e-9,
          );
          const folded = [0, 1, 2, 3, 4, 5].map((score) => {
            const members = cases.filter((row) => row.score === score);
            return { score, n: members.length, hits: members.reduce((sum, { hits }) => sum + hits, 0) };
          });
          expectClose(mustAnswer(auc(folded)).standardError, mustAnswer(result).standardError, 1e-9);
        },
      ),
    );
  });
  test('the same score twice adds nothing', () => {
    const rows = [3, 2, 1, 0].map((score) => ({ n: 5, hits: score, scores: [score, 2 * score] as const }));
    const result = mustAnswer(aucDifference(rows));
    expect([result.value, result.pValue]).toEqual([0, 1]);
  });
  test('no AUC without both outcomes', () => {
    expect(reasonOf(auc([{ score: 1, n: 9, hits: 9 }]))).toBe('constant-outcome');
    expect(reasonOf(auc([]))).toBe('constant-outcome');
    expect(reasonOf(auc([{ score: Number.NaN, n: 9, hits: 3 }]))).toBe('out-of-scale');
  });
});

describe('Brier and calibration', () => {
  test('Brier of two forecasts by hand', () => {
    const rows = [{ predicted: 0.2, n: 10, hits: 1 }, { predicted: 0.6, n: 10, hits: 7 }]; // prettier-ignore
    const result = mustAnswer(brier(rows));
    expectClose(result.value, (0.64 + 9 * 0.04 + 7 * 0.16 + 3 * 0.36) / 20, 1e-12);
    expectClose(result.ofBaseRate, 0.24, 1e-12);
    expectClose(result.skill, 1 - 0.16 / 0.24, 1e-12);
  });
  test('shares that come true have slope 1 and intercept 0', () => {
    const rows = [{ predicted: 0.1, n: 100, hits: 10 }, { predicted: 0.3, n: 100, hits: 30 }, { predicted: 0.6, n: 50, hits: 30 }]; // prettier-ignore
    const result = mustAnswer(calibration(rows));
    expect([result.slope.toFixed(9), Math.abs(result.intercept).toFixed(9)]).toEqual(['1.000000000', '0.000000000']);
    expectClose(result.predicted, result.observed, 1e-12);
  });
  test('predictions twice too extreme have slope one half; log-odds one too low have intercept 1', () => {
    const logit = (x: number): number => 1 / (1 + Math.exp(-x));
    const extreme = [-2, -1, 0, 1, 2].map((x) => ({ predicted: logit(2 * x), n: 1e6, hits: 1e6 * logit(x) }));
    expectClose(mustAnswer(calibration(extreme)).slope, 0.5, 1e-9);
    const low = [-2, -1, 0, 1].map((x) => ({ predicted: logit(x), n: 1000, hits: 1000 * logit(x + 1) }));
    expectClose(mustAnswer(calibration(low)).intercept, 1, 1e-9);
  });
  test('bands hold about equally many and never tear equal predictions', () => {
    const rows = [0.3, 0.1, 0.2, 0.4].map((predicted) => ({ predicted, n: 10, hits: 10 * predicted }));
    const bands = calibrationBands(rows, 2).map(({ predicted, observed, ...counts }) => ({
      ...counts,
      shares: [predicted.toFixed(9), observed.toFixed(9)],
    }));
    expect(bands).toEqual([
      { n: 20, hits: 3, shares: ['0.150000000', '0.150000000'] },
      { n: 20, hits: 7, shares: ['0.350000000', '0.350000000'] },
    ]);
    expect(calibrationBands([{ predicted: 0.5, n: 4, hits: 1 }, { predicted: 0.5, n: 4, hits: 3 }], 4)).toHaveLength(1); // prettier-ignore
  });
  test('nothing to calibrate', () => {
    expect(reasonOf(brier([]))).toBe('empty-group');
    expect(reasonOf(brier([{ predicted: 1.2, n: 3, hits: 1 }]))).toBe('out-of-scale');
    expect(reasonOf(calibration([{ predicted: 0.4, n: 30, hits: 9 }]))).toBe('constant-column');
    expect(reasonOf(calibration([{ predicted: 0.4, n: 30, hits: 0 }, { predicted: 0.5, n: 30, hits: 0 }]))).toBe('constant-outcome'); // prettier-ignore
    expect(reasonOf(calibration([{ predicted: 0, n: 30, hits: 1 }, { predicted: 0.5, n: 30, hits: 9 }]))).toBe('out-of-scale'); // prettier-ignore
  });
});

describe('lift', () => {
  const rows = [{ score: 0.9, n: 10, hits: 6 }, { score: 0.5, n: 20, hits: 4 }, { score: 0.1, n: 70, hits: 0 }]; // prettier-ignore
  test('a list of the ten highest, and one that cuts through a tie', () => {
    expect(mustAnswer(liftAt(rows, 10))).toEqual({ size: 10, hits: 6, precision: 0.6, reached: 0.6, lift: 0.6 / 0.1 });
    expect(mustAnswer(liftAt(rows, 20))).toMatchObject({ hits: 8, precision: 0.4, reached: 0.8 });
  });
  test('a list of all is worth nothing, one longer than that does not exist', () => {
    expectClose(mustAnswer(liftAt(rows, 100)).lift, 1, 1e-12);
    expect(reasonOf(liftAt(rows, 101))).toBe('too-few');
    expect(reasonOf(liftAt(rows, 0))).toBe('too-few');
    expect(reasonOf(liftAt([{ score: 1, n: 9, hits: 0 }], 5))).toBe('constant-outcome');
  });
});

describe('one added column', () => {
  const rows = [
    { x: [0, 0], n: 100, hits: 10 },
    { x: [0, 1], n: 100, hits: 20 },
    { x: [1, 0], n: 100, hits: 10 },
    { x: [1, 1], n: 100, hits: 20 },
  ];
  test('a column without any weight adds nothing, another does', () => {
    const nothing = mustAnswer(addedColumn(rows, ['a', 'b'], 'a'));
    expectClose(nothing.likelihoodRatio.chiSquared, 0, 1e-9);
    const b = mustAnswer(addedColumn(rows, ['a', 'b'], 'b'));
    // G² of the 2×2 table 20/180 against 40/160.
    const g =
      2 * (20 * Math.log(20 / 30) + 40 * Math.log(40 / 30) + 180 * Math.log(180 / 170) + 160 * Math.log(160 / 170));
    expectClose(b.likelihoodRatio.chiSquared, g, 1e-9);
    expectClose(
      b.auc.value,
      (180 / 340) * (40 / 60) + ((40 / 60) * (160 / 340) + (20 / 60) * (180 / 340)) / 2 - 0.5,
      1e-9,
    );
  });
  test('a column that is not there', () => {
    expect(reasonOf(addedColumn(rows, ['a', 'b'], 'c'))).toBe('empty-group');
  });
});

describe.skipIf(!hasReferenceData)('AUC and Brier of public data sets', () => {
  test('infert and mtcars', () => {
    const infert = referenceRows('infert');
    const columns = ['case', 'spontaneous', 'induced'].map((name) => numbersOf(infert, name));
    const rows = infert.map((_, i) => ({
      x: [columns[1]?.[i] ?? 0, columns[2]?.[i] ?? 0],
      n: 1,
      hits: columns[0]?.[i] ?? 0,
    }));
    const fit = mustAnswer(logistic(rows, { names: ['spontaneous', 'induced'] }));
    const predicted = rows.map(({ x, n, hits }) => ({
      predicted: probability(fit, x),
      score: probability(fit, x),
      n,
      hits,
    }));
    expectClose(mustAnswer(auc(predicted)).value, 0.7285505659);
    expectClose(mustAnswer(brier(predicted)).value, 0.1911728997);
    const cars = referenceRows('mtcars');
    const [weight, manual] = [numbersOf(cars, 'wt'), numbersOf(cars, 'am')];
    const single = weight.map((value, i) => ({ x: [value], n: 1, hits: manual[i] ?? 0 }));
    const model = mustAnswer(logistic(single, { names: ['wt'] }));
    const shares = single.map(({ x, n, hits }) => ({
      predicted: probability(model, x),
      score: probability(model, x),
      n,
      hits,
    }));
    expectClose(mustAnswer(auc(shares)).value, 0.933198381);
    expectClose(mustAnswer(brier(shares)).value, 0.0895004693);
  });
});
