import { literal } from '../../sql/literals.ts';
import type { Sql } from '../../sql/sql.ts';
import type { LegJoin } from '../plan/leg-join.ts';
import type { Plan } from '../plan/plan.ts';
import type { Explain } from './result.ts';

/** The statement with its values written in: for people to read, never to be run. */
export function readableSql(statement: Sql): string {
  return statement.pieces.map((piece) => (typeof piece === 'string' ? piece : literal(piece))).join('');
}

/** What each leg reads, joins and feeds. */
export function explainLegs(plan: Plan): Explain['legs'] {
  return plan.legs.map((leg, index) => ({
    dataset: [leg, ...leg.also].map(({ dataset }) => dataset).join(' + '),
    joins: [leg, ...leg.also].flatMap(({ dataset, joins }, place) =>
      joins.map((made) => `${place === 0 ? '' : `${dataset}: `}${joinText(made)}`),
    ),
    metrics: plan.metrics
      .filter(({ components }) => components.some(({ component }) => plan.components[component]?.leg === index))
      .map(({ alias }) => alias),
  }));
}

const kindsOfJoin = { plain: '', as_of: ', as of', rollup: ', rolled up' } as const;

function joinText({ is, path, dataset }: LegJoin): string {
  return `${path.join('.')} → ${dataset}${kindsOfJoin[is]}`;
}
