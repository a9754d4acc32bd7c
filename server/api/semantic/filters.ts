/** filters of semantic-layer clients → conditions of a metric query */
import type { CalendarRules } from '../../query/calendar/period.ts';
import { addSpan, lengths, startOfPeriod } from '../../query/calendar/period.ts';
import { daysOf } from '../../engine/calendar.ts';
import type { ViewDimension, ViewMembers } from './members.ts';
import type { Names } from './names.ts';
import type { FilterOperator, SemanticFilter } from './request.ts';

export interface Conditions {
  readonly where: readonly object[];
  readonly having: readonly object[];
}

type Scalar = string | number | boolean | null;

interface Place {
  readonly names: Names;
  readonly path: readonly PropertyKey[];
}

/** WHERE goes to dimensions and HAVING to metrics; what is wrong is added to `names`. */
export function conditionsOf(
  filters: readonly SemanticFilter[],
  { members, rules, names, path }: Place & { readonly members: ViewMembers; readonly rules: CalendarRules },
): Conditions {
  const where: object[] = [];
  const having: object[] = [];
  filters.forEach((filter, index) => {
    const place = { names, path: [...path, index] };
    const column = [...place.path, 'column'];
    const values = valuesOf(filter, place);
    if (filter.type === 'HAVING') {
      const metric = names.find(members.metrics, filter.column, column, 'metric');
      if (metric !== null && values !== null) having.push({ [metric.id]: operation(filter.operator, values) });
      return;
    }
    const dimension = names.find(members.dimensions, filter.column, column, 'dimension');
    if (dimension === null || values === null) return;
    where.push(condition(dimension, filter.operator, values, { ...place, rules }));
  });
  return { where, having };
}

const none: ReadonlySet<FilterOperator> = new Set(['IS NULL', 'IS NOT NULL']);
const several: ReadonlySet<FilterOperator> = new Set(['IN', 'NOT IN', 'between']);

function valuesOf({ operator, value }: SemanticFilter, { names, path }: Place): readonly Scalar[] | null {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const takes = none.has(operator) ? 'no value' : several.has(operator) ? 'a list of values' : 'one value';
  const isRight = none.has(operator)
    ? list.length === 0
    : several.has(operator)
      ? Array.isArray(value) && (operator === 'between' ? list.length === 2 : list.length > 0)
      : list.length === 1 && !Array.isArray(value);
  if (isRight) return list;
  const wanted = operator === 'between' ? 'a list of two values' : takes;
  names.refuse([...path, 'value'], 'invalid-query', `${operator} takes ${wanted}.`, undefined);
  return null;
}

const operations: { readonly [Operator in FilterOperator]: (values: readonly Scalar[]) => object } = {
  '=': ([value]) => ({ _eq: value }),
  '!=': ([value]) => ({ _neq: value }),
  '>': ([value]) => ({ _gt: value }),
  '>=': ([value]) => ({ _gte: value }),
  '<': ([value]) => ({ _lt: value }),
  '<=': ([value]) => ({ _lte: value }),
  IN: (values) => ({ _in: values }),
  'NOT IN': (values) => ({ _nin: values }),
  'IS NULL': () => ({ _isNull: true }),
  'IS NOT NULL': () => ({ _isNull: false }),
  between: ([low, high]) => ({ _gte: low, _lte: high }),
  contains: ([value]) => ({ _contains: value }),
  starts_with: ([value]) => ({ _startsWith: value }),
  ends_with: ([value]) => ({ _like: `%${String(value).replaceAll(/[\\%_]/g, '\\$&')}` }),
};

function operation(operator: FilterOperator, values: readonly Scalar[]): object {
  return operations[operator](values);
}

/** A condition on a dimension; of a calendar's periods it becomes one on days. */
function condition(
  { dimension, grain }: ViewDimension,
  operator: FilterOperator,
  values: readonly Scalar[],
  { names, path, rules }: Place & { readonly rules: CalendarRules },
): object {
  const on = dimension.name;
  if (grain === null || grain === 'DAY' || none.has(operator)) return { [on]: operation(operator, values) };
  const periods = values.map((value) => {
    const day = String(value);
    if (daysOf(day) === null || startOfPeriod(day, grain, rules) !== day) {
      const hint = 'Periods are named by their first day.';
      names.refuse(
        [...path, 'value'],
        'invalid-query',
        `${day} is not the first day of a ${grain.toLowerCase()}.`,
        hint,
      );
      return { from: day, to: day };
    }
    return { from: day, to: addSpan(day, lengths[grain], 1) };
  });
  const compared = periodConditions.get(operator);
  if (compared === undefined) {
    names.refuse([...path, 'operator'], 'invalid-query', `${operator} does not apply to periods.`, undefined);
    return {};
  }
  return compared(on, periods);
}

interface Period {
  readonly from: string;
  readonly to: string;
}

const inPeriods = (on: string, periods: readonly Period[]): object => ({
  _or: periods.map(({ from, to }) => ({ [on]: { _gte: from, _lt: to } })),
});

const periodConditions: ReadonlyMap<FilterOperator, (on: string, periods: readonly Period[]) => object> = new Map([
  ['=', inPeriods],
  ['IN', inPeriods],
  ['!=', (on: string, periods: readonly Period[]) => ({ _not: inPeriods(on, periods) })],
  ['NOT IN', (on: string, periods: readonly Period[]) => ({ _not: inPeriods(on, periods) })],
  ['>', (on: string, [period]: readonly Period[]) => ({ [on]: { _gte: period?.to } })],
  ['>=', (on: string, [period]: readonly Period[]) => ({ [on]: { _gte: period?.from } })],
  ['<', (on: string, [period]: readonly Period[]) => ({ [on]: { _lt: period?.from } })],
  ['<=', (on: string, [period]: readonly Period[]) => ({ [on]: { _lt: period?.to } })],
  ['between', (on: string, [low, high]: readonly Period[]) => ({ [on]: { _gte: low?.from, _lt: high?.to } })],
]);
