/** cells of what is known of everybody → raw, weighted and trimmed scores, bounds, and how alike the chances to answer are */
import { logistic, type OutcomeRow, probability } from '../../../stats/classification/logistic.ts';
import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import { calibratedMean } from '../../../stats/weighting/calibrated-mean.ts';
import type { WeightSpread } from '../../../stats/weighting/kish.ts';
import { worstCaseBounds } from '../../../stats/weighting/non-response.ts';
import { type Margin, type Raked, rake } from '../../../stats/weighting/rake.ts';
import { representativity } from '../../../stats/weighting/response-propensity.ts';
import type { Estimate } from '../../contract/finding.ts';
import { type ScoreFigure, scoreOf, sumsOfValues } from '../score-figures.ts';
import type { ScoreInstrument } from '../score-instrument.ts';
import type { FrameCell, FrameCells } from './rows.ts';

export interface Weighted {
  /** `raw`, `weighted`, `trimmed`, `bounds`, as far as there are any. */
  readonly estimates: readonly Estimate[];
  readonly isWeighted: boolean;
  /** Of the weights before trimming. */
  readonly spread: WeightSpread | null;
  /** Mean weight of those who answered, by variable and category; an answer of average weight is 1. */
  readonly weightOf: (variable: number, category: string) => number | null;
  readonly representativity: Answer<number> | null;
  readonly problems: readonly { readonly why: Unanswerable; readonly of: string }[];
  /** So few answers with a score that none is shown; null where there are enough, or none were asked for. */
  readonly tooFew: number | null;
}

interface WeighOptions {
  readonly instrument: ScoreInstrument;
  readonly trimAt: number;
}

const fewest = 10;

/** What the answers say of everybody. */
export function weighed({ variables, cells }: FrameCells, { instrument, trimAt }: WeighOptions): Weighted {
  const asked = cells.filter(({ invited }) => invited > 0);
  const likely = variables.length === 0 || asked.length === 0 ? null : alike(variables, asked);
  const scored = sum(cells, (cell) => cell.scored);
  const problems = likely !== null && !isAnswered(likely) ? [{ why: likely, of: 'representativity' }] : [];
  const base = { representativity: likely, spread: null, isWeighted: false, weightOf: () => null };
  if (scored < fewest) return { ...base, estimates: [], problems, tooFew: scored > 0 ? scored : null };
  const raw = estimate(
    instrument,
    { name: 'raw', label: `${instrument.label} of respondents` },
    rawFigure(instrument, cells),
    scored,
  );
  const margins = marginsOf(variables, cells);
  const answering = cells.filter((cell) => cell.scored > 0);
  const raking = answering.map(({ categories, scored: n }) => ({ categories, n }));
  const [free, held] = [rake(raking, margins), rake(raking, margins, { trimAt })];
  const bounds = boundsOf(instrument, { raw, cells });
  if (!isAnswered(free) || !isAnswered(held)) {
    const why = isAnswered(free) ? held : free;
    return {
      ...base,
      estimates: [raw, ...bounds],
      problems: [...problems, ...(isAnswered(why) ? [] : [{ why, of: 'weighted' }])],
      tooFew: null,
    };
  }
  const weighted = weightedEstimate(instrument, {
    name: 'weighted',
    label: `${instrument.label}, weighted`,
    answering,
    raked: free,
  });
  const trimmed =
    held.trimmed === 0
      ? []
      : weightedEstimate(instrument, {
          name: 'trimmed',
          label: `${instrument.label}, weighted and trimmed`,
          answering,
          raked: held,
        });
  return {
    estimates: [raw, ...weighted, ...trimmed, ...bounds],
    isWeighted: weighted.length > 0,
    spread: free.spread,
    weightOf: (variable, category) => meanWeight(answering, { raked: free, variable, category }),
    representativity: likely,
    problems,
    tooFew: null,
  };
}

function marginsOf(variables: readonly string[], cells: readonly FrameCell[]): readonly Margin[] {
  return variables.map((name, at) => {
    const targets = new Map<string, number>();
    for (const { categories, population } of cells)
      targets.set(categories[at] ?? '', (targets.get(categories[at] ?? '') ?? 0) + population);
    return { name, targets };
  });
}

function rawFigure(instrument: ScoreInstrument, cells: readonly FrameCell[]): ScoreFigure {
  const of = (what: 'scored' | 'sum' | 'squares'): number => sum(cells, (cell) => cell[what]);
  return scoreOf(instrument, sumsOfValues(instrument, of('scored'), of('sum'), of('squares')));
}

function estimate(
  { format }: ScoreInstrument,
  { name, label }: Pick<Estimate, 'name' | 'label'>,
  figure: ScoreFigure,
  n: number,
): Estimate {
  return { name, label, ...figure, unit: null, format, p: null, n, of: 'people' };
}

interface Weighing extends Pick<Estimate, 'name' | 'label'> {
  readonly answering: readonly FrameCell[];
  readonly raked: Raked;
}

function weightedEstimate(
  instrument: ScoreInstrument,
  { name, label, answering, raked }: Weighing,
): readonly Estimate[] {
  const cells = answering.map((cell) => ({
    categories: cell.categories,
    n: cell.scored,
    sum: cell.sum,
    sumOfSquares: cell.squares,
  }));
  const found = calibratedMean(cells, { weights: raked.weights });
  if (!isAnswered(found)) return [];
  const [lowest, highest] = instrument.ends;
  const interval = {
    low: Math.max(lowest, found.low),
    high: Math.min(highest, found.high),
    level: 0.95,
    method: found.method,
  };
  return [estimate(instrument, { name, label }, { value: found.mean, interval }, found.n)];
}

function boundsOf(
  instrument: ScoreInstrument,
  { raw, cells }: { readonly raw: Estimate; readonly cells: readonly FrameCell[] },
): readonly Estimate[] {
  const invited = sum(cells, (cell) => cell.invited);
  const [lowest, highest] = instrument.ends;
  const bounds = worstCaseBounds(Math.min(1, raw.n / Math.max(1, invited)), raw.value, { lowest, highest });
  if (!isAnswered(bounds) || invited === 0) return [];
  const interval = { ...bounds, level: 1, method: 'worst case: nothing assumed of the silent' };
  return [{ ...raw, name: 'bounds', label: 'Whatever the silent think', interval, n: invited }];
}

function meanWeight(
  answering: readonly FrameCell[],
  { raked, variable, category }: { readonly raked: Raked; readonly variable: number; readonly category: string },
): number | null {
  let [n, weight, all, total] = [0, 0, 0, 0];
  answering.forEach((cell, at) => {
    const own = cell.scored * (raked.weights[at] ?? 0);
    all += cell.scored;
    total += own;
    if (cell.categories[variable] !== category) return;
    n += cell.scored;
    weight += own;
  });
  return n === 0 || total === 0 ? null : weight / n / (total / all);
}

/** Representativity from a logistic model with a step for each category but the first of each variable. */
function alike(variables: readonly string[], asked: readonly FrameCell[]): Answer<number> {
  const steps = variables.flatMap((variable, at) =>
    [...new Set(asked.map(({ categories }) => categories[at] ?? ''))]
      .toSorted()
      .slice(1)
      .map((category) => ({ name: `${variable}: ${category}`, at, category })),
  );
  const rows: readonly OutcomeRow[] = asked.map(({ categories, invited, answered }) => ({
    x: steps.map(({ at, category }) => (categories[at] === category ? 1 : 0)),
    n: invited,
    hits: answered,
  }));
  if (steps.length === 0) return new Unanswerable('constant-column', { column: variables.join(', ') });
  const fit = logistic(rows, { names: steps.map(({ name }) => name) });
  if (!isAnswered(fit)) return fit;
  return representativity(rows.map(({ x, n }) => ({ propensity: probability(fit, x), invited: n })));
}

function sum(cells: readonly FrameCell[], of: (cell: FrameCell) => number): number {
  return cells.reduce((total, cell) => total + of(cell), 0);
}
