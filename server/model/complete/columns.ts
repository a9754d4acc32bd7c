import { TrivetError } from '../../lib/errors.ts';
import type { ExpressionType } from '../expression/expression.ts';
import { readExpression } from '../expression/read.ts';
import { expressionTypeOf, type Scope } from '../expression/scope.ts';
import { storageOf, typeOfStorage } from '../expression/storage.ts';
import type { ColumnAccess, ColumnType, ModelColumn } from '../model.ts';
import { labelOf, withArticle } from '../names.ts';
import { rowScope } from '../scopes.ts';
import type { ColumnSpec } from '../spec/dataset-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseColumnAccess } from './column-access.ts';
import { parseColumnType } from './column-type.ts';

/** The columns of a dataset in the order written; null after a problem with any of them was reported. */
export function completeColumns(
  dataset: string,
  specs: Readonly<Record<string, ColumnSpec>>,
  place: Place,
  report: Report,
): ReadonlyMap<string, ModelColumn> | null {
  const entries = Object.entries(specs);
  const plain = new Map<string, ModelColumn>();
  for (const [name, spec] of entries) {
    const column = spec.expr === undefined ? sourceColumn(name, spec, below(place, name), report) : null;
    if (column !== null) plain.set(name, column);
  }
  const derived = new Set(entries.filter(([, spec]) => spec.expr !== undefined).map(([name]) => name));
  const scope = sourceScope(dataset, plain, derived);
  const columns = new Map<string, ModelColumn>();
  for (const [name, spec] of entries) {
    const column = plain.get(name) ?? derivedColumn(name, spec, { scope, place: below(place, name), report });
    if (column !== null) columns.set(name, column);
  }
  return columns.size === entries.length ? columns : null;
}

function sourceColumn(name: string, spec: ColumnSpec, place: Place, report: Report): ModelColumn | null {
  const written = spec.type;
  if (written === undefined) {
    const hint = 'Add a type: string, integer, decimal(18,2), real, boolean, date, timestamp or timestamptz.';
    report(finding(place, 'invalid-model', `The column ${name} has no type.`, { hint }));
    return null;
  }
  const type = attempt(below(place, 'type'), report, () => parseColumnType(written));
  if (type === null || !checkKeys(name, spec, type, { place, report })) return null;
  const access = accessOf(name, spec, type, { place, report });
  if (access === undefined) return null;
  return { ...shared(name, spec, type), access, from: spec.from ?? name, expression: null };
}

interface Row {
  readonly scope: Scope;
  readonly place: Place;
  readonly report: Report;
}

function derivedColumn(name: string, spec: ColumnSpec, { scope, place, report }: Row): ModelColumn | null {
  const { expr, type: written } = spec;
  if (expr === undefined) return null;
  const read = attempt(below(place, 'expr'), report, () => readExpression(expr, scope));
  if (read === null) return null;
  const storage = storageOf(read.expression, scope);
  if (storage === null) {
    report(finding(below(place, 'expr'), 'invalid-expression', `${name} would always be null.`));
    return null;
  }
  const type =
    written === undefined
      ? typeOfStorage(storage)
      : attempt(below(place, 'type'), report, () => parseColumnType(written));
  if (type === null || !checkKeys(name, spec, type, { place, report })) return null;
  if (!fits(read.type, expressionTypeOf(type))) {
    const message = `${name} is declared as ${type.name}, but its expression yields a ${read.type}.`;
    report(finding(below(place, 'type'), 'invalid-model', message, { hint: 'Correct the type, or leave it out.' }));
    return null;
  }
  const access = accessOf(name, spec, type, { place, report });
  if (access === undefined) return null;
  return { ...shared(name, spec, type), access, unit: spec.unit ?? read.unit, from: null, expression: read.expression };
}

/** undefined after a problem was reported: a column of which it is not known who may see it is not loaded. */
function accessOf(
  name: string,
  { access }: ColumnSpec,
  type: ColumnType,
  { place, report }: { readonly place: Place; readonly report: Report },
): ColumnAccess | null | undefined {
  if (access === undefined) return null;
  return attempt(below(place, 'access'), report, () => parseColumnAccess(name, access, type)) ?? undefined;
}

function fits(found: ExpressionType, wanted: ExpressionType): boolean {
  const times: readonly ExpressionType[] = ['date', 'timestamp'];
  return found === wanted || wanted === 'string' || (times.includes(found) && times.includes(wanted));
}

function sourceScope(dataset: string, plain: ReadonlyMap<string, ModelColumn>, derived: ReadonlySet<string>): Scope {
  const row = rowScope(dataset, plain);
  return {
    column: (path) => {
      const [column, ...more] = path;
      if (column === undefined || more.length > 0 || !derived.has(column)) return row.column(path);
      const message = `${column} is derived itself; a derived column is made from columns of the source.`;
      throw new TrivetError('unsupported', message, { hint: `Write out here what ${column} says.` });
    },
  };
}

function checkKeys(
  name: string,
  spec: ColumnSpec,
  type: ColumnType,
  at: { readonly place: Place; readonly report: Report },
): boolean {
  const kind = expressionTypeOf(type);
  const misplaced: [keyof ColumnSpec, string][] = [];
  const refuse = (key: keyof ColumnSpec, why: string): void =>
    void (spec[key] !== undefined && misplaced.push([key, why]));
  if (spec.expr !== undefined) {
    for (const key of ['from', 'nulls', 'format', 'pad'] as const)
      refuse(key, 'is about the source, and this column is derived.');
  }
  if (kind !== 'number') refuse('range', `is for numbers, and ${name} is ${withArticle(type.name)}.`);
  if (kind !== 'string') refuse('pad', `is for texts, and ${name} is ${withArticle(type.name)}.`);
  if (kind !== 'string') refuse('values', `is for texts, and ${name} is ${withArticle(type.name)}.`);
  for (const [key, why] of misplaced) at.report(finding(below(at.place, key), 'invalid-model', `${key} ${why}`));
  return misplaced.length === 0;
}

function shared(name: string, spec: ColumnSpec, type: ColumnType): Omit<ModelColumn, 'from' | 'expression' | 'access'> {
  const [low, high] = spec.range ?? [];
  return {
    name,
    label: spec.label ?? labelOf(name),
    type,
    nulls: spec.nulls ?? [],
    format: spec.format ?? null,
    pad: typeof spec.pad === 'number' ? { length: spec.pad, with: '0' } : (spec.pad ?? null),
    unit: spec.unit ?? null,
    range: low === undefined || high === undefined ? null : [low, high],
    values: spec.values ?? null,
    pii: spec.pii ?? null,
    class: spec.class ?? null,
    why: spec.why ?? null,
    origin: spec.origin ?? null,
  };
}
