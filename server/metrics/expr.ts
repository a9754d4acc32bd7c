import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import { columnPaths, replaceColumns } from '../model/expression/columns.ts';
import { formatExpression } from '../model/expression/format.ts';
import type { MetricContext, MetricKind } from '../model/metric-kind.ts';
import { type Part, partOf, typeOfValue } from './parts.ts';

const spec = z.strictObject({
  /** A formula over metrics by their names and measures as `dataset.measure`: `revenue - 1.2 * ticket_cost`. */
  value: z.string().min(1),
});

/** A formula over any metrics and measures, each aggregated first; `/` is null where the divisor is 0 or null. Units must agree. */
export const expr: MetricKind<z.infer<typeof spec>> = {
  name: 'expr',
  spec,
  defaults: { format: 'number' },
  complete({ value: written }, context) {
    const parts = new Map<string, Part>();
    const part = (path: readonly string[]): Part => {
      const name = path.join('.');
      const known = parts.get(name) ?? partOf(context, roleOf(path, parts), name);
      parts.set(name, known);
      return known;
    };
    const { expression, type, unit } = context.algebra(written, part);
    if (type !== 'number') throw notNumber(context, written, type);
    if (columnPaths(expression).length === 0) throw withoutParts(context, written);
    const components = Object.assign({}, ...[...parts.values()].map((one) => one.components)) as Part['components']; // each of them is one
    const value = replaceColumns(expression, (path) => part(path).value);
    return {
      components,
      value,
      type: typeOfValue(value, components),
      additivity: 'algebraic',
      definition: `${formatExpression(expression)}, each aggregated first`,
      unit,
    };
  },
};

/** A name under which no component of another part is called, or can be. */
function roleOf(path: readonly string[], parts: ReadonlyMap<string, Part>): string {
  const role = path.join('_');
  const taken = [...parts.values()].some(({ components }) =>
    Object.keys(components).some((name) => name === role || name.startsWith(`${role}_`) || role.startsWith(`${name}_`)),
  );
  return taken ? `${role}_${parts.size + 1}` : role;
}

function notNumber({ metricName }: MetricContext, written: string, type: string): TrivetError {
  return new TrivetError('invalid-expression', `${metricName}: ${written} is a ${type}, not a number.`, {
    hint: 'A metric is a number: write case when … then 1 else 0 end, or a formula.',
  });
}

function withoutParts({ metricName }: MetricContext, written: string): TrivetError {
  return new TrivetError('invalid-expression', `${metricName}: ${written} names no metric and no measure.`, {
    hint: 'Name at least one, such as revenue or orders.booked.',
  });
}
