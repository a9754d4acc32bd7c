import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type CellSums, meanOf, together, varianceOf } from './cell-sums.ts';
import { type Effect, effect } from './effect.ts';
import { coefficientEffect, groupedRegression } from './grouped-regression.ts';

/** What was observed of one unit (store, depot, customer) before or after the change. A unit is treated or not, never both. */
export interface DesignCell extends CellSums {
  readonly unit: string;
  readonly treated: boolean;
  readonly after: boolean;
}

interface CellMean {
  readonly mean: number;
  readonly n: number;
  /** s / √n of the observations, as if all were independent. */
  readonly standardError: number;
}

export interface DifferenceInDifferences {
  readonly treatedBefore: CellMean;
  readonly treatedAfter: CellMean;
  readonly controlBefore: CellMean;
  readonly controlAfter: CellMean;
  /** Units with observations, in each arm. */
  readonly units: { readonly treated: number; readonly control: number };
  /** The same estimate under each variance; `clustered` is the one to publish where units hold several observations. */
  readonly ols: Effect;
  readonly hc1: Effect;
  readonly clustered: Effect;
}

/**
 * (ȳ treated after − before) − (ȳ control after − before) in the unit of the outcome, as the coefficient τ of
 * y = α + βT + γP + τTP. Means are over observations, not over units. `empty-group` names the cell without observations;
 * `too-few` says that there are fewer than two units an arm.
 */
export function differenceInDifferences(rows: readonly DesignCell[]): Answer<DifferenceInDifferences> {
  const cells = folded(rows);
  const units = { treated: unitsOf(cells, true), control: unitsOf(cells, false) };
  const [treatedBefore, treatedAfter, controlBefore, controlAfter] = [
    sumsOf(cells, true, false),
    sumsOf(cells, true, true),
    sumsOf(cells, false, false),
    sumsOf(cells, false, true),
  ];
  const parts = { treatedBefore, treatedAfter, controlBefore, controlAfter };
  for (const [group, { n }] of Object.entries(parts)) if (!(n > 0)) return new Unanswerable('empty-group', { group });
  if (Math.min(units.treated, units.control) < 2)
    return new Unanswerable('too-few', { n: Math.min(units.treated, units.control), needed: 2 });
  const fit = groupedRegression(
    cells.map(({ unit, treated, after, ...sums }) => {
      const [t, p] = [treated ? 1 : 0, after ? 1 : 0];
      return { ...sums, cluster: unit, x: [1, t, p, t * p] };
    }),
    ['intercept', 'treated', 'after', 'treated after'],
  );
  if (!isAnswered(fit)) return fit;
  const [ols, hc1, clustered] = [
    coefficientEffect(fit, 3, 'ols'),
    coefficientEffect(fit, 3, 'hc1'),
    coefficientEffect(fit, 3, 'clustered'),
  ];
  if (ols === null || hc1 === null || clustered === null) return new Unanswerable('too-few', { needed: 2 });
  return {
    treatedBefore: meanWithError(treatedBefore),
    treatedAfter: meanWithError(treatedAfter),
    controlBefore: meanWithError(controlBefore),
    controlAfter: meanWithError(controlAfter),
    units,
    ols,
    hc1,
    clustered,
  };
}

export interface BalancedDifference {
  /** Mean change of the units of each arm that were observed both before and after. */
  readonly treated: CellMean;
  readonly control: CellMean;
  /** Variances of both arms apart (Welch 1947, degrees of freedom by Satterthwaite). */
  readonly welch: Effect;
  /** One variance for both arms. */
  readonly pooled: Effect;
}

/**
 * The same comparison over units observed both before and after, each counted once by the change of its mean: what a
 * changing composition cannot move. `too-few` below two such units an arm.
 */
export function balancedDifference(cells: readonly DesignCell[]): Answer<BalancedDifference> {
  const [treated, control] = [changesOf(cells, true), changesOf(cells, false)];
  const n = Math.min(treated.n, control.n);
  if (n < 2) return new Unanswerable('too-few', { n, needed: 2 });
  const estimate = meanOf(treated) - meanOf(control);
  const [a, b] = [varianceOf(treated) / treated.n, varianceOf(control) / control.n];
  const both = treated.n + control.n - 2;
  const variance = ((treated.n - 1) * varianceOf(treated) + (control.n - 1) * varianceOf(control)) / both;
  const welchFreedom = a + b > 0 ? (a + b) ** 2 / (a ** 2 / (treated.n - 1) + b ** 2 / (control.n - 1)) : both;
  return {
    treated: meanWithError(treated),
    control: meanWithError(control),
    welch: effect({
      estimate,
      standardError: Math.sqrt(a + b),
      degreesOfFreedom: welchFreedom,
      method: 'Welch over changes of units, t with Satterthwaite degrees of freedom',
    }),
    pooled: effect({
      estimate,
      standardError: Math.sqrt(variance * (1 / treated.n + 1 / control.n)),
      degreesOfFreedom: both,
      method: 'pooled variance over changes of units, t with G − 2 degrees of freedom',
    }),
  };
}

/** One cell a unit and side: regressors and cluster are the same, so nothing is lost. */
function folded(cells: readonly DesignCell[]): readonly DesignCell[] {
  const sides = new Map<string, { unit: string; treated: boolean; after: boolean; parts: CellSums[] }>();
  for (const { unit, treated, after, ...sums } of cells) {
    const key = `${treated} ${after} ${unit}`;
    const side = sides.get(key) ?? { unit, treated, after, parts: [] };
    side.parts.push(sums);
    sides.set(key, side);
  }
  return [...sides.values()].map(({ parts, ...side }) => ({ ...side, ...together(parts) }));
}

function sumsOf(cells: readonly DesignCell[], treated: boolean, after: boolean): CellSums {
  return together(cells.filter((cell) => cell.treated === treated && cell.after === after));
}

function unitsOf(cells: readonly DesignCell[], treated: boolean): number {
  return new Set(cells.filter((cell) => cell.treated === treated && cell.n > 0).map(({ unit }) => unit)).size;
}

function changesOf(cells: readonly DesignCell[], treated: boolean): CellSums {
  const sides = { before: new Map<string, CellSums>(), after: new Map<string, CellSums>() };
  for (const cell of cells) {
    if (cell.treated !== treated || !(cell.n > 0)) continue;
    const side = cell.after ? sides.after : sides.before;
    side.set(cell.unit, together([cell, side.get(cell.unit) ?? together([])]));
  }
  return together(
    [...sides.before].flatMap(([unit, before]) => {
      const after = sides.after.get(unit);
      const change = after === undefined ? null : meanOf(after) - meanOf(before);
      return change === null ? [] : [{ n: 1, sum: change, sumOfSquares: change ** 2 }];
    }),
  );
}

function meanWithError(cell: CellSums): CellMean {
  return { mean: meanOf(cell), n: cell.n, standardError: Math.sqrt(varianceOf(cell) / cell.n) };
}
