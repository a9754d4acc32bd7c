import { TrivetError } from '../../lib/errors.ts';
import type { Expression } from '../expression/expression.ts';
import { formatExpression } from '../expression/format.ts';
import { readExpression } from '../expression/read.ts';
import { expressionTypeOf, type Scope } from '../expression/scope.ts';
import { type Storage, storageOf } from '../expression/storage.ts';
import { invalid, positionOf } from '../expression/tokens.ts';
import type { Aggregate, Dataset, MeasureType, RollupValue } from '../model.ts';
import { columnOf } from '../scopes.ts';
import type { RollupSpec } from '../spec/rollup-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';

/** The value of a rollup with what follows from it. */
export interface ReadRollupValue {
  readonly value: RollupValue;
  /** How the value of an entity with rows is kept. */
  readonly storage: Storage;
  /** Smallest and largest value it can have, where the model knows them. */
  readonly range: readonly [low: number | null, high: number | null];
  /** The values it can have, where the column lists them. */
  readonly values: readonly string[] | null;
  readonly isCount: boolean;
  /** The column of time by which rows are taken in order. */
  readonly time: string | null;
}

interface ValueContext {
  readonly from: Dataset;
  readonly scope: Scope;
  readonly place: Place;
  readonly report: Report;
}

/** What a rollup takes of its rows; null after a problem was reported. */
export function readRollupValue(spec: RollupSpec, context: ValueContext): ReadRollupValue | null {
  if (spec.value === undefined) return takenValue(spec, context);
  const misplaced = (['of', 'order_by'] as const).filter((key) => spec[key] !== undefined);
  for (const key of misplaced) {
    const message = `${key} belongs to take: first or last, not to value:.`;
    context.report(finding(below(context.place, key), 'invalid-model', message));
  }
  const written = spec.value;
  return attempt(below(context.place, 'value'), context.report, () => aggregated(written, context));
}

const aggregates: ReadonlyMap<string, Aggregate> = new Map([
  ['count', 'count'],
  ['sum', 'sum'],
  ['min', 'min'],
  ['max', 'max'],
  ['avg', 'avg'],
  ['median', 'median'],
]);

/** `count(*)`, `count(distinct x)`, `max(x)`: one aggregate over one expression. */
function aggregated(written: string, { from, scope }: ValueContext): ReadRollupValue {
  const [, head = '', name = '', distinct = '', inner = ''] =
    /^(\s*([a-z]+)\s*\(\s*(distinct\s+)?)(.*)\)\s*$/is.exec(written) ?? [];
  const aggregate = aggregates.get(name.toLowerCase());
  if (aggregate === undefined || (distinct !== '' && aggregate !== 'count')) {
    const hint = 'Write count(*), count(x), count(distinct x), sum(x), min(x), max(x), avg(x) or median(x).';
    throw invalid(`${written} is no aggregate over rows.`, written, [0, written.length], hint);
  }
  if (aggregate === 'count' && inner.trim() === '*') {
    return countOf('count', null, [1, null]);
  }
  const { expression } = shifted(written, head.length, () => readExpression(inner, scope));
  if (aggregate === 'count') return countOf(distinct === '' ? 'count' : 'count_distinct', expression, [0, null]);
  return valueOf(aggregate, expression, { from, scope, written });
}

function countOf(
  aggregate: 'count' | 'count_distinct',
  of: Expression | null,
  range: ReadRollupValue['range'],
): ReadRollupValue {
  const type: MeasureType = { name: 'bigint', precision: null };
  return {
    value: { is: 'aggregate', aggregate, of, type },
    storage: type,
    range,
    values: null,
    isCount: true,
    time: null,
  };
}

interface Aggregated {
  readonly from: Dataset;
  readonly scope: Scope;
  readonly written: string;
}

function valueOf(aggregate: Aggregate, of: Expression, { from, scope, written }: Aggregated): ReadRollupValue {
  const storage = storageOf(of, scope);
  const isNumber = storage !== null && ['bigint', 'decimal', 'real'].includes(storage.name);
  const needsNumber = aggregate !== 'min' && aggregate !== 'max';
  if (storage === null || storage.name === 'boolean' || (needsNumber && !isNumber)) {
    const message = `${formatExpression(of)} is no number: it has no ${aggregate}.`;
    const hint = storage?.name === 'boolean' ? 'Count the rows where it holds: value: "count(*)", where: …' : undefined;
    throw invalid(message, written, [0, written.length], hint);
  }
  const type: MeasureType = aggregate === 'avg' || aggregate === 'median' ? real : storage;
  const [low, high] = rangeOf(of, from);
  return {
    value: { is: 'aggregate', aggregate, of, type },
    storage: type,
    range: aggregate === 'sum' ? [low !== null && low >= 0 ? low : null, null] : [low, high],
    values: valuesOf(of, from),
    isCount: false,
    time: null,
  };
}

const real: MeasureType = { name: 'real', precision: null };

function takenValue(spec: RollupSpec, { from, scope, place, report }: ValueContext): ReadRollupValue | null {
  const { take = 'last', of, order_by: order = [] } = spec;
  for (const key of ['of', 'order_by'] as const) {
    if (spec[key] !== undefined) continue;
    const hint = key === 'of' ? 'Name the column whose value is taken.' : orderHint(from);
    report(finding(place, 'invalid-model', `take: ${take} needs ${key}.`, { hint }));
  }
  if (of === undefined || spec.order_by === undefined) return null;
  const read = attempt(below(place, 'of'), report, () => readExpression(of, scope));
  const orderBy = order.map((written, index) =>
    attempt(below(place, 'order_by', index), report, () => orderOf(written, from)),
  );
  const known = orderBy.filter((one) => one !== null);
  if (read === null || known.length < orderBy.length) return null;
  const missing = from.key.filter((column) => !known.some((one) => one.column === column));
  if (missing.length > 0) {
    const message = `Ordered by ${known.map(({ column }) => column).join(', ')}, two rows of ${from.name} can be equally ${take}.`;
    report(finding(below(place, 'order_by'), 'invalid-model', message, { hint: orderHint(from) }));
    return null;
  }
  const storage = storageOf(read.expression, scope);
  if (storage === null) {
    report(finding(below(place, 'of'), 'invalid-expression', `${of} would always be null.`));
    return null;
  }
  const [first] = known;
  return {
    value: { is: 'take', take, of: read.expression, orderBy: known },
    storage,
    range: rangeOf(read.expression, from),
    values: valuesOf(read.expression, from),
    isCount: false,
    time: first !== undefined && isTime(first.column, from) ? first.column : null,
  };
}

function orderHint({ key, time }: Dataset): string {
  const columns = [...(time === null ? [] : [time.default]), ...key];
  return `End with the key, so that one row wins: order_by: [${columns.join(', ')}].`;
}

function orderOf(written: string, from: Dataset): { readonly column: string; readonly direction: 'ASC' | 'DESC' } {
  const [, name = '', direction = 'asc'] = /^(.*?)(?:\s+(asc|desc))?$/i.exec(written) ?? [];
  const column = columnOf(from.name, from.columns, name);
  return { column: column.name, direction: direction.toLowerCase() === 'desc' ? 'DESC' : 'ASC' };
}

function isTime(name: string, from: Dataset): boolean {
  const column = from.columns.get(name);
  return column !== undefined && ['date', 'timestamp'].includes(expressionTypeOf(column.type));
}

function rangeOf(of: Expression, from: Dataset): ReadRollupValue['range'] {
  const column = of.op === 'column' && of.path.length === 1 ? from.columns.get(of.path[0] ?? '') : undefined;
  return column?.range ?? [null, null];
}

function valuesOf(of: Expression, from: Dataset): readonly string[] | null {
  const column = of.op === 'column' && of.path.length === 1 ? from.columns.get(of.path[0] ?? '') : undefined;
  return column?.values ?? null;
}

/** What `read` yields; an error's position within the part is told within the whole text. */
function shifted<Read>(whole: string, by: number, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TrivetError) || error.position?.offset === undefined) throw error;
    const start = error.position.offset + by;
    const position = positionOf(whole, [start, start + (error.position.length ?? 0)]);
    throw new TrivetError(error.code, error.message, { hint: error.hint, choices: error.choices, position });
  }
}
