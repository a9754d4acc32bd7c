import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft, Estimate, FindingChart } from '../contract/finding.ts';
import { postsRole } from '../voice/listening/listening-roles.ts';
import { holesTable, matrixTable } from './plans/plan-tables.ts';
import { collapsedHoles, dimensions, type Place, type What, whats } from './plans/places.ts';
import { readPlaces } from './plans/read-places.ts';
import { refusal } from '../contract/refusal.ts';
import { count, listed, percent } from '../words/words.ts';

const shownHoles = 10;

/** Which combinations of product, service, dealer and touchpoint have a plan, a post and an owner. */
export const planCoverage: Analysis = {
  name: 'plan-coverage',
  label: 'Plan coverage',
  group: 'journeys',
  question: 'Which product, service, dealer and touchpoint has no plan, no listening post or no owner?',
  version: 1,
  roles: [
    {
      name: 'plans',
      label: 'Plans',
      description: 'One row a place that is planned for: a product, service line, dealer and touchpoint.',
      kinds: ['reference', 'operational'],
      columns: [
        {
          name: 'product',
          label: 'Product',
          description: 'the product or product line.',
          type: 'text',
          names: ['product_line'],
          optional: true,
        },
        {
          name: 'line',
          label: 'Service line',
          description: 'the service line or plan.',
          type: 'text',
          names: ['service_line', 'service_plan'],
          optional: true,
        },
        {
          name: 'dealer',
          label: 'Dealer',
          description: 'the dealer, depot or store.',
          type: 'text',
          names: ['dealer_id', 'unit_id'],
          optional: true,
        },
        {
          name: 'touchpoint',
          label: 'Touchpoint',
          description: 'the touchpoint.',
          type: 'text',
          names: ['touchpoint_id'],
        },
        {
          name: 'has_plan',
          label: 'Has a plan',
          description: 'whether there is one; left out: a row is a plan.',
          type: 'boolean',
          names: ['planned'],
          optional: true,
        },
        { name: 'owner', label: 'Owner', description: 'who owns it.', type: 'text', optional: true },
      ],
    },
    {
      ...postsRole,
      optional: true,
      columns: [
        ...postsRole.columns,
        {
          name: 'dealer',
          label: 'Dealer',
          description: 'the dealer it listens at; left out: at all of them.',
          type: 'text',
          names: ['dealer_id', 'unit_id'],
          optional: true,
        },
      ],
    },
    {
      name: 'dealers',
      label: 'Dealers',
      description: 'One row a dealer: those that no plan names are holes.',
      kinds: ['reference', 'operational'],
      dataset: 'units',
      optional: true,
      columns: [
        {
          name: 'dealer',
          label: 'Dealer',
          description: 'its key.',
          type: 'text',
          names: ['dealer_id', 'unit_id'],
        },
      ],
    },
    {
      name: 'touchpoints',
      label: 'Touchpoints',
      description: 'One row a touchpoint: those that no plan names are holes.',
      kinds: ['reference', 'operational'],
      optional: true,
      columns: [
        {
          name: 'touchpoint',
          label: 'Touchpoint',
          description: 'its key.',
          type: 'text',
          names: ['touchpoint_id'],
        },
      ],
    },
  ],
  options: [
    {
      name: 'day',
      label: 'Day',
      description: 'The day on which posts have to be live; left out: the day of the run.',
      type: 'date',
      default: null,
    },
  ],
  refuses: ['plan-hole', 'too-few'],
  method: {
    formula: [
      'Places are all combinations of the products, service lines, dealers and touchpoints that are known, also those that no',
      'plan names. A place has a plan where a row says so, an owner where a row names one, and a post where one is live at its',
      'touchpoint. Covered are places with all three. Holes that fill a whole dealer, product, service line or touchpoint are',
      'named once.',
    ].join('\n'),
    sources: ['Coverage of plans: a count, no estimate'],
    assumptions: ['Every product and service line is offered by every dealer at every touchpoint.'],
    limits: ['A plan that exists may still be a bad one.'],
  },
  example: { analysis: 'plan-coverage' },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const day = context.options.text('day') ?? context.now.slice(0, 10);
  const places = await readPlaces(context, day);
  if (places.length === 0) {
    const why = refusal('too-few', { n: 0, needed: 1 });
    return { verdict: why.message, estimate: null, n: 0, of: 'places', design: 'count', refusals: [why] };
  }
  const asked = whats.filter((what) => what !== 'post' || context.find('posts') !== null);
  const holes = asked.flatMap((what) => collapsedHoles(places, what));
  const shown = holes.slice(0, shownHoles);
  const rest = holes.length - shown.length;
  const covered = places.filter((place) => asked.every((what) => place[what])).length;
  return {
    verdict: verdict(covered, places, asked),
    estimate: share('covered', `Places with a ${listed(asked)}`, [covered, places.length]),
    estimates: asked.map((what) =>
      share(`with_${what}`, `Places with a${what === 'owner' ? 'n' : ''} ${what}`, [
        places.filter((place) => place[what]).length,
        places.length,
      ]),
    ),
    n: places.length,
    of: 'places',
    design: 'count',
    refusals: [
      ...shown.map(({ place, what }) => refusal('plan-hole', { place, what })),
      ...(rest > 0
        ? [
            refusal('plan-hole', {
              place: rest === 1 ? 'One more hole in the table' : `Each of ${count(rest)} more holes in the table`,
              what: 'plan, post or owner',
            }),
          ]
        : []),
    ],
    tables: [matrixTable(places), holesTable(holes)],
    charts: [chart],
  };
}

function share(name: string, label: string, [hits, n]: readonly [number, number]): Estimate {
  return { name, label, value: hits / n, unit: null, format: 'percent', interval: null, p: null, n, of: 'places' };
}

function verdict(covered: number, places: readonly Place[], asked: readonly What[]): string {
  const n = places.length;
  const sentence = `${percent(covered / n)} of ${count(n)} places have a ${listed(asked)}.`;
  const without = asked.flatMap((what) =>
    dimensions.flatMap((dimension) =>
      wholesWithout(places, dimension, what).map((value) => `${value} has no ${what} at all`),
    ),
  );
  return without.length === 0 ? sentence : `${sentence} ${listed(without.slice(0, 4))}.`;
}

function wholesWithout(
  places: readonly Place[],
  dimension: (typeof dimensions)[number],
  what: What,
): readonly string[] {
  const values = [...new Set(places.map((place) => place[dimension]))].filter((value) => value !== null);
  return values.length < 2
    ? []
    : values.filter((value) => places.every((place) => place[dimension] !== value || !place[what])).sort();
}

const chart: FindingChart = {
  name: 'matrix',
  title: 'Places with a plan, by dealer and touchpoint',
  table: 'matrix',
  spec: {
    mark: 'rect',
    encoding: {
      x: { field: 'touchpoint', type: 'nominal', title: 'Touchpoint' },
      y: { field: 'dealer', type: 'nominal', title: 'Dealer' },
      color: {
        field: 'covered',
        type: 'quantitative',
        title: 'Covered',
        scale: { domain: [0, 1], scheme: 'redblue' },
      },
    },
  },
  summary: 'The share of places with a plan, a post and an owner, by dealer and touchpoint; 0 is a hole.',
};
