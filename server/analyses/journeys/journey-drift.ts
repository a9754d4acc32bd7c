import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, FindingChart } from '../contract/finding.ts';
import { type AlignedWays, fitnessEstimates } from './conformance/aligned-ways.ts';
import { deviationsOf, deviationsTable } from './conformance/deviations.ts';
import { experienceOf } from './conformance/experience.ts';
import { journeyOptions } from './conformance/journey-options.ts';
import { answersRole, designsRole, eventsRole, segmentsRole } from './conformance/journey-roles.ts';
import { modelMeasures } from './conformance/model-measures.ts';
import { isDraft, readJourney } from './conformance/read-journey.ts';
import { segmentsTable } from './conformance/segments.ts';
import { arcsTable, trafficTable, waysTable } from './conformance/ways-table.ts';
import { refusal } from '../contract/refusal.ts';
import { shareEstimate } from '../shared/share-estimate.ts';
import { count, percent, withInterval } from '../words/words.ts';

/** What customers really did beside the journey that was designed for them. */
export const journeyDrift: Analysis = {
  name: 'journey-drift',
  label: 'Actual against designed journey',
  group: 'journeys',
  question: 'How far do customers’ real ways differ from the journey that was designed?',
  version: 1,
  roles: [eventsRole({ outcome: false }), designsRole, segmentsRole, answersRole],
  options: journeyOptions,
  refuses: ['deviation-not-error', 'path-experience-assumed', 'k-anon', 'too-few'],
  method: {
    formula: [
      'The steps of a case in order of time are its way. Each way is aligned with the version of the design that was valid',
      'when the case started. For a list of steps the cost of a way is |way| + |design| − 2 · (longest common subsequence):',
      'steps left out plus steps put in; a step that is both was moved. For a design that branches or loops it is the',
      'cheapest path over (state of the design × steps of the way).',
      '',
      'Fitness of a case is 1 − cost / (|way| + |shortest designed way|); of the log 1 − Σ cost / Σ worst. Token replay',
      'fitness is ½ (1 − missing / consumed) + ½ (1 − remaining / produced). Precision of a design that branches is',
      '1 − escaping / enabled over the beginnings of the designed ways that were followed. Path and experience: the last',
      'answer of each customer about the case before it, means after designed and other ways compared by Welch’s t.',
    ].join('\n'),
    sources: [
      'van der Aalst 2016, Process Mining: Data Science in Action',
      'Rozinat and van der Aalst 2008, Conformance checking of processes based on monitoring real behavior',
      'Muñoz-Gama and Carmona 2010, A fresh look at precision in process conformance',
    ],
    assumptions: [
      'The case is what the journey is about; the order of steps is the order of their times.',
      'Things that happen at the same time show as an order.',
      'Cases of one customer count as independent of each other in the intervals.',
    ],
    limits: [
      'Leaving the designed way is no error, and following it is no good experience.',
      'Ways of fewer than 10 customers are merged.',
    ],
  },
  example: {
    analysis: 'journey-drift',
    datasets: { answers: { dataset: 'responses', columns: { score: 'ces_score' } } },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const read = await readJourney(context);
  if (isDraft(read)) return read;
  const { question, aligned, diagnostics } = read;
  const { ways, cases, fitting } = aligned;
  const latest = question.journey.versions[0];
  const experience = await experienceOf(context, question, ways);
  const segments = await segmentsTable(context, question, ways);
  const isDrifting = fitting < cases;
  const share = shareEstimate({
    name: 'as_designed',
    label: 'Cases as designed',
    hits: fitting,
    n: cases,
    of: 'cases',
  });
  return {
    verdict: [verdict(aligned, share), experience?.sentence].filter((sentence) => sentence !== undefined).join(' '),
    estimate: share,
    estimates: [
      ...fitnessEstimates(aligned),
      ...(await modelMeasures(context, question.journey, aligned)),
      ...(experience === null || experience.estimate === null ? [] : [experience.estimate]),
    ],
    n: cases,
    of: 'cases',
    design: experience?.estimate == null ? 'count' : 'comparison',
    diagnostics,
    refusals: [
      ...read.refusals,
      ...(isDrifting ? [refusal('deviation-not-error')] : []),
      refusal('path-experience-assumed'),
    ],
    tables: [
      deviationsTable(ways, latest?.critical ?? new Set()),
      waysTable(ways),
      ...(latest === undefined ? [] : [trafficTable(ways, latest)]),
      arcsTable(ways),
      ...(segments === null ? [] : [segments]),
    ],
    charts: [trafficChart, deviationsChart],
  };
}

function verdict(aligned: AlignedWays, share: ReturnType<typeof shareEstimate>): string {
  const { ways, cases, average } = aligned;
  const [first] = deviationsOf(ways);
  const designed = share === null ? 'None' : withInterval(share);
  const sentence = `${designed} of ${count(cases)} cases went as designed; fitness is ${average.toFixed(2)} on average.`;
  if (first === undefined) return sentence;
  return `${sentence} The most frequent difference: ${first.activity} ${first.kind}, in ${percent(first.cases / cases)} of cases.`;
}

const trafficChart: FindingChart = {
  name: 'traffic',
  title: 'How many cases passed each designed step',
  table: 'traffic',
  spec: {
    mark: 'bar',
    encoding: {
      y: { field: 'activity', type: 'nominal', sort: { field: 'place' }, title: 'Designed step' },
      x: { field: 'share', type: 'quantitative', title: 'Share of cases', axis: { format: '%' } },
    },
  },
  summary: 'The share of cases that passed each step of the design, in its order.',
};

const deviationsChart: FindingChart = {
  name: 'deviations',
  title: 'Most frequent differences from the design',
  table: 'deviations',
  spec: {
    mark: 'bar',
    encoding: {
      y: { field: 'difference', type: 'nominal', sort: '-x', title: null },
      x: { field: 'share', type: 'quantitative', title: 'Share of cases', axis: { format: '%' } },
    },
  },
  summary: 'The share of cases with each of the ten most frequent differences, beside those that went as designed.',
};
