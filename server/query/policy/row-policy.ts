import { columnPaths, mapParts } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { AccessRule, Dataset, Join, Model } from '../../model/model.ts';
import type { AttributeValue, Viewer } from '../../model/viewer.ts';

/** The rows of a dataset that somebody sees: those for which everything here holds. */
export interface RowPolicy {
  /** Of the dataset's own rules; null: none of them restricts. */
  readonly own: { readonly condition: Expression; readonly joins: readonly PolicyJoin[] } | null;
  /** Its rows must lie in rows of these datasets that are seen: what has no place there is not seen. */
  readonly within: readonly Within[];
}

/** `q<n>` of a rule's condition, joined to an earlier one by the whole key of its target; `q0` is the dataset itself. */
interface PolicyJoin {
  readonly alias: string;
  readonly path: readonly string[];
  readonly from: string;
  readonly dataset: string;
  readonly on: readonly (readonly [own: string, target: string])[];
}

interface Within {
  readonly dataset: string;
  readonly on: readonly (readonly [own: string, target: string])[];
}

const never: Expression = { op: 'boolean', value: false };
const nothing: RowPolicy['own'] = { condition: never, joins: [] };

/**
 * The row policies of some datasets: several rules of one dataset open all their rows together; a dataset that has at most
 * one row of a restricted one lies within it, unless it says `inherit: none`. Datasets of which every row is seen are left out.
 */
export function rowPolicies(
  model: Model,
  rules: ReadonlyMap<string, readonly AccessRule[]>,
  attributes: Viewer['attributes'],
): ReadonlyMap<string, RowPolicy> {
  const known = new Map<string, RowPolicy | null>();
  const policyOf = (name: string): RowPolicy | null => {
    const before = known.get(name);
    if (before !== undefined) return before;
    // Whoever comes by here again before the end has joins that run in a circle, which opens nothing.
    known.set(name, { own: nothing, within: [] });
    const dataset = model.datasets.get(name);
    const own = rules.get(name);
    if (dataset === undefined || own === undefined) {
      known.set(name, null);
      return null;
    }
    const policy: RowPolicy = {
      own: ownRows(model, dataset, own, attributes),
      within: dataset.inheritsPolicies
        ? placesOf(model, dataset).filter((place) => place.dataset !== name && policyOf(place.dataset) !== null)
        : [],
    };
    const found = policy.own === null && policy.within.length === 0 ? null : policy;
    known.set(name, found);
    return found;
  };
  return new Map(
    [...rules.keys()].flatMap((name) => {
      const policy = policyOf(name);
      return policy === null ? [] : [[name, policy] as const];
    }),
  );
}

function ownRows(
  model: Model,
  dataset: Dataset,
  rules: readonly AccessRule[],
  attributes: Viewer['attributes'],
): RowPolicy['own'] {
  const conditions = rules.map(({ rows }) => (rows === null ? null : withAttributes(rows, attributes)));
  if (conditions.includes(null)) return null;
  const [first = never, ...others] = conditions.filter((condition) => condition !== null);
  const condition = others.reduce<Expression>((left, right) => ({ op: 'or', left, right }), first);
  const joins = joinsOf(model, dataset, condition);
  return joins === null ? nothing : { condition, joins };
}

/** Where each row of a dataset has at most one place: along joins to a key, and against joins that are to-many. */
function placesOf(model: Model, dataset: Dataset): readonly Within[] {
  const toKey = [...dataset.joins.values()].filter(isToOne).map(({ to, on }) => ({ dataset: to, on }));
  const fromParents = [...model.datasets.values()].flatMap((parent) =>
    [...parent.joins.values()]
      .filter(({ to, cardinality }) => to === dataset.name && cardinality === 'one_to_many')
      .map(({ on }) => ({ dataset: parent.name, on: on.map(([own, target]) => [target, own] as const) })),
  );
  const all = [...toKey, ...fromParents];
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}

function isToOne({ cardinality }: Join): boolean {
  return cardinality === 'many_to_one' || cardinality === 'one_to_one';
}

/** The joins of a condition; null where it follows something that is no join to a key or names no stored column. */
function joinsOf(model: Model, dataset: Dataset, condition: Expression): readonly PolicyJoin[] | null {
  const made = new Map<string, PolicyJoin>();
  for (const path of columnPaths(condition)) {
    let here: Dataset | undefined = dataset;
    let from = 'q0';
    for (const [index, step] of path.slice(0, -1).entries()) {
      const join: Join | undefined = here?.joins.get(step);
      if (join === undefined || !isToOne(join)) return null;
      const key = JSON.stringify(path.slice(0, index + 1));
      const known: PolicyJoin | undefined = made.get(key);
      const next = known ?? {
        alias: `q${made.size + 1}`,
        path: path.slice(0, index + 1),
        from,
        dataset: join.to,
        on: join.on,
      };
      made.set(key, next);
      from = next.alias;
      here = model.datasets.get(join.to);
    }
    if (here?.columns.has(path.at(-1) ?? '') !== true) return null;
  }
  return [...made.values()];
}

/** The condition with the viewer's attributes written in; one that is missing, or a list where one value belongs, opens nothing. */
function withAttributes(condition: Expression, attributes: Viewer['attributes']): Expression {
  let isComplete = true;
  const fill = (part: Expression): Expression => {
    const value = attributeOf(part, attributes);
    if (value !== undefined) {
      if (value !== null && !isList(value)) return literal(value);
      isComplete = false;
      return never;
    }
    if (part.op !== 'in') return mapParts(part, fill);
    const values = part.values.flatMap((member): readonly Expression[] => {
      const found = attributeOf(member, attributes);
      return isList(found) ? found.map(literal) : [fill(member)];
    });
    const of = fill(part.of);
    return values.length === 0 ? { op: 'boolean', value: part.negated } : { ...part, of, values };
  };
  const filled = fill(condition);
  return isComplete ? filled : never;
}

/** The value of `user.<name>`: null where the viewer has none, undefined for anything else. */
function attributeOf(part: Expression, attributes: Viewer['attributes']): AttributeValue | null | undefined {
  if (part.op !== 'column' || part.path[0] !== 'user' || part.path.length !== 2) return undefined;
  return attributes.get(part.path[1] ?? '') ?? null;
}

function isList(value: AttributeValue | null | undefined): value is readonly (string | number | boolean)[] {
  return Array.isArray(value);
}

function literal(value: string | number | boolean): Expression {
  if (typeof value === 'string') return { op: 'text', value };
  return typeof value === 'number' ? { op: 'number', value } : { op: 'boolean', value };
}
