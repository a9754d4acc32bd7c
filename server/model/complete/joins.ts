import { didYouMean } from '../../lib/closest.ts';
import { topoSort } from '../../lib/topo-sort.ts';
import { expressionTypeOf } from '../expression/scope.ts';
import type { AsOf, Dataset, Join } from '../model.ts';
import { checkName, withArticle } from '../names.ts';
import { columnOf, datasetOf, keepsRows } from '../scopes.ts';
import { type JoinSpec, joinSpec } from '../spec/join-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import type { DatasetDraft } from './dataset.ts';

/** Datasets to join, and the names of those that were left out. */
export interface Joinable {
  readonly drafts: ReadonlyMap<string, DatasetDraft>;
  readonly broken: ReadonlySet<string>;
}

/** The datasets with their joins; a join with a problem, or on a cycle of joins to one row, is reported and left out. */
export function completeJoins({ drafts, broken }: Joinable, report: Report): ReadonlyMap<string, DatasetDraft> {
  const datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
  const find = (name: string): Dataset => datasetOf(datasets, name, broken);
  const joined = [...drafts.values()].map((draft) => {
    const joins = Object.entries(draft.frame.joins ?? {}).flatMap(([name, value]) => {
      const place = below(draft.place, 'joins', name);
      const join = completeJoin({ name, value, from: draft.dataset }, { find, place, report });
      return join === null ? [] : [join];
    });
    return { ...draft, dataset: { ...draft.dataset, joins: new Map(joins.map((join) => [join.name, join])) } };
  });
  return withoutCycles(joined, report);
}

interface Written {
  readonly name: string;
  readonly value: unknown;
  readonly from: Dataset;
}

interface JoinContext {
  readonly find: (dataset: string) => Dataset;
  readonly place: Place;
  readonly report: Report;
}

function completeJoin({ name, value, from }: Written, { find, place, report }: JoinContext): Join | null {
  const spec = parseSpec(joinSpec, value, { place, report, code: 'invalid-model' });
  if (spec === null) return null;
  const named = attempt(place, report, () => {
    checkName('join', name);
    return true;
  });
  const to = attempt(below(place, 'to'), report, () => find(spec.to));
  if (named === null || to === null || !checkKeys(spec, place, report)) return null;
  const { via = null, weight = null } = spec;
  if (via !== null && attempt(below(place, 'via'), report, () => find(via)) === null) return null;
  const pairs = Object.entries(spec.cardinality === 'as_of' ? (spec.by ?? {}) : (spec.on ?? {}));
  const ends: Ends = { from, to, place, report };
  if (!checkPairs(pairs, spec, ends) || !checkTargetKey(pairs, spec, ends)) return null;
  const asOf = spec.cardinality === 'as_of' ? completeAsOf(spec, ends) : null;
  if (asOf === undefined) return null;
  const weigh = (): unknown => {
    const holder = via === null ? to : find(via);
    return weight === null || columnOf(holder.name, holder.columns, weight);
  };
  if (attempt(below(place, 'weight'), report, weigh) === null) return null;
  return { name, from: from.name, to: to.name, cardinality: spec.cardinality, on: pairs, via, weight, asOf };
}

interface Ends {
  readonly from: Dataset;
  readonly to: Dataset;
  readonly place: Place;
  readonly report: Report;
}

const asOfKeys = ['by', 'at', 'match', 'direction', 'inclusive', 'within', 'tie_break'] as const;

function checkKeys(spec: JoinSpec, place: Place, report: Report): boolean {
  const isAsOf = spec.cardinality === 'as_of';
  const needed = isAsOf
    ? (['by', 'at', 'match', 'tie_break'] as const)
    : spec.cardinality === 'many_to_many'
      ? (['via'] as const)
      : (['on'] as const);
  const missing = needed.filter(
    (key) => spec[key] === undefined || (key === 'tie_break' && spec.tie_break?.length === 0),
  );
  for (const key of missing) {
    report(finding(place, 'invalid-model', `A join ${spec.cardinality} needs ${key}.`, { hint: keyHints.get(key) }));
  }
  const foreign = isAsOf ? (['on', 'via', 'weight'] as const) : asOfKeys;
  const present = foreign.filter((key) => spec[key] !== undefined);
  for (const key of present)
    report(finding(below(place, key), 'invalid-model', `${key} does not belong to a join ${spec.cardinality}.`));
  return missing.length === 0 && present.length === 0;
}

const keyHints: ReadonlyMap<string, string> = new Map([
  ['tie_break', 'Say which row wins when two have the same time: tie_break: [order_id desc].'],
  ['on', 'Pair own and target column: on: { customer_id: customer_id }.'],
  ['by', 'Pair own and target column: by: { customer_id: customer_id }.'],
  ['at', 'Name the own column of time.'],
  ['match', "Name the target's column of time."],
  ['via', 'Name the bridge: the dataset that holds the pairs.'],
]);

function checkPairs(
  pairs: readonly [string, string][],
  { cardinality }: JoinSpec,
  { from, to, place, report }: Ends,
): boolean {
  const key = cardinality === 'as_of' ? 'by' : 'on';
  const fine = pairs.map(([own, target]) => {
    const at = below(place, key, own);
    const left = attempt(at, report, () => columnOf(from.name, from.columns, own));
    const right = attempt(at, report, () => columnOf(to.name, to.columns, target));
    if (left === null || right === null) return false;
    if (expressionTypeOf(left.type) === expressionTypeOf(right.type)) return true;
    const message = `${from.name}.${own} is ${withArticle(left.type.name)} and ${to.name}.${target} ${withArticle(right.type.name)}: they never match.`;
    report(
      finding(at, 'invalid-model', message, { hint: 'Give both columns one type; keys are best kept as string.' }),
    );
    return false;
  });
  return fine.every(Boolean);
}

function checkTargetKey(
  pairs: readonly [string, string][],
  { cardinality }: JoinSpec,
  { to, place, report }: Ends,
): boolean {
  const targets = new Set(pairs.map(([, target]) => target));
  if (!keepsRows(cardinality) || to.key.every((column) => targets.has(column))) return true;
  const message = `The join is ${cardinality}, but ${[...targets].join(', ')} is not the key of ${to.name}: a row could have several matches.`;
  const hint = `The key of ${to.name} is ${to.key.join(', ')}; where a row may have many matches, write cardinality: one_to_many.`;
  report(finding(below(place, 'on'), 'invalid-model', message, { hint }));
  return false;
}

/** undefined after a problem with it was reported. */
function completeAsOf(spec: JoinSpec, { from, to, place, report }: Ends): AsOf | undefined {
  const { at = '', match = '', tie_break: tieBreak = [] } = spec;
  const own = isTimeColumn(from, at, below(place, 'at'), report);
  const target = isTimeColumn(to, match, below(place, 'match'), report);
  const ties = tieBreak.map((tie, index) => {
    const [, column = ''] = /^(.*?)(?:\s+(?:asc|desc))?$/i.exec(tie) ?? [];
    return attempt(below(place, 'tie_break', index), report, () => columnOf(to.name, to.columns, column)) !== null;
  });
  if (!own || !target || !ties.every(Boolean)) return undefined;
  const { direction = 'backward', inclusive = true, within = null } = spec;
  return { at, match, direction, inclusive, within, tieBreak };
}

function isTimeColumn(dataset: Dataset, name: string, place: Place, report: Report): boolean {
  const column = attempt(place, report, () => columnOf(dataset.name, dataset.columns, name));
  if (column === null) return false;
  if (dataset.time?.columns.includes(name) === true || ['date', 'timestamp'].includes(expressionTypeOf(column.type)))
    return true;
  const hint = didYouMean(name, dataset.time?.columns ?? []);
  report(
    finding(place, 'invalid-model', `${dataset.name}.${name} is ${withArticle(column.type.name)}, not a time.`, {
      hint,
    }),
  );
  return false;
}

function withoutCycles(drafts: readonly DatasetDraft[], report: Report): ReadonlyMap<string, DatasetDraft> {
  const graph = new Map(drafts.map(({ dataset }) => [dataset.name, joinsOnPaths(dataset).map((join) => join.to)]));
  const { cycles } = topoSort(graph);
  const isOnCycle = (join: Join): boolean =>
    keepsRows(join.cardinality) && cycles.some((cycle) => cycle.includes(join.from) && cycle.includes(join.to));
  return new Map(
    drafts.map((draft) => {
      const joins = new Map(draft.dataset.joins);
      for (const join of draft.dataset.joins.values()) {
        if (!isOnCycle(join)) continue;
        const cycle = cycles.find((members) => members.includes(join.from) && members.includes(join.to)) ?? [];
        const hint = 'Declare each join once, from the dataset that holds the key; leave one of these out.';
        const message = `The joins ${cycle.join(' → ')} run in a circle.`;
        report(finding(below(draft.place, 'joins', join.name), 'cyclic-join', message, { hint }));
        joins.delete(join.name);
      }
      return [draft.dataset.name, { ...draft, dataset: { ...draft.dataset, joins } }];
    }),
  );
}

function joinsOnPaths(dataset: Dataset): readonly Join[] {
  return [...dataset.joins.values()].filter((join) => keepsRows(join.cardinality));
}
