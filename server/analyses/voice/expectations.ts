import { differenceReliability } from '../../stats/gaps/reliability.ts';
import { type Answer, isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import { estimateName } from '../words/estimate-name.ts';
import { benchmarked, type Benchmarked } from './expected/benchmarks.ts';
import { differenceOf, type DimensionGap, overallGap, readGaps } from './expected/gaps.ts';
import { readReliability, type SideReliability } from './expected/reliability.ts';
import { readLines } from './expected/lines.ts';
import { pairingOf, scaleMismatch, valuesOutside } from './expected/sides.ts';
import { benchmarksTable, gapsTable, linesChart, linesTable } from './expected/tables.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { Role, RoleColumn } from '../contract/role.ts';
import { count, number } from '../words/words.ts';

const fewest = 10;

const item: RoleColumn = { name: 'item', label: 'Item', description: 'the item.', type: 'any', names: ['item_id'] };

const side: readonly RoleColumn[] = [
  item,
  { name: 'value', label: 'Answer', description: 'the answer as a number on its scale.', type: 'number' },
  {
    name: 'response',
    label: 'Questionnaire',
    description: 'by which both answers of a person are paired.',
    type: 'any',
    names: ['response_id'],
    optional: true,
  },
  {
    name: 'person',
    label: 'Person',
    description: 'by whom they are paired where no questionnaire is known.',
    type: 'any',
    is: 'person',
    optional: true,
  },
  { name: 'at', label: 'When', description: 'when it was answered.', type: 'time', is: 'time', optional: true },
];

const roles: readonly Role[] = [
  {
    name: 'expected',
    label: 'What is expected',
    description: 'One row a questionnaire and item: what an excellent company would do.',
    kinds: ['survey'],
    dataset: 'expectations',
    columns: side,
  },
  {
    name: 'perceived',
    label: 'What is given',
    description: 'One row a questionnaire and item: how this company does.',
    kinds: ['survey'],
    dataset: 'answers',
    columns: side,
  },
  {
    name: 'items',
    label: 'Items',
    description: 'The dimension of each item, and how much it weighs.',
    kinds: ['reference'],
    optional: true,
    columns: [
      item,
      {
        name: 'dimension',
        label: 'Dimension',
        description: 'the dimension that items are averaged in.',
        type: 'any',
        optional: true,
      },
      {
        name: 'weight',
        label: 'Weight',
        description: 'how much it counts in the whole.',
        type: 'number',
        optional: true,
      },
    ],
  },
  {
    name: 'benchmarks',
    label: 'Other companies',
    description: 'How other companies are rated on the same items and scale.',
    kinds: ['reference', 'survey'],
    optional: true,
    columns: [
      item,
      { name: 'competitor', label: 'Company', description: 'the other company.', type: 'any' },
      { name: 'value', label: 'Mean', description: 'its mean rating.', type: 'number' },
      { name: 'n', label: 'n', description: 'how many rated it.', type: 'number', optional: true },
      {
        name: 'deviation',
        label: 'Standard deviation',
        description: 'of single ratings.',
        type: 'number',
        optional: true,
      },
      { name: 'industry', label: 'Industry', description: 'in which it works.', type: 'any', optional: true },
    ],
  },
];

/** What customers expect, what they are given, and how both move. */
export const expectations: Analysis = {
  name: 'expectations',
  label: 'Expectations',
  group: 'voice',
  question: 'Do we give what customers expect, and do they expect more than before?',
  version: 1,
  roles,
  options: [
    {
      name: 'dimension',
      label: 'Dimension',
      description: 'The dimension (or item) of the verdict; else all together.',
      type: 'text',
      default: null,
    },
    {
      name: 'reliability_expected',
      label: 'Reliability of what is expected',
      description: 'From 0 to 1, where it is known; else Cronbach’s α of the items.',
      type: 'number',
      min: 0,
      max: 1,
      default: null,
    },
    {
      name: 'reliability_perceived',
      label: 'Reliability of what is given',
      description: 'From 0 to 1, where it is known; else Cronbach’s α of the items.',
      type: 'number',
      min: 0,
      max: 1,
      default: null,
    },
  ],
  refuses: ['unpaired-gap', 'diff-unreliable', 'gap-unit-mismatch', 'score-without-n', 'n-too-small', 'k-anon'],
  method: {
    formula: [
      'The gap of a dimension is the mean of perceived − expected within the same questionnaires, with the paired t interval; of',
      'all dimensions the weighted mean over questionnaires that answered all of them. Where both come from different people it',
      'is the difference of means with Welch’s t, and said so.',
      '',
      'Drift is the slope of a straight line through the answers over the time observed, as the change from its first to its last',
      'day: of what is expected, of what is given, and of their difference within questionnaires.',
      '',
      'Reliability of the difference: (½(ρ₁ + ρ₂) − ρ₁₂) / (1 − ρ₁₂), from Cronbach’s α of both sides and their correlation.',
      'Other companies are compared by the difference of means.',
    ].join('\n'),
    sources: ['Parasuraman, Zeithaml & Berry 1988, SERVQUAL', 'Cronbach 1951, Coefficient alpha', 'Welch 1947'],
    assumptions: [
      'Both sides were asked on the same scale.',
      'Questionnaires are independent of each other, also where a person filled in several.',
    ],
    limits: [
      'What people say they expect is inflated by asking; the level says less than its change.',
      'A negative gap is no measure of how satisfied people are.',
    ],
  },
  example: {
    analysis: 'expectations',
    datasets: { expected: 'expectations', perceived: 'answers', benchmarks: 'benchmarks' },
    options: { dimension: 'punctuality' },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const problem = scaleMismatch(context) ?? (await valuesOutside(context));
  if (problem !== null) return refused(0, problem);
  const { gaps, hidden, isPaired } = await readGaps(context, pairingOf(context));
  const wanted = context.options.text('dimension');
  const chosen = gaps.find(({ dimension }) => dimension === wanted);
  if (gaps.length === 0 || (wanted !== null && chosen === undefined))
    return refused(
      0,
      refusal(
        'n-too-small',
        { n: 0 },
        { hint: `Both sides need ${fewest} answers to the same item${wanted === null ? '' : ` ${wanted}`}.` },
      ),
    );
  noteComparisons(context, gaps);
  const whole = wanted === null && gaps.length > 1 ? await overallGap(context, { gaps, isPaired }) : null;
  const main = wanted === null && gaps.length === 1 ? gaps[0] : chosen;
  const estimates = gaps.flatMap((gap) => estimatesOf(gap));
  const estimate =
    whole ??
    (main === undefined ? null : (estimates.find(({ name }) => name === estimateName('gap', main.dimension)) ?? null));
  const reliability = isPaired ? await readReliability(context) : null;
  const lines = await readLines(context);
  const others = await benchmarked(context);
  return {
    verdict: verdictOf({ estimate, main: main ?? null, gaps, isPaired }),
    estimate,
    estimates: estimates.filter((each) => each !== estimate),
    n: estimate?.n ?? Math.max(...gaps.map(({ n }) => n)),
    of: isPaired ? 'pairs' : 'answers',
    design: 'comparison',
    diagnostics: reliability === null ? [] : [reliabilityDiagnostic(reliability)],
    refusals: [
      ...(isPaired ? [] : [refusal('unpaired-gap')]),
      ...unreliable(reliability),
      ...(hidden > 0
        ? [refusal('k-anon', { k: context.role('expected').k ?? fewest, cells: hidden }, { of: 'gaps' })]
        : []),
      ...others.refusals,
    ],
    tables: [gapsTable(gaps), ...(lines.length === 0 ? [] : [linesTable(lines)]), ...othersTable(others)],
    charts: lines.length === 0 ? [] : [linesChart()],
  };
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'answers', design: 'count', refusals: [why] };
}

function othersTable({ rows }: Benchmarked) {
  return rows.length === 0 ? [] : [benchmarksTable(rows)];
}

function noteComparisons(context: AnalysisContext, gaps: readonly DimensionGap[]): void {
  for (const { dimension, gap, drift } of gaps) {
    const direction = (value: number) => (value > 0 ? ('up' as const) : ('down' as const));
    const found = differenceOf(gap);
    context.compared({
      outcome: 'expectation gap',
      by: dimension,
      test: found?.method ?? 'none',
      p: found?.p ?? null,
      direction: direction(found?.difference ?? 0),
    });
    if (drift !== null && isAnswered(drift.gap))
      context.compared({
        outcome: 'expectation gap',
        by: `${dimension} over time`,
        test: 'slope',
        p: drift.gap.p,
        direction: direction(drift.gap.slope),
      });
  }
}

function estimatesOf({ dimension, gap, drift, n, of }: DimensionGap): readonly Estimate[] {
  const base = { unit: null, format: 'decimal', n, of } as const;
  const found = differenceOf(gap);
  const level =
    found === null
      ? []
      : [
          {
            ...base,
            name: estimateName('gap', dimension),
            label: `Perceived less expected: ${dimension}`,
            value: found.difference,
            interval: { low: found.low, high: found.high, level: 0.95, method: found.method },
            p: found.p,
          },
        ];
  if (drift === null) return level;
  const trends = (['expected', 'perceived', 'gap'] as const).flatMap((what) => {
    const line = drift[what];
    if (!isAnswered(line)) return [];
    const interval = { low: line.low, high: line.high, level: 0.95, method: 'least squares over time' };
    return [
      {
        ...base,
        name: estimateName(`drift_${what}`, dimension),
        label: `Change over the time observed, ${what}: ${dimension}`,
        value: line.slope,
        interval,
        p: line.p,
      },
    ];
  });
  return [...level, ...trends];
}

/** Of the difference; from what is declared, else from the items. */
function reliabilityOf({ expected, perceived, correlation }: SideReliability): Answer<number> | null {
  if (expected === null || perceived === null || correlation === null) return null;
  return differenceReliability(Math.max(0, Math.min(1, expected)), Math.max(0, Math.min(1, perceived)), correlation);
}

function unreliable(reliability: SideReliability | null): readonly Refusal[] {
  const rho = reliability === null ? null : reliabilityOf(reliability);
  return rho === null || !isAnswered(rho) || rho >= 0.7
    ? []
    : [refusal('diff-unreliable', { rho: Number(rho.toFixed(2)) })];
}

function reliabilityDiagnostic(reliability: SideReliability): Diagnostic {
  const rho = reliabilityOf(reliability);
  const value = rho === null || !isAnswered(rho) ? null : rho;
  const { expected, perceived, correlation } = reliability;
  const message =
    value === null
      ? 'How reliable the difference is cannot be told from these items.'
      : `Reliability of what is expected ${number(expected ?? 0)}, of what is given ${number(perceived ?? 0)}, their correlation ${number(correlation ?? 0)}: of the difference ${number(value)}.`;
  return { name: 'reliability', label: 'Reliability of the difference', value, passed: null, message };
}

interface Told {
  readonly estimate: Estimate | null;
  readonly main: DimensionGap | null;
  readonly gaps: readonly DimensionGap[];
  readonly isPaired: boolean;
}

function verdictOf({ estimate, main, gaps, isPaired }: Told): string {
  const of = main === null ? `Over ${gaps.length} dimensions` : `On ${main.dimension}`;
  const means =
    main === null ? '' : ` customers expect ${main.expected.toFixed(2)} and are given ${main.perceived.toFixed(2)},`;
  const interval = estimate?.interval ?? null;
  const size =
    estimate === null
      ? 'no gap can be told'
      : `a gap of ${signed(estimate.value)}${interval === null ? '' : ` [${signed(interval.low)}, ${signed(interval.high)}]`}`;
  const first = `${of}${means === '' ? ' customers are given less or more than they expect:' : means} ${size} (${count(estimate?.n ?? 0)} ${isPaired ? 'pairs' : 'answers of different people'}).`;
  const moved = movedMost(main === null ? gaps : [main]);
  return moved === null ? first : `${first} ${moved}`;
}

/** The widest change of a gap that chance would not explain. */
function movedMost(gaps: readonly DimensionGap[]): string | null {
  const moving = gaps.flatMap(({ dimension, drift }) =>
    drift !== null && isAnswered(drift.gap) && (drift.gap.low > 0 || drift.gap.high < 0)
      ? [
          {
            dimension,
            line: drift.gap,
            expected: isAnswered(drift.expected) ? drift.expected.slope : 0,
            perceived: isAnswered(drift.perceived) ? drift.perceived.slope : 0,
          },
        ]
      : [],
  );
  const [widest] = moving.toSorted((a, b) => Math.abs(b.line.slope) - Math.abs(a.line.slope));
  if (widest === undefined)
    return gaps.some(({ drift }) => drift !== null)
      ? 'No gap moved more than chance would over the time observed.'
      : null;
  const { dimension, line, expected, perceived } = widest;
  return `Over the time observed the gap of ${dimension} moved by ${signed(line.slope)} [${signed(line.low)}, ${signed(line.high)}]: expected ${signed(expected)}, given ${signed(perceived)}.`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;
}
