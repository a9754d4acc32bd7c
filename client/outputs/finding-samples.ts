import type { FindingFieldsFragment } from '../generated.ts';
import { sampleColumn, sampleProvenance } from './samples.ts';

type Finding = FindingFieldsFragment['finding'];
type Estimate = NonNullable<Finding['estimate']>;

/** Findings as the server sends them, for tests. */
export function sampleEstimate(name: string, rest: Partial<Estimate> = {}): Estimate {
  return {
    __typename: 'Estimate',
    name,
    label: name,
    value: 31.25,
    unit: 'points',
    format: 'points',
    p: null,
    n: 1204,
    of: 'answers',
    interval: { low: 27.5, high: 35, level: 0.95, method: 'adjusted Wald' },
    ...rest,
  };
}

export function sampleRefusal(rest: Partial<Finding['refusals'][number]> = {}): Finding['refusals'][number] {
  return {
    code: 'NOT_UNDERSTOOD',
    effect: 'WITHHOLD',
    message: 'Heard, not understood: no reason, driver or journey is linked to this score.',
    hint: 'Link reasons or drivers to the score.',
    of: null,
    ...rest,
  };
}

/** A score with its distribution, and nothing else to say. */
export function sampleFinding(rest: Partial<Finding> = {}): FindingFieldsFragment {
  const finding: Finding = {
    analysis: 'score',
    label: 'Score with uncertainty',
    verdict: 'NPS is 31.3 [27.5, 35.0] (1,204 answers).',
    estimate: sampleEstimate('nps', { label: 'NPS' }),
    estimates: [],
    n: 1204,
    of: 'answers',
    grade: 'E0',
    gradeReason: 'Counted or described; nothing is compared.',
    gradeWord: 'Counted',
    gradeMeaning: 'It says what is, not why.',
    gradeNext: 'The next grade needs a comparison.',
    diagnostics: [],
    refusals: [],
    assumptions: [],
    limits: [],
    tables: [],
    charts: [],
    comparisons: 0,
    q: null,
    steps: [],
    ...rest,
  };
  return { __typename: 'FindingOutput', result: 'r1', finding, provenance: sampleProvenance };
}

/** Answers by score, with rows as many as asked for. */
export function sampleFindingTable(rows: number): Finding['tables'][number] {
  return {
    name: 'distribution',
    title: 'Answers by score',
    columns: [
      sampleColumn('score', { label: 'Score', type: 'real', format: 'integer' }),
      sampleColumn('answers', { label: 'Answers', type: 'integer' }),
      sampleColumn('share', { label: 'Share', type: 'real', format: 'percent' }),
    ],
    values: [
      Array.from({ length: rows }, (_, row) => row),
      Array.from({ length: rows }, (_, row) => 10 + ((7 * row) % 11)),
      Array.from({ length: rows }, (_, row) => ((7 * row) % 11) / 100),
    ],
  };
}

/** Everything that a finding can have, and more numbers than stand openly. */
export function sampleFullFinding(): FindingFieldsFragment {
  const regions = Array.from({ length: 14 }, (_, at) =>
    sampleEstimate(`region_${at}`, {
      label: `Difference in region ${at + 1}`,
      value: 3 * at - 12,
      interval: { low: 3 * at - 18, high: 3 * at - 6, level: 0.95, method: 'Welch t' },
      p: at === 13 ? 0.0002 : 0.2,
      n: 40 + at,
    }),
  );
  return sampleFinding({
    label: 'Did it really move',
    verdict: 'NPS fell by 4.2 [−7.9, −0.5] from the first half of the year to the second (2,410 answers).',
    estimate: sampleEstimate('change', {
      label: 'Change of the NPS',
      value: -4.2,
      interval: { low: -7.9, high: -0.5, level: 0.95, method: 'CR1 by customer' },
      p: 0.026,
      n: 2410,
    }),
    estimates: [
      ...regions,
      sampleEstimate('cost', {
        label: 'Cost a customer',
        value: 12.5,
        unit: 'EUR',
        format: 'currency',
        interval: null,
        of: 'customers',
      }),
    ],
    n: 2410,
    grade: 'E1',
    gradeReason: 'An association within one kind of source; E2 needs a second kind.',
    gradeWord: 'Association',
    gradeMeaning: 'A comparison as it stands: whatever it shows may have other reasons.',
    gradeNext: null,
    diagnostics: [
      {
        name: 'trend',
        label: 'Parallel trends before',
        value: 0.41,
        passed: true,
        message: 'Both groups moved alike before the change.',
      },
      {
        name: 'balance',
        label: 'Balance',
        value: 0.23,
        passed: false,
        message: 'Tenure differs by 0.23 standard deviations, more than 0.1.',
      },
      {
        name: 'icc',
        label: 'Answers of a customer are alike',
        value: null,
        passed: null,
        message: 'Standard errors allow for it.',
      },
    ],
    refusals: [
      sampleRefusal(),
      sampleRefusal({
        code: 'SMALL_N',
        effect: 'WARN',
        message: 'Only 24 answers: read with care.',
        hint: 'Ask a longer period.',
        of: 'region_3',
      }),
      sampleRefusal({
        code: 'NPS_CALCULATOR',
        effect: 'REFUSE',
        message: 'Points of NPS cannot be turned into money.',
        hint: 'Name a change and measure its effect on cost, revenue and experience.',
        of: 'money_per_point',
      }),
    ],
    assumptions: ['Answers of different customers are independent of each other.'],
    limits: ['Not what all customers think: only those who answered are in it.', 'Not why the score moved.'],
    tables: [sampleFindingTable(11)],
    charts: [
      {
        name: 'distribution',
        title: 'Answers behind the NPS',
        table: 'distribution',
        summary: 'How many answers gave each score of the NPS.',
        svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 120" width="640" height="120"><rect width="200" height="80" y="20" fill="light-dark(#1259b0, #5390d2)"></rect></svg>',
      },
    ],
    comparisons: 14,
    q: 0.21,
  });
}

/** A finding that refuses as a whole: the verdict is the reason. */
export function sampleRefusedFinding(): FindingFieldsFragment {
  const message = 'Only 6 answers. Nothing is shown below 10.';
  return sampleFinding({
    verdict: message,
    estimate: null,
    n: 6,
    gradeReason: 'Nothing is claimed: the analysis refused.',
    gradeWord: 'No claim',
    gradeMeaning: 'There is no number here that could be misread.',
    gradeNext: null,
    refusals: [
      sampleRefusal({
        code: 'N_TOO_SMALL',
        effect: 'REFUSE',
        message,
        hint: 'Take a longer period, or a wider group.',
      }),
    ],
  });
}
