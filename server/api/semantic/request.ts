/** bodies of the semantic-layer routes: shape first (422 with JSON pointers), then names (400) */
import { z } from 'zod';
import { TrivetError } from '../../lib/errors.ts';
import { type InvalidParameter, RouteRefusal } from '../problem-details.ts';

const id = z.string().min(1).max(200);
const ids = z.array(id).max(100);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const operators = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'IN',
  'NOT IN',
  'IS NULL',
  'IS NOT NULL',
  'between',
  'contains',
  'starts_with',
  'ends_with',
] as const;

const filter = z.strictObject({
  type: z.enum(['WHERE', 'HAVING']),
  column: id,
  operator: z.enum(operators),
  value: z.union([scalar, z.array(scalar).max(10_000)]).optional(),
});

const order = z.strictObject({ column: id, direction: z.enum(['ASC', 'DESC']).default('ASC') });

const groupLimit = z.strictObject({
  dimensions: z.array(id).length(1, { error: 'must name exactly one dimension.' }),
  metric: id,
  top: z.int().min(1),
  direction: z.literal('DESC', { error: 'must be DESC: the largest groups are kept.' }).default('DESC'),
  group_others: z.boolean().default(false),
});

const question = z.strictObject({
  metrics: ids.min(1, { error: 'must name at least one metric.' }),
  dimensions: ids.default([]),
  filters: z.array(filter).max(100).default([]),
  order: z.array(order).max(40).default([]),
  limit: z.int().min(1).max(50_000).nullish(),
  offset: z.int().min(0).nullish(),
  group_limit: groupLimit.nullish(),
});

const configuration = z.record(z.string(), z.unknown()).optional();

/** What each route takes. */
export const bodies = {
  views: z.strictObject({ runtime_configuration: configuration }),
  view: z.strictObject({ additional_configuration: configuration }),
  query: z.strictObject({ query: question }),
  values: z.strictObject({ dimension: id, filters: z.array(filter).max(100).default([]) }),
  selection: z.strictObject({ selected_metrics: ids.default([]), selected_dimensions: ids.default([]) }),
};

export type SemanticQuestion = z.infer<typeof question>;
export type SemanticFilter = z.infer<typeof filter>;
export type FilterOperator = (typeof operators)[number];

/** A body in its shape; throws 422 with everything that is wrong with it. A missing body is an empty one. */
export function readBody<Body extends z.ZodType>(spec: Body, written: unknown): z.infer<Body> {
  const parsed = spec.safeParse(written ?? {});
  if (parsed.success) return parsed.data;
  const invalid = parsed.error.issues.flatMap(({ path, message, ...issue }): InvalidParameter[] => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const reason = message.replace(/^Invalid input: /, '');
    if (keys.length === 0) return [{ name: pointer(path), reason }];
    return keys.map((key) => ({ name: pointer([...path, key]), reason: 'There is no such member.' }));
  });
  const places = invalid.map(({ name }) => (name === '' ? 'the body' : name)).join(', ');
  const refusal = new TrivetError('invalid-query', `The body is not as this route takes it: ${places}.`, {
    hint: 'invalid_params says for each place what is expected.',
  });
  throw new RouteRefusal(422, refusal, invalid);
}

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
