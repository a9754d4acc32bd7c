import type { Expression, ExpressionType } from '../expression/expression.ts';
import { readExpression } from '../expression/read.ts';
import { expressionTypeOf } from '../expression/scope.ts';
import { checkName } from '../names.ts';
import { columnOf, rowScope } from '../scopes.ts';
import { type DimensionSpec, dimensionSpec } from '../spec/dimension-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import type { DatasetDraft } from './dataset.ts';

/** A dimension as one dataset's file declares it, before it is known whether the whole model names it. */
export interface LocalDimension {
  readonly dataset: string;
  readonly name: string;
  readonly expression: Expression;
  readonly type: ExpressionType;
  readonly spec: DimensionSpec;
  readonly place: Place;
}

/** The local dimensions of all datasets; one with a problem is reported and left out. */
export function localDimensions(drafts: ReadonlyMap<string, DatasetDraft>, report: Report): readonly LocalDimension[] {
  return [...drafts.values()].flatMap((draft) =>
    Object.entries(draft.frame.dimensions ?? {}).flatMap(([name, value]) => {
      const place = below(draft.place, 'dimensions', name);
      const spec = parseSpec(dimensionSpec, value, { place, report, code: 'invalid-model' });
      const local = spec === null ? null : localDimension(name, spec, { draft, place, report });
      return local === null ? [] : [local];
    }),
  );
}

interface LocalContext {
  readonly draft: DatasetDraft;
  readonly place: Place;
  readonly report: Report;
}

function localDimension(
  name: string,
  spec: DimensionSpec,
  { draft, place, report }: LocalContext,
): LocalDimension | null {
  const { dataset } = draft;
  const { column, expr } = spec;
  const at = below(place, column === undefined ? 'expr' : 'column');
  const read = attempt(at, report, () => {
    checkName('dimension', name);
    if (expr !== undefined) return readExpression(expr, rowScope(dataset.name, dataset.columns));
    const found = columnOf(dataset.name, dataset.columns, column ?? '');
    const expression: Expression = { op: 'column', path: [found.name] };
    return { expression, type: expressionTypeOf(found.type) };
  });
  if (read === null) return null;
  if (read.type === 'unknown') {
    report(finding(at, 'invalid-expression', `${name} would always be null.`));
    return null;
  }
  return { dataset: dataset.name, name, expression: read.expression, type: read.type, spec, place };
}
