import { z } from 'zod';
import { duration, text } from './scalars.ts';

const columns = z.record(z.string(), text).refine((pairs) => Object.keys(pairs).length > 0, {
  error: 'must pair at least one own column with one of the target.',
});

/** A named join, declared by the dataset that holds the key. */
export const joinSpec = z.strictObject({
  to: text,
  on: columns.optional(),
  cardinality: z.enum(['many_to_one', 'one_to_one', 'as_of', 'one_to_many', 'many_to_many']),
  via: text.optional(),
  weight: text.optional(),
  by: columns.optional(),
  at: text.optional(),
  match: text.optional(),
  direction: z.enum(['backward', 'forward']).optional(),
  inclusive: z.boolean().optional(),
  within: duration.optional(),
  tie_break: z.array(text).optional(),
});

export type JoinSpec = z.infer<typeof joinSpec>;
