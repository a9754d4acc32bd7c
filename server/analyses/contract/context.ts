import type { Steps } from '../../lib/in-turns.ts';
import type { Column, Table, Value } from '../../lib/table.ts';
import { plainValue } from '../../lib/table.ts';
import type { Model } from '../../model/model.ts';
import type { Sql } from '../../sql/sql.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { Comparison } from './ledger.ts';
import type { Options } from './options.ts';

/** All that an analysis can reach: its data through secured statements, nothing else; no clock, no random source. */
export interface AnalysisContext {
  readonly model: Model;
  readonly options: Options;
  /** The seed of everything random; part of the fingerprint. */
  readonly seed: number;
  /** The instant of the run, the same for all analyses of a run: ISO 8601 in UTC. */
  readonly now: string;
  readonly signal: AbortSignal;
  /** A role that has to be bound. */
  role(name: string): BoundRole;
  /** An optional role; null where nothing plays it. */
  find(name: string): BoundRole | null;
  /**
   * Runs one SELECT over bound roles and gives its rows; the statement is kept as a step that people can open as a cell.
   * `persons`: the column with the number of distinct persons behind each row, needed where a role's data may only be shown
   * in groups; rows of fewer than its k are left out and counted in `withheld`.
   */
  rows(step: { readonly title: string; readonly sql: Sql; readonly persons?: string }): Promise<Rows>;
  /** Does long work without keeping everything else, with progress. */
  turns<Result>(steps: Steps<Result>): Promise<Result>;
  /** Notes what was compared, before it is known whether it will be shown. */
  compared(comparison: Omit<Comparison, 'datasets' | 'through' | 'where'>): void;
}

/** The rows of a statement, exact digits turned into numbers. */
export class Rows implements Iterable<Row> {
  readonly list: readonly Row[];
  /** Groups that are left out because too few persons stand behind them. */
  readonly withheld: number;

  constructor(table: Table, withheld = 0) {
    this.list = Array.from(
      { length: table.rowCount },
      (_, at) => new Row(new Map(table.columns.map((column) => [column.name, valueOf(column, at)]))),
    );
    this.withheld = withheld;
  }

  /** The only row of a statement that aggregates everything. */
  get one(): Row {
    const [row] = this.list;
    if (row === undefined || this.list.length > 1) throw new Error(`One row was expected, not ${this.list.length}.`);
    return row;
  }

  [Symbol.iterator](): Iterator<Row> {
    return this.list[Symbol.iterator]();
  }
}

/** Sums of fractions are added in another order every time: twelve digits of them are the same, the last ones are not. */
function valueOf(column: Column, at: number): Value {
  const value = plainValue(column, at);
  if (column.type !== 'real' || typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number(value.toPrecision(12));
}

/** One row; a name that the statement does not give, or a value of another type, is our own mistake. */
export class Row {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>) {
    this.#values = values;
  }

  value(name: string): Value {
    const value = this.#values.get(name);
    if (value === undefined) throw new Error(`The statement gives no column ${name}.`);
    return value;
  }

  /** A number; null where SQL has NULL or no finite number. */
  maybe(name: string): number | null {
    const value = this.value(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  }

  /** A number that SQL always gives, such as a count. */
  number(name: string): number {
    const value = this.maybe(name);
    if (value === null) throw new Error(`${name} has no number in a row.`);
    return value;
  }

  /** A text; null where SQL has NULL. Other values as people write them. */
  text(name: string): string | null {
    const value = this.value(name);
    return value === null ? null : String(value);
  }
}
