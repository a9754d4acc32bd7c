/** Names that can be written in a cell, with what a person needs to choose between them. */
export interface Words {
  readonly relations: readonly RelationWord[];
  readonly params: readonly Word[];
  readonly metrics: readonly Word[];
  readonly dimensions: readonly DimensionWord[];
  /** JSON Schema of a YAML body; null where there is none. */
  readonly schema: unknown;
  /** Columns of the relation that a chart shows. */
  readonly fields: readonly Word[];
}

export interface Word {
  readonly name: string;
  /** A few words beside it: a type, a kind. */
  readonly detail: string;
  /** A sentence or two: a definition, a description. */
  readonly meaning: string | null;
}

interface DimensionWord extends Word {
  /** The periods into which it can be cut. */
  readonly grains: readonly string[];
  /** A few of its values. */
  readonly values: readonly string[];
}

export interface RelationWord extends Word {
  readonly columns: readonly Word[];
  readonly joins: readonly JoinWord[];
}

/** A declared way from one dataset to another. */
interface JoinWord {
  readonly to: string;
  readonly cardinality: string;
  readonly on: readonly (readonly [own: string, target: string])[];
}

export const noWords: Words = { relations: [], params: [], metrics: [], dimensions: [], schema: null, fields: [] };
