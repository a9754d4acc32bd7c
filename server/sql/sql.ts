/** fragments (text and bound values) → one statement with numbered parameters */

export type ParameterType =
  | 'VARCHAR'
  | 'BIGINT'
  | 'DOUBLE'
  | 'BOOLEAN'
  | 'DATE'
  | 'TIMESTAMP'
  | 'VARCHAR[]'
  | 'BIGINT[]'
  | 'DOUBLE[]'
  | 'DATE[]'
  | 'TIMESTAMP[]';

/** A value with the type it is bound as; dates and timestamps as ISO text. */
export interface Parameter {
  readonly type: ParameterType;
  readonly value: string | number | boolean | null | readonly (string | number | null)[];
}

/** What an engine runs: text with `$1 …` and the values in that order. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

type Piece = string | Parameter;

/** A piece of SQL whose values are bound. A class, so that no JSON from outside can pass for one. */
export class Sql {
  readonly pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  /** The statement, its places spelled by a dialect; equal parameters share one number, so equal input prints equal bytes. */
  print(place: (number: number, parameter: Parameter) => string = (number) => `$${number}`): Statement {
    const parameters: Parameter[] = [];
    const numbers = new Map<string, number>();
    const text = this.pieces.map((piece) => {
      if (typeof piece === 'string') return piece;
      const key = JSON.stringify(piece);
      const known = numbers.get(key);
      if (known !== undefined) return place(known, piece);
      parameters.push(piece);
      numbers.set(key, parameters.length);
      return place(parameters.length, piece);
    });
    return { text: text.join(''), parameters };
  }
}

export type Interpolation = Sql | Parameter | string | number | boolean | null;

/** SQL from a template: `Sql` is spliced, every other value is bound (strings VARCHAR, whole numbers BIGINT, others DOUBLE). */
export function sql(texts: TemplateStringsArray, ...values: readonly Interpolation[]): Sql {
  const pieces: Piece[] = [];
  texts.forEach((text, index) => {
    if (text !== '') pieces.push(text);
    const value = values[index];
    if (index < values.length && value !== undefined) pieces.push(...piecesOf(value));
  });
  return new Sql(pieces);
}

/** An identifier, always quoted; several parts are joined by dots. */
export function id(...parts: readonly string[]): Sql {
  return new Sql([parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')]);
}

/** Text that is SQL already. Only for literals of this code base and names of a dialect: never for what a person wrote. */
export function raw(text: string): Sql {
  return new Sql([text]);
}

/** Fragments with a separator between them. */
export function join(fragments: readonly Sql[], separator = ', '): Sql {
  return new Sql(
    fragments.flatMap((fragment, index) => (index === 0 ? fragment.pieces : [separator, ...fragment.pieces])),
  );
}

/** A value bound with a type of one's own. */
export function bind(type: ParameterType, value: Parameter['value']): Parameter {
  return { type, value };
}

function piecesOf(value: Interpolation): readonly Piece[] {
  if (value instanceof Sql) return value.pieces;
  if (value !== null && typeof value === 'object') return [value];
  if (typeof value === 'string' || value === null) return [{ type: 'VARCHAR', value }];
  if (typeof value === 'boolean') return [{ type: 'BOOLEAN', value }];
  return [{ type: Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE', value }];
}
