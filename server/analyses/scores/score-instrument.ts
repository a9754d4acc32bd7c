import { type Sql, sql } from '../../sql/sql.ts';
import { type Instrument, instruments } from './instruments.ts';
import type { Option } from '../contract/options.ts';

/** How answers on one scale become a score with its interval and distribution. */
export interface ScoreInstrument extends Pick<Instrument, 'label' | 'scale' | 'top' | 'bottom'> {
  readonly name: 'nps' | 'csat' | 'ces';
  /** `score`: promoters less detractors; `share`: of the upper boxes; `mean`: of the answers. */
  readonly of: 'score' | 'share' | 'mean';
  readonly format: 'points' | 'percent' | 'decimal';
  /** The ends of the score itself. */
  readonly ends: readonly [number, number];
  /** What the classes of answers are called, from the top. */
  readonly classes: readonly [string, string, string] | readonly [string, string];
}

type Special = Omit<ScoreInstrument, 'name' | keyof Instrument> & Pick<ScoreInstrument, 'format'>;

const special: { readonly [Name in ScoreInstrument['name']]: Special } = {
  nps: { of: 'score', format: 'points', ends: [-100, 100], classes: ['promoters', 'passives', 'detractors'] },
  csat: { of: 'share', format: 'percent', ends: [0, 1], classes: ['satisfied', 'others'] },
  ces: { of: 'mean', format: 'decimal', ends: [1, 7], classes: ['easy', 'others'] },
};

/** The options by which an analysis is told what was asked. */
export const instrumentOptions: readonly Option[] = [
  {
    name: 'instrument',
    label: 'Instrument',
    description: 'nps: 0–10, promoters less detractors. csat: 1–5, share of 4 and 5. ces: 1–7, mean of the answers.',
    type: 'choice',
    choices: Object.keys(special),
    default: 'nps',
  },
  {
    name: 'direction',
    label: 'Direction',
    description: 'agree: a high answer is good. disagree: a high answer is bad, and the scale is turned round.',
    type: 'choice',
    choices: ['agree', 'disagree'],
    default: 'agree',
  },
];

/** The instrument of that name; NPS where none is named. */
export function instrumentNamed(asked: string | null): ScoreInstrument {
  const name = asked === 'csat' || asked === 'ces' ? asked : 'nps';
  const known = instruments.get(name);
  if (known === undefined) throw new Error(`There is no instrument ${name}.`);
  return { ...known, ...special[name], name };
}

/** The answer on its scale as a DOUBLE, turned round where high is bad. */
export function answerOn({ scale: [low, high] }: ScoreInstrument, column: Sql, direction: string | null): Sql {
  const answer = sql`CAST(${column} AS DOUBLE)`;
  return direction === 'disagree' ? sql`${low + high} - ${answer}` : answer;
}

/** What one answer, in a column of DOUBLE, adds to the score: −100, 0 or 100 for the NPS, 0 or 1 for a share, itself for a mean. */
export function valueOf({ of, top, bottom }: ScoreInstrument, answer: Sql): Sql {
  if (of === 'mean') return answer;
  if (bottom === null) return sql`CASE WHEN ${answer} >= ${top[0]} THEN 1 ELSE 0 END`;
  return sql`CASE WHEN ${answer} >= ${top[0]} THEN 100 WHEN ${answer} <= ${bottom[1]} THEN -100 ELSE 0 END`;
}
