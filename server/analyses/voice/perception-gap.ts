import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate } from '../contract/finding.ts';
import { estimateName } from '../words/estimate-name.ts';
import { comparedClaims } from './perception/claims.ts';
import { gapOf, type Gap } from './perception/gap.ts';
import { readSides, type Sides } from './perception/sides.ts';
import { calibrationTable, gapChart, gapTable } from './perception/tables.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { Role, RoleColumn } from '../contract/role.ts';
import { count, shown } from '../words/words.ts';

const fewest = 10;

function sideColumns(unit: string): readonly RoleColumn[] {
  return [
    { name: 'value', label: 'Answer', description: 'the answer as a number on its scale.', type: 'number' },
    {
      name: 'item',
      label: 'Item',
      description: 'which question it answers.',
      type: 'any',
      names: ['item_id'],
      optional: true,
    },
    { name: 'unit', label: 'Unit', description: unit, type: 'any', names: ['unit_id'], optional: true },
    { name: 'person', label: 'Person', description: 'who answered.', type: 'any', is: 'person', optional: true },
  ];
}

const roles: readonly Role[] = [
  {
    name: 'inside',
    label: 'Inside views',
    description: 'How people of the company think customers would answer: one row an answer.',
    kinds: ['survey'],
    dataset: 'internal_views',
    optional: true,
    columns: [
      ...sideColumns('the unit of the respondent.'),
      {
        name: 'group',
        label: 'Role in the company',
        description: 'executives, managers, staff.',
        type: 'any',
        names: ['role', 'respondent_role'],
        optional: true,
      },
    ],
  },
  {
    name: 'customers',
    label: 'Customers’ answers',
    description: 'How customers answered the same items: one row an answer.',
    kinds: ['survey'],
    dataset: 'answers',
    optional: true,
    columns: sideColumns('the unit that served the customer.'),
  },
  {
    name: 'items',
    label: 'Items',
    description: 'The scale on which each item was asked.',
    kinds: ['reference'],
    optional: true,
    columns: [
      { name: 'item', label: 'Item', description: 'its name in the answers.', type: 'any', names: ['item_id'] },
      { name: 'scale_min', label: 'Lowest', description: 'the lowest answer.', type: 'number' },
      { name: 'scale_max', label: 'Highest', description: 'the highest answer.', type: 'number' },
    ],
  },
  {
    name: 'claims',
    label: 'Published figures',
    description: 'Two figures that somebody sets against each other, instead of answers: what they are, and of what.',
    kinds: ['reference', 'survey'],
    optional: true,
    columns: [
      { name: 'claim', label: 'Claim', description: 'the figure in words.', type: 'text', names: ['wording'] },
      { name: 'value', label: 'Value', description: 'the figure.', type: 'number' },
      { name: 'unit', label: 'Unit', description: 'percent, points, euros.', type: 'text' },
      { name: 'denominator', label: 'Of what', description: 'what it is a share of, and who was asked.', type: 'text' },
      { name: 'n', label: 'n', description: 'how many were asked.', type: 'number', optional: true },
    ],
  },
];

/** What the company thinks of itself beside what its customers say, on the same item, scale and unit. */
export const perceptionGap: Analysis = {
  name: 'perception-gap',
  label: 'Perception gap',
  group: 'voice',
  question: 'Do we see ourselves as our customers see us?',
  version: 1,
  roles,
  options: [
    {
      name: 'item',
      label: 'Item',
      description: 'The item of the verdict; else the one with the widest gap.',
      type: 'text',
      default: null,
    },
    {
      name: 'group',
      label: 'Role',
      description: 'The role of the verdict, such as manager; else the one with the widest gap.',
      type: 'text',
      default: null,
    },
    {
      name: 'measure',
      label: 'Measure',
      description: 'share: of answers in the upper boxes. mean: of the answers.',
      type: 'choice',
      choices: ['share', 'mean'],
      default: 'share',
    },
    {
      name: 'top',
      label: 'Upper boxes from',
      description: 'The lowest answer that counts as good; else the second highest of the scale.',
      type: 'number',
      default: null,
    },
  ],
  refuses: ['gap-unit-mismatch', 'score-without-n', 'n-too-small', 'k-anon'],
  method: {
    formula: [
      'Gap = inside − customers, on the same item and scale: of shares in the upper boxes with Newcombe’s hybrid score interval,',
      'or of means with Welch’s t. Where people answered several times, n is reduced to what their answers are worth.',
      '',
      'A role over-rates an item where the whole interval lies above 0. Its calibration is the mean and the mean size of its gaps.',
      '',
      'Nothing is computed where the two sides differ in question, scale, unit or in what they are shares of.',
    ].join('\n'),
    sources: ['Newcombe 1998, Interval estimation for the difference between independent proportions', 'Welch 1947'],
    assumptions: ['Both sides were asked the same question on the same scale at about the same time.'],
    limits: [
      'Answers of both sides are opinions: what was done stands in operational data.',
      'Those inside guess at customers’ answers; that is not how satisfied they are themselves.',
    ],
  },
  example: {
    analysis: 'perception-gap',
    datasets: { inside: 'internal_views', customers: 'answers', items: 'items' },
    options: { item: 'punctuality', group: 'manager' },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const claims = context.find('claims');
  if (claims !== null) return await comparedClaims(context, claims);
  const sides = await readSides(context);
  if ('code' in sides) return refused(sides);
  const gaps = gapsOf(sides);
  for (const gap of gaps)
    context.compared({
      outcome: 'perception gap',
      by: `${gap.group} against customers: ${gap.item}`,
      ...(gap.unit === null ? {} : { segment: `unit ${gap.unit}` }),
      test: gap.method,
      p: gap.p,
      direction: gap.difference > 0 ? 'up' : 'down',
    });
  const wanted = [context.options.text('item'), context.options.text('group')] as const;
  const whole = gaps.filter(({ unit }) => unit === null);
  const fitting = whole.filter(({ item, group }) => (wanted[0] ?? item) === item && (wanted[1] ?? group) === group);
  const [main] = fitting.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  if (main === undefined)
    return refused(
      refusal('n-too-small', { n: smallestOf(sides) }, { hint: `Both sides need ${fewest} answers to the same item.` }),
    );
  return {
    verdict: verdictOf(sides, { main, of: fitting.length }),
    estimate: estimateOf(sides, main),
    estimates: whole.filter((each) => each !== main).map((each) => estimateOf(sides, each)),
    n: sides.inside.reduce((sum, { n }) => sum + n, 0) + sides.customers.reduce((sum, { n }) => sum + n, 0),
    of: 'answers',
    design: 'comparison',
    refusals: hiddenOf(context, sides),
    tables: [gapTable(sides, whole, 'gaps'), calibrationTable(sides, whole), ...unitsTable(sides, gaps)],
    charts: [gapChart(sides)],
  };
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'answers', design: 'count', refusals: [why] };
}

/** Each group of those inside against all customers on the same item; units against customers of the same unit. */
function gapsOf({ measure, inside, customers, insideUnits, customerUnits }: Sides): readonly Gap[] {
  const whole = inside.flatMap((one) =>
    customers.filter(({ item }) => item === one.item).map((other) => gapOf(measure, one, other)),
  );
  const units = insideUnits.flatMap((one) =>
    customerUnits
      .filter(({ item, unit }) => item === one.item && unit === one.unit)
      .map((other) => gapOf(measure, one, other)),
  );
  return [...whole, ...units].filter((gap) => gap !== null);
}

function smallestOf({ inside, customers }: Sides): number {
  return Math.min(...[...inside, ...customers].map(({ n }) => n), fewest - 1);
}

function estimateOf({ measure }: Sides, gap: Gap): Estimate {
  const { low, high, method, n } = gap;
  return {
    name: estimateName('gap', `${gap.group} ${gap.item}`),
    label: `${gap.group} less customers: ${gap.item}`,
    value: gap.difference,
    unit: null,
    format: measure === 'share' ? 'percentage_points' : 'decimal',
    interval: { low, high, level: 0.95, method },
    p: gap.p,
    n,
    of: 'answers',
  };
}

function hiddenOf(context: AnalysisContext, { hidden }: Sides): readonly Refusal[] {
  const k = Math.max(context.find('inside')?.k ?? 0, context.find('customers')?.k ?? 0, fewest);
  return hidden > 0 ? [refusal('k-anon', { k, cells: hidden }, { of: 'units' })] : [];
}

function unitsTable(sides: Sides, gaps: readonly Gap[]) {
  const units = gaps.filter(({ unit }) => unit !== null);
  return units.length === 0 ? [] : [gapTable(sides, units, 'units')];
}

function verdictOf({ measure }: Sides, { main, of }: { readonly main: Gap; readonly of: number }): string {
  const format = { format: measure === 'share' ? 'percent' : 'decimal', unit: null };
  const points = (value: number): string => (measure === 'share' ? (100 * value).toFixed(1) : shown(value, format));
  const sizes = `we say ${shown(main.inside, format)} (${main.group}), customers say ${shown(main.customers, format)}`;
  const interval = `${points(main.difference)} ${measure === 'share' ? 'points ' : ''}[${points(main.low)}, ${points(main.high)}]`;
  const widest = of > 1 ? `, the widest of ${of} gaps` : '';
  const both = `(${count(main.insideN)} answers inside, ${count(main.customersN)} of customers)`;
  const isOpen = main.low <= 0 && main.high >= 0;
  return `On ${main.item}, ${sizes}: ${isOpen ? 'no gap beyond chance,' : 'a gap of'} ${interval}${widest} ${both}.`;
}
