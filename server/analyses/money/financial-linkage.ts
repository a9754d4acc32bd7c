import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Design, Diagnostic, Draft } from '../contract/finding.ts';
import { type Arms, everybody, readArms } from './linkage/arms.ts';
import { measureRandomised } from './linkage/baseline.ts';
import { type NamedChange, namedChange } from './linkage/change.ts';
import { measureByUnits, sharedChecks } from './linkage/did.ts';
import { measureMatched, readCovariates } from './linkage/matched.ts';
import type { Measured } from './linkage/measured.ts';
import { netOf } from './linkage/net.ts';
import { boundOutcomes, hasUnits, observe, type Observed } from './linkage/outcomes.ts';
import {
  comparedWith,
  effectEstimate,
  effectsTable,
  netEstimates,
  periodsChart,
  periodsTable,
  verdictOf,
} from './linkage/report.ts';
import {
  answersRole,
  armsRole,
  changeOption,
  changesRole,
  costOption,
  costsRole,
  covariatesRole,
  customersRole,
  horizonOption,
  measureOption,
  periodOption,
  pointsOption,
  revenueRole,
  scoreOption,
  startOption,
} from './linkage/roles.ts';
import { measureCounts, measureSeries, type SeriesTerms } from './linkage/series.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

const designs = ['did', 'its', 'cuped', 'matched'] as const;
type DesignName = (typeof designs)[number];

/** What one named change did to cost, revenue and experience, by the same design for all three. */
export const financialLinkage: Analysis = {
  name: 'financial-linkage',
  label: 'Effect of a named change',
  group: 'money',
  question: 'What did this change do to cost, revenue and experience, and did it pay?',
  version: 1,
  roles: [changesRole, armsRole, costsRole, revenueRole, answersRole, customersRole, covariatesRole],
  options: [
    changeOption,
    startOption,
    {
      name: 'design',
      label: 'Design',
      description:
        'did: change of the treated less that of the others. its: a step in one series, at least 8 periods on each side. cuped: units were randomised. matched: units alike before the change.',
      type: 'choice',
      choices: designs,
      default: 'did',
    },
    measureOption,
    scoreOption,
    periodOption,
    {
      name: 'series',
      label: 'Series of',
      description: 'In a series: mean money and answers a period, or the number of rows (contacts, orders) a period.',
      type: 'choice',
      choices: ['mean', 'count'],
      default: 'mean',
    },
    {
      name: 'harmonics',
      label: 'Seasons',
      description: 'In a series: pairs of sine and cosine a year; needs about two years.',
      type: 'integer',
      min: 0,
      max: 3,
      default: 0,
    },
    {
      name: 'slope',
      label: 'Slope may change',
      description: 'In a series: whether the trend may change too. Decide before looking.',
      type: 'boolean',
      default: false,
    },
    {
      name: 'permutation',
      label: 'Permutation',
      description: 'With fewer than 10 units an arm: a permutation of units instead of standard errors.',
      type: 'boolean',
      default: false,
    },
    {
      name: 'randomised',
      label: 'Randomised',
      description:
        'Units were assigned by chance. The grade follows only if the arms say when, and it was before the change.',
      type: 'boolean',
      default: false,
    },
    {
      name: 'margin',
      label: 'Margin',
      description: 'Share of revenue that is left, 0 to 1; without it revenue is no part of the net value.',
      type: 'number',
      min: 0,
      max: 1,
      default: null,
    },
    costOption,
    horizonOption,
    {
      name: 'discount',
      label: 'Discount',
      description: 'A year, 0.08 for 8 %: gives the present value over the months of the horizon.',
      type: 'number',
      min: 0,
      max: 1,
      default: null,
    },
    pointsOption,
  ],
  refuses: [
    'no-control',
    'pretrend-failed',
    'few-clusters',
    'imbalance',
    'nps-calculator',
    'n-too-small',
    'out-of-scale',
  ],
  method: {
    formula: [
      'Difference in differences: (treated after − treated before) − (comparison after − comparison before), the coefficient τ of',
      'y = α + βT + γP + τTP, with CR1 errors clustered by unit and t with G − 1 degrees of freedom. Checks: at least 3 periods before, no',
      'difference of trends before (treated × period within units and periods), no effect at a placebo date, the same units before and after.',
      'A series alone: level, trend and seasons with a step, Newey–West errors; counts by quasi-Poisson regression. Randomised units: Y − θ(X − X̄) with θ = cov(Y, X) / var(X). Matched units:',
      'alike in covariates and in the third of their level before. Net a month = revenue effect · volume · margin − cost effect · volume − cost of',
      'the change / horizon; its interval comes from resampling units with all their outcomes together, never from adding bounds.',
    ].join('\n'),
    sources: [
      'Card and Krueger 1994, Minimum wages and employment',
      'Liang and Zeger 1986 (clustered errors)',
      'Lopez Bernal, Cummins and Gasparrini 2017, Interrupted time series regression',
      'Deng, Xu, Kohavi and Walker 2013 (CUPED)',
    ],
    assumptions: [
      'Without the change, treated and comparison units would have gone on moving alike.',
      'The change did not reach the comparison units, and nobody acted on it before its first day.',
      'No other change came to the same units at the same time.',
      'Money a month takes the rows of the treated since the change as they are: that the change moved their number is measured per unit only.',
    ],
    limits: [
      'Not what a point of a score is worth.',
      'Not what the same change would do elsewhere.',
      'A difference that chance would explain is not shown to be none: read the interval.',
    ],
  },
  example: {
    analysis: 'financial-linkage',
    datasets: {
      costs: { dataset: 'tickets', columns: { amount: 'cost' } },
      revenue: 'invoices',
      answers: { dataset: 'responses', columns: { score: 'nps_score' } },
    },
    options: { change: 'CH01', margin: 0.3 },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  if (context.options.has('points_of_nps')) return refused(refusal('nps-calculator'));
  const change = await namedChange(context);
  const arms = await readArms(context, change);
  if (arms !== null && 'code' in arms) return refused(arms);
  const design = designs.find((name) => name === context.options.text('design')) ?? 'did';
  if (arms === null && design !== 'its') return refused(refusal('no-control'));
  const outcomes = boundOutcomes(context).filter((outcome) => arms === null || hasUnits(context, outcome));
  if (outcomes.length === 0)
    return refused(refusal('empty-group', { which: ': none of cost, revenue and answers can be told apart by unit' }));
  const tooFew = await tooFewUnits(context, design, arms);
  if (tooFew !== null) return refused(tooFew);
  const observed: Observed[] = [];
  for (const outcome of outcomes) {
    const read = await observe(context, outcome, { change, arms: arms?.sql ?? everybody, withUnits: arms !== null });
    if ('code' in read) return refused(read);
    observed.push(read);
  }
  const measured = await measure(context, { design, observed, change });
  return Array.isArray(measured)
    ? await draftOf(context, { design, observed, change, arms, measured })
    : refused(measured);
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'rows', design: 'count', refusals: [why] };
}

/** Standard errors need ten units an arm; the lot of a permutation does without, once it is asked for. */
async function tooFewUnits(context: AnalysisContext, design: DesignName, arms: Arms | null): Promise<Refusal | null> {
  if (arms === null || design === 'its') return null;
  const g = Math.min(arms.treated, arms.control);
  if (g >= 10 || (design === 'did' && g >= 2 && context.options.flag('permutation'))) return null;
  return refusal(
    'few-clusters',
    { g },
    design === 'did' && g >= 2 ? { hint: 'Add options: { permutation: true }, or bring more units.' } : {},
  );
}

interface Parts {
  readonly design: DesignName;
  readonly observed: readonly Observed[];
  readonly change: NamedChange;
}

async function measure(context: AnalysisContext, { design, observed, change }: Parts): Promise<Measured[] | Refusal> {
  if (design === 'its') {
    const terms = seriesTerms(context);
    const isCount = context.options.text('series') === 'count';
    return observed.map((each) => (isCount ? measureCounts(each, terms) : measureSeries(each, terms)));
  }
  if (design === 'cuped') return observed.map(measureRandomised);
  if (design === 'matched') {
    const covariates = await readCovariates(context, change);
    return 'code' in covariates ? covariates : observed.map((each) => measureMatched(each, covariates));
  }
  const all: Measured[] = [];
  for (const each of observed) all.push(await measureByUnits(context, each, observed.length));
  return all;
}

function seriesTerms({ options }: AnalysisContext): SeriesTerms {
  const cycle = options.text('period') === 'week' ? 365.25 / 7 : 12;
  return { slope: options.flag('slope'), harmonics: options.number('harmonics') ?? 0, cycle };
}

async function draftOf(
  context: AnalysisContext,
  {
    design,
    observed,
    change,
    arms,
    measured,
  }: Parts & { readonly arms: Arms | null; readonly measured: readonly Measured[] },
): Promise<Draft> {
  for (const each of measured) context.compared(comparedWith(each, design));
  const randomised = randomisation(context, change, arms, design);
  const diagnostics = [
    ...(design === 'did' && arms !== null ? sharedChecks(observed, arms) : []),
    ...randomised.diagnostics,
    ...measured.flatMap((each) => each.diagnostics),
  ];
  const estimates = measured.flatMap((each) => effectEstimate(each) ?? []);
  const refusals = measured.flatMap((each) => each.refusals);
  const [only] = refusals;
  // Where nothing is left, the refusal is of the whole.
  if (estimates.length === 0 && only !== undefined) return { ...refused({ ...only, of: null }), diagnostics };
  const isSound = diagnostics.every(({ passed }) => passed !== false);
  const money = await worth(context, { design, observed, change }, measured);
  const [main = estimates[0] ?? null] = money.estimates;
  return {
    verdict: verdictOf(measured, money.estimates, isSound),
    estimate: main,
    estimates: [...money.estimates, ...estimates].filter((each) => each !== main),
    n: observed.reduce((sum, { rows }) => sum + rows, 0),
    of: 'rows',
    design: randomised.design,
    diagnostics,
    refusals,
    assumptions: money.assumptions,
    tables: [effectsTable(measured, observed), periodsTable(observed), ...measured.flatMap((each) => each.tables)],
    charts: [periodsChart],
  };
}

/** E4 only where chance assigned, and where it is on record that it did so before the change. */
function randomisation(
  context: AnalysisContext,
  change: NamedChange,
  arms: Arms | null,
  design: DesignName,
): { readonly design: Design; readonly diagnostics: readonly Diagnostic[] } {
  const isSaid = context.options.flag('randomised');
  const isRecorded = arms?.assigned !== null && arms?.assigned !== undefined && arms.assigned <= change.start;
  if (!isSaid && design !== 'cuped') return { design: 'quasi-experiment', diagnostics: [] };
  const message = !isSaid
    ? 'Nobody says that chance assigned the units; CUPED needs it.'
    : isRecorded
      ? `Chance assigned the units, the last on ${arms.assigned}, and the change began on ${change.start}.`
      : 'The units are said to be assigned by chance, but no day of assignment before the change is recorded.';
  const check = { name: 'randomised', label: 'Assigned by chance', value: isSaid ? 'yes' : 'no' };
  return {
    design: isSaid && isRecorded ? 'randomised' : 'quasi-experiment',
    diagnostics: [{ ...check, passed: design === 'cuped' || isRecorded ? isSaid && isRecorded : null, message }],
  };
}

/** Money is only added up where the effects on it stand, and only by units: bounds of effects are never added. */
async function worth(context: AnalysisContext, { design, observed, change }: Parts, measured: readonly Measured[]) {
  const money = observed.filter(({ outcome }) => outcome.key !== 'experience');
  const standing = measured.filter(
    ({ outcome, effect, hasInterval }) => outcome.key !== 'experience' && effect !== null && hasInterval,
  );
  if (design !== 'did' || money.length === 0 || standing.length < money.length)
    return {
      estimates: [],
      assumptions: ['No net value: it needs differences by unit that stand for every outcome in money.'],
    };
  const margin = context.options.number('margin');
  const net = await netOf(context, money, {
    margin,
    cost: change.cost,
    horizon: context.options.number('horizon') ?? 12,
    discount: context.options.number('discount'),
  });
  const assumptions = [
    ...(change.cost === null ? ['What the change cost is not known and not taken off.'] : []),
    ...(margin === null && money.some(({ outcome }) => outcome.key === 'revenue')
      ? ['Revenue is no part of the net value: no margin was given.']
      : []),
  ];
  return {
    estimates: net === null ? [] : netEstimates(net, money[0]?.outcome.unit ?? null, change.cost !== null),
    assumptions,
  };
}
