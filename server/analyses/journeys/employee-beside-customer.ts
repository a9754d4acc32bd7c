import { TrivetError } from '../../lib/errors.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { outcomeOf, outsideScale } from '../shared/outcome.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { unitMethod, unitOptions, unitRoles } from './units/unit-inputs.ts';
import { customerSide, employeeSide, operationSide, type Side } from './units/unit-sides.ts';
import {
  type AcrossUnits,
  acrossUnits,
  overTime,
  type OverTime,
  pairedUnits,
  type PairedUnit,
} from './units/unit-study.ts';
import { oneSideTable, quarters, timeTable, unitChart, unitsIn, unitTable } from './units/unit-tables.ts';
import { acrossSentence, burningSentence, type Labels, timeEstimates, timeSentence } from './units/unit-words.ts';
import { count } from '../words/words.ts';

/** What employees and customers of the same units say, side by side and over time, never about single persons. */
export const employeeBesideCustomer: Analysis = {
  name: 'employee-beside-customer',
  label: 'Employee beside customer',
  group: 'journeys',
  question: 'Do units whose people are well have happier customers, and does one side move before the other?',
  version: 1,
  roles: unitRoles,
  options: unitOptions,
  refuses: ['k-anon', 'ecological', 'one-side-only', 'single-source', 'too-few', 'n-too-small', 'out-of-scale'],
  method: unitMethod,
  example: {
    analysis: 'employee-beside-customer',
    datasets: { operations: { dataset: 'deliveries', columns: { value: 'late' } } },
    options: { item: 'engagement' },
  },
  run,
};

interface Sides {
  readonly employees: (Side & { readonly k: number }) | null;
  readonly customers: (Side & { readonly outside: number }) | null;
  readonly operations: Side | null;
}

async function run(context: AnalysisContext): Promise<Draft> {
  const [staff, responses, operations] = [
    context.find('employees'),
    context.find('responses'),
    context.find('operations'),
  ];
  if (staff === null && responses === null)
    throw new TrivetError('missing-role', 'The analysis employee-beside-customer needs employees and responses.', {
      hint: 'Add datasets: { employees: …, responses: … }.',
    });
  const sides = {
    employees: staff === null ? null : await employeeSide(context, staff),
    customers: responses === null ? null : await customerSide(context, responses),
    operations: operations === null ? null : await operationSide(context, operations),
  };
  const [wrong] =
    responses === null
      ? []
      : outsideScale(
          outcomeOf(context, responses, 'score'),
          responses.described('score').name,
          sides.customers?.outside ?? 0,
        );
  if (wrong !== undefined) return refused(wrong);
  const labels = labelsOf(context, staff, responses);
  if (sides.employees !== null && !sides.employees.cells.some(({ period }) => period === null))
    return refused(hidden(sides.employees, null));
  if (sides.employees === null || sides.customers === null) return oneSided(context, sides, labels);
  const units = pairedUnits(sides.employees.cells, sides.customers.cells);
  const across = acrossUnits(units);
  if (!isAnswered(across))
    return { ...refused(refusalFor(across), units.length), refusals: [refusalFor(across), ...notes(context, sides)] };
  const times = await context.turns(overTime(sides.employees.cells, sides.customers.cells, context.seed));
  return both(context, { sides, units, across, times, labels });
}

function labelsOf(context: AnalysisContext, staff: BoundRole | null, responses: BoundRole | null): Labels {
  const outcome = responses === null ? null : outcomeOf(context, responses, 'score');
  return {
    employees: context.options.text('item') ?? staff?.described('value').label ?? 'Employees',
    customers: outcome?.label ?? 'Customers',
    unit: outcome?.unit ?? null,
    format: outcome?.format ?? 'number',
  };
}

function refused(why: Refusal, n = 0): Draft {
  return { verdict: why.message, estimate: null, n, of: 'units', design: 'comparison', refusals: [why] };
}

function hidden({ k, hiddenUnits, hiddenCells }: Side & { readonly k: number }, of: string | null): Refusal {
  const cells = hiddenUnits + hiddenCells;
  return refusal('k-anon', { k, cells: cells === 0 ? 'all' : cells, units: hiddenUnits }, { of });
}

/** What is held back or said beside the numbers. */
function notes({ options }: AnalysisContext, { employees, customers, operations }: Sides): Refusal[] {
  const tooFew = employees !== null && employees.hiddenUnits + employees.hiddenCells > 0;
  const missing = employees === null ? ['Employee'] : customers === null ? ['Customer'] : [];
  return [
    ...(tooFew ? [hidden(employees, 'units')] : []),
    ...missing.map((side) => refusal('one-side-only', { side })),
    ...(options.text('about') === 'persons' ? [refusal('ecological', {}, { of: 'persons' })] : []),
    ...(operations === null ? [refusal('single-source')] : []),
  ];
}

function oneSided(context: AnalysisContext, sides: Sides, labels: Labels): Draft {
  const isStaff = sides.employees !== null;
  const cells = (sides.employees ?? sides.customers)?.cells.filter(({ period }) => period === null) ?? [];
  const label = isStaff ? labels.employees : labels.customers;
  const refusals = notes(context, sides);
  const missing = refusals.find(({ code }) => code === 'one-side-only')?.message ?? '';
  if (cells.length === 0) return refused(refusal('n-too-small', { n: 0 }));
  return {
    verdict: `${missing} ${label} of ${count(cells.length)} units stands alone.`,
    estimate: null,
    n: cells.length,
    of: 'units',
    design: 'count',
    refusals,
    tables: [oneSideTable(cells, label, isStaff ? 'Employees asked' : 'Answers of customers')],
  };
}

interface Found {
  readonly sides: Sides;
  readonly units: readonly PairedUnit[];
  readonly across: AcrossUnits;
  readonly times: readonly OverTime[];
  readonly labels: Labels;
}

function both(context: AnalysisContext, found: Found): Draft {
  const { sides, units, across, times, labels } = found;
  const table = unitTable(units, labels);
  const { perDeviation, correlation } = across;
  const direction = perDeviation.value > 0 ? 'up' : 'down';
  context.compared({
    outcome: labels.customers,
    by: labels.employees,
    test: 'least squares across units',
    p: perDeviation.p,
    direction,
  });
  for (const { name, label, within } of times)
    if (within !== null)
      context.compared({
        outcome: labels.customers,
        by: labels.employees,
        test: `slope within units, ${label.toLowerCase()}`,
        p: within.p,
        direction: within.slope > 0 ? 'up' : 'down',
        ...(name === 'customers_first' ? { outcome: labels.employees, by: labels.customers } : {}),
      });
  const main: Estimate = {
    name: 'per_deviation',
    label: `${labels.customers} for one standard deviation more of ${labels.employees}, across units`,
    value: perDeviation.value,
    unit: labels.unit,
    format: labels.format,
    interval: {
      low: perDeviation.low,
      high: perDeviation.high,
      level: 0.95,
      method: 'least squares across units, Student’s t',
    },
    p: perDeviation.p,
    n: units.length,
    of: 'units',
  };
  const withOperations = operationsEstimate(context, found);
  return {
    verdict: [acrossSentence(main, labels), timeSentence(times), burningSentence(unitsIn(table, quarters.burning))]
      .join(' ')
      .trim(),
    estimate: main,
    estimates: [
      {
        ...main,
        name: 'correlation',
        label: 'Correlation across units',
        value: correlation.r,
        unit: null,
        format: 'decimal',
        interval: { low: correlation.low, high: correlation.high, level: 0.95, method: correlation.method },
        p: correlation.p,
      },
      ...times.flatMap((time) => timeEstimates(time, labels)),
      ...withOperations,
    ],
    n: units.length,
    of: 'units',
    design: 'comparison',
    diagnostics: diagnosticsOf(found),
    refusals: notes(context, sides),
    tables: [table, ...(times.some((time) => time.correlation !== null) ? [timeTable(times)] : [])],
    charts: [unitChart(labels)],
  };
}

/** What happened in the units beside what employees say, where operations are bound. */
function operationsEstimate(context: AnalysisContext, { sides, labels }: Found): Estimate[] {
  const { employees, operations } = sides;
  if (employees === null || operations === null) return [];
  const happened = acrossUnits(pairedUnits(employees.cells, operations.cells));
  if (!isAnswered(happened)) return [];
  const { r, low, high, p, n, method } = happened.correlation;
  const label = context.role('operations').described('value').label;
  context.compared({
    outcome: label,
    by: labels.employees,
    test: 'Pearson across units',
    p,
    direction: r > 0 ? 'up' : 'down',
  });
  return [
    {
      name: 'operations',
      label: `${label} with ${labels.employees}: correlation across units`,
      value: r,
      unit: null,
      format: 'decimal',
      interval: { low, high, level: 0.95, method },
      p,
      n,
      of: 'units',
    },
  ];
}

function diagnosticsOf({ sides, units, across }: Found): Diagnostic[] {
  const alone = (side: Side | null): number =>
    (side?.cells ?? []).filter((cell) => cell.period === null && !units.some(({ unit }) => unit === cell.unit)).length;
  return [
    {
      name: 'coverage',
      label: 'Units with both sides',
      value: units.length,
      passed: alone(sides.customers) + alone(sides.employees) <= units.length,
      message: `${count(units.length)} units show both sides, ${count(alone(sides.customers))} only customers, ${count(alone(sides.employees))} only employees; ${count(sides.employees?.hiddenUnits ?? 0)} have too few employees to be shown.`,
    },
    {
      name: 'reliability',
      label: 'Reliability of the employees’ means',
      value: across.reliability,
      passed: across.reliability >= 0.7,
      message:
        'Share of the differences between units that is not who happened to answer; below 0.7 relations look weaker than they are.',
    },
    ...(across.ranks === null
      ? []
      : [
          {
            name: 'rank_correlation',
            label: 'Rank correlation across units',
            value: across.ranks.r,
            passed: null,
            message: 'Spearman’s: far from Pearson’s, a few units carry the relation.',
          },
        ]),
    {
      name: 'deviation',
      label: 'One standard deviation of units',
      value: across.deviation,
      passed: null,
      message: 'In points of the employees’ scale.',
    },
  ];
}
