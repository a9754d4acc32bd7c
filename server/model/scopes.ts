import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Scope } from './expression/scope.ts';
import type { Cardinality, Dataset, Join, ModelColumn } from './model.ts';

/** Whether a join finds at most one row, by the key of its target: only such joins lie on paths. */
export function keepsRows(cardinality: Cardinality): boolean {
  return cardinality === 'many_to_one' || cardinality === 'one_to_one';
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

/** The columns of a dataset and of what it joins by many-to-one paths: `customer.region`. */
export function datasetScope(dataset: Dataset, datasets: ReadonlyMap<string, Dataset>): Scope {
  return {
    column: (path) => {
      const joins = path.slice(0, -1);
      const home = joins.reduce((at, step) => followed(at, step, datasets), dataset);
      return columnOf(home.name, home.columns, path.at(-1) ?? '');
    },
  };
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

function followed(at: Dataset, step: string, datasets: ReadonlyMap<string, Dataset>): Dataset {
  const join = at.joins.get(step);
  if (join === undefined) {
    throw new TrivetError('unknown-path', `${at.name} has no join ${step}.`, {
      hint: didYouMean(step, at.joins.keys()),
    });
  }
  if (!keepsRows(join.cardinality)) throw multiplies(at, join);
  return datasetOf(datasets, join.to);
}

function multiplies(at: Dataset, join: Join): TrivetError {
  return new TrivetError(
    'unknown-path',
    `The join ${join.name} of ${at.name} is ${join.cardinality}, which no expression may follow.`,
    {
      hint: 'An expression follows many_to_one and one_to_one joins, where a row has at most one match.',
    },
  );
}
