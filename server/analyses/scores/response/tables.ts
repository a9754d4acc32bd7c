import { wilson } from '../../../stats/intervals/wilson.ts';
import type { Estimate, FindingChart, FindingTable } from '../../contract/finding.ts';
import type { ScoreInstrument } from '../score-instrument.ts';
import type { FrameCells, Rate } from './rows.ts';
import type { Weighted } from './weighed.ts';

const fewest = 10;

/** Invitations and answers by group; groups of fewer than ten invitations are left out. */
export function ratesTable(rates: readonly Rate[]): FindingTable {
  const percent = { type: 'real', format: 'percent' } as const;
  return {
    name: 'rates',
    title: 'Who was asked and answered',
    columns: [
      { name: 'by', label: 'By', type: 'string' },
      { name: 'group', label: 'Group', type: 'string' },
      { name: 'invited', label: 'Invited', type: 'integer' },
      { name: 'delivered', label: 'Delivered', type: 'integer' },
      { name: 'opened', label: 'Opened', type: 'integer' },
      { name: 'answered', label: 'Answered', type: 'integer' },
      { name: 'rate', label: 'Response rate', ...percent },
      { name: 'low', label: 'Low', ...percent },
      { name: 'high', label: 'High', ...percent },
      { name: 'of_delivered', label: 'Answered of delivered', ...percent },
    ],
    rows: rates
      .filter(({ invited }) => invited >= fewest)
      .map(({ by, group, invited, delivered, opened, answered }) => {
        const bounds = wilson(answered, invited);
        const of = delivered !== null && delivered > 0 ? answered / delivered : null;
        const rate = answered / invited;
        return [by, group, invited, delivered, opened, answered, rate, bounds?.low ?? null, bounds?.high ?? null, of];
      }),
  };
}

/** Everybody beside those who were asked and those who answered: who is missing. */
export function missingTable({ variables, cells }: FrameCells, weighted: Weighted | null): FindingTable {
  const total = (of: 'population' | 'invited' | 'answered'): number => cells.reduce((sum, cell) => sum + cell[of], 0);
  const all = { population: total('population'), invited: total('invited'), answered: total('answered') };
  const percent = { type: 'real', format: 'percent' } as const;
  const rows = variables.flatMap((variable, at) => {
    const categories = [...new Set(cells.map((cell) => cell.categories[at] ?? ''))].toSorted();
    return categories.map((category) => {
      const own = cells.filter((cell) => cell.categories[at] === category);
      const of = (what: 'population' | 'invited' | 'answered'): number =>
        own.reduce((sum, cell) => sum + cell[what], 0);
      const share = (what: 'population' | 'invited' | 'answered'): number | null =>
        all[what] > 0 ? of(what) / all[what] : null;
      const [everybody, answering] = [share('population') ?? 0, share('answered')];
      return {
        n: of('population'),
        row: [
          variable,
          category,
          of('population'),
          of('invited'),
          of('answered'),
          everybody,
          share('invited'),
          answering,
          answering === null ? null : answering - everybody,
          weighted?.weightOf(at, category) ?? null,
        ],
      };
    });
  });
  return {
    name: 'missing',
    title: 'Who is missing',
    columns: [
      { name: 'known', label: 'Known of everybody', type: 'string' },
      { name: 'category', label: 'Category', type: 'string' },
      { name: 'people', label: 'People', type: 'integer' },
      { name: 'invited', label: 'Invited', type: 'integer' },
      { name: 'answered', label: 'Answered', type: 'integer' },
      { name: 'share', label: 'Share of everybody', ...percent },
      { name: 'share_invited', label: 'Share of the invited', ...percent },
      { name: 'share_answered', label: 'Share of the answers', ...percent },
      { name: 'difference', label: 'Over- or under-represented', ...percent },
      { name: 'weight', label: 'Weight of an answer', type: 'real', format: 'decimal' },
    ],
    rows: rows.filter(({ n }) => n >= fewest).map(({ row }) => row),
  };
}

/** Raw, weighted and bounds side by side. */
export function estimatesTable(estimates: readonly Estimate[]): FindingTable {
  const format = estimates[0]?.format ?? 'number';
  return {
    name: 'estimates',
    title: 'Raw, weighted, and what silence could hide',
    columns: [
      { name: 'estimate', label: 'Estimate', type: 'string' },
      { name: 'value', label: 'Value', type: 'real', format },
      { name: 'low', label: 'Low', type: 'real', format },
      { name: 'high', label: 'High', type: 'real', format },
      { name: 'people', label: 'People', type: 'integer' },
    ],
    rows: estimates.map(({ label, value, interval, n }) => [
      label,
      value,
      interval?.low ?? null,
      interval?.high ?? null,
      n,
    ]),
  };
}

/** The same as points with intervals. */
export function estimatesChart({ label }: ScoreInstrument): FindingChart {
  return {
    name: 'estimates',
    title: 'Raw, weighted, and what silence could hide',
    table: 'estimates',
    spec: {
      encoding: { y: { field: 'estimate', type: 'nominal', title: null, sort: null } },
      layer: [
        { mark: 'rule', encoding: { x: { field: 'low', type: 'quantitative', title: label }, x2: { field: 'high' } } },
        { mark: { type: 'point', filled: true }, encoding: { x: { field: 'value', type: 'quantitative' } } },
      ],
    },
    summary: `The ${label} of respondents, weighted to everybody, and the bounds that hold whatever the silent think.`,
  };
}
