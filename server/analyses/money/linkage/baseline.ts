import { cuped, type PairSums } from '../../../stats/effects/cuped.ts';
import { meanOf, together } from '../../../stats/effects/cell-sums.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import { refusal, refusalFor } from '../../contract/refusal.ts';
import { number, percent } from '../../words/words.ts';
import { effectName, type Measured, refusedOutcome } from './measured.ts';
import type { Observed } from './outcomes.ts';

/** A unit's mean before and after the change. */
export interface UnitChange {
  readonly unit: string;
  readonly treated: boolean;
  readonly before: number;
  readonly after: number;
}

/** Units with data on both sides, each once. */
export function unitChanges({ sides }: Observed): readonly UnitChange[] {
  const units = new Map(sides.map(({ unit, treated }) => [`${unit} ${treated}`, { unit, treated }]));
  return [...units.values()].flatMap(({ unit, treated }) => {
    const own = sides.filter((cell) => cell.unit === unit && cell.treated === treated);
    const [before, after] = [together(own.filter((cell) => !cell.after)), together(own.filter((cell) => cell.after))];
    return before.n > 0 && after.n > 0 ? [{ unit, treated, before: meanOf(before), after: meanOf(after) }] : [];
  });
}

/** A randomised comparison after the change, narrowed by what each unit was like before it. Units count alike. */
export function measureRandomised(observed: Observed): Measured {
  const { outcome } = observed;
  const units = unitChanges(observed);
  const smaller = Math.min(
    units.filter(({ treated }) => treated).length,
    units.filter(({ treated }) => !treated).length,
  );
  if (smaller < 10)
    return refusedOutcome(outcome, refusal('few-clusters', { g: smaller }, { of: effectName(outcome) }));
  const result = cuped(pairs(units, true), pairs(units, false));
  if (!isAnswered(result)) return refusedOutcome(outcome, refusalFor(result, { of: effectName(outcome) }));
  const weak = result.rhoSquared < 0.1 ? ' That is little: the covariate hardly helps.' : '';
  return {
    outcome,
    effect: result.adjusted,
    hasInterval: true,
    n: units.length,
    diagnostics: [
      {
        name: `variance_${outcome.key}`,
        label: `Variance of ${outcome.label} taken away`,
        value: result.rhoSquared,
        passed: null,
        message: `What units were like before takes ${percent(result.rhoSquared)} of the variance away; without it the difference is ${number(result.raw.estimate)}.${weak}`,
      },
    ],
    refusals: [],
    tables: [],
  };
}

function pairs(units: readonly UnitChange[], arm: boolean): PairSums {
  const own = units.filter(({ treated }) => treated === arm);
  const add = (value: (unit: UnitChange) => number): number => own.reduce((sum, unit) => sum + value(unit), 0);
  return {
    n: own.length,
    sumX: add(({ before }) => before),
    sumY: add(({ after }) => after),
    sumXX: add(({ before }) => before ** 2),
    sumYY: add(({ after }) => after ** 2),
    sumXY: add(({ before, after }) => before * after),
  };
}
