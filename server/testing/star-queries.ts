import { reached, sharedColors, type Star } from './star-schema.ts';

/** An entity whose key two facts both hold, nearest first; null: none. */
export function sharedEntity(star: Star, one: number, other: number): number | null {
  const far = reached(star, other);
  return reached(star, one).find((entity) => far.includes(entity)) ?? null;
}

/** Queries that between them use every kind of leg a star can have: what has to hold whatever the engine. */
export function starQueries(star: Star): Readonly<Record<string, object>> {
  const facts = star.facts.map((_, index) => index);
  const colors = sharedColors(star, facts);
  const metrics = facts.flatMap((fact) => [`rows${fact}`, `booked${fact}`, `owners${fact}`, `hit_rate${fact}`]);
  const [color] = colors;
  const shared = sharedEntity(star, 0, 1);
  return {
    'by what all share': { metrics, groupBy: [...colors], totals: true },
    'by month': {
      metrics,
      groupBy: [...colors, { dimension: 'date', grain: 'MONTH' }],
      totals: ['GRAND', { by: ['date'] }],
    },
    ...(color === undefined ? {} : { filtered: { metrics, where: { [color]: { _in: ['red', null] } } } }),
    ...(color === undefined ? {} : { split: { metrics, groupBy: [{ dimension: color, nulls: 'SPLIT' }] } }),
    'over a bridge': { metrics: ['rows0', 'total0', 'middle0'], groupBy: ['tag0'], totals: true },
    'over a bridge by reason': { metrics: ['rows0'], groupBy: [{ dimension: 'tag0', nulls: 'SPLIT' }] },
    'shared out': {
      metrics: [
        { name: 'rows0', allocate: 'weight' },
        { name: 'total0', allocate: 'weight' },
      ],
      groupBy: ['tag0'],
      totals: true,
    },
    'by the tags of others': { metrics: ['rows0', 'owners0'], where: { tag0: { _neq: 'x', nulls: true } } },
    ...(shared === null ? {} : entityQueries(shared)),
  };
}

function entityQueries(entity: number): Readonly<Record<string, object>> {
  const scope = 'SEMI_JOIN';
  return {
    'through an entity': { metrics: [{ name: 'total0', scope }, 'rows1'], groupBy: ['mark1'], totals: true },
    'through an entity and a bridge': { metrics: [{ name: 'rows0', scope }], groupBy: ['tag1'], totals: true },
    'selected through an entity': { metrics: ['rows0', 'rows1'], where: { mark1: 'p' }, filterScope: scope },
    'not selected through an entity': {
      metrics: ['rows0', 'rows1'],
      where: { _not: { mark1: 'p' } },
      filterScope: scope,
    },
    'entities by a metric': { metrics: ['rows0'], where: { [`e${entity}`]: { _metric: { booked1: { _lt: 5 } } } } },
    'entities without rows': { metrics: ['rows0'], where: { [`e${entity}`]: { _none: 'f1' } } },
  };
}
