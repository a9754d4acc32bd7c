import { z } from 'zod';
import { text, texts } from './scalars.ts';

/** One value for each row of an entity, taken from another dataset's rows. */
export const rollupSpec = z
  .strictObject({
    from: text,
    path: texts.optional(),
    value: text.optional(),
    take: z.enum(['first', 'last']).optional(),
    of: text.optional(),
    order_by: texts.optional(),
    where: text.optional(),
    bands: z
      .record(z.string(), text)
      .refine((bands) => Object.keys(bands).length > 0, { error: 'must name at least one band.' })
      .optional(),
    empty: z.union([z.string(), z.number(), z.null()], { error: 'must be a text, a number or null.' }).optional(),
    type: z.enum(['number', 'string', 'boolean', 'date', 'timestamp']).optional(),
    as_of: z.enum(['end', 'fact']).optional(),
    label: text.optional(),
    description: text.optional(),
    nulls: z.enum(['merge', 'split']).default('merge'),
  })
  .refine(({ value, take }) => (value === undefined) !== (take === undefined), {
    error: 'must say either value: (such as count(*)) or take: with of: and order_by:.',
  });

export type RollupSpec = z.infer<typeof rollupSpec>;
