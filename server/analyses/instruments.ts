import { raw, sql, type Sql } from '../sql/sql.ts';
import type { AnalysisContext } from './context.ts';
import type { BoundRole } from './bind-roles.ts';
import type { Option } from './options.ts';
import { type Refusal, refusal } from './refusal.ts';

/** How answers on one scale become a score. */
export interface Instrument {
  readonly label: string;
  readonly scale: readonly [number, number];
  /** The answers that count for it, and those against it. */
  readonly top: readonly [number, number];
  readonly bottom: readonly [number, number] | null;
  readonly unit: string | null;
  readonly format: string;
}

/** The questions whose scores are known, by name. */
export const instruments: ReadonlyMap<string, Instrument> = new Map([
  ['nps', { label: 'NPS', scale: [0, 10], top: [9, 10], bottom: [0, 6], unit: null, format: 'points' }],
  ['csat', { label: 'CSAT', scale: [1, 5], top: [4, 5], bottom: null, unit: null, format: 'percent' }],
  ['ces', { label: 'CES', scale: [1, 7], top: [5, 7], bottom: null, unit: null, format: 'percent' }],
]);

/** What is compared: the score of a question, or the mean of a column as it is. */
export interface Outcome {
  /** For the comparison ledger. */
  readonly name: string;
  readonly label: string;
  /** How a value and a difference are printed. */
  readonly unit: string | null;
  readonly format: string;
  /** One row's part of the mean: 100, 0 or −100 for the NPS, 1 or 0 for a share. */
  readonly value: (column: Sql) => Sql;
  readonly scale: readonly [number, number] | null;
}

/** The option that `outcomeOf` reads. */
export const measureOption: Option = {
  name: 'measure',
  label: 'Measure',
  description:
    'nps: 0–10, promoters less detractors. csat: 1–5, share of 4 and 5. ces: 1–7, share of 5 to 7. mean: the mean of the column. share: the share of rows where it is 1 or true.',
  type: 'choice',
  choices: [...instruments.keys(), 'mean', 'share'],
  default: 'nps',
};

/** The outcome that the options ask for, of a column of a role. */
export function outcomeOf(context: AnalysisContext, role: BoundRole, column: string): Outcome {
  const measure = context.options.text('measure') ?? 'nps';
  const { label, name, unit, range } = role.described(column);
  const instrument = instruments.get(measure);
  if (instrument !== undefined)
    return { ...instrument, name: measure, value: (answer) => valueOf(instrument, answer), scale: instrument.scale };
  if (measure === 'share') {
    const value = (hit: Sql): Sql => sql`CAST(${hit} AS DOUBLE)`;
    return {
      name: `share of ${name}`,
      label: `Share of ${label}`,
      unit: null,
      format: 'percent',
      value,
      scale: [0, 1],
    };
  }
  const value = (number: Sql): Sql => sql`CAST(${number} AS DOUBLE)`;
  return { name: `mean of ${name}`, label: `Mean of ${label}`, unit, format: 'number', value, scale: range };
}

/** Values outside of an outcome's scale, of which a statement counted this many. */
export function outsideScale({ scale }: Outcome, column: string, n: number): readonly Refusal[] {
  if (n === 0 || scale === null) return [];
  return [refusal('out-of-scale', { n, column, scale: `${scale[0]} to ${scale[1]}` })];
}

/** Whether a value lies outside of the outcome's scale; never, where it has none. */
export function isOutside({ scale }: Outcome, column: Sql): Sql {
  if (scale === null) return raw('FALSE');
  return sql`CAST(${column} AS DOUBLE) NOT BETWEEN ${scale[0]} AND ${scale[1]}`;
}

function valueOf({ top, bottom }: Instrument, answer: Sql): Sql {
  const [high, low] = bottom === null ? [1, 0] : [100, -100];
  const against = bottom === null ? raw('') : sql` WHEN ${answer} BETWEEN ${bottom[0]} AND ${bottom[1]} THEN ${low}`;
  return sql`CASE WHEN ${answer} BETWEEN ${top[0]} AND ${top[1]} THEN ${high}${against} WHEN ${answer} IS NOT NULL THEN 0 END`;
}
