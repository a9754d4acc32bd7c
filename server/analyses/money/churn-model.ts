/** rows of customers by covariates and days → hazard ratios where they hold, restricted means where they do not */
import { adjusted } from '../../stats/multiplicity/adjusted.ts';
import { type Cox, coxSteps } from '../../stats/survival/cox.ts';
import { kaplanMeier } from '../../stats/survival/kaplan-meier.ts';
import { proportionalHazardsSteps } from '../../stats/survival/proportional-hazards.ts';
import { restrictedMean } from '../../stats/survival/restricted-mean.ts';
import type { CovariateRow } from '../../stats/survival/risk-sets.ts';
import type { SurvivalRow } from '../../stats/survival/risk-table.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { AnalysisContext, Row, Rows } from '../contract/context.ts';
import { type Coding, covariateAlias } from '../shared/covariates.ts';
import type { Diagnostic, FindingTable } from '../contract/finding.ts';
import { competingRow, fewest } from '../shared/leaving.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { pValue } from '../words/words.ts';

/** What the model adds to a finding. */
export interface ModelPart {
  readonly tables: readonly FindingTable[];
  readonly diagnostics: readonly Diagnostic[];
  readonly refusals: readonly Refusal[];
  /** What there is to say, in sentences; empty where nothing holds. */
  readonly words: string;
}

/** Cox’s model of leaving by own will; other ends are censored, so its ratios are those of that cause alone. */
export async function churnModel(
  context: AnalysisContext,
  coding: Coding,
  rows: Rows,
  horizon: number,
): Promise<ModelPart> {
  const cases = caseRows(coding, rows);
  const events = cases.reduce((sum, row) => sum + row.events, 0);
  const variables = coding.names.length;
  const of = 'hazard_ratios';
  if (events < 10 * variables)
    return nothing(refusal('epv-low', { events, variables, epv: (events / variables).toFixed(1) }, { of }));
  const fit = await context.turns(coxSteps(cases, { names: coding.names }));
  if (!isAnswered(fit)) return nothing(refusalFor(fit, { of }));
  const test = await context.turns(proportionalHazardsSteps(cases, fit, coding.terms));
  const tests = isAnswered(test) ? test.terms : [];
  const holm = adjusted(tests.map((term) => term.pValue), 'holm'); // prettier-ignore
  const broken = new Map(
    tests.filter((_, at) => isAnswered(holm) && (holm[at] ?? 1) < 0.05).map(({ name, pValue: p }) => [name, p]),
  );
  const isGlobal = isAnswered(test) && broken.size === 0 && test.global.pValue < 0.05;
  const violated = (name: string): boolean => isGlobal || broken.has(name);
  coding.names.forEach((name, at) => {
    const direction = (fit.coefficients[at] ?? 0) > 0 ? 'up' : 'down';
    context.compared({ outcome: 'churn', by: name, test: 'Cox, Wald', p: fit.pValues[at] ?? null, direction });
  });
  const refused = [...broken].map(([name, p]) =>
    refusal('ph-violated', { p: p.toPrecision(2) }, { of: `hazard_ratio_of_${name}` }),
  );
  const globally = isGlobal ? [refusal('ph-violated', { p: test.global.pValue.toPrecision(2) }, { of })] : [];
  const held = coding.terms.filter(({ name }) => !violated(name));
  const means = coding.covariates
    .filter(({ name }) => violated(name))
    .flatMap(({ name }) => meansTable(coding, rows, name, horizon));
  return {
    tables: [...(held.length > 0 ? [hazardTable(coding, fit, held)] : []), ...means],
    diagnostics: [
      ...checks(fit, variables),
      ...(isAnswered(test) ? [proportional(test.global.pValue, [...broken.keys()])] : []),
    ],
    refusals: [
      ...refused,
      ...globally,
      ...(isAnswered(test) ? [] : [refusalFor(test, { of: 'proportional_hazards' })]),
    ],
    words: strongest(coding, fit, held),
  };
}

/** Rows that have a value of every covariate, as the model takes them. */
function caseRows(coding: Coding, rows: Rows): readonly CovariateRow[] {
  return rows.list.flatMap((row) => {
    const x = coding.numbers(row);
    if (x === null) return [];
    const { time, events, censored } = competingRow(row);
    return [{ x, time, events: events[0] ?? 0, censored: censored + (events[1] ?? 0) }];
  });
}

function nothing(why: Refusal): ModelPart {
  return { tables: [], diagnostics: [], refusals: [why], words: '' };
}

type Term = Coding['terms'][number];

function hazardTable({ covariates, names }: Coding, fit: Cox, terms: readonly Term[]): FindingTable {
  return {
    name: 'hazard_ratios',
    title: 'Hazard of leaving, with everything else the same',
    columns: [
      { name: 'column', label: 'Column', type: 'string' },
      { name: 'against', label: 'Compared with', type: 'string' },
      { name: 'ratio', label: 'Hazard ratio', type: 'real' },
      { name: 'low', label: 'At least', type: 'real' },
      { name: 'high', label: 'At most', type: 'real' },
      { name: 'p', label: 'p', type: 'real' },
    ],
    rows: terms.flatMap(({ name, columns }) => {
      const levels = covariates.find((each) => each.name === name)?.levels ?? [];
      return columns.map((at) => {
        const ratio = fit.hazardRatios[at];
        const bounds = [ratio?.value, ratio?.interval.low, ratio?.interval.high].map((value) => finite(value));
        return [names[at] ?? '', levels[0] ?? 'one unit less', ...bounds, fit.pValues[at] ?? null];
      });
    }),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function strongest({ covariates, names }: Coding, fit: Cox, terms: readonly Term[]): string {
  const found = terms
    .flatMap(({ name, columns }) => columns.map((at) => ({ name, at, p: fit.pValues[at] ?? 1 })))
    .toSorted((a, b) => a.p - b.p);
  const [best] = found;
  if (best === undefined) return '';
  if (best.p * found.length >= 0.05) return 'None of the columns goes with leaving more than chance would.';
  const ratio = fit.hazardRatios[best.at];
  const reference = covariates.find((each) => each.name === best.name)?.levels[0];
  const against = reference === undefined ? 'for one unit more' : `against ${reference}`;
  const [value, low, high] = [ratio?.value, ratio?.interval.low, ratio?.interval.high].map((each) =>
    (each ?? 1).toFixed(2),
  );
  return `${names[best.at] ?? ''} goes with ${value} [${low}, ${high}] times the hazard ${against}, everything else the same (${pValue(best.p)}).`;
}

function checks(fit: Cox, variables: number): readonly Diagnostic[] {
  const epv = fit.events / variables;
  return [
    {
      name: 'events_per_variable',
      label: 'Leavers per column',
      value: epv,
      passed: epv >= 10,
      message: `${fit.events} leavers for ${variables} columns.`,
    },
    ...(fit.concordance === null
      ? []
      : [
          {
            name: 'concordance',
            label: 'Concordance',
            value: fit.concordance,
            passed: null,
            message: `In ${(100 * fit.concordance).toFixed(0)} of 100 pairs who left first had the higher hazard; 50 is no better than a coin.`,
          },
        ]),
  ];
}

function proportional(p: number, broken: readonly string[]): Diagnostic {
  const passed = broken.length === 0 && p >= 0.05;
  const message = passed
    ? `Nothing speaks against one hazard ratio for the whole time (${pValue(p)}).`
    : `Hazard ratios change over time (${pValue(p)}${broken.length > 0 ? `; ${broken.join(', ')}` : ''}).`;
  return { name: 'proportional_hazards', label: 'Proportional hazards', value: p, passed, message };
}

/** Mean days without leaving for each level of a column, numbers in two halves. */
function meansTable(coding: Coding, rows: Rows, name: string, horizon: number): readonly FindingTable[] {
  const at = coding.covariates.findIndex((each) => each.name === name);
  const covariate = coding.covariates[at];
  if (covariate === undefined) return [];
  const present = rows.list.filter((row) => coding.numbers(row) !== null);
  const half = covariate.kind === 'number' ? medianOf(present, covariateAlias(at)) : null;
  const groupOf = (row: Row): string => {
    if (half === null) return row.text(covariateAlias(at)) ?? '';
    return row.number(covariateAlias(at)) <= half ? `up to ${half}` : `above ${half}`;
  };
  const groups = new Map<string, SurvivalRow[]>();
  for (const row of present) {
    const { time, events, censored } = competingRow(row);
    const group = groups.get(groupOf(row)) ?? [];
    group.push({ time, events: events[0] ?? 0, censored: censored + (events[1] ?? 0) });
    groups.set(groupOf(row), group);
  }
  const curves = [...groups].flatMap(([group, members]) => {
    const curve = kaplanMeier(members);
    return isAnswered(curve) && curve.n >= fewest ? [{ group, curve }] : [];
  });
  const until = Math.min(horizon, ...curves.map(({ curve }) => curve.lastTime));
  return [
    {
      name: `restricted_mean_${at + 1}`,
      title: `Days without leaving, of the first ${until}, by ${covariate.label}`,
      columns: [
        { name: 'group', label: covariate.label, type: 'string' },
        { name: 'customers', label: 'Customers', type: 'integer' },
        { name: 'days', label: 'Mean days', type: 'real', unit: 'days' },
        { name: 'low', label: 'At least', type: 'real', unit: 'days' },
        { name: 'high', label: 'At most', type: 'real', unit: 'days' },
      ],
      rows: curves.flatMap(({ group, curve }) => {
        const mean = restrictedMean(curve, until);
        return isAnswered(mean) ? [[group, curve.n, mean.value, mean.interval.low, mean.interval.high]] : [];
      }),
    },
  ];
}

function medianOf(rows: readonly Row[], column: string): number {
  const weight = (row: Row): number => row.number('leaving') + row.number('other') + row.number('staying');
  const ordered = rows.toSorted((a, b) => a.number(column) - b.number(column));
  const half = rows.reduce((sum, row) => sum + weight(row), 0) / 2;
  let passed = 0;
  for (const row of ordered) {
    passed += weight(row);
    if (passed >= half) return row.number(column);
  }
  return 0;
}
