import { TrivetError } from '../../lib/errors.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import { fewestPersons } from '../voice/listening/coverage-tables.ts';
import { everyChannelOption, type Heard, readHeard } from '../voice/listening/coverage.ts';
import { type Feedback, readFeedback } from '../voice/listening/feedback.ts';
import { contactsRole, postsRole, responsesRole, touchpointsRole } from '../voice/listening/listening-roles.ts';
import { readTouchpoints } from '../voice/listening/touchpoints.ts';
import { refusal } from '../contract/refusal.ts';
import { count, listed, percent } from '../words/words.ts';

/** Whether feedback is collected before, during and after. */
export const phaseMonitor: Analysis = {
  name: 'phase-monitor',
  label: 'Before, during and after',
  group: 'journeys',
  question: 'Is feedback collected before, during and after, and how fresh is it?',
  version: 1,
  roles: [
    {
      ...contactsRole,
      columns: contactsRole.columns.map((column) =>
        column.name === 'phase' ? { ...column, optional: false } : column,
      ),
    },
    postsRole,
    touchpointsRole,
    responsesRole,
  ],
  options: [
    {
      name: 'phases',
      label: 'Phases',
      description: 'The phases that all have to be covered, in their order.',
      type: 'texts',
      default: ['before', 'during', 'after'],
    },
    everyChannelOption,
    {
      name: 'answer_days',
      label: 'Days in which an answer belongs to an event',
      description: 'Answers later after the last event are about something else.',
      type: 'integer',
      min: 1,
      max: 3650,
      default: 90,
    },
  ],
  refuses: ['phase-uncovered', 'k-anon', 'too-few'],
  method: {
    formula: [
      'Coverage of a phase is the share of its events that happened at a touchpoint where a post was live on that day, in that',
      'channel and in that phase; a post listens in the phase that it names, or in that of its touchpoint. Latency is the time',
      'from the customer’s last event at the touchpoint in the phase to the answer, of the middle answer. Freshness is the days',
      'from the last answer to the last day of the data. Monitored means that every phase has a coverage above 0.',
    ].join('\n'),
    sources: ['Coverage by phase: a count, no estimate'],
    assumptions: [
      'All events are counted, so coverage has no interval.',
      'An answer belongs to the last event of the customer at the touchpoint of its post.',
    ],
    limits: ['Being able to hear is not having heard.', 'A phase that is covered a little counts as covered.'],
  },
  example: { analysis: 'phase-monitor' },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  if (!context.role('posts').has('phase') && context.find('touchpoints')?.has('phase') !== true)
    throw new TrivetError('missing-column', 'It is not known in which phase the posts listen.', {
      hint: 'Bind posts.phase, or touchpoints with their phase.',
    });
  const phases = context.options.texts('phases');
  const { cells, withheld, lastDay } = await readHeard(context, { knownPhase: true });
  const own = cells.filter(({ phase }) => phase !== null && phases.includes(phase));
  const events = own.reduce((sum, cell) => sum + cell.events, 0);
  if (events < fewestPersons || lastDay === null) {
    const why = refusal('too-few', { n: events, needed: fewestPersons });
    return { verdict: why.message, estimate: null, n: events, of: 'events', design: 'count', refusals: [why] };
  }
  const feedback = await readFeedback(context, lastDay);
  const strips = phases.map((phase) => stripOf(phase, own, feedback));
  const uncovered = strips.filter(({ heard }) => heard === 0);
  const estimates = strips.map(estimateOf).filter((estimate) => estimate !== null);
  const weakest = estimates.toSorted((a, b) => a.value - b.value)[0] ?? null;
  const names = new Map((await readTouchpoints(context)).map(({ touchpoint, name }) => [touchpoint, name]));
  return {
    verdict: verdict(strips),
    estimate: weakest,
    estimates: estimates.filter((estimate) => estimate !== weakest),
    n: events,
    of: 'events',
    design: 'count',
    diagnostics: [
      {
        name: 'monitored',
        label: 'Monitored',
        value: uncovered.length === 0 ? 'yes' : 'withheld',
        passed: uncovered.length === 0,
        message: 'Monitored means that feedback is collected in every phase.',
      },
    ],
    refusals: [
      ...uncovered.map(({ phase }) => refusal('phase-uncovered', { phase }, { of: 'monitored' })),
      ...(withheld > 0 ? [refusal('k-anon', { k: fewestPersons, cells: withheld }, { of: 'touchpoints' })] : []),
    ],
    tables: [phasesTable(strips), touchpointsTable(own, phases, names)],
    charts: [chart],
  };
}

interface Strip {
  readonly phase: string;
  readonly events: number;
  readonly heard: number;
  readonly feedback: Feedback | null;
}

function stripOf(phase: string, cells: readonly Heard[], feedback: readonly Feedback[]): Strip {
  const own = cells.filter((cell) => cell.phase === phase);
  return {
    phase,
    events: own.reduce((sum, { events }) => sum + events, 0),
    heard: own.reduce((sum, { heard }) => sum + heard, 0),
    feedback: feedback.find((each) => each.phase === phase) ?? null,
  };
}

function estimateOf({ phase, events, heard }: Strip): Estimate | null {
  if (events < fewestPersons) return null;
  return {
    name: `coverage_${phase.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`,
    label: `Events ${phase} that a live post could hear`,
    value: heard / events,
    unit: null,
    format: 'percent',
    interval: null,
    p: null,
    n: events,
    of: 'events',
  };
}

function verdict(strips: readonly Strip[]): string {
  const covered = strips.filter(({ heard }) => heard > 0);
  const missing = strips.filter(({ heard }) => heard === 0).map(({ phase }) => phase);
  const shares = listed(
    covered.map(({ phase, heard, events }) => `${phase} (${percent(heard / events)} of ${count(events)} events)`),
  );
  if (missing.length === 0) return `Monitored: feedback is collected ${shares}.`;
  if (covered.length === 0) return 'Feedback is collected in no phase: “monitored” is withheld.';
  return `Feedback is collected ${shares}, not ${missing.join(' nor ')}: “monitored” is withheld.`;
}

function phasesTable(strips: readonly Strip[]): FindingTable {
  return {
    name: 'phases',
    title: 'Phases, what could be heard in them, and how fresh it is',
    columns: [
      { name: 'phase', label: 'Phase', type: 'string' },
      { name: 'events', label: 'Events', type: 'integer' },
      { name: 'share', label: 'Could be heard', type: 'real', format: 'percent' },
      { name: 'answers', label: 'Answers', type: 'integer' },
      { name: 'latency', label: 'Hours to the middle answer', type: 'real', format: 'decimal' },
      { name: 'age', label: 'Days since the last answer', type: 'integer' },
    ],
    rows: strips.map(({ phase, events, heard, feedback }) => [
      phase,
      events > 0 && events < fewestPersons ? null : events,
      events < fewestPersons ? null : heard / events,
      feedback?.answers ?? null,
      feedback?.latencyHours ?? null,
      feedback?.ageDays ?? null,
    ]),
  };
}

/** A strip of phases a touchpoint; a touchpoint is monitored where all of them are covered. */
function touchpointsTable(
  cells: readonly Heard[],
  phases: readonly string[],
  names: ReadonlyMap<string, string>,
): FindingTable {
  const touchpoints = [...new Set(cells.map(({ touchpoint }) => touchpoint))].filter((each) => each !== null).sort();
  return {
    name: 'touchpoints',
    title: 'Touchpoints: the share of events that could be heard in each phase',
    columns: [
      { name: 'touchpoint', label: 'Touchpoint', type: 'string' },
      ...phases.map(
        (phase, at) => ({ name: `phase_${at + 1}`, label: phase, type: 'real', format: 'percent' }) as const,
      ),
      { name: 'monitored', label: 'Monitored', type: 'boolean' },
    ],
    rows: touchpoints.map((touchpoint) => {
      const strips = phases.map((phase) =>
        stripOf(
          phase,
          cells.filter((cell) => cell.touchpoint === touchpoint),
          [],
        ),
      );
      return [
        names.get(touchpoint) ?? touchpoint,
        ...strips.map(({ events, heard }) => (events < fewestPersons ? null : heard / events)),
        strips.every(({ heard }) => heard > 0),
      ];
    }),
  };
}

const chart: FindingChart = {
  name: 'phases',
  title: 'The share of events that a post could hear, by phase',
  table: 'phases',
  spec: {
    mark: 'bar',
    encoding: {
      x: { field: 'phase', type: 'nominal', sort: null, title: 'Phase' },
      y: {
        field: 'share',
        type: 'quantitative',
        title: 'Could be heard',
        axis: { format: '%' },
        scale: { domain: [0, 1] },
      },
    },
  },
  summary: 'The share of events that a live post could hear in each phase.',
};
