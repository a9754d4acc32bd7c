import { type Parameter, Sql } from './sql.ts';

/** A value as a literal of SQL. Control characters are refused: engines read them in different ways. */
export function literal({ type, value }: Parameter): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return type === 'VARCHAR' ? quoted(value) : `${type} ${quoted(value)}`;
  if (typeof value !== 'object') return String(value);
  return `[${value.map((member) => (typeof member === 'string' ? quoted(member) : String(member))).join(', ')}]`;
}

/**
 * The same SQL with its values written in: for a relation that stands inside of a person's own statement, whose parameters
 * have numbers of their own. Everything else binds its values.
 */
export function withLiterals(statement: Sql): Sql {
  return new Sql([
    statement.pieces.map((piece) => (typeof piece === 'string' ? piece : literal(safe(piece)))).join(''),
  ]);
}

function safe(parameter: Parameter): Parameter {
  const { value } = parameter;
  // oxlint-disable-next-line no-control-regex -- that is what is looked for
  if (typeof value === 'string' && /[\u0000-\u001f]/.test(value)) {
    throw new Error('A value with control characters cannot be written into a statement.');
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`${value} cannot be written into a statement.`);
  return parameter;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
