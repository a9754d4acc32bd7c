import { TrivetError } from '../../lib/errors.ts';
import { wilson } from '../../stats/intervals/wilson.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import type { AlignedWay } from './conformance/aligned-ways.ts';
import { fewestPersons } from './conformance/deviations.ts';
import { experienceOf } from './conformance/experience.ts';
import { journeyOptions } from './conformance/journey-options.ts';
import { answersRole, designsRole, eventsRole } from './conformance/journey-roles.ts';
import { isDraft, type ReadJourney, readJourney } from './conformance/read-journey.ts';
import { waysTable } from './conformance/ways-table.ts';
import { refusal } from '../contract/refusal.ts';
import { shareEstimate } from '../shared/share-estimate.ts';
import { count, withInterval } from '../words/words.ts';

/** Whether customers reached what they came for, by whatever way. */
export const ownOutcome: Analysis = {
  name: 'own-outcome',
  label: 'The customer’s own outcome',
  group: 'journeys',
  question: 'Do customers reach what they came for, and by which ways of their own?',
  version: 1,
  roles: [eventsRole({ outcome: true }), designsRole, answersRole],
  options: [
    ...journeyOptions,
    {
      name: 'failures',
      label: 'Failures on our side',
      description: 'Activities that mean that the organisation failed: reported again, put on hold.',
      type: 'texts',
      default: null,
    },
  ],
  refuses: ['adherence-as-experience', 'k-anon', 'too-few'],
  method: {
    formula: [
      'A case has reached its goal where its outcome is one of those named, the intended outcome of the design, or the stated',
      'intent of the customer. Completion is reached / ended cases; off the map are cases whose way differs from the design in',
      'any step; their share is of the cases that reached the goal. Feasible are ended cases that reached the goal without a',
      'step that is named as a failure. Shares have Wilson score intervals. Answers: means after the goal was reached by a',
      'designed and by another way, the last answer of each customer, by Welch’s t.',
    ].join('\n'),
    sources: ['Wilson 1927, Probable inference', 'van der Aalst 2016, Process Mining: Data Science in Action'],
    assumptions: [
      'The recorded outcome is the customer’s, not the organisation’s.',
      'Cases of one customer count as independent of each other in the intervals.',
    ],
    limits: [
      'Says nothing about how good an experience was; following the map is no experience.',
      'A case that follows the design to its end has mostly reached the goal because of how designs are written.',
    ],
  },
  example: {
    analysis: 'own-outcome',
    datasets: { answers: { dataset: 'responses', columns: { score: 'ces_score' } } },
    options: { failures: ['hold', 'report_again'] },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const read = await readJourney(context);
  if (isDraft(read)) return read;
  if (!read.question.knowsOutcomes)
    throw new TrivetError('missing-option', 'It is not known which outcome customers come for.', {
      hint: 'Add options: { reached: [ … ] }, or bind the intended outcome of the design.',
    });
  const experience = await experienceOf(context, read.question, read.aligned.ways, { reachedOnly: true });
  const { ways, cases } = read.aligned;
  const offMap = ways.filter(({ cost, reached }) => cost > 0 && (reached ?? 0) > 0);
  const figures = figuresOf(context, read);
  return {
    verdict: [...verdicts(figures, offMap), experience?.sentence].filter((each) => each !== undefined).join(' '),
    estimate: figures.offMap ?? figures.completed,
    estimates: [
      ...(figures.offMap === null ? [] : [figures.completed]),
      figures.feasible,
      experience?.estimate ?? null,
    ].filter((estimate) => estimate !== null),
    n: cases,
    of: 'cases',
    design: experience?.estimate == null ? 'count' : 'comparison',
    diagnostics: read.diagnostics,
    refusals: [...read.refusals, refusal('adherence-as-experience')],
    tables: [candidatesTable(offMap), waysTable(ways)],
    charts: [chart],
  };
}

interface Figures {
  readonly completed: Estimate | null;
  readonly offMap: Estimate | null;
  readonly feasible: Estimate | null;
}

function figuresOf(context: AnalysisContext, { aligned: { ways, cases } }: ReadJourney): Figures {
  const failures = new Set(context.options.texts('failures'));
  const reachedIn = (some: readonly AlignedWay[]): number => some.reduce((sum, { reached }) => sum + (reached ?? 0), 0);
  const reached = reachedIn(ways);
  const share = (name: string, label: string, [hits, n]: readonly [number, number]): Estimate | null =>
    shareEstimate({ name, label, hits, n, of: 'cases' });
  return {
    completed: share('completed', 'Cases that reached the goal', [reached, cases]),
    offMap: share('off_map', 'Reached by a way that nobody designed', [
      reachedIn(ways.filter(({ cost }) => cost > 0)),
      reached,
    ]),
    feasible:
      failures.size === 0
        ? null
        : share('feasible', 'Reached the goal without a failure on our side', [
            reachedIn(ways.filter(({ steps }) => !steps.some((step) => failures.has(step)))),
            cases,
          ]),
  };
}

function verdicts({ completed, offMap, feasible }: Figures, ways: readonly AlignedWay[]): readonly string[] {
  if (completed === null) return [];
  const sentences = [`${withInterval(completed)} of ${count(completed.n)} cases reached what customers came for.`];
  if (offMap !== null) sentences.push(`${withInterval(offMap)} of these went by a way that nobody designed.`);
  const [first] = candidates(ways);
  if (first !== undefined) sentences.push(`The most frequent of those ways: ${first.steps.join(' → ')}.`);
  if (feasible !== null)
    sentences.push(`${withInterval(feasible)} of all cases got there without a failure on our side.`);
  return sentences;
}

/** Ways off the map that were taken to the goal by at least 10 customers. */
function candidates(ways: readonly AlignedWay[]): readonly AlignedWay[] {
  return ways
    .filter(({ customers }) => customers >= fewestPersons)
    .sort((a, b) => (b.reached ?? 0) - (a.reached ?? 0) || b.n - a.n);
}

function candidatesTable(ways: readonly AlignedWay[]): FindingTable {
  return {
    name: 'candidates',
    title: 'Ways that nobody designed and that led to the goal: candidates for the design',
    columns: [
      { name: 'way', label: 'Way', type: 'string' },
      { name: 'cases', label: 'Cases', type: 'integer' },
      { name: 'customers', label: 'Customers', type: 'integer' },
      { name: 'reached', label: 'Reached the goal', type: 'real', format: 'percent' },
      { name: 'low', label: 'from', type: 'real', format: 'percent' },
      { name: 'high', label: 'to', type: 'real', format: 'percent' },
      { name: 'steps', label: 'Steps', type: 'integer' },
      { name: 'hours', label: 'Hours, middle case', type: 'real', format: 'decimal' },
    ],
    rows: candidates(ways).map(({ steps, n, customers, reached, hours }) => {
      const { low = null, high = null } = wilson(reached ?? 0, n) ?? {};
      return [steps.join(' → '), n, customers, (reached ?? 0) / n, low, high, steps.length, hours];
    }),
  };
}

const chart: FindingChart = {
  name: 'ways',
  title: 'Cases by way, and how many of them reached the goal',
  table: 'ways',
  spec: {
    mark: 'bar',
    encoding: {
      y: { field: 'way', type: 'nominal', sort: '-x', title: null, axis: { labelLimit: 320 } },
      x: { field: 'cases', type: 'quantitative', title: 'Cases' },
      color: { field: 'as_designed', type: 'nominal', title: 'As designed' },
    },
  },
  summary: 'How many cases took each way, as designed or not.',
};
