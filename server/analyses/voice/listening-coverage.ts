import { sql } from '../../sql/sql.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingChart } from '../contract/finding.ts';
import {
  channelsTable,
  fewestPersons,
  mapTable,
  type TouchpointRow,
  touchpointRows,
  touchpointsTable,
} from './listening/coverage-tables.ts';
import { everyChannelOption, type Heard, readHeard } from './listening/coverage.ts';
import { contactsRole, postsRole, responsesRole, touchpointsRole } from './listening/listening-roles.ts';
import { postHistory } from './listening/post-history.ts';
import { isLive, type Post, readPosts } from './listening/posts.ts';
import { readTouchpoints, type Touchpoint } from './listening/touchpoints.ts';
import { refusal } from '../contract/refusal.ts';
import { count, listed, percent } from '../words/words.ts';

/** Where customers meet the organisation and nobody listens. */
export const listeningCoverage: Analysis = {
  name: 'listening-coverage',
  label: 'Listening-post coverage',
  group: 'voice',
  question: 'Where do customers meet us, and where does nobody listen?',
  version: 1,
  roles: [
    contactsRole,
    postsRole,
    touchpointsRole,
    responsesRole,
    {
      name: 'designs',
      label: 'Designed journeys',
      description: 'One row a designed step: which activities are critical.',
      kinds: ['reference'],
      dataset: 'designed_journeys',
      optional: true,
      columns: [
        { name: 'activity', label: 'Activity', description: 'the designed step.', type: 'text' },
        { name: 'critical', label: 'Critical', description: 'whether it matters most.', type: 'boolean' },
      ],
    },
  ],
  options: [
    everyChannelOption,
    {
      name: 'critical_weight',
      label: 'Weight of what is critical',
      description: 'How many times an event at a critical touchpoint or step counts in the weighted coverage.',
      type: 'number',
      min: 1,
      max: 100,
      default: 2,
    },
  ],
  refuses: ['single-post', 'k-anon', 'too-few'],
  method: {
    formula: [
      'Coverage is the share of events that happened at a touchpoint where a post was live on that day, in that channel and',
      'phase: Σ events that could be heard / Σ events, each event once however many posts hear it. Weighted coverage counts',
      'an event at a critical touchpoint or of a critical step several times. A post without a channel or phase hears all of',
      'them, and so does a post in a channel by which customers of every channel are asked.',
    ].join('\n'),
    sources: ['Coverage of listening posts: a count, no estimate'],
    assumptions: [
      'All events are counted, so coverage has no interval.',
      'A post hears every event at its touchpoint while it is live; how many customers then speak is another question.',
    ],
    limits: [
      'Being able to hear is not having heard: the response funnel says how many answer_rows.',
      'Silence is not satisfaction.',
    ],
  },
  example: { analysis: 'listening-coverage' },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const { cells, withheld, lastDay } = await readHeard(context);
  const events = sumOf(cells, (cell) => cell.events);
  if (lastDay === null || events === 0) {
    const why = refusal('too-few', { n: 0, needed: 1 });
    return { verdict: why.message, estimate: null, n: 0, of: 'events', design: 'count', refusals: [why] };
  }
  const [posts, touchpoints] = [await readPosts(context), await readTouchpoints(context)];
  const rows = touchpointRows(touchpoints, cells, { posts, lastDay });
  const live = posts.filter((post) => isLive(post, lastDay));
  const concentrated = await mainTouchpoint(context);
  const isSingle = live.length <= 1 || (concentrated !== null && concentrated.share >= 0.9);
  const small = cells.filter(({ customers }) => customers < fewestPersons).length + withheld;
  const names = new Map(touchpoints.map(({ touchpoint, name }) => [touchpoint, name]));
  const estimates = estimatesOf(context, cells, touchpoints);
  return {
    verdict: verdict(estimates.coverage, rows, live.length),
    estimate: estimates.coverage,
    estimates: estimates.others,
    n: events,
    of: 'events',
    design: 'count',
    diagnostics: diagnosticsOf(live, concentrated, names),
    refusals: [
      ...(isSingle ? [refusal('single-post')] : []),
      ...(small > 0 ? [refusal('k-anon', { k: fewestPersons, cells: small }, { of: 'map' })] : []),
    ],
    tables: [
      mapTable(cells, names),
      touchpointsTable(rows),
      channelsTable(cells, posts, lastDay),
      postHistory(posts, lastDay),
    ],
    charts: [mapChart, historyChart],
  };
}

function sumOf(cells: readonly Heard[], of: (cell: Heard) => number): number {
  return cells.reduce((sum, cell) => sum + of(cell), 0);
}

function estimatesOf(
  context: AnalysisContext,
  cells: readonly Heard[],
  touchpoints: readonly Touchpoint[],
): { readonly coverage: Estimate; readonly others: readonly Estimate[] } {
  const events = sumOf(cells, (cell) => cell.events);
  const share = (name: string, label: string, value: number): Estimate => ({
    name,
    label,
    value,
    unit: null,
    format: 'percent',
    interval: null,
    p: null,
    n: events,
    of: 'events',
  });
  const critical = new Set(touchpoints.filter((each) => each.critical).map(({ touchpoint }) => touchpoint));
  const extra = (context.options.number('critical_weight') ?? 2) - 1;
  const isCritical = ({ touchpoint }: Heard): boolean => touchpoint !== null && critical.has(touchpoint);
  const weight = (cell: Heard): number => cell.events + extra * (isCritical(cell) ? cell.events : cell.criticalEvents);
  const weighed = (cell: Heard): number => cell.heard + extra * (isCritical(cell) ? cell.heard : cell.criticalHeard);
  const knowsCritical = critical.size > 0 || sumOf(cells, (cell) => cell.criticalEvents) > 0;
  const coverage = share('coverage', 'Events that a live post could hear', sumOf(cells, (cell) => cell.heard) / events);
  const weighted = sumOf(cells, weighed) / sumOf(cells, weight);
  return {
    coverage,
    others: [
      ...(knowsCritical ? [share('weighted_coverage', 'The same, critical ones weighing more', weighted)] : []),
      share('several_media', 'Events heard by more than one medium', sumOf(cells, (cell) => cell.richly) / events),
    ],
  };
}

interface MainTouchpoint {
  readonly touchpoint: string;
  readonly share: number;
}

/** The touchpoint from which most responses come; null where no responses are bound, or fewer than 10. */
async function mainTouchpoint(context: AnalysisContext): Promise<MainTouchpoint | null> {
  const [responses, posts] = [context.find('responses'), context.role('posts')];
  if (responses === null) return null;
  const rows = await context.rows({
    title: 'Responses by touchpoint',
    sql: sql`WITH post_places AS (
  SELECT CAST(${posts.column('post')} AS VARCHAR) AS post, CAST(min(${posts.column('touchpoint')}) AS VARCHAR) AS touchpoint
  FROM ${posts.source}
  GROUP BY ALL
)
SELECT coalesce(touchpoint, '–') AS touchpoint, CAST(count(*) AS DOUBLE) AS responses, CAST(count(DISTINCT r.${responses.column('customer')}) AS DOUBLE) AS customers
FROM ${responses.source} AS r LEFT JOIN post_places ON post_places.post = CAST(r.${responses.column('post')} AS VARCHAR)
GROUP BY ALL
ORDER BY responses DESC, touchpoint`,
    persons: 'customers',
  });
  const all = rows.list.reduce((sum, row) => sum + row.number('responses'), 0);
  const [first] = rows.list;
  if (first === undefined || all < fewestPersons) return null;
  return { touchpoint: first.text('touchpoint') ?? '–', share: first.number('responses') / all };
}

function diagnosticsOf(
  live: readonly Post[],
  main: MainTouchpoint | null,
  names: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const media = [...new Set(live.map((post) => post.media).filter((each) => each !== null))].sort();
  const found: Diagnostic[] = [
    {
      name: 'live_posts',
      label: 'Live posts',
      value: live.length,
      passed: live.length > 1,
      message: `${count(live.length)} posts are live on the last day${media.length === 0 ? '' : `; they take ${listed(media)}`}.`,
    },
  ];
  if (main !== null)
    found.push({
      name: 'main_touchpoint',
      label: 'Responses from one touchpoint',
      value: main.share,
      passed: main.share < 0.9,
      message: `${percent(main.share)} of the responses come from ${names.get(main.touchpoint) ?? main.touchpoint}; 90 % or more are one voice.`,
    });
  return found;
}

function verdict(coverage: Estimate, rows: readonly TouchpointRow[], live: number): string {
  const holes = rows.filter((row) => row.events > 0 && row.heard === 0);
  const unheard = rows.filter((row) => row.events === 0 && row.livePosts === 0);
  const sentences = [
    `${percent(coverage.value)} of ${count(coverage.n)} events happened where one of ${count(live)} live posts could hear them.`,
  ];
  if (holes.length > 0)
    sentences.push(
      `Nobody listens at ${listed(holes.slice(0, 4).map(({ name, events }) => `${name} (${count(events)} events)`))}.`,
    );
  if (unheard.length > 0)
    sentences.push(`No post and no events: ${listed(unheard.slice(0, 6).map(({ name }) => name))}.`);
  return sentences.join(' ');
}

const mapChart: FindingChart = {
  name: 'map',
  title: 'Where a post could hear customers, and where none could',
  table: 'map',
  spec: {
    mark: 'rect',
    encoding: {
      x: { field: 'channel', type: 'nominal', title: 'Channel' },
      y: { field: 'touchpoint', type: 'nominal', title: null },
      column: { field: 'phase', type: 'nominal', title: 'Phase', sort: ['before', 'during', 'after'] },
      color: {
        field: 'share',
        type: 'quantitative',
        title: 'Could be heard',
        scale: { domain: [0, 1], scheme: 'redblue' },
      },
    },
  },
  summary: 'The share of events that a post could hear, by touchpoint, channel and phase; 0 is a hole.',
};

const historyChart: FindingChart = {
  name: 'posts_over_time',
  title: 'Listening posts live at the end of each quarter',
  table: 'posts_over_time',
  spec: {
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'quarter', type: 'ordinal', title: 'Quarter' },
      y: { field: 'live', type: 'quantitative', title: 'Live posts' },
    },
  },
  summary: 'How many listening posts were live at the end of each quarter.',
};
