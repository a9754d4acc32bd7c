import type { Model } from '../../model/model.ts';
import type { Link } from '../resolve/bridge.ts';
import { dimensionExpression } from '../resolve/dimension-expression.ts';
import type { Span } from '../language/duration.ts';
import { keyColumns, keyPathTo } from '../resolve/key-paths.ts';
import { columnAt, type LinkedCondition, linkedFilter, linkKey, linkedRows } from '../resolve/linked-rows.ts';
import type { Filter } from '../language/metric-query.ts';
import { operandTypeOf } from '../resolve/operand.ts';
import type { PlanFilter, RowOperand, TimeColumn } from './plan.ts';
import { planCondition } from './plan-filter.ts';
import { findDimension } from '../resolve/reach.ts';
import type { Condition, Resolved } from '../resolve/resolve.ts';
import { selectionKey } from '../resolve/selection.ts';
import { earlierDays } from '../calendar/shift.ts';
import { filterWay, type Use, type Way, wayOfFilter } from '../resolve/way.ts';

/** A leg for which a filter is planned. */
export interface Filtered {
  readonly resolved: Resolved;
  readonly use: Use;
  readonly time: TimeColumn | null;
  readonly shift: Span | null;
}

/** A filter as far as it acts on a leg. */
export interface LegFilter {
  readonly where: PlanFilter<RowOperand> | null;
  /** Whether a part of it was left out, because the dataset lacks what it looks at. */
  readonly isPartial: boolean;
  /** Conditions that always hold, by the link they look through: groups over the same link show no other values. */
  readonly linked: ReadonlyMap<string, readonly LinkedCondition[]>;
}

/** What a filter is made of: a condition, an entity by its metric, or an absence. */
export type Atom = Extract<Filter, { readonly is: 'condition' | 'entity' | 'none' }>;
type LinkedWay = Extract<Way, { readonly is: 'linked' }>;

/** What is left of a filter on one leg. A part with a condition that the dataset lacks is left out whole. */
export function legFilter(filtered: Filtered, filter: Filter | null): LegFilter {
  if (filter === null) return { where: null, isPartial: false, linked: new Map() };
  const parts = filter.is === 'and' ? filter.of : [filter];
  const acting = parts.filter(
    (part) => !atomsOf(part).some((atom) => isLacking(filtered.resolved, filtered.use, atom)),
  );
  const isPartial = acting.length < parts.length;
  const linked = new Map([...linkedConditions(filtered, acting)].map(([key, { conditions }]) => [key, conditions]));
  if (acting.length === 0) return { where: null, isPartial, linked };
  const where = planned(filtered, { is: 'and', of: acting });
  return { where: filtered.shift === null ? where : earlierDays(where, filtered.shift), isPartial, linked };
}

/** Every condition, entity and absence that a filter names, in order. */
export function atomsOf(filter: Filter | null): readonly Atom[] {
  if (filter === null) return [];
  if (filter.is === 'condition' || filter.is === 'entity' || filter.is === 'none') return [filter];
  return filter.is === 'not' ? atomsOf(filter.of) : filter.of.flatMap(atomsOf);
}

/** Whether a dataset has nothing that a condition could look at. */
export function isLacking(resolved: Resolved, use: Use, atom: Atom): boolean {
  if (atom.is !== 'condition') return keyPathTo(resolved.model, use.dataset, atom.on).is === 'none';
  const way = wayOf(resolved, use, atom);
  return way.is === 'absent' || way.is === 'below';
}

/** How a leg looks at what a condition names. */
export function wayOf(resolved: Resolved, use: Use, { on }: Condition): Way {
  const dimension = findDimension(resolved.model, on);
  if (dimension === undefined) throw new Error(`The model has no dimension ${on}.`);
  return filterWay(resolved, use, dimension, wayOfFilter(resolved, dimension).path);
}

function planned(filtered: Filtered, filter: Filter): PlanFilter<RowOperand> {
  if (filter.is === 'not') return { is: 'not', of: planned(filtered, filter.of) };
  if (filter.is === 'or') return { is: 'or', of: filter.of.map((part) => planned(filtered, part)) };
  if (filter.is === 'entity') return entityFilter(filtered, filter);
  if (filter.is === 'none') return absenceFilter(filtered, filter);
  return plannedAll(filtered, filter.is === 'and' ? filter.of : [filter]);
}

/** Conditions through the same link must hold for the same linked row, as conditions on one row do. */
function plannedAll(filtered: Filtered, parts: readonly Filter[]): PlanFilter<RowOperand> {
  const linked = linkedConditions(filtered, parts);
  const through = new Set<Filter>(
    [...linked.values()].flatMap(({ conditions }) => conditions.map(({ condition }) => condition)),
  );
  const own = parts
    .filter((part) => !through.has(part))
    .map((part) => (part.is === 'condition' ? ownCondition(filtered, part) : planned(filtered, part)));
  const { model } = filtered.resolved;
  const keys = [...linked.values()].map(({ way, conditions }) => linkedFilter(model, way, conditions));
  const all = [...own, ...keys];
  const [only] = all;
  return only !== undefined && all.length === 1 ? only : { is: 'and', of: all };
}

function linkedConditions({ resolved, use }: Filtered, parts: readonly Filter[]) {
  const found = new Map<string, { readonly way: LinkedWay; readonly conditions: readonly LinkedCondition[] }>();
  for (const part of parts) {
    const dimension = part.is === 'condition' ? findDimension(resolved.model, part.on) : undefined;
    if (part.is !== 'condition' || dimension === undefined) continue;
    const way = wayOf(resolved, use, part);
    if (way.is !== 'linked') continue;
    const { link } = way;
    const { asOf } = wayOfFilter(resolved, dimension);
    const key = linkKey(link);
    const known = found.get(key)?.conditions ?? [];
    found.set(key, { way, conditions: [...known, { condition: part, dimension, link, asOf }] });
  }
  return found;
}

function ownCondition({ resolved, use, time }: Filtered, condition: Condition): PlanFilter<RowOperand> {
  const dimension = findDimension(resolved.model, condition.on);
  const way = wayOf(resolved, use, condition);
  if (way.is === 'calendar' && time !== null) {
    return planCondition(condition, { operand: { is: 'day', time }, type: 'date' });
  }
  if (dimension === undefined || way.is !== 'reached') {
    throw new Error(`${use.dataset.name} does not reach ${condition.on}; the check should have refused it.`);
  }
  const { asOf } = wayOfFilter(resolved, dimension);
  const expression = dimensionExpression(resolved.model, use.dataset, way, asOf);
  const operand = { is: 'value', expression } as const;
  return planCondition(condition, { operand, type: operandTypeOf(dimension) });
}

function ownKey({ resolved, use }: Filtered, entity: string) {
  const path = keyPathTo(resolved.model, use.dataset, entity);
  if (path.is !== 'one') throw new Error(`${use.dataset.name} has no one path to ${entity}.`);
  return keyColumns(resolved.model, use.dataset, path.found);
}

function entityFilter(filtered: Filtered, filter: Extract<Filter, { readonly is: 'entity' }>): PlanFilter<RowOperand> {
  const own = ownKey(filtered, filter.on).map((path) => ({ is: 'value', expression: columnAt(path) }) as const);
  const index = [...filtered.resolved.selections.keys()].indexOf(selectionKey(filter));
  if (index < 0) throw new Error(`Nothing selects ${filter.on} by ${filter.metric}.`);
  return { is: 'keys', own, isIn: true, among: { is: 'selection', index } };
}

function absenceFilter(filtered: Filtered, filter: Extract<Filter, { readonly is: 'none' }>): PlanFilter<RowOperand> {
  const { model } = filtered.resolved;
  const link = absenceLink(model, filter);
  const own = ownKey(filtered, filter.on).map((path) => ({ is: 'value', expression: columnAt(path) }) as const);
  const keys = link.on.map(([, there]) => columnAt(there));
  return { is: 'keys', own, isIn: false, among: { is: 'rows', rows: linkedRows(model, link, []), keys } };
}

/** The rows of a dataset by the key of an entity. */
function absenceLink(
  model: Model,
  { on: entity, dataset }: Extract<Filter, { readonly is: 'none' }>,
): Pick<Link, 'dataset' | 'on'> {
  const other = model.datasets.get(dataset);
  const path = other === undefined ? null : keyPathTo(model, other, entity);
  if (other === undefined || path?.is !== 'one') throw new Error(`${dataset} has no one path to ${entity}.`);
  const on = keyColumns(model, other, path.found).map((there) => [[], there] as const);
  return { dataset, on };
}
