import { columnPaths, replaceColumns } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Model, Rollup } from '../../model/model.ts';
import type { RollupMode } from '../plan/leg-join.ts';

/** The one column of a joined rollup. */
export const rollupValue = 'v';

/** A rollup that a column path names, with the entity it lies on. */
export interface NamedRollup {
  readonly entity: Dataset;
  readonly rollup: Rollup;
  /** Join names to the entity. */
  readonly joins: readonly string[];
}

/** The step of a join path that leads from an entity to its rollup: no join has such a name. */
export function rollupStep(rollup: string, mode: RollupMode): string {
  return `${rollup}@${mode}`;
}

/** The same from the dataset that holds the entity's key, past the entity itself; `join` would lead there. */
export function keyStep(rollup: string, join: string): string {
  return `${rollup}@KEY ${join}`;
}

/** What `rollupStep` or `keyStep` wrote; null for the name of a join. */
export function readRollupStep(step: string): RollupStep | null {
  const [, rollup = '', mode, join = null] = /^([^@]*)@(END|FACT|KEY)(?: (.*))?$/.exec(step) ?? [];
  return mode === 'END' || mode === 'FACT' || mode === 'KEY' ? { rollup, mode, join } : null;
}

interface RollupStep {
  readonly rollup: string;
  readonly mode: RollupMode;
  readonly join: string | null;
}

/** The rollup that a column path names; null where it names a column. */
export function rollupAt(model: Model, dataset: Dataset, path: readonly string[]): NamedRollup | null {
  const joins = path.slice(0, -1);
  let entity: Dataset | undefined = dataset;
  for (const name of joins) entity = model.datasets.get(entity?.joins.get(name)?.to ?? '');
  const name = path.at(-1) ?? '';
  const rollup = entity?.columns.has(name) === true ? undefined : entity?.rollups.get(name);
  return entity === undefined || rollup === undefined ? null : { entity, rollup, joins };
}

/** The rollups that an expression names, each once. */
export function rollupsIn(model: Model, dataset: Dataset, expression: Expression): readonly NamedRollup[] {
  return columnPaths(expression).flatMap((path) => rollupAt(model, dataset, path) ?? []);
}

/** The expression with every rollup reached by a step of its own: as asked, else as the rollup says. */
export function withRollupSteps(
  model: Model,
  dataset: Dataset,
  expression: Expression,
  asked: 'END' | 'FACT' | null = null,
): Expression {
  return replaceColumns(expression, (path) => {
    const found = rollupAt(model, dataset, path);
    if (found === null) return { op: 'column', path };
    const step = rollupStep(found.rollup.name, asked ?? found.rollup.asOf);
    return { op: 'column', path: [...found.joins, step, rollupValue] };
  });
}

/** The expression, without a value where an entity whose rollup it names is not there: not known is not "none". */
export function whereEntitiesAre(model: Model, dataset: Dataset, expression: Expression): Expression {
  if (expression.op === 'column') return expression;
  const keys = rollupsIn(model, dataset, expression).flatMap(({ entity, joins }) => {
    const [key] = entity.key;
    return key === undefined || joins.length === 0 ? [] : [[...joins, key]];
  });
  const once = new Map(keys.map((path) => [JSON.stringify(path), path]));
  return [...once.values()].reduce<Expression>((inner, path) => whereFound(path, inner), expression);
}

/** The expression where a column that is never missing in its row has a value, else null. */
export function whereFound(path: readonly string[], expression: Expression): Expression {
  const isMissing: Expression = { op: 'is_null', of: { op: 'column', path }, negated: false };
  // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
  return { op: 'case', branches: [{ when: isMissing, then: { op: 'null' } }], otherwise: expression };
}
