import { TrivetError } from '../../lib/errors.ts';
import type { Dimension, Metric, Model } from '../../model/model.ts';
import { canBeDated } from '../compile/compile-dated-rollup.ts';
import type { GroupRequest } from '../language/metric-query.ts';
import { findDimension } from '../resolve/reach.ts';
import { invalidQuery } from '../language/refuse.ts';
import { conditionsOf, measuresOf, type Resolved, type ResolvedGroup } from '../resolve/resolve.ts';
import { type NamedRollup, rollupsIn } from '../resolve/rollup-columns.ts';
import { usesOf, wayOfFilter } from '../resolve/way.ts';

/** Whether what is asked of rollups as of each row's own time can be told. */
export function checkRollups(resolved: Resolved): readonly TrivetError[] {
  const { model, groups, metrics } = resolved;
  const idle = groups.flatMap(({ request, dimension }) =>
    request.asOf !== 'FACT' || rollupsOf(model, dimension).length > 0
      ? []
      : [invalidQuery(['groupBy'], `${dimension.name} is made from no rollup, so it is the same as of any time.`)],
  );
  const dated = datedRollups(resolved);
  const undated = usesOf(resolved, metrics).filter(({ isUndated }) => isUndated);
  return [
    ...idle,
    ...dated.flatMap(unknownMoments),
    ...dated.flatMap(({ rollup }) =>
      undated.map(({ dataset, metric }) => {
        const message = `${dataset.name} has no time, so ${metric} cannot be split by what ${rollup.name} was at its time.`;
        return new TrivetError('dimension-not-conformed', message, { hint: 'Ask with asOf: END.' });
      }),
    ),
  ];
}

type Uses = Pick<Resolved, 'model' | 'query' | 'groups' | 'metrics'>;

/** Rollups that the query looks at as of each row's own time. */
export function datedRollups(uses: Uses): readonly NamedRollup[] {
  const { model, query, groups, metrics } = uses;
  const conditions = [query.where, ...query.metrics.map(({ filter }) => filter)].flatMap(conditionsOf);
  const filtered = conditions.flatMap(({ on }): [Dimension, GroupRequest['asOf']][] => {
    const dimension = findDimension(model, on);
    return dimension === undefined ? [] : [[dimension, wayOfFilter(uses, dimension).asOf]];
  });
  const grouped = groups.map(({ dimension, request }) => [dimension, request.asOf] as const);
  const ofDimensions = [...grouped, ...filtered].flatMap(([dimension, asOf]) =>
    rollupsOf(model, dimension).filter(({ rollup }) => (asOf ?? rollup.asOf) === 'FACT'),
  );
  const ofMetrics = metrics.flatMap(({ metric }) => rollupsOfMetric(model, metric));
  return [...ofDimensions, ...ofMetrics.filter(({ rollup }) => rollup.asOf === 'FACT')];
}

/** Whether a dimension may say of one entity one thing today and another tomorrow: what was known at each row's own time. */
export function isDatedGroup(
  model: Model,
  { dimension, request }: Pick<ResolvedGroup, 'dimension' | 'request'>,
): boolean {
  return rollupsOf(model, dimension).some(({ rollup }) => (request.asOf ?? rollup.asOf) === 'FACT');
}

function rollupsOf(model: Model, { homes }: Dimension): readonly NamedRollup[] {
  return homes.flatMap(({ dataset, expression }) => {
    const home = model.datasets.get(dataset);
    return home === undefined ? [] : rollupsIn(model, home, expression);
  });
}

function rollupsOfMetric(model: Model, metric: Metric): readonly NamedRollup[] {
  return measuresOf(model, metric).flatMap(({ measure, dataset }) =>
    [measure.of, measure.where].flatMap((part) => (part === null ? [] : rollupsIn(model, dataset, part))),
  );
}

function unknownMoments({ entity, rollup }: NamedRollup): readonly TrivetError[] {
  const name = `${entity.name}.${rollup.name}`;
  const { value, time, from } = rollup;
  const hint = 'Ask with asOf: END: what is known in the end.';
  if (time === null) {
    const message = `${name} cannot be told as of a row's own time: ${from} has no time.`;
    return [new TrivetError('unsupported', message, { hint })];
  }
  if (value.is === 'aggregate' && !canBeDated(value.aggregate)) {
    const message = `${name} cannot be told as of each row's own time: its ${value.aggregate} would have to be computed anew for every row.`;
    return [new TrivetError('unsupported', message, { hint })];
  }
  if (value.is === 'take' && value.orderBy[0]?.column !== time) {
    const message = `${name} cannot be told as of a row's own time: it takes the ${value.take} row by ${value.orderBy[0]?.column ?? 'nothing'}, not by ${time}.`;
    return [new TrivetError('unsupported', message, { hint })];
  }
  return [];
}
