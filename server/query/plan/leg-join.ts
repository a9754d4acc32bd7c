import type { Duration } from '../../sql/dialects/dialect.ts';

/**
 * `t<n>` of a leg, joined to an earlier one; `t0` is the leg's own dataset. Whatever the kind, a row finds at most one row,
 * so no join multiplies.
 */
export type LegJoin = PlainJoin | AsOfJoin | RollupJoin;

interface Joined {
  readonly alias: string;
  /** Join names from the leg's dataset. */
  readonly path: readonly string[];
  readonly from: string;
  readonly dataset: string;
  readonly on: readonly (readonly [own: string, target: string])[];
}

/** By a key of the target. */
export interface PlainJoin extends Joined {
  readonly is: 'plain';
}

/** The latest row not after a moment, or the first not before it, by `on`; of several rows of one moment the first by `ties`. */
export interface AsOfJoin extends Joined {
  readonly is: 'as_of';
  readonly at: Moment;
  readonly match: Moment;
  readonly direction: 'backward' | 'forward';
  readonly inclusive: boolean;
  /** How far apart the two moments may be; looked at after the match. */
  readonly within: Duration | null;
  /** Total: it ends in the target's key. */
  readonly ties: readonly RowOrder[];
  /** Ends of generated column names that no column of the target has. */
  readonly suffix: string;
}

/**
 * What another dataset's rows say about an entity: one row for each entity (or for each entity and moment, joined as of the
 * row's own time).
 */
export interface RollupJoin extends Joined {
  readonly is: 'rollup';
  readonly rollup: RollupName;
  readonly mode: RollupMode;
  /** Column of the near row that is null where there is no entity to say something about; null: there is one. */
  readonly entityKey: string | null;
  /** When a row of the leg happened, on `t0`; null: it has no time, or it is the entity itself. */
  readonly fact: Moment | null;
}

/** One rollup, as it is computed once for a whole query. */
export interface RollupName {
  readonly entity: string;
  readonly name: string;
  /** Whether it is kept for each moment at which it changed, not only as it is in the end. */
  readonly isDated: boolean;
  /** Whether its moments are days. */
  readonly byDay: boolean;
}

/**
 * `END`: all rows; `FACT`: what was known at each row's own time; `KEY`: as END, but by the row's own key, whether the
 * entity is known or not.
 */
export type RollupMode = 'END' | 'FACT' | 'KEY';

/** A column of time; dates are local days. */
export interface Moment {
  readonly column: string;
  readonly type: 'date' | 'timestamp';
}

export interface RowOrder {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  /** Whether its values are texts, which an engine may keep in another order. */
  readonly isText: boolean;
}
