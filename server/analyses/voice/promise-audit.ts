import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate, EstimateInterval } from '../contract/finding.ts';
import { estimateName } from '../words/estimate-name.ts';
import { auditedRows, type Audited, readShortfalls } from './promises/rows.ts';
import { feltTable, shortfallTable, wallChart, wallTable } from './promises/tables.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { methodFor, repeatedShare, type Repeated } from '../shared/repeated.ts';
import { count, listed, withInterval } from '../words/words.ts';

const fewest = 10;

const person = {
  name: 'person',
  label: 'Person',
  description: 'whose occasion it was.',
  type: 'any',
  is: 'person',
  optional: true,
} as const;
const promise = {
  name: 'promise',
  label: 'Promise',
  description: 'the promise that it is about.',
  type: 'any',
  names: ['promise_id'],
} as const;

/** What was promised, what was done, and what was felt. */
export const promiseAudit: Analysis = {
  name: 'promise-audit',
  label: 'Promise audit',
  group: 'voice',
  question: 'Which promises are kept, and which can nobody check?',
  version: 1,
  roles: [
    {
      name: 'promises',
      label: 'Promises',
      description: 'One row a promise, in the words of the company.',
      kinds: ['reference'],
      columns: [
        promise,
        { name: 'wording', label: 'Wording', description: 'the promise word for word.', type: 'text' },
        {
          name: 'metric',
          label: 'Measure',
          description: 'what would show that it is kept; empty where nothing would.',
          type: 'text',
        },
        {
          name: 'threshold',
          label: 'Threshold',
          description: 'the value up to which it is kept.',
          type: 'number',
          optional: true,
        },
        { name: 'unit', label: 'Unit', description: 'the unit of the threshold.', type: 'text', optional: true },
        {
          name: 'controllable',
          label: 'Controllable',
          description: 'false where the company can only tell people in time.',
          type: 'boolean',
          optional: true,
        },
        {
          name: 'touchpoint',
          label: 'Touchpoint',
          description: 'where it is to be kept.',
          type: 'any',
          names: ['touchpoint_id'],
          optional: true,
        },
        {
          name: 'valid_from',
          label: 'Valid from',
          description: 'the first day on which it was made.',
          type: 'time',
          optional: true,
        },
        {
          name: 'valid_to',
          label: 'Valid to',
          description: 'the last day on which it was made.',
          type: 'time',
          optional: true,
        },
      ],
    },
    {
      name: 'deliveries',
      label: 'Occasions',
      description: 'One row a promise and an occasion on which it was put to the test.',
      kinds: ['operational', 'financial'],
      dataset: 'promise_checks',
      columns: [
        promise,
        person,
        {
          name: 'kept',
          label: 'Kept',
          description: 'whether it was kept; else the observed value is held against the threshold.',
          type: 'boolean',
          optional: true,
        },
        {
          name: 'observed',
          label: 'Observed',
          description: 'the value that was observed.',
          type: 'number',
          names: ['observed_value'],
          optional: true,
        },
        {
          name: 'at',
          label: 'When',
          description: 'the day of the occasion.',
          type: 'time',
          is: 'time',
          optional: true,
        },
        {
          name: 'touchpoint',
          label: 'Touchpoint',
          description: 'where the occasion was.',
          type: 'any',
          names: ['touchpoint_id'],
          optional: true,
        },
      ],
    },
    {
      name: 'notices',
      label: 'Notices',
      description: 'One row an occasion on which a promise could not be kept, and whether people were told in time.',
      kinds: ['operational'],
      optional: true,
      columns: [
        promise,
        person,
        {
          name: 'informed',
          label: 'Told in time',
          description: 'whether people were told in time.',
          type: 'boolean',
          names: ['informed_in_time'],
        },
      ],
    },
    {
      name: 'felt',
      label: 'What was felt',
      description: 'Answers of the same people, one row an answer.',
      kinds: ['survey'],
      optional: true,
      columns: [
        { ...person, optional: false },
        { name: 'at', label: 'When', description: 'when it was given.', type: 'time', is: 'time', optional: true },
        {
          name: 'value',
          label: 'Answer',
          description: 'the answer as a number.',
          type: 'number',
          names: ['csat_score', 'nps_score'],
        },
      ],
    },
  ],
  options: [
    {
      name: 'promise',
      label: 'Promise',
      description: 'The promise of the verdict; else the one that was broken most often.',
      type: 'text',
      default: null,
    },
    {
      name: 'better',
      label: 'Better',
      description: 'lower: kept up to the threshold, as with days. higher: kept from the threshold on.',
      type: 'choice',
      choices: ['lower', 'higher'],
      default: 'lower',
    },
  ],
  refuses: ['promise-unverifiable', 'n-too-small', 'small-n', 'k-anon'],
  method: {
    formula: [
      'Kept rate = occasions on which the promise was kept / occasions on which that is known, with a Wilson score interval for',
      'each promise and touchpoint. Where people had several occasions, n is reduced to what these are worth.',
      '',
      'The shortfall of a broken promise is its distance to the threshold. For promises that the company does not control the',
      'rate of those who were told in time stands instead. What was felt is the mean last answer of people for whom the promise',
      'was kept on the last occasion before it less that of people for whom it was broken, with Welch’s t; without times, of',
      'people for whom it was always kept and those for whom it was broken at least once.',
    ].join('\n'),
    sources: [
      'Wilson 1927, Probable inference',
      'Welch 1947',
      'Parasuraman, Zeithaml & Berry 1985, A conceptual model of service quality',
    ],
    assumptions: ['The occasions that were recorded are those that there were.'],
    limits: [
      'A promise without a measure is neither kept nor broken.',
      'That people who were let down answer lower does not say that being let down is why.',
    ],
  },
  example: {
    analysis: 'promise-audit',
    datasets: {
      promises: 'promises',
      deliveries: 'promise_checks',
      notices: { dataset: 'weather_stops', columns: { informed: 'informed_in_time' } },
      felt: { dataset: 'responses', columns: { value: 'ces_score' } },
    },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const audited = await auditedRows(context);
  const shown = audited.promises.filter(({ kept }) => kept !== null && kept.n >= fewest);
  const occasions = shown.reduce((sum, { kept }) => sum + (kept?.n ?? 0), 0);
  const rates = shown.map((each) => keptEstimate(each));
  const asked = context.options.text('promise');
  const chosen = asked === null ? mostBroken(shown) : shown.find(({ id }) => id === asked);
  const estimate = rates[chosen === undefined ? -1 : shown.indexOf(chosen)] ?? null;
  const refusals = refusalsOf(context, audited, asked);
  const told = audited.promises.flatMap((each) => informedEstimate(each));
  if (estimate === null && told.length === 0)
    return {
      verdict: nothingToCheck(audited),
      estimate: null,
      n: 0,
      of: 'occasions',
      design: 'count',
      refusals: [
        ...refusals,
        ...(refusals.some(({ of }) => of === null) ? [] : [refusal('n-too-small', { n: occasions })]),
      ],
      tables: [wallTable(audited)],
    };
  for (const { id, felt } of audited.promises)
    if (felt !== null && isAnswered(felt))
      context.compared({
        outcome: 'felt',
        by: `promise ${id} kept`,
        test: felt.method,
        p: felt.p,
        direction: felt.difference > 0 ? 'up' : 'down',
      });
  const shortfalls = await readShortfalls(context);
  return {
    verdict: verdictOf(audited, { estimate, wording: chosen?.wording ?? '' }),
    estimate,
    estimates: [...rates.filter((each) => each !== estimate), ...told],
    n: occasions,
    of: 'occasions',
    design: audited.promises.some(({ felt }) => felt !== null) ? 'comparison' : 'count',
    diagnostics: [
      {
        name: 'coverage',
        label: 'Promises that can be checked',
        value: audited.promises.filter(isChecked).length,
        passed: null,
        message: `${audited.promises.filter(isChecked).length} of ${audited.promises.length} promises are checked by anything.`,
      },
      {
        name: 'unknown',
        label: 'Occasions of unknown outcome',
        value: audited.unknown,
        passed: null,
        message: `${count(audited.unknown)} occasions do not say whether the promise was kept; they are not counted.`,
      },
    ],
    refusals,
    tables: [
      wallTable(audited),
      ...(shortfalls.length === 0 ? [] : [shortfallTable(shortfalls)]),
      ...(audited.promises.some(({ felt }) => felt !== null) ? [feltTable(audited)] : []),
    ],
    charts: rates.length === 0 ? [] : [wallChart()],
  };
}

function isChecked({ kept, informed }: Audited['promises'][number]): boolean {
  return kept !== null || informed !== null;
}

function mostBroken(promises: Audited['promises']): Audited['promises'][number] | undefined {
  return promises.toSorted((a, b) => brokenOf(b) - brokenOf(a))[0];
}

function brokenOf({ kept }: Audited['promises'][number]): number {
  return kept === null ? 0 : kept.n - kept.sum;
}

function intervalOf(repeated: Repeated): EstimateInterval | null {
  const bounds = repeatedShare(repeated);
  return bounds === null ? null : { ...bounds, level: 0.95, method: methodFor('Wilson score', repeated) };
}

function keptEstimate({ id, wording, kept }: Audited['promises'][number]): Estimate {
  if (kept === null) throw new Error('Only promises with occasions come here.');
  const base = { name: estimateName('kept', id), label: `Kept: ${wording}`, unit: null, format: 'percent', p: null };
  return { ...base, value: kept.sum / kept.n, interval: intervalOf(kept), n: kept.n, of: 'occasions' };
}

function informedEstimate({ id, wording, informed }: Audited['promises'][number]): readonly Estimate[] {
  if (informed === null || informed.n < fewest) return [];
  const base = {
    name: estimateName('informed', id),
    label: `Told in time: ${wording}`,
    unit: null,
    format: 'percent',
    p: null,
  };
  return [
    { ...base, value: informed.sum / informed.n, interval: intervalOf(informed), n: informed.n, of: 'occasions' },
  ];
}

function refusalsOf(context: AnalysisContext, { promises, hidden }: Audited, asked: string | null): readonly Refusal[] {
  const unverifiable = promises.filter((each) => each.status === 'unverifiable' || each.status === 'not measured');
  const small = promises.flatMap(({ id, kept, informed }) => {
    const n = (kept ?? informed)?.n ?? fewest;
    return n < fewest ? [refusal('n-too-small', { n }, { of: id })] : [];
  });
  const few = promises.flatMap(({ id, kept }) =>
    kept !== null && kept.n >= fewest && kept.n < 30 ? [refusal('small-n', { n: kept.n }, { of: id })] : [],
  );
  const k = context.role('deliveries').k ?? fewest;
  const unknown = asked !== null && !promises.some(({ id }) => id === asked);
  return [
    ...unverifiable.map(({ id, wording, status }) =>
      refusal(
        'promise-unverifiable',
        { wording },
        {
          of: id,
          hint:
            status === 'not measured' ? 'It has a measure, but nobody takes it: record occasions for it.' : undefined,
        },
      ),
    ),
    ...small,
    ...few,
    ...(hidden > 0 ? [refusal('k-anon', { k, cells: hidden }, { of: 'occasions' })] : []),
    ...(unknown
      ? [
          refusal(
            'n-too-small',
            { n: 0 },
            { hint: `No promise is called ${asked}: choose one of ${listed(promises.map(({ id }) => id))}.` },
          ),
        ]
      : []),
  ];
}

function nothingToCheck({ promises }: Audited): string {
  return `None of the ${promises.length} promises can be checked on these data.`;
}

interface Told {
  readonly estimate: Estimate | null;
  readonly wording: string;
}

function verdictOf({ promises }: Audited, { estimate, wording }: Told): string {
  const checked = promises.filter(isChecked).length;
  const first =
    estimate === null ? '' : `“${wording}” was kept in ${withInterval(estimate)} of ${count(estimate.n)} occasions. `;
  const without = promises.filter(({ status }) => status === 'unverifiable').length;
  const rest =
    without === 0
      ? ''
      : `; ${without === 1 ? 'one has' : `${without} have`} no measure and ${without === 1 ? 'is' : 'are'} neither kept nor broken`;
  return `${first}${checked} of ${promises.length} promises are checked${rest}.`;
}
