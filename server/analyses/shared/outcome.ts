import { raw, sql, type Sql } from '../../sql/sql.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext } from '../contract/context.ts';
import { instruments } from '../scores/instruments.ts';
import type { Option } from '../contract/options.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { instrumentNamed, valueOf } from '../scores/score-instrument.ts';

/** What is compared: the score of a question, or the mean of a column as it is. */
export interface Outcome {
  /** For the comparison ledger. */
  readonly name: string;
  readonly label: string;
  /** How a value and a difference are printed. */
  readonly unit: string | null;
  readonly format: string;
  /** One row's part of the mean: 100, 0 or −100 for the NPS, 1 or 0 for a share; NULL without a value. */
  readonly value: (column: Sql) => Sql;
  readonly scale: readonly [number, number] | null;
  /** Whether more of it is known to be better. */
  readonly isScore: boolean;
}

/** The option that `outcomeOf` reads. */
export const measureOption: Option = {
  name: 'measure',
  label: 'Measure',
  description:
    'nps: 0–10, promoters less detractors. csat: 1–5, share of 4 and 5. ces: 1–7, mean of the answers. mean: the mean of the column. share: the share of rows where it is 1 or true.',
  type: 'choice',
  choices: [...instruments.keys(), 'mean', 'share'],
  default: 'nps',
};

/** The outcome that the options ask for, of a column of a role. */
export function outcomeOf(context: AnalysisContext, role: BoundRole, column: string): Outcome {
  const measure = context.options.text('measure') ?? 'nps';
  const { label, name, unit, range } = role.described(column);
  const number = (value: Sql): Sql => sql`CAST(${value} AS DOUBLE)`;
  if (measure === 'share')
    return {
      name: `share of ${name}`,
      label: `Share of ${label}`,
      unit: null,
      format: 'percent',
      value: number,
      scale: [0, 1],
      isScore: false,
    };
  if (!instruments.has(measure))
    return {
      name: `mean of ${name}`,
      label: `Mean of ${label}`,
      unit,
      format: 'number',
      value: number,
      scale: range,
      isScore: false,
    };
  const instrument = instrumentNamed(measure);
  return {
    name: measure,
    label: instrument.label,
    unit: null,
    format: instrument.format,
    value: (answer) => sql`CASE WHEN ${answer} IS NOT NULL THEN ${valueOf(instrument, answer)} END`,
    scale: instrument.scale,
    isScore: true,
  };
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
