import { didYouMean } from '../../lib/closest.ts';
import type { TrivetError } from '../../lib/errors.ts';
import type { MeasureType } from '../../model/model.ts';
import { valueRefusal } from '../resolve/operand.ts';
import type { OperandType } from '../plan/plan.ts';
import { invalidQuery } from '../language/refuse.ts';
import { besides, comparedColumns, conditionsOf, type Resolved } from '../resolve/resolve.ts';

/** Whether conditions after aggregation, order and totals name columns of the answer. */
export function checkResult(resolved: Resolved): readonly TrivetError[] {
  return [...checkHaving(resolved), ...checkOrder(resolved), ...checkTotals(resolved)];
}

/** How values that a metric is compared with are bound. */
export function operandTypeOfMeasure(type: MeasureType): OperandType {
  return type.name === 'bigint' || type.name === 'decimal' || type.name === 'real' ? 'number' : type.name;
}

/** Columns of metrics that can be compared and ordered by, with the types of their values. */
function resultColumns({ metrics }: Resolved): ReadonlyMap<string, OperandType> {
  return new Map(
    metrics.flatMap(({ request, metric }): [string, OperandType][] => [
      [request.alias, operandTypeOfMeasure(metric.type)],
      ...(metric.count === null ? [] : [[besides(request.alias).count, 'number'] satisfies [string, OperandType]]),
      ...comparedColumns(request).map(([as, column]): [string, OperandType] => [
        column,
        as === 'PCT' ? 'number' : operandTypeOfMeasure(metric.type),
      ]),
    ]),
  );
}

function checkHaving(resolved: Resolved): TrivetError[] {
  const columns = resultColumns(resolved);
  return conditionsOf(resolved.query.having).flatMap((condition) => {
    const type = columns.get(condition.on);
    if (type === undefined) return [unknownColumn('having', condition.on, columns.keys())];
    const refusal = valueRefusal(condition, type);
    return refusal === null ? [] : [refusal];
  });
}

function checkOrder(resolved: Resolved): TrivetError[] {
  const columns = [...resolved.groups.flatMap(namesOfGroup), ...resultColumns(resolved).keys()];
  return resolved.query.orderBy.flatMap(({ by }) =>
    columns.includes(by) ? [] : [unknownColumn('orderBy', by, columns)],
  );
}

function checkTotals(resolved: Resolved): TrivetError[] {
  const columns = resolved.groups.flatMap(namesOfGroup);
  return resolved.query.totals.flatMap((total) => {
    if (total === 'GRAND') return [];
    return total.by.flatMap((name) => (columns.includes(name) ? [] : [unknownColumn('totals', name, columns)]));
  });
}

/** What a grouped dimension may be called elsewhere in the query: its column, or its name. */
export function namesOfGroup({ column, dimension }: Resolved['groups'][number]): string[] {
  return column === dimension.name ? [column] : [column, dimension.name];
}

function unknownColumn(place: string, name: string, columns: Iterable<string>): TrivetError {
  return invalidQuery([place], `the answer has no column ${name}.`, didYouMean(name, columns));
}
