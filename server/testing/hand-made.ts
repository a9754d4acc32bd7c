import type { ExpressionType } from '../model/expression/expression.ts';
import { parseExpression } from '../model/expression/parse.ts';
import type { Dataset, Dimension, DimensionPath, Join, Model } from '../model/model.ts';

/** What a test says of a dimension: where it lives, what it is, and who reaches it how. */
export interface MadeDimension {
  readonly home: string;
  readonly expr: string;
  readonly type?: ExpressionType;
  /** Dataset → join names to the home; the home itself need not be said. */
  readonly reach?: Readonly<Record<string, readonly string[]>>;
}

/** The model with further dimensions; their expressions are not typed. */
export function withDimensions(model: Model, made: Readonly<Record<string, MadeDimension>>): Model {
  const entries = Object.entries(made).map(
    ([name, { home, expr, type = 'string', reach = {} }]): [string, Dimension] => {
      const ways = Object.entries(reach).map(([dataset, joins]): [string, readonly DimensionPath[]] => [
        dataset,
        [{ home, joins }],
      ]);
      return [
        name,
        {
          name,
          label: name,
          description: null,
          type,
          grains: [],
          nulls: 'MERGE',
          homes: [{ dataset: home, expression: parseExpression(expr) }],
          reach: new Map([[home, [{ home, joins: [] }]], ...ways]),
        },
      ];
    },
  );
  return { ...model, dimensions: new Map([...model.dimensions, ...entries]) };
}

/** The model with one dataset changed. */
function withDataset(model: Model, name: string, change: (dataset: Dataset) => Partial<Dataset>): Model {
  const dataset = model.datasets.get(name);
  if (dataset === undefined) throw new Error(`The model has no dataset ${name}.`);
  const changed = { ...dataset, ...change(dataset) };
  return { ...model, datasets: new Map([...model.datasets, [name, changed]]) };
}

/** The model with a dataset that has some joins more, or others under their names. */
export function withJoins(model: Model, name: string, joins: readonly Join[]): Model {
  return withDataset(model, name, (dataset) => ({
    joins: new Map([...dataset.joins, ...joins.map((join): [string, Join] => [join.name, join])]),
  }));
}
