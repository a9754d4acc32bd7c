/** rollup specs → complete rollups, each after the rollups it is made of */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import { readCondition } from '../expression/read.ts';
import { expressionTypeOf, type Scope, type ScopeColumn } from '../expression/scope.ts';
import type { Expression } from '../expression/expression.ts';
import type { Dataset, Join, Rollup } from '../model.ts';
import { checkName, labelOf } from '../names.ts';
import { shortestPaths } from '../paths.ts';
import { datasetOf, datasetScope, keepsRows, rollupColumn } from '../scopes.ts';
import { type RollupSpec, rollupSpec } from '../spec/rollup-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import { completeBands } from './bands.ts';
import type { DatasetDraft } from './dataset.ts';
import { readRollupValue } from './rollup-value.ts';

export interface RollupContext {
  readonly broken: ReadonlySet<string>;
  readonly report: Report;
}

/** The datasets with their rollups; a rollup with a problem, or on a circle of rollups, is reported and left out. */
export function completeRollups(
  drafts: ReadonlyMap<string, DatasetDraft>,
  context: RollupContext,
): ReadonlyMap<string, DatasetDraft> {
  const set = new RollupSet(drafts, context);
  return new Map(
    [...drafts].map(([name, draft]) => {
      const rollups = Object.keys(draft.frame.rollups ?? {}).flatMap((rollup): [string, Rollup][] => {
        const complete = set.complete(name, rollup);
        return complete === null ? [] : [[rollup, complete]];
      });
      return [name, { ...draft, dataset: { ...draft.dataset, rollups: new Map(rollups) } }];
    }),
  );
}

/** All rollups of a model while they are completed: one that another names is completed first. */
class RollupSet {
  readonly #drafts: ReadonlyMap<string, DatasetDraft>;
  readonly #datasets: ReadonlyMap<string, Dataset>;
  readonly #context: RollupContext;
  readonly #done = new Map<string, Rollup | null>();
  readonly #underway: string[] = [];
  /** The ring on which a rollup lies, by its name. */
  readonly #rings = new Map<string, string>();

  constructor(drafts: ReadonlyMap<string, DatasetDraft>, context: RollupContext) {
    this.#drafts = drafts;
    this.#datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
    this.#context = context;
  }

  /** null after its problems were reported. */
  complete(entity: string, name: string): Rollup | null {
    const key = `${entity}.${name}`;
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    const draft = this.#drafts.get(entity);
    if (draft === undefined) return null;
    this.#underway.push(key);
    const made = completeRollup(name, draft.frame.rollups?.[name], {
      entity: draft.dataset,
      datasets: this.#datasets,
      scopeOf: (dataset) => this.#scope(dataset),
      place: below(draft.place, 'rollups', name),
      ...this.#context,
    });
    this.#underway.pop();
    this.#done.set(key, made);
    return made;
  }

  #scope(dataset: Dataset): Scope {
    return datasetScope(dataset, this.#datasets, (entity, name) => this.#column(entity.name, name));
  }

  #column(entity: string, name: string): ScopeColumn | null {
    const written = this.#drafts.get(entity)?.frame.rollups ?? {};
    if (!Object.hasOwn(written, name)) return null;
    const key = `${entity}.${name}`;
    const at = this.#underway.indexOf(key);
    if (at >= 0) {
      const members = this.#underway.slice(at);
      const ring = [...members, key].join(' → ');
      for (const member of members) this.#rings.set(member, ring);
      throw inCircle(ring);
    }
    const rollup = this.complete(entity, name);
    if (rollup !== null) return rollupColumn(rollup, this.#scope(datasetOf(this.#datasets, rollup.from)));
    const ring = this.#rings.get(key);
    if (ring !== undefined && ring === this.#rings.get(this.#underway.at(-1) ?? '')) throw inCircle(ring);
    throw new TrivetError('invalid-model', `The rollup ${key} has a problem of its own.`, {
      hint: `Correct ${name} first.`,
    });
  }
}

function inCircle(ring: string): TrivetError {
  return new TrivetError('cycle', `Rollups are made of each other in a circle: ${ring}.`, {
    hint: 'Let one of them be made of columns alone.',
  });
}

interface Underway extends RollupContext {
  readonly entity: Dataset;
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly scopeOf: (dataset: Dataset) => Scope;
  readonly place: Place;
}

function completeRollup(name: string, written: unknown, context: Underway): Rollup | null {
  const { entity, place } = context;
  let isBroken = false;
  const report: Report = (found) => {
    isBroken = true;
    context.report(found);
  };
  checkRollupName(name, entity, place, report);
  const spec = parseSpec(rollupSpec, written, { place, report, code: 'invalid-model' });
  if (spec === null) return null;
  const from = attempt(below(place, 'from'), report, () => sourceOf(spec, context));
  if (from === null) return null;
  const scope = context.scopeOf(from);
  const path = attempt(below(place, spec.path === undefined ? 'from' : 'path'), report, () =>
    pathTo(entity, from, spec, context.datasets),
  );
  const where = whereOf(spec, scope, place, report);
  const read = readRollupValue(spec, { from, scope, place, report });
  const bands = read === null ? null : completeBands(spec, read, { place, report });
  if (path === null || read === null || isBroken) return null;
  const rollup = {
    name,
    label: spec.label ?? labelOf(name),
    entity: entity.name,
    from: from.name,
    path,
    value: read.value,
    where,
    bands,
    empty: spec.empty === undefined ? (read.isCount ? 0 : null) : spec.empty,
    time: read.time ?? from.time?.default ?? null,
    asOf: spec.as_of === 'fact' ? ('FACT' as const) : ('END' as const),
  };
  const type = expressionTypeOf(rollupColumn({ ...rollup, type: 'unknown' }, scope).type);
  checkRest({ ...rollup, type }, spec, place, report);
  return isBroken ? null : { ...rollup, type };
}

function checkRollupName(name: string, { columns, joins, name: entity }: Dataset, place: Place, report: Report): void {
  attempt(place, report, () => checkName('rollup', name));
  const what = columns.has(name) ? 'column' : joins.has(name) ? 'join' : null;
  if (what === null) return;
  const message = `${entity} has a ${what} called ${name} already.`;
  report(finding(place, 'duplicate-name', message, { hint: `Rename the rollup or the ${what}.` }));
}

function sourceOf(spec: RollupSpec, { entity, datasets, broken }: Underway): Dataset {
  if (spec.from !== entity.name) return datasetOf(datasets, spec.from, broken);
  throw new TrivetError('invalid-model', `A rollup of ${entity.name} takes the rows of another dataset.`, {
    hint: 'Derive a column with expr: where all that counts stands in the same row.',
  });
}

/** The one way from the rows to the entity: as written, else the shortest over keys. */
function pathTo(
  entity: Dataset,
  from: Dataset,
  { path }: RollupSpec,
  datasets: ReadonlyMap<string, Dataset>,
): readonly string[] {
  const ways = shortestPaths(from.name, new Set([entity.name]), datasets, keepsRows).map(({ joins }) => joins);
  const choices = ways.map((joins) => joins.join('.'));
  if (path !== undefined)
    return writtenPath(entity, from, { steps: path.flatMap((step) => step.split('.')), choices }, datasets);
  const [only] = ways;
  if (only === undefined) {
    throw new TrivetError('unknown-path', `${from.name} has no way to ${entity.name} over many_to_one joins.`, {
      hint: `Declare a join of ${from.name} to ${entity.name} by its key.`,
    });
  }
  if (ways.length === 1) return only;
  throw new TrivetError(
    'ambiguous-path',
    `${from.name} reaches ${entity.name} on ${ways.length} equally short paths: ${choices.join(', ')}.`,
    { hint: `Say which: path: ${choices[0] ?? ''}.`, choices },
  );
}

function writtenPath(
  entity: Dataset,
  from: Dataset,
  { steps, choices }: { readonly steps: readonly string[]; readonly choices: readonly string[] },
  datasets: ReadonlyMap<string, Dataset>,
): readonly string[] {
  let here: Dataset | undefined = from;
  for (const step of steps) {
    const join: Join | undefined = here?.joins.get(step);
    here = join === undefined || !keepsRows(join.cardinality) ? undefined : datasets.get(join.to);
  }
  if (here?.name === entity.name) return steps;
  const message = `${steps.join('.')} does not lead from ${from.name} to ${entity.name} over many_to_one joins.`;
  throw new TrivetError('unknown-path', message, { hint: didYouMean(steps.join('.'), choices), choices });
}

function whereOf({ where }: RollupSpec, scope: Scope, place: Place, report: Report): Expression | null {
  if (where === undefined) return null;
  return attempt(below(place, 'where'), report, () => readCondition(where, scope));
}

/** What an entity without rows has, the declared type, and whether the past can be known. */
function checkRest(
  { bands, empty, type, time, asOf, from, name }: Rollup,
  spec: RollupSpec,
  place: Place,
  report: Report,
): void {
  const isText = typeof empty === 'string';
  const fits = empty === null || (isText ? type === 'string' : bands !== null || type === 'number');
  if (!fits) {
    const message = `${name} is a ${type}, and what it is of an entity without rows is ${isText ? 'a text' : 'a number'}.`;
    const hint = type === 'number' ? 'Write a number, or give it bands.' : 'Leave empty out.';
    report(finding(below(place, 'empty'), 'invalid-model', message, { hint }));
  }
  if (spec.type !== undefined && spec.type !== type) {
    const message = `${name} is declared as a ${spec.type}, but what it takes is a ${type}.`;
    report(finding(below(place, 'type'), 'invalid-model', message, { hint: 'Correct the type, or leave it out.' }));
  }
  if (asOf === 'FACT' && time === null) {
    const message = `The rows of ${from} have no time, so what was known of them when cannot be told.`;
    report(
      finding(below(place, 'as_of'), 'invalid-model', message, { hint: `Declare time: { default: … } in ${from}.` }),
    );
  }
}
