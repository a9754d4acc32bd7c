import { kitagawa } from '../../stats/mix/kitagawa.ts';
import { commonOddsRatio, stratifiedTest } from '../../stats/mix/mantel-haenszel.ts';
import { type Scanned, reversalScan, type Segmenter } from '../../stats/mix/reversal-scan.ts';
import { zDifference } from '../../stats/noise/z-difference.ts';
import { normalTwoSided } from '../../stats/tails.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import { sidesIn } from './mix-shift-sides.ts';
import { type Checked, type Gap, gapVerdict, named } from './mix-shift-words.ts';
import { measureOption, type Outcome, outcomeOf } from '../shared/outcome.ts';
import { axisOf } from '../words/outcome-words.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { contributionTable, personsRole, segmentColumns, segmentersOf } from '../shared/segmenters.ts';
import { comparable, hiddenPart, sideMeans } from '../shared/side-means.ts';

/** Whether a difference between two groups is theirs, or that of the segments they are made of. */
export const mixShift: Analysis = {
  name: 'mix-shift',
  label: 'Mix shift and reversals',
  group: 'scores',
  question: 'Is the difference between two groups theirs, or that of the segments they are made of?',
  version: 1,
  roles: [
    {
      name: 'cases',
      label: 'Cases',
      description: 'One row a case with an outcome: an answer, an order, a hospital.',
      kinds: ['survey', 'operational', 'financial'],
      dataset: 'responses',
      columns: [
        {
          name: 'outcome',
          label: 'Outcome',
          description: 'what is compared: a score, a number, or true and false.',
          type: 'any',
          names: ['score', 'nps_score', 'value'],
        },
        {
          name: 'group',
          label: 'Group',
          description: 'the column that tells the two sides apart.',
          type: 'any',
          optional: true,
        },
        ...segmentColumns,
      ],
    },
    {
      ...personsRole,
      columns: [
        ...personsRole.columns,
        {
          name: 'group',
          label: 'Group',
          description: 'the column of customers that tells the two sides apart, where the cases have none.',
          type: 'any',
          optional: true,
        },
      ],
    },
  ],
  options: [
    measureOption,
    {
      name: 'first',
      label: 'First side',
      description: 'Values of the group on the first side.',
      type: 'texts',
      default: null,
    },
    {
      name: 'second',
      label: 'Second side',
      description: 'Values on the second side; by default all others.',
      type: 'texts',
      default: null,
    },
    {
      name: 'decided_before',
      label: 'Decided before',
      description:
        'Segment columns that were decided before the groups were: only these may be held equal without a warning.',
      type: 'texts',
      default: [],
    },
    {
      name: 'material',
      label: 'Material from',
      description: 'Differences below it count as none; by default a fiftieth of the standard deviation.',
      type: 'number',
      min: 0,
      default: null,
    },
  ],
  refuses: ['simpson-reversal', 'adjusted-for-outcome'],
  method: {
    formula: [
      'Kitagawa splits the difference exactly: Σ w̄·Δmean within segments plus Σ mean̄·Δw by their mix. Mantel–Haenszel',
      'weights n₁·n₂/(n₁ + n₂) hold a segment equal. A segment turns the difference round where both are material and their',
      'signs differ, explains most of it where less than half is left, and hides it where it more than doubles. Scanned are columns of at most 20 values with',
      'at least 30 cases on both sides; the difference or what is left of it has to be more than chance.',
    ].join('\n'),
    sources: [
      'Kitagawa 1955, Components of a difference between two rates',
      'Mantel & Haenszel 1959, Statistical aspects of the analysis of data',
      'Bickel, Hammel & O’Connell 1975, Sex bias in graduate admissions',
    ],
    assumptions: [
      'Segments were decided before the groups and the outcome.',
      'Within a segment persons count as independent of each other.',
    ],
    limits: [
      'Holding segments equal does not make groups alike in everything else.',
      'A segment that the group itself decides must not be held equal: that can make a difference that is not there.',
    ],
  },
  example: {
    analysis: 'mix-shift',
    datasets: {
      cases: { dataset: 'responses', columns: { outcome: 'nps_score' } },
      customers: { dataset: 'customers', columns: { segments: ['segment'], group: 'signup_channel' } },
    },
    options: { measure: 'nps', first: ['app'], decided_before: ['segment'] },
  },
  run,
};

const few = 30;

async function run(context: AnalysisContext): Promise<Draft> {
  const outcome = outcomeOf(context, context.role('cases'), 'outcome');
  const sides = await sidesIn(context, outcome);
  const [outside] = sides.outside;
  if (outside !== undefined) return refused(sides.n, outside);
  const means = await sideMeans(context, sides.compared, 'Both sides, by person');
  const both = comparable(means);
  if ('why' in both) return refused(both.n, hiddenPart(sides.compared.role, means.withheld) ?? both.why);
  const { first, second } = both;
  const crude = zDifference(first, second);
  if (!isAnswered(crude)) return refused(first.n + second.n, refusalFor(crude));
  const { segmenters, withheld } = await segmentersOf(context, sides.compared);
  const scanned = reversalScan(segmenters, context.options.number('material') ?? undefined);
  const checked = scanned.filter((each) => 'coverage' in each);
  const ordered = checked.toSorted((one, other) => shift(other) - shift(one));
  const told = ordered.find((each) => isTold(each, crude.p)) ?? null;
  const gap = { sides, first, second, crude, checked: ordered, told };
  noteComparisons(context, gap);
  return draftOf(context, gap, { segmenters, scanned, withheld: withheld + means.withheld });
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'cases', design: 'comparison', refusals: [why] };
}

/** Whether a change is more than chance: of the difference as it is, or of what stands within segments. */
function isTold({ change, adjusted }: Checked, p: number): boolean {
  const stands = adjusted.low > 0 || adjusted.high < 0;
  if (change === 'reversed') return stands || p < 0.05;
  return change === 'amplified' ? stands : change === 'attenuated' && p < 0.05;
}

/** Reversals first, then by how far they move the difference. */
function shift({ change, crude, adjusted }: Checked): number {
  return Math.abs(crude - adjusted.difference) * (change === 'reversed' ? 1e6 : 1);
}

function pOf({ adjusted }: Checked): number {
  return normalTwoSided(adjusted.difference / adjusted.standardError);
}

interface Scan {
  readonly segmenters: readonly Segmenter[];
  readonly scanned: readonly Scanned[];
  readonly withheld: number;
}

function draftOf(context: AnalysisContext, gap: Gap, { segmenters, scanned, withheld }: Scan): Draft {
  const { sides, first, second, checked, told } = gap;
  const { outcome } = sides.compared;
  const labels: readonly [string, string] = [named(sides.first), named(sides.second)];
  const n: readonly [number, number] = [first.n, second.n];
  const parts = checked.flatMap(({ segmenter }) => {
    const split = kitagawa(segmenters.find((each) => each.segmenter === segmenter)?.strata ?? []);
    return isAnswered(split) ? [contributionTable(segmenter, split, { n, labels, outcome })] : [];
  });
  const before = context.options.texts('decided_before');
  const hidden = [hiddenPart(sides.compared.role, withheld, 'segments')].filter((each) => each !== null);
  return {
    verdict: gapVerdict(gap),
    estimate: told === null ? crudeEstimate(gap) : adjustedEstimate(gap, told),
    estimates: [...(told === null ? [] : [crudeEstimate(gap)]), ...furtherEstimates(gap)],
    n: first.n + second.n,
    of: 'cases',
    design: checked.length > 0 ? 'adjusted' : 'comparison',
    diagnostics: scanned.map((each) => diagnosticOf(each, before)),
    refusals: [
      ...(Math.min(...n) < few ? [refusal('small-n', { n: Math.min(...n) })] : []),
      ...hidden,
      ...(told?.change === 'reversed'
        ? [refusal('simpson-reversal', { segment: told.segmenter }, { of: 'difference' })]
        : []),
      ...checked
        .filter(({ segmenter }) => !before.includes(segmenter))
        .map(({ segmenter }) => refusal('adjusted-for-outcome', { segment: segmenter })),
    ],
    tables: [segmenterTable(gap), ...parts],
    charts: told === null ? [] : [strataChart(told, labels, outcome)],
  };
}

function crudeEstimate({ sides, first, second, crude }: Gap): Estimate {
  const { unit, format } = sides.compared.outcome;
  return {
    name: 'difference',
    label: 'Difference as it is',
    value: crude.difference,
    unit,
    format,
    interval: { low: crude.low, high: crude.high, level: 0.95, method: `two-sample z, ${first.method}` },
    p: crude.p,
    n: first.n + second.n,
    of: 'cases',
  };
}

function adjustedEstimate({ sides, first, second }: Gap, told: Checked): Estimate {
  const { unit, format } = sides.compared.outcome;
  const { low, high, difference, method } = told.adjusted;
  return {
    name: 'adjusted',
    label: `Difference within the same ${told.segmenter}`,
    value: difference,
    unit,
    format,
    interval: { low, high, level: 0.95, method },
    p: pOf(told),
    n: Math.round(told.coverage * (first.n + second.n)),
    of: 'cases',
  };
}

/** What the segmenter that moves the difference most leaves of it, its rate and mix, and the odds ratio of shares. */
function furtherEstimates(gap: Gap): readonly Estimate[] {
  const { sides, first, second, told, checked } = gap;
  const lead = told ?? checked[0] ?? null;
  if (lead === null) return [];
  const { unit, format } = sides.compared.outcome;
  const { rate, rateInterval, mix, method } = lead.decomposition;
  const n = Math.round(lead.coverage * (first.n + second.n));
  const base = { unit, format, p: null, n, of: 'cases' };
  const isShare = format === 'percent';
  const odds = isShare ? commonOddsRatio(lead.strata) : null;
  const test = isShare ? stratifiedTest(lead.strata, true) : null;
  return [
    ...(told === null ? [adjustedEstimate(gap, lead)] : []),
    {
      ...base,
      name: 'rate',
      label: `Within ${lead.segmenter}`,
      value: rate,
      interval: { ...rateInterval, level: 0.95, method },
    },
    { ...base, name: 'mix', label: `By the mix of ${lead.segmenter}`, value: mix, interval: null },
    ...(odds === null || test === null || !isAnswered(odds) || !isAnswered(test)
      ? []
      : [
          {
            ...base,
            name: 'odds_ratio',
            label: `Odds ratio within the same ${lead.segmenter}`,
            value: odds.oddsRatio,
            unit: null,
            format: 'number',
            interval: { low: odds.low, high: odds.high, level: 0.95, method: odds.method },
            p: test.p,
          },
        ]),
  ];
}

function diagnosticOf(scanned: Scanned, before: readonly string[]): Diagnostic {
  const { segmenter, change } = scanned;
  const base = { name: `decided_${segmenter}`, label: `Was ${segmenter} decided before?`, passed: null };
  if (change === 'too-many-strata')
    return { ...base, value: null, message: `${segmenter} has more than 20 values and was not held equal.` };
  if (change === 'no-support')
    return { ...base, value: null, message: `${segmenter} has too few cases on both sides and was not held equal.` };
  return before.includes(segmenter)
    ? { ...base, value: 'yes', message: `${segmenter} is said to have been decided before the groups.` }
    : { ...base, value: null, message: `Nobody has said whether ${segmenter} was decided before the groups.` };
}

function noteComparisons(context: AnalysisContext, { sides, crude, checked }: Gap): void {
  const outcome = sides.compared.outcome.name;
  const by = `${sides.group}: ${sides.first.join(', ')} against ${sides.second.join(', ')}`;
  const towards = (value: number) => (value > 0 ? 'up' : value < 0 ? 'down' : 'none');
  context.compared({ outcome, by, test: 'two-sample z', p: crude.p, direction: towards(crude.difference) });
  for (const each of checked)
    context.compared({
      outcome,
      by,
      segment: `within ${each.segmenter}`,
      test: 'adjusted difference',
      p: pOf(each),
      direction: towards(each.adjusted.difference),
    });
}

const changes = { amplified: 'grows', attenuated: 'most of it goes', none: 'stays', reversed: 'turns round' } as const;

function segmenterTable({ checked, sides }: Gap): FindingTable {
  const { format, unit } = sides.compared.outcome;
  const number = { type: 'real', format, unit } as const;
  return {
    name: 'segments',
    title: 'The difference with each segment held equal',
    columns: [
      { name: 'segment', label: 'Segment', type: 'string' },
      { name: 'found', label: 'The difference', type: 'string' },
      { name: 'crude', label: 'As it is', ...number },
      { name: 'adjusted', label: 'Held equal', ...number },
      { name: 'low', label: 'From', ...number },
      { name: 'high', label: 'To', ...number },
      { name: 'mix', label: 'By mix', ...number },
      { name: 'coverage', label: 'Cases in it', type: 'real', format: 'percent' },
    ],
    rows: checked.map(({ segmenter, change, crude, adjusted, decomposition, coverage }) => [
      segmenter,
      changes[change],
      crude,
      adjusted.difference,
      adjusted.low,
      adjusted.high,
      decomposition.mix,
      coverage,
    ]),
  };
}

function strataChart({ segmenter }: Checked, labels: readonly [string, string], shown: Outcome): FindingChart {
  const outcome = shown.label;
  const side = (field: string, label: string) => ({
    mark: { type: 'point', filled: true, size: 90 },
    encoding: {
      x: { field, type: 'quantitative', title: outcome, scale: { zero: false }, ...axisOf(shown) },
      color: { datum: label },
    },
  });
  return {
    name: 'strata',
    title: `${outcome} within the same ${segmenter}`,
    table: `by_${segmenter}`,
    spec: {
      encoding: { y: { field: 'stratum', type: 'nominal', title: null } },
      layer: [side('first_value', labels[0]), side('second_value', labels[1])],
    },
    summary: `${outcome} of ${labels[0]} and of ${labels[1]} in each ${segmenter}.`,
  };
}
