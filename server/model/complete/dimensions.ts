/** local dimensions + `dimensions:` lists → dimensions by name, each with the datasets that have it and their ways there */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { ExpressionType } from '../expression/expression.ts';
import { formatExpression } from '../expression/format.ts';
import { expressionTypeOf } from '../expression/scope.ts';
import type { Item } from '../items.ts';
import type { Dataset, Dimension, DimensionHome, DimensionPath } from '../model.ts';
import { labelOf } from '../names.ts';
import { columnOf, datasetOf } from '../scopes.ts';
import { type ModelDimensionSpec, modelDimensionSpec } from '../spec/dimension-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import type { LocalDimension } from './local-dimensions.ts';

export interface DimensionContext {
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Names of datasets that were left out. */
  readonly broken: ReadonlySet<string>;
  readonly locals: readonly LocalDimension[];
  readonly report: Report;
}

/** A dimension without its reach. */
export type HomedDimension = Omit<Dimension, 'reach'>;

/** All dimensions: those of the model under their plain names, every other local one as `dataset.name`. */
export function completeDimensions(
  items: ReadonlyMap<string, Item>,
  context: DimensionContext,
): ReadonlyMap<string, HomedDimension> {
  const dimensions = new Map<string, HomedDimension>();
  for (const item of items.values()) {
    const dimension = modelDimension(item, context, dimensions);
    if (dimension !== null) dimensions.set(item.name, dimension);
  }
  const claimed = new Set([...dimensions.values()].flatMap(({ homes }) => homes.map(homeKey)));
  const free = context.locals.filter((local) => !claimed.has(homeKey(local)));
  for (const local of free) {
    const name = local.isRollup ? local.name : `${local.dataset}.${local.name}`;
    const clash = clashOf(local, free, dimensions);
    if (clash !== null) {
      const hint = `If they mean the same, declare ${local.name}: { conform: [${clash}, ${local.dataset}.${local.name}] } under dimensions:; if not, rename one.`;
      const message = `Two datasets use the name ${local.name}, and nothing says whether they mean the same.`;
      context.report(finding(local.place, 'duplicate-name', message, { hint }));
      continue;
    }
    dimensions.set(name, {
      name,
      label: local.spec.label ?? labelOf(local.name),
      description: local.spec.description ?? null,
      type: local.type,
      grains: grainsOf(local.type),
      nulls: local.spec.nulls === 'split' ? 'SPLIT' : 'MERGE',
      homes: [{ dataset: local.dataset, expression: local.expression }],
    });
  }
  return dimensions;
}

function clashOf(
  local: LocalDimension,
  free: readonly LocalDimension[],
  named: ReadonlyMap<string, HomedDimension>,
): string | null {
  const other = free.find(({ name, dataset }) => name === local.name && dataset !== local.dataset);
  if (other !== undefined) return `${other.dataset}.${other.name}`;
  const [home] = named.get(local.name)?.homes ?? [];
  return home === undefined ? null : `${home.dataset}.${formatExpression(home.expression)}`;
}

function homeKey({ dataset, expression }: DimensionHome): string {
  return `${dataset} ${formatExpression(expression)}`;
}

function modelDimension(
  { name, value, place }: Item,
  context: DimensionContext,
  others: ReadonlyMap<string, HomedDimension>,
): HomedDimension | null {
  const { report } = context;
  const spec = parseSpec(modelDimensionSpec, value, { place, report, code: 'invalid-model' });
  if (spec === null) return null;
  const common = {
    name,
    label: spec.label ?? labelOf(name),
    description: spec.description ?? null,
    nulls: spec.nulls === 'split' ? 'SPLIT' : 'MERGE',
  } as const;
  if (spec.calendar === true) return calendar(common, place, { others, report });
  const homes = homesOf(spec, place, context);
  if (homes === null) return null;
  const [first] = homes;
  const other = homes.find(({ type }) => type !== first?.type);
  if (first === undefined || other !== undefined) {
    const message = `${homes.map(({ text, type }) => `${text} is a ${type}`).join(', ')}: they cannot conform.`;
    report(finding(below(place, 'conform'), 'invalid-model', message, { hint: 'Give the columns one type.' }));
    return null;
  }
  return {
    ...common,
    type: first.type,
    grains: grainsOf(first.type),
    homes: homes.map(({ dataset, expression }) => ({ dataset, expression })),
  };
}

type Common = Pick<Dimension, 'name' | 'label' | 'description' | 'nulls'>;

function calendar(
  common: Common,
  place: Place,
  { others, report }: { readonly others: ReadonlyMap<string, HomedDimension>; readonly report: Report },
): HomedDimension | null {
  const first = [...others.values()].find(({ type }) => type === 'calendar');
  if (first !== undefined) {
    report(finding(place, 'duplicate-name', `There is one calendar, and it is called ${first.name} already.`));
    return null;
  }
  return { ...common, type: 'calendar', grains: calendarGrains, homes: [] };
}

const calendarGrains: Dimension['grains'] = [
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'YEAR',
  'FISCAL_QUARTER',
  'FISCAL_YEAR',
];

function grainsOf(type: ExpressionType): Dimension['grains'] {
  return type === 'date' || type === 'timestamp' ? calendarGrains : [];
}

interface TypedHome extends DimensionHome {
  readonly type: ExpressionType;
  readonly text: string;
}

function homesOf(spec: ModelDimensionSpec, place: Place, context: DimensionContext): readonly TypedHome[] | null {
  const written = spec.home === undefined ? (spec.conform ?? []) : [spec.home];
  const homes = written.map((text, index) => {
    const at = spec.home === undefined ? below(place, 'conform', index) : below(place, 'home');
    return attempt(at, context.report, () => homeOf(text, context));
  });
  const known = homes.filter((home) => home !== null);
  return known.length === homes.length ? known : null;
}

function homeOf(text: string, { datasets, broken, locals }: DimensionContext): TypedHome {
  const dot = text.indexOf('.');
  if (dot < 1)
    throw new TrivetError('invalid-model', `${text} is no home.`, {
      hint: 'Write the dataset and its column: customers.region.',
    });
  const dataset = datasetOf(datasets, text.slice(0, dot), broken);
  const name = text.slice(dot + 1);
  const own = locals.filter((local) => local.dataset === dataset.name);
  const local = own.find((one) => one.name === name);
  if (local !== undefined) return { dataset: dataset.name, expression: local.expression, type: local.type, text };
  if (!dataset.columns.has(name)) {
    const names = [...dataset.columns.keys(), ...own.map((one) => one.name)];
    throw new TrivetError('unknown-column', `${dataset.name} has no column and no dimension ${name}.`, {
      hint: didYouMean(name, names),
      choices: names,
    });
  }
  const column = columnOf(dataset.name, dataset.columns, name);
  return {
    dataset: dataset.name,
    expression: { op: 'column', path: [name] },
    type: expressionTypeOf(column.type),
    text,
  };
}

/** The dimension with every dataset that has it. */
export function withReach(
  dimension: HomedDimension,
  datasets: ReadonlyMap<string, Dataset>,
  ways: (from: Dataset) => readonly DimensionPath[],
): Dimension {
  const reach = [...datasets.values()].flatMap((dataset): [string, readonly DimensionPath[]][] => {
    const found = ways(dataset);
    return found.length === 0 ? [] : [[dataset.name, found]];
  });
  return { ...dimension, reach: new Map(reach) };
}
