import type { FindingChart, FindingTable } from '../contract/finding.ts';
import type { ScoreInstrument } from './score-instrument.ts';
import type { ReasonCount, Scores } from './score-rows.ts';
import { ranked } from './score-figures.ts';

/** Answers by score, with the class that each counts for. */
export function distributionTable(instrument: ScoreInstrument, { distribution, overall }: Scores): FindingTable {
  return {
    name: 'distribution',
    title: 'Answers by score',
    columns: [
      { name: 'score', label: 'Score', type: 'real', format: 'integer' },
      { name: 'class', label: 'Class', type: 'string' },
      { name: 'answers', label: 'Answers', type: 'integer' },
      { name: 'share', label: 'Share', type: 'real', format: 'percent' },
    ],
    rows: (distribution ?? []).map(({ score, n }) => [score, classOf(instrument, score), n, n / overall.n]),
  };
}

function classOf({ top, bottom, classes }: ScoreInstrument, score: number): string {
  if (score >= top[0]) return classes[0];
  if (bottom !== null && score <= bottom[1]) return classes[2] ?? '';
  return classes[1];
}

/** How many answers gave each score, coloured by class. */
export function distributionChart({ label, classes }: ScoreInstrument): FindingChart {
  return {
    name: 'distribution',
    title: `Answers behind the ${label}`,
    table: 'distribution',
    spec: {
      mark: 'bar',
      encoding: {
        x: { field: 'score', type: 'ordinal', title: 'Score', axis: { labelAngle: 0 } },
        y: { field: 'answers', type: 'quantitative', title: 'Answers' },
        color: { field: 'class', type: 'nominal', title: null, sort: [...classes].toReversed() },
      },
    },
    summary: `How many answers gave each score of the ${label}.`,
  };
}

/** One row a unit, by name where intervals overlap and from the top where all can be told apart. */
export function unitsTable({ format, label }: ScoreInstrument, units: Scores['units'], few: number): FindingTable {
  const ranks = ranked(units);
  const rows = units.map(({ unit, sums, figure: { value, interval } }, at) => {
    const { best = 1, worst = 1 } = ranks[at] ?? {};
    return {
      best,
      row: [unit, value, interval?.low ?? null, interval?.high ?? null, sums.n, sums.n < few, best, worst],
    };
  });
  const isOrdered = ranks.every(({ best, worst }) => best === worst);
  return {
    name: 'units',
    title: `${label} by unit`,
    columns: [
      { name: 'unit', label: 'Unit', type: 'string' },
      { name: 'score', label, type: 'real', format },
      { name: 'low', label: 'Low', type: 'real', format },
      { name: 'high', label: 'High', type: 'real', format },
      { name: 'answers', label: 'Answers', type: 'integer' },
      { name: 'few', label: 'Few answers', type: 'boolean' },
      { name: 'best_rank', label: 'Best rank', type: 'integer' },
      { name: 'worst_rank', label: 'Worst rank', type: 'integer' },
    ],
    rows: (isOrdered ? rows.toSorted((a, b) => a.best - b.best) : rows).map(({ row }) => row),
  };
}

/** Scores of units with their intervals; those of few answers are pale. */
export function unitsChart({ label }: ScoreInstrument): FindingChart {
  const unit = { field: 'unit', type: 'nominal', title: null };
  const opacity = { condition: { test: 'datum.few', value: 0.4 }, value: 1 };
  return {
    name: 'units',
    title: `${label} by unit`,
    table: 'units',
    spec: {
      encoding: { y: unit, opacity },
      layer: [
        { mark: 'rule', encoding: { x: { field: 'low', type: 'quantitative', title: label }, x2: { field: 'high' } } },
        { mark: { type: 'point', filled: true }, encoding: { x: { field: 'score', type: 'quantitative' } } },
      ],
    },
    summary: `The ${label} of each unit with its 95 % interval.`,
  };
}

/** What was named with the score, the most frequent first. */
export function reasonsTable(reasons: readonly ReasonCount[]): FindingTable {
  return {
    name: 'reasons',
    title: 'What stands behind the score',
    columns: [
      { name: 'reason', label: 'Reason', type: 'string' },
      { name: 'named', label: 'Named', type: 'integer' },
    ],
    rows: reasons.map(({ reason, n }) => [reason, n]),
  };
}
