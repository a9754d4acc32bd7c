import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type CellSums, meanOf, squaresAroundMean } from './cell-sums.ts';
import { type DifferenceInDifferences, differenceInDifferences } from './difference-in-differences.ts';
import type { Effect } from './effect.ts';
import { coefficientEffect, groupedRegression, type RegressionCell } from './grouped-regression.ts';

/** What was observed of one unit in one period. Periods are whole numbers in the order of time, all before the change. */
export interface PeriodCell extends CellSums {
  readonly unit: string;
  readonly treated: boolean;
  readonly period: number;
}

/**
 * How much faster the outcome of the treated rose than that of the control in each period before the change, with effects
 * of units and of periods taken out: the coefficient of treated × period. A small p-value says that both were drifting
 * apart already. Clustered by unit. `too-few` below 3 periods or 2 units an arm.
 */
export function preTrend(cells: readonly PeriodCell[]): Answer<Effect> {
  const filled = cells.filter(({ n }) => n > 0);
  const periods = [...new Set(filled.map(({ period }) => period))].sort((a, b) => a - b);
  if (periods.length < 3) return new Unanswerable('too-few', { n: periods.length, needed: 3 });
  for (const arm of [true, false]) {
    const units = new Set(filled.filter(({ treated }) => treated === arm).map(({ unit }) => unit)).size;
    if (units < 2) return new Unanswerable('too-few', { n: units, needed: 2 });
  }
  const names = ['treated × period', ...periods.slice(1).map((period) => `period ${period}`)];
  const fit = groupedRegression(
    withinUnits(filled, ({ treated, period }) => [
      treated ? period : 0,
      ...periods.slice(1).map((other) => (other === period ? 1 : 0)),
    ]),
    names,
  );
  if (!isAnswered(fit)) return fit;
  return coefficientEffect(fit, 0, 'clustered') ?? new Unanswerable('too-few', { needed: 2 });
}

/**
 * The same comparison at a day on which nothing happened: the periods before the change are cut in half. An effect here
 * speaks against the design. `too-few` below 2 periods.
 */
export function placeboDate(cells: readonly PeriodCell[]): Answer<DifferenceInDifferences> {
  const periods = [...new Set(cells.filter(({ n }) => n > 0).map(({ period }) => period))].sort((a, b) => a - b);
  const middle = periods[Math.floor(periods.length / 2)];
  if (middle === undefined || periods.length < 2) return new Unanswerable('too-few', { n: periods.length, needed: 2 });
  return differenceInDifferences(cells.map(({ period, ...cell }) => ({ ...cell, after: period >= middle })));
}

/**
 * Outcome and explaining values less their means in the unit (Frisch, Waugh and Lovell): the regression then has an effect
 * of each unit without a column for it. Rows of one unit are weighted by their observations.
 */
function withinUnits(cells: readonly PeriodCell[], explain: (cell: PeriodCell) => number[]): RegressionCell[] {
  const units = new Map<string, PeriodCell[]>();
  for (const cell of cells) units.set(cell.unit, [...(units.get(cell.unit) ?? []), cell]);
  return [...units].flatMap(([unit, own]) => {
    const n = own.reduce((total, cell) => total + cell.n, 0);
    const rows = own.map(explain);
    const means = (rows[0] ?? []).map(
      (_, j) => own.reduce((total, cell, i) => total + cell.n * (rows[i]?.[j] ?? 0), 0) / n,
    );
    const mean = own.reduce((total, cell) => total + cell.sum, 0) / n;
    return own.map((cell, i) => {
      const difference = meanOf(cell) - mean;
      const distance = Math.abs(difference) <= 1e-12 * Math.abs(mean) ? 0 : difference;
      return {
        cluster: unit,
        x: (rows[i] ?? []).map((value, j) => value - (means[j] ?? 0)),
        n: cell.n,
        sum: cell.n * distance,
        sumOfSquares: squaresAroundMean(cell) + cell.n * distance ** 2,
      };
    });
  });
}
