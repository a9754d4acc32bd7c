import { directlyFollows } from '../../../stats/journeys/directly-follows.ts';
import type { FindingTable } from '../../contract/finding.ts';
import type { AlignedWay } from './aligned-ways.ts';
import { fewestPersons } from './deviations.ts';
import type { DesignVersion } from './designs.ts';

const longest = 50;

/** Ways of at least 10 customers each, the most frequent first; all others in one row, so that no share is lost. */
export function waysTable(ways: readonly AlignedWay[]): FindingTable {
  const all = ways.reduce((sum, { n }) => sum + n, 0);
  const shown = ways
    .filter(({ customers }) => customers >= fewestPersons)
    .sort((a, b) => b.n - a.n)
    .slice(0, longest);
  const others = ways.filter((way) => !shown.includes(way));
  return {
    name: 'ways',
    title: 'Ways that customers took',
    columns: [
      { name: 'way', label: 'Way', type: 'string' },
      { name: 'as_designed', label: 'As designed', type: 'boolean' },
      { name: 'cases', label: 'Cases', type: 'integer' },
      { name: 'customers', label: 'Customers', type: 'integer' },
      { name: 'share', label: 'Share of cases', type: 'real', format: 'percent' },
      { name: 'fitness', label: 'Fitness', type: 'real', format: 'decimal' },
      { name: 'reached', label: 'Reached the goal', type: 'real', format: 'percent' },
      { name: 'steps', label: 'Steps', type: 'integer' },
      { name: 'hours', label: 'Hours, middle case', type: 'real', format: 'decimal' },
    ],
    rows: [
      ...shown.map((way) => [
        way.steps.join(' → '),
        way.cost === 0,
        way.n,
        way.customers,
        way.n / all,
        way.fitness,
        way.reached === null ? null : way.reached / way.n,
        way.steps.length,
        way.hours,
      ]),
      ...(others.length === 0 ? [] : [othersRow(others, all)]),
    ],
  };
}

function othersRow(others: readonly AlignedWay[], all: number): readonly (string | number | null)[] {
  const cases = others.reduce((sum, { n }) => sum + n, 0);
  const fitness = others.reduce((sum, way) => sum + way.n * way.fitness, 0) / cases;
  const reached = others.reduce<number | null>(
    (sum, way) => (sum === null || way.reached === null ? null : sum + way.reached),
    0,
  );
  const label = `${others.length} other ${others.length === 1 ? 'way' : 'ways'}, each of few customers or rare`;
  return [label, null, cases, null, cases / all, fitness, reached === null ? null : reached / cases, null, null];
}

/** How often one activity came right after another, where at least 10 customers did so. */
export function arcsTable(ways: readonly AlignedWay[]): FindingTable {
  const { arcs } = directlyFollows(ways);
  const persons = new Map(
    directlyFollows(ways.map(({ steps, firsts }) => ({ steps, n: firsts }))).arcs.map(({ from, to, n }) => [
      JSON.stringify([from, to]),
      n,
    ]),
  );
  const shown = arcs.filter(({ from, to }) => (persons.get(JSON.stringify([from, to])) ?? 0) >= fewestPersons);
  return {
    name: 'arcs',
    title: 'What came right after what',
    columns: [
      { name: 'from', label: 'From', type: 'string' },
      { name: 'to', label: 'To', type: 'string' },
      { name: 'times', label: 'Times', type: 'integer' },
    ],
    rows: shown.map(({ from, to, n }) => [from, to, n]),
  };
}

/** The designed map with real traffic: how many cases passed each designed step, at whatever point. */
export function trafficTable(ways: readonly AlignedWay[], version: DesignVersion): FindingTable {
  const all = ways.reduce((sum, { n }) => sum + n, 0);
  return {
    name: 'traffic',
    title: 'Designed steps with real traffic',
    columns: [
      { name: 'place', label: 'Place', type: 'integer' },
      { name: 'activity', label: 'Designed step', type: 'string' },
      { name: 'critical', label: 'Critical step', type: 'boolean' },
      { name: 'cases', label: 'Cases that passed it', type: 'integer' },
      { name: 'share', label: 'Share of cases', type: 'real', format: 'percent' },
    ],
    rows: version.activities.map((activity, at) => {
      const cases = ways.reduce((sum, { steps, n }) => sum + (steps.includes(activity) ? n : 0), 0);
      return [at + 1, activity, version.critical.has(activity), cases, all === 0 ? null : cases / all];
    }),
  };
}
