import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import { columnTypeOf, type Scope, type ScopeColumn } from './expression/scope.ts';
import { storageOf, typeOfStorage } from './expression/storage.ts';
import { unitOf } from './expression/unit.ts';
import type { Cardinality, Dataset, Join, ModelColumn, Rollup } from './model.ts';

/** Whether a join finds at most one row by the key of its target: policies are inherited and rollups are made over such joins. */
export function keepsRows(cardinality: Cardinality): boolean {
  return cardinality === 'many_to_one' || cardinality === 'one_to_one';
}

/** Whether a row finds at most one row by key or by time: expressions and dimensions follow such joins. */
export function findsOne(cardinality: Cardinality): boolean {
  return keepsRows(cardinality) || cardinality === 'as_of';
}

/** The columns of one row of a dataset, without its joins. */
export function rowScope(name: string, columns: ReadonlyMap<string, ModelColumn>): Scope {
  return {
    column: (path) => {
      const [column, ...more] = path;
      if (column === undefined || more.length > 0) {
        throw new TrivetError(
          'unknown-path',
          `${path.join('.')} leads out of ${name}; here only its own columns count.`,
        );
      }
      return columnOf(name, columns, column);
    },
  };
}

/** What a rollup of an entity yields; null where the entity has none of that name. */
export type FindRollup = (entity: Dataset, name: string) => ScopeColumn | null;

/**
 * The columns and rollups of a dataset and of everything that a row of it finds at most once: `customer.region`,
 * `last_order.amount`, `customer.first_ticket`.
 */
export function datasetScope(
  dataset: Dataset,
  datasets: ReadonlyMap<string, Dataset>,
  find: FindRollup = (entity, name) => ownRollup(entity, name, datasets),
): Scope {
  return {
    column: (path) => {
      const joins = path.slice(0, -1);
      const home = joins.reduce((at, step) => followed(at, step, datasets, findsOne), dataset);
      const name = path.at(-1) ?? '';
      return home.columns.get(name) ?? find(home, name) ?? columnOf(home.name, home.columns, name);
    },
  };
}

/** The columns alone, over joins by key alone: what a row policy may look at. */
export function keyedScope(dataset: Dataset, datasets: ReadonlyMap<string, Dataset>): Scope {
  return {
    column: (path) => {
      const joins = path.slice(0, -1);
      const home = joins.reduce((at, step) => followed(at, step, datasets, keepsRows), dataset);
      const name = path.at(-1) ?? '';
      if (home.columns.has(name) || !home.rollups.has(name)) return columnOf(home.name, home.columns, name);
      throw new TrivetError('invalid-model', `${home.name}.${name} is a rollup, and a rule looks at columns alone.`, {
        hint: 'What somebody may see cannot hang on a figure that changes with the rows they may see; name a column.',
        choices: [...home.columns.keys()],
      });
    },
  };
}

/** What a complete rollup yields, as expressions see it: bands are texts. */
export function rollupColumn(rollup: Rollup, scope: Scope): ScopeColumn {
  const { value, bands } = rollup;
  if (bands !== null) return { type: { name: 'string', precision: null }, unit: null };
  const isCount = value.is === 'aggregate' && value.aggregate.startsWith('count');
  const unit = isCount || value.of === null ? null : unitOf(value.of, scope);
  if (value.is === 'aggregate') return { type: columnTypeOf(value.type), unit };
  const storage = storageOf(value.of, scope);
  return { type: storage === null ? { name: 'string', precision: null } : typeOfStorage(storage), unit };
}

function ownRollup(entity: Dataset, name: string, datasets: ReadonlyMap<string, Dataset>): ScopeColumn | null {
  const rollup = entity.rollups.get(name);
  if (rollup === undefined) return null;
  return rollupColumn(rollup, datasetScope(datasetOf(datasets, rollup.from), datasets));
}

/** A column of a dataset; throws `unknown-column`. */
export function columnOf(dataset: string, columns: ReadonlyMap<string, ModelColumn>, name: string): ModelColumn {
  const column = columns.get(name);
  if (column !== undefined) return column;
  throw new TrivetError('unknown-column', `${dataset} has no column ${name}.`, {
    hint: didYouMean(name, columns.keys()),
    choices: [...columns.keys()],
  });
}

/**
 * A dataset by its name; throws `unknown-dataset`, or `invalid-model` for one of the `broken`: datasets that were left
 * out for problems of their own.
 */
export function datasetOf(
  datasets: ReadonlyMap<string, Dataset>,
  name: string,
  broken: ReadonlySet<string> = new Set(),
): Dataset {
  const dataset = datasets.get(name);
  if (dataset !== undefined) return dataset;
  if (broken.has(name)) {
    throw new TrivetError('invalid-model', `The dataset ${name} has a problem of its own.`, {
      hint: `Correct ${name} first.`,
    });
  }
  throw new TrivetError('unknown-dataset', `No dataset is called ${name}.`, {
    hint: didYouMean(name, datasets.keys()),
    choices: [...datasets.keys()],
  });
}

function followed(
  at: Dataset,
  step: string,
  datasets: ReadonlyMap<string, Dataset>,
  mayFollow: (cardinality: Cardinality) => boolean,
): Dataset {
  const join = at.joins.get(step);
  if (join === undefined) {
    throw new TrivetError('unknown-path', `${at.name} has no join ${step}.`, {
      hint: didYouMean(step, at.joins.keys()),
    });
  }
  if (!mayFollow(join.cardinality)) throw multiplies(at, join);
  return datasetOf(datasets, join.to);
}

function multiplies(at: Dataset, join: Join): TrivetError {
  const message = `The join ${join.name} of ${at.name} is ${join.cardinality}, which ${join.cardinality === 'as_of' ? 'no policy' : 'no expression'} may follow.`;
  return new TrivetError('unknown-path', message, {
    hint:
      join.cardinality === 'as_of'
        ? 'A policy follows many_to_one and one_to_one joins, where the key decides.'
        : 'An expression follows many_to_one, one_to_one and as_of joins, where a row has at most one match.',
  });
}
