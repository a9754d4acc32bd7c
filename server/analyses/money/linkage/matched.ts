import { balanceLimit, balanceOf } from '../../../stats/effects/balance.ts';
import { eValueOfDifference } from '../../../stats/effects/e-value.ts';
import { matchedEffect, type Stratum } from '../../../stats/effects/matching.ts';
import { type CellSums, together, varianceOf } from '../../../stats/effects/cell-sums.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import { join, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic } from '../../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { count, number } from '../../words/words.ts';
import { type UnitChange, unitChanges } from './baseline.ts';
import type { NamedChange } from './change.ts';
import { effectName, type Measured, refusedOutcome } from './measured.ts';
import type { Observed } from './outcomes.ts';

/** What each unit was like before the change, as one text a unit; a refusal where it was measured later. */
export async function readCovariates(
  context: AnalysisContext,
  change: NamedChange,
): Promise<ReadonlyMap<string, string> | Refusal> {
  const role = context.find('covariates');
  if (role === null) return new Map();
  const columns = role.columns('covariate').map(({ sql: name }) => sql`coalesce(CAST(${name} AS VARCHAR), '')`);
  const measured = role.has('measured') ? role.column('measured') : sql`NULL`;
  const rows = await context.rows({
    title: 'What units were like before the change',
    sql: sql`SELECT CAST(${role.column('unit')} AS VARCHAR) AS unit, min(concat_ws(' · ', ${join(columns, ', ')})) AS covariates,
  coalesce(CAST(max(${measured}) AS DATE) >= CAST(${change.start} AS DATE), false) AS too_late
FROM ${role.source}
GROUP BY ALL
ORDER BY unit`,
  });
  const late = rows.list.some((row) => row.value('too_late') === true);
  if (late) return refusal('imbalance', { covariate: role.described('covariate').name, smd: 'not computed' });
  return new Map(rows.list.map((row) => [row.text('unit') ?? '', row.text('covariates') ?? '']));
}

/** Units alike in covariates and in the third of the level before the change that they are in, compared by their change. */
export function measureMatched(observed: Observed, covariates: ReadonlyMap<string, string>): Measured {
  const { outcome } = observed;
  const name = effectName(outcome);
  const strata = strataOf(unitChanges(observed), covariates);
  const result = matchedEffect(strata.map(({ change }) => change));
  if (!isAnswered(result)) return refusedOutcome(outcome, refusalFor(result, { of: name }));
  const balance = balanceOf(strata.map(({ level }) => level));
  const smd = balance.after ?? balance.before;
  const check: Diagnostic = {
    name: `balance_${outcome.key}`,
    label: `Balance of ${outcome.label} before`,
    value: smd,
    passed: Math.abs(smd) <= balanceLimit,
    message: `The level before the change differs by ${number(smd)} deviations after matching (${number(balance.before)} without it).`,
  };
  if (check.passed === false)
    return refusedOutcome(
      outcome,
      refusal('imbalance', { covariate: `${outcome.label} before the change`, smd }, { of: name }),
      [check],
    );
  return {
    outcome,
    effect: result.effect,
    hasInterval: true,
    n: result.matched.treated + result.matched.control,
    diagnostics: [
      check,
      supportOf(observed, result.unmatched),
      sensitivityOf(observed, strata, result.effect.estimate),
    ],
    refusals: [],
    tables: [],
  };
}

interface UnitStratum {
  readonly change: Stratum;
  readonly level: Stratum;
}

function strataOf(units: readonly UnitChange[], covariates: ReadonlyMap<string, string>): readonly UnitStratum[] {
  const levels = units.map(({ before }) => before).sort((a, b) => a - b);
  const third = (share: number): number => levels[Math.floor(levels.length * share)] ?? Infinity;
  const [low, high] = [third(1 / 3), third(2 / 3)];
  const groups = new Map<string, UnitChange[]>();
  for (const unit of units) {
    const key = `${unit.before < low ? 0 : unit.before < high ? 1 : 2} ${covariates.get(unit.unit) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  return [...groups.values()].map((own) => ({
    change: { treated: sums(own, true, changeOf), control: sums(own, false, changeOf) },
    level: { treated: sums(own, true, ({ before }) => before), control: sums(own, false, ({ before }) => before) },
  }));
}

const changeOf = ({ before, after }: UnitChange): number => after - before;

function sums(units: readonly UnitChange[], arm: boolean, value: (unit: UnitChange) => number): CellSums {
  const values = units.filter(({ treated }) => treated === arm).map(value);
  return together(values.map((each) => ({ n: 1, sum: each, sumOfSquares: each ** 2 })));
}

function supportOf(
  { outcome }: Observed,
  unmatched: { readonly treated: number; readonly control: number },
): Diagnostic {
  return {
    name: `support_${outcome.key}`,
    label: `Units without a partner in ${outcome.label}`,
    value: unmatched.treated,
    passed: null,
    message: `${count(unmatched.treated)} treated and ${count(unmatched.control)} comparison units have nobody alike and are left out.`,
  };
}

function sensitivityOf({ outcome }: Observed, strata: readonly UnitStratum[], estimate: number): Diagnostic {
  const all = together(strata.flatMap(({ change }) => [change.treated, change.control]));
  const deviation = Math.sqrt(varianceOf(all));
  const value = deviation > 0 ? eValueOfDifference(estimate / deviation) : 1;
  const strength = isAnswered(value) ? value : 1;
  return {
    name: `e_value_${outcome.key}`,
    label: `E-value of ${outcome.label}`,
    value: strength,
    passed: null,
    message: `Something unmeasured would have to go with both the change and ${outcome.label} by a ratio of ${number(strength)} to explain the difference away.`,
  };
}
