import { describe, expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { expectClose } from '../../testing/close-to.ts';
import { momentsOf } from '../drivers/moments.ts';
import { seeded } from '../random.ts';
import { type Answer, isAnswered } from '../unanswerable.ts';
import { pearson, ranks, spearman } from './correlation.ts';
import { unitCorrelation } from './unit-correlation.ts';
import { withinSlope } from './within-units.ts';

function answered<T>(answer: Answer<T>): T {
  if (!isAnswered(answer)) throw new Error(answer.reason);
  return answer;
}

const pairs = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]] as const; // prettier-ignore

describe('correlation', () => {
  test('five pairs by hand: r is .8 by values and by ranks', () => {
    const plain = answered(pearson(pairs));
    expectClose(plain.r, 0.8, 1e-12);
    expectClose(answered(spearman(pairs)).r, 0.8, 1e-12);
    expectClose(plain.low, Math.tanh(Math.atanh(0.8) - 1.959963984540054 / Math.sqrt(2)), 1e-9);
    expectClose(plain.p, 0.10408803866182788, 1e-9);
  });

  test('ranks do not mind how far the values lie apart', () => {
    const stretched = pairs.map(([x, y]) => [x, y ** 5] as const);
    expectClose(answered(spearman(stretched)).r, 0.8, 1e-12);
    expect(answered(pearson(stretched)).r).not.toBeCloseTo(0.8, 2);
  });

  test('equal values share their rank', () => {
    expect(ranks([5, 1, 5, 9, 5])).toEqual([3, 1, 3, 5, 3]);
    expect(ranks([])).toEqual([]);
  });

  test('a straight line is 1 without a doubt', () => {
    expect(pearson([[1, 2], [2, 4], [3, 6], [4, 8]])).toMatchObject({ r: 1, low: 1, high: 1, p: 0 }); // prettier-ignore
  });

  test('three pairs, a constant side and no numbers have no answer', () => {
    expect(pearson([[1, 2], [2, 1], [3, 3]])).toMatchObject({ reason: 'too-few' }); // prettier-ignore
    expect(spearman([[1, 2], [1, 1], [1, 3], [1, 4]])).toMatchObject({ reason: 'constant-column' }); // prettier-ignore
    expect(pearson([[1, 0.1], [2, 0.1], [3, 0.1], [4, 0.1]])).toMatchObject({ reason: 'constant-column' }); // prettier-ignore
    expect(pearson([[1, 2], [2, 1], [3, 3], [4, Number.NaN]])).toMatchObject({ reason: 'out-of-scale' }); // prettier-ignore
  });
});

describe('pairs that repeat within units', () => {
  const random = seeded(3);
  const units = Array.from({ length: 40 }, () => {
    const level = random.normal();
    return Array.from({ length: 6 }, () => [level + 0.1 * random.normal(), level + random.normal()] as const);
  });
  const moments = (given: typeof units) => given.map((own) => momentsOf(own, { centre: [0, 0] }));

  test('the interval is that of 40 units, not of 240 pairs', () => {
    const result = answered(atOnce(unitCorrelation(moments(units), { seed: 1 })));
    expect(result).toMatchObject({ units: 40, pairs: 240 });
    const naive = answered(pearson(units.flat()));
    expectClose(result.r, naive.r, 1e-9);
    expect(result.high - result.low).toBeGreaterThan(1.2 * (naive.high - naive.low));
    expect(result.low).toBeGreaterThan(0);
  });

  test('the levels of other units have no correlation', () => {
    const others = seeded(8).shuffled(units);
    const mixed = units.map((own, at) => own.map(([x], when) => [x, others[at]?.[when]?.[1] ?? 0] as const));
    const { low, high } = answered(atOnce(unitCorrelation(moments(mixed), { seed: 1 })));
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  test('nine units and sides that never move have no answer', () => {
    expect(atOnce(unitCorrelation(moments(units.slice(0, 9)), { seed: 1 }))).toMatchObject({ reason: 'too-few' });
    const still = units.map((own) => own.map(([x]) => [x, 3] as const));
    expect(atOnce(unitCorrelation(moments(still), { seed: 1 }))).toMatchObject({ reason: 'constant-column' });
  });
});

describe('slope within units', () => {
  const panel = (y: (unit: number, period: number, x: number) => number, units = 12) =>
    Array.from({ length: units * 4 }, (_, at) => {
      const [unit, period] = [Math.floor(at / 4), at % 4];
      const x = ((unit * 7 + period * period * (1 + (unit % 3))) % 11) + unit;
      return { unit: `u${unit}`, period: `q${period}`, x, y: y(unit, period, x) };
    });

  test('levels of units and changes common to a period are taken out', () => {
    const result = answered(withinSlope(panel((unit, period, x) => 100 * unit + 5 * period + 2 * x)));
    expectClose(result.slope, 2, 1e-9);
    expect(result.standardError).toBeLessThan(1e-9);
    expect(result).toMatchObject({ units: 12, cells: 48 });
  });

  test('units that only differ in level show nothing', () => {
    const random = seeded(5);
    const { low, high } = answered(withinSlope(panel((unit) => 10 * unit + random.normal())));
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  test('two periods by hand: the slope of the differences', () => {
    const cells = [[0, 1, 0, 1], [0, 2, 0, 3], [0, 3, 0, 4], [0, 4, 0, 4]].flatMap(([x0 = 0, x1 = 0, y0 = 0, y1 = 0], unit) => [
      { unit: `${unit}`, period: 'a', x: x0, y: y0 },
      { unit: `${unit}`, period: 'b', x: x1, y: y1 },
    ]); // prettier-ignore
    expectClose(answered(withinSlope(cells)).slope, 1, 1e-9);
  });

  test('the interval holds the slope about 95 times of 100', () => {
    const random = seeded(6);
    let held = 0;
    for (let run = 0; run < 300; run++) {
      const levels = Array.from({ length: 25 }, random.normal);
      const { low, high } = answered(
        withinSlope(panel((unit, _, x) => 5 * (levels[unit] ?? 0) + 0.5 * x + (1 + (unit % 4)) * random.normal(), 25)),
      );
      if (low <= 0.5 && 0.5 <= high) held++;
    }
    expect(held).toBeGreaterThan(272);
    expect(held).toBeLessThan(297);
  });

  test('the standard error is that of leaving out one unit after the other', () => {
    const random = seeded(12);
    const cells = panel((unit, period, x) => unit + period + x + random.normal(), 6);
    const { slope, standardError } = answered(withinSlope(cells));
    const without = Array.from({ length: 6 }, (_, unit) =>
      answered(withinSlope(cells.filter((cell) => cell.unit !== `u${unit}`))),
    );
    const squares = without.reduce((sum, each) => sum + (each.slope - slope) ** 2, 0);
    expectClose(standardError, Math.sqrt((5 / 6) * squares), 1e-9);
  });

  test('a period that one unit alone has seen leaves the plain clustered error', () => {
    const random = seeded(13);
    const cells = panel((unit, period, x) => unit + period + x + random.normal());
    const more = [...cells, { unit: 'u0', period: 'q9', x: 5, y: 3 }];
    expect(answered(withinSlope(cells)).method).toContain('CR3 (jackknife) by unit');
    expect(answered(withinSlope(more)).method).toContain('CR1 by unit');
  });

  test('x that never moves within a unit, two units and units seen once have no answer', () => {
    const still = panel((unit, period) => unit + period).map((cell) => ({
      ...cell,
      x: Number(cell.unit.slice(1)) / 10,
    }));
    expect(withinSlope(still)).toMatchObject({ reason: 'constant-column' });
    expect(withinSlope(panel((unit) => unit))).toMatchObject({ reason: 'constant-outcome' });
    expect(withinSlope(panel((unit) => unit, 2))).toMatchObject({ reason: 'too-few' });
    expect(withinSlope(panel((unit) => unit).filter(({ period }) => period === 'q0'))).toMatchObject({
      reason: 'too-few',
    });
    const alike = panel((unit, period) => unit * period).map((cell) => ({ ...cell, x: Number(cell.period.slice(1)) }));
    expect(withinSlope(alike)).toMatchObject({ reason: 'collinear', details: { column: 'x' } });
  });
});
