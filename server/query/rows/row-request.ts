import type { ColumnAccess, Dataset, Model } from '../../model/model.ts';
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Value } from '../../lib/table.ts';
import { purposeRefusals, quarantine, unguarded } from '../check/check-datasets.ts';
import { parseFilter } from '../language/parse-filter.ts';
import type { Filter } from '../language/metric-query.ts';
import { valueRefusal } from '../resolve/operand.ts';
import { type Policy, rowsRefusal } from '../policy/policy.ts';
import { neverMultiplies } from '../resolve/reach.ts';
import { invalidQuery, refuse } from '../language/refuse.ts';
import { conditionsOf } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';
import { operandTypeOfColumn } from './row-columns.ts';

/** Rows of one dataset, a page at a time: its own columns and those of rows that it refers to, one hop away. */
export interface RowRequest {
  readonly dataset: string;
  readonly columns: readonly string[];
  readonly joins: readonly { readonly name: string; readonly columns: readonly string[] }[];
  /** As people write it: columns by name, with operators. */
  readonly where: unknown;
  readonly orderBy: readonly RowOrder[];
  readonly first: number;
  /** The values of the order columns and of the key in the row after which the page begins. */
  readonly after: readonly Value[] | null;
  readonly purpose: string;
}

export interface RowOrder {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

/** A request that passed every check. */
export interface CheckedRows extends Omit<RowRequest, 'where'> {
  readonly of: Dataset;
  readonly where: Filter | null;
  /** As asked, then by every column of the key that is not there yet: no two rows are equal in it. */
  readonly order: readonly RowOrder[];
}

const largestPage = 1000;

/** How a column is restricted for those whom a policy binds; null: not at all. */
export function accessTo({ columns }: Policy, dataset: Dataset, column: string): ColumnAccess | null {
  return columns.get(dataset.name)?.get(column) ?? null;
}

/**
 * The columns of a dataset that may be read row by row: what may only be measured is not among them. Without a policy the
 * columns themselves say so.
 */
export function readableColumns(dataset: Dataset, policy: Policy | null = null): ReadonlySet<string> {
  const readable = [...dataset.columns.values()].filter(({ name, access }) => {
    const bound = policy === null ? access : accessTo(policy, dataset, name);
    return bound?.is !== 'aggregate_only';
  });
  return new Set(readable.map(({ name }) => name));
}

/** Whether rows can be told apart by what may be read of them, so that a page can begin after one. */
export function hasReadableKey(policy: Policy, dataset: Dataset): boolean {
  const isOpen = (name: string): boolean => dataset.columns.has(name) && accessTo(policy, dataset, name) === null;
  return dataset.key.length > 0 && dataset.key.every(isOpen);
}

/** The joins along which a row refers to at most one other, by keys, into datasets whose rows may be read. */
export function rowJoins(policy: Policy, dataset: Dataset): readonly { readonly name: string; readonly to: Dataset }[] {
  return [...dataset.joins.values()].flatMap((join) => {
    const to = policy.model.datasets.get(join.to);
    const isReadable = to !== undefined && neverMultiplies(join) && rowsRefusal(policy, to.name) === null;
    return isReadable ? [{ name: join.name, to }] : [];
  });
}

/** Checks names, types, purpose and rights; throws the first refusal with all others in `refusals`. */
export function checkRows(request: RowRequest, policy: Policy, facts: Facts): CheckedRows {
  const of = policy.model.datasets.get(request.dataset);
  if (of === undefined) throw unknownDataset(policy.model, request.dataset);
  const joins = rowJoins(policy, of);
  const denied = rowsRefusal(policy, of.name);
  const used = [of, ...request.joins.flatMap(({ name }) => joins.find((join) => join.name === name)?.to ?? [])];
  const refusals = denied === null ? [] : [denied];
  const where = parseFilter(request.where, ['where'], refusals);
  refusals.push(
    ...used.flatMap((dataset) => quarantine(dataset, facts)),
    ...unguarded({ policy, purpose: request.purpose }, used, facts),
    ...purposeRefusals({ model: policy.model, policy, purpose: request.purpose }, used),
    ...columnRefusals(policy, of, [...request.columns, ...request.orderBy.map(({ column }) => column)]),
    ...request.joins.flatMap(({ name, columns }) => {
      const to = joins.find((join) => join.name === name)?.to;
      if (to !== undefined) return columnRefusals(policy, to, columns);
      const hint = didYouMean(
        name,
        joins.map((join) => join.name),
      );
      return [new TrivetError('unknown-path', `${of.name} refers to no single row by ${name}.`, { hint })];
    }),
    ...conditionRefusals(policy, of, where),
    ...pageRefusals(policy, of, request),
  );
  refuse(refusals);
  return { ...request, of, where, order: completeOrder(of, request.orderBy) };
}

function completeOrder(dataset: Dataset, orderBy: readonly RowOrder[]): readonly RowOrder[] {
  const asked = new Set(orderBy.map(({ column }) => column));
  const key = dataset.key.filter((column) => !asked.has(column));
  return [...orderBy, ...key.map((column) => ({ column, direction: 'ASC', nulls: 'LAST' }) as const)];
}

function unknownDataset({ datasets }: Model, name: string): TrivetError {
  return new TrivetError('unknown-dataset', `No dataset is called ${name}.`, {
    hint: didYouMean(name, datasets.keys()),
  });
}

function columnRefusals(policy: Policy, dataset: Dataset, names: readonly string[]): TrivetError[] {
  const readable = readableColumns(dataset, policy);
  const unknown = names.filter((name) => !readable.has(name));
  return [...new Set(unknown)].map(
    (name) =>
      new TrivetError('unknown-column', `${dataset.name} has no column ${name}.`, { hint: didYouMean(name, readable) }),
  );
}

function conditionRefusals(policy: Policy, dataset: Dataset, where: Filter | null): TrivetError[] {
  return conditionsOf(where).flatMap((condition) => {
    const column = readableColumns(dataset, policy).has(condition.on) ? dataset.columns.get(condition.on) : undefined;
    if (column === undefined) return columnRefusals(policy, dataset, [condition.on]);
    return valueRefusal(condition, operandTypeOfColumn(column)) ?? [];
  });
}

function pageRefusals(policy: Policy, dataset: Dataset, { first, after, orderBy }: RowRequest): TrivetError[] {
  const refusals: TrivetError[] = [];
  if (!Number.isInteger(first) || first < 0 || first > largestPage) {
    const hint = 'Go on with `after`, or ask for metrics: they look at every row.';
    refusals.push(invalidQuery(['first'], `a page holds 0 to ${largestPage} rows, not ${first}.`, hint));
  }
  if (!hasReadableKey(policy, dataset)) {
    const message = `The rows of ${dataset.name} cannot be told apart by what may be seen of them.`;
    refusals.push(new TrivetError('forbidden', message, { hint: 'Ask for metrics of it.' }));
  }
  if (after !== null && after.length !== completeOrder(dataset, orderBy).length) refusals.push(wrongCursor());
  return refusals;
}

/** What a cursor that was made elsewhere is refused with. */
export function wrongCursor(): TrivetError {
  return new TrivetError('invalid-query', 'This cursor belongs to another list or another order.', {
    hint: 'Start again without `after`.',
  });
}
