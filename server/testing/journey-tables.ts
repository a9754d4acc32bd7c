import type { Value } from '../lib/table.ts';
import type { HandMade } from './hand-made-analysis.ts';

/** Cases of one way: each of a customer of its own, unless told otherwise. */
export interface HandMadeCases {
  readonly way: string;
  readonly cases: number;
  readonly outcome?: string;
  /** The day on which each starts. */
  readonly day?: string;
  /** Prefix of case and customer names. */
  readonly name?: string;
  /** All cases are this customer's. */
  readonly customer?: string;
}

/** Events, a minute apart, of cases as told: `{ way: 'R C K', cases: 10 }`. */
export function eventsTable(groups: readonly HandMadeCases[]): HandMade {
  const rows = groups.flatMap(({ way, cases, outcome, day = '2026-01-10', name, customer }, group) =>
    Array.from({ length: cases }, (_, at) => `${name ?? `g${group}`}-${at}`).flatMap((one) =>
      way
        .split(' ')
        .map((activity, step, { length }): readonly Value[] => [
          one,
          customer ?? `c-${one}`,
          activity,
          `${day} 10:${String(step).padStart(2, '0')}:00`,
          step === length - 1 ? (outcome ?? null) : null,
        ]),
    ),
  );
  return {
    kind: 'operational',
    columns: ['case_id string', 'customer_id string', 'activity string', 'ts timestamp', 'outcome string'],
    rows,
    person: 'customer_id',
    time: 'ts',
  };
}

/** One version of a designed list of steps. */
export function designTable(way: string, { version = 1, from = '2024-01-01', intended = 'done' } = {}): HandMade {
  return {
    kind: 'reference',
    columns: [
      'design_id string',
      'version integer',
      'valid_from date',
      'step integer',
      'activity string',
      'critical boolean',
      'intended_outcome string',
    ],
    rows: way.split(' ').map((activity, at) => ['claim', version, from, at + 1, activity, at > 0, intended]),
  };
}
