import { type Position, TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { Column } from '../../lib/table.ts';
import type { OutputColumn } from '../output.ts';

type Path = readonly (string | number)[];
type Place = (path: Path) => Position | undefined;

const adding: ReadonlySet<string> = new Set(['sum', 'mean', 'average']);

/**
 * What a chart may not make of the values of a metric query: sums and means of what does not add up, and numbers in the
 * place of values that are hidden. Throws `invalid-cell` with a position.
 */
export function checkValues(spec: Json, columns: readonly OutputColumn[], place: Place): void {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const hidden = new Set(columns.flatMap(({ role, meaning }) => (role === 'FLAG' ? (meaning?.explains ?? []) : [])));
  visit(spec, [], (record, path) => {
    const field = textOf(record['field']);
    const operation = textOf(record['aggregate']) ?? textOf(record['op']);
    const column = field === null ? undefined : byName.get(field.replaceAll('\\', ''));
    if (column !== undefined && operation !== null && adding.has(operation))
      refuseAdding(column, operation, place(path));
    const imputed = textOf(record['impute']) ?? (record['impute'] === undefined ? null : field);
    if (imputed !== null && hidden.has(imputed))
      throw refused(`Some values of ${imputed} are hidden: nothing may be drawn in their place.`, place(path));
    const draws = record['invalid'] !== undefined && record['invalid'] !== 'filter';
    if (draws && hidden.size > 0)
      throw refused('Some values are hidden: a chart leaves them out and draws no number for them.', place(path));
  });
}

/** Which values of a chart's columns are hidden, as a sentence; empty where none is. */
export function hiddenText(columns: readonly OutputColumn[], data: readonly Column[]): string {
  const values = new Map(data.map((column) => [column.name, column.values]));
  const flags = columns.filter(({ role }) => role === 'FLAG');
  const count = flags.reduce(
    (sum, { name }) => sum + (values.get(name) ?? []).filter((flag) => flag === true).length,
    0,
  );
  if (count === 0) return '';
  const k = columns.find(({ name }) => name === flags[0]?.meaning?.explains)?.meaning?.k ?? null;
  const few = k === null ? 'too few persons stand' : `fewer than ${k} persons stand`;
  const said = count === 1 ? '1 value is hidden and not drawn' : `${count} values are hidden and not drawn`;
  return ` ${said}: ${few} behind ${count === 1 ? 'it, or behind one that it' : 'them, or behind one that they'} would give away.`;
}

function refuseAdding({ label, meaning }: OutputColumn, operation: string, position: Position | undefined): void {
  const { additivity = null, overlapping = false, compared = null } = meaning ?? {};
  const addsUp = !overlapping && compared !== 'PCT' && (additivity === null || additivity === 'additive');
  if (addsUp) return;
  const why = overlapping ? 'a row may count in several groups' : 'it is no sum';
  const verb = operation === 'sum' ? 'added up' : 'averaged';
  throw refused(
    `${label} cannot be ${verb} over its groups: ${why}.`,
    position,
    'Group the query itself more coarsely: it computes the value anew from what it is made of.',
  );
}

function visit(
  value: Json,
  path: Path,
  look: (record: { readonly [key: string]: Json | undefined }, path: Path) => void,
): void {
  if (value === null || typeof value !== 'object') return;
  if (isList(value)) return value.forEach((member, index) => visit(member, [...path, index], look));
  look(value, path);
  for (const [key, member] of Object.entries(value)) visit(member ?? null, [...path, key], look);
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function refused(message: string, position: Position | undefined, hint?: string): TrivetError {
  return new TrivetError('invalid-cell', message, { hint, position });
}
