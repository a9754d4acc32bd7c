import type { ColumnTypeName, DatasetKind } from '../../model/model.ts';

/** A part that a dataset (or a cell with rows) plays in an analysis. */
export interface Role {
  /** `tickets`: the key in the cell, and the dataset that plays the part where none is named. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Kinds of data that can play it. */
  readonly kinds: readonly DatasetKind[];
  /** The dataset that plays it where none is named and it is not called like the role: `ticket_causes` for `causes`. */
  readonly dataset?: string;
  /** The analysis does without it. */
  readonly optional?: boolean;
  readonly columns: readonly RoleColumn[];
}

/** A column that a role needs or can use. */
export interface RoleColumn {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: RoleColumnType;
  /** Taken from what the dataset declares where it is not bound: its person, or its default time. */
  readonly is?: 'person' | 'time';
  /** Other names under which it is looked for, the likeliest first. */
  readonly names?: readonly string[];
  readonly optional?: boolean;
  /** Several columns can be bound: items, covariates, segments. */
  readonly many?: boolean;
}

export type RoleColumnType = 'any' | 'text' | 'number' | 'boolean' | 'time';

/** The types of the model that can be bound to a column of a role. */
export const fittingTypes: { readonly [Type in RoleColumnType]: readonly ColumnTypeName[] | null } = {
  any: null,
  text: null,
  number: ['integer', 'decimal', 'real'],
  boolean: ['boolean'],
  time: ['date', 'timestamp', 'timestamptz'],
};
