import type { Expression, ExpressionType } from '../expression/expression.ts';
import { columnPaths } from '../expression/columns.ts';
import { readExpression } from '../expression/read.ts';
import { expressionTypeOf } from '../expression/scope.ts';
import type { Dataset, Join } from '../model.ts';
import { checkName } from '../names.ts';
import { columnOf, datasetScope } from '../scopes.ts';
import { type DimensionSpec, dimensionSpec } from '../spec/dimension-spec.ts';
import { rollupSpec } from '../spec/rollup-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import type { DatasetDraft } from './dataset.ts';

/** A dimension as one dataset's file declares it, before it is known whether the whole model names it. */
export interface LocalDimension {
  readonly dataset: string;
  readonly name: string;
  readonly expression: Expression;
  readonly type: ExpressionType;
  readonly spec: Pick<DimensionSpec, 'label' | 'description' | 'nulls'>;
  readonly place: Place;
  /** A rollup: unless the model gives it a home of another name, the whole model has it under its plain name. */
  readonly isRollup: boolean;
}

/** The local dimensions of all datasets, their rollups among them; one with a problem is reported and left out. */
export function localDimensions(drafts: ReadonlyMap<string, DatasetDraft>, report: Report): readonly LocalDimension[] {
  const datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
  return [...drafts.values()].flatMap((draft) => {
    const written = Object.entries(draft.frame.dimensions ?? {}).flatMap(([name, value]) => {
      const place = below(draft.place, 'dimensions', name);
      const spec = parseSpec(dimensionSpec, value, { place, report, code: 'invalid-model' });
      const local = spec === null ? null : localDimension(name, spec, { draft, datasets, place, report });
      return local === null ? [] : [local];
    });
    return [...written, ...rollupDimensions(draft)];
  });
}

function rollupDimensions({ dataset, frame, place }: DatasetDraft): readonly LocalDimension[] {
  return [...dataset.rollups.values()].map(({ name, label, type }) => {
    const { description, nulls } = rollupSpec.parse(frame.rollups?.[name]);
    return {
      dataset: dataset.name,
      name,
      expression: { op: 'column', path: [name] },
      type,
      spec: { label, description, nulls },
      place: below(place, 'rollups', name),
      isRollup: true,
    };
  });
}

interface LocalContext {
  readonly draft: DatasetDraft;
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly place: Place;
  readonly report: Report;
}

function localDimension(
  name: string,
  spec: DimensionSpec,
  { draft, datasets, place, report }: LocalContext,
): LocalDimension | null {
  const { dataset } = draft;
  const { column, expr } = spec;
  const at = below(place, column === undefined ? 'expr' : 'column');
  const read = attempt(at, report, () => {
    checkName('dimension', name);
    if (expr !== undefined) {
      const { expression, type } = readExpression(expr, datasetScope(dataset, datasets));
      return { expression: placed(expression, dataset, datasets), type };
    }
    const found = columnOf(dataset.name, dataset.columns, column ?? '');
    const expression: Expression = { op: 'column', path: [found.name] };
    return { expression, type: expressionTypeOf(found.type) };
  });
  if (read === null) return null;
  if (read.type === 'unknown') {
    report(finding(at, 'invalid-expression', `${name} would always be null.`));
    return null;
  }
  return { dataset: dataset.name, name, expression: read.expression, type: read.type, spec, place, isRollup: false };
}

/**
 * Null where a row has no entity whose rollup the expression asks for: a rollup that is null says that nothing happened
 * to somebody, which nobody can say of a row of nobody.
 */
function placed(expression: Expression, dataset: Dataset, datasets: ReadonlyMap<string, Dataset>): Expression {
  const guards = columnPaths(expression).flatMap((path): Expression[] => {
    const joins = path.slice(0, -1);
    const home = joins.reduce<Dataset | undefined>((at, step) => {
      const join: Join | undefined = at?.joins.get(step);
      return join === undefined ? undefined : datasets.get(join.to);
    }, dataset);
    const [key] = home?.key ?? [];
    if (joins.length === 0 || key === undefined || home?.rollups.has(path.at(-1) ?? '') !== true) return [];
    return [{ op: 'is_null', of: { op: 'column', path: [...joins, key] }, negated: false }];
  });
  const [first, ...rest] = new Map(guards.map((guard) => [JSON.stringify(guard), guard])).values();
  if (first === undefined) return expression;
  const when = rest.reduce<Expression>((left, right) => ({ op: 'or', left, right }), first);
  // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
  return { op: 'case', branches: [{ when, then: { op: 'null' } }], otherwise: expression };
}
