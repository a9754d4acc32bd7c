import { z } from 'zod';
import { duration, text } from './scalars.ts';

/** One aggregate over one dataset. */
export const measureSpec = z.strictObject({
  agg: z.enum([
    'count',
    'sum',
    'min',
    'max',
    'count_distinct',
    'median',
    'percentile',
    'percentile_cont',
    'percentile_disc',
    'stddev',
    'mode',
  ]),
  of: text.optional(),
  where: text.optional(),
  time: text.optional(),
  p: z
    .number()
    .min(0, { error: 'must lie between 0 and 1.' })
    .max(1, { error: 'must lie between 0 and 1.' })
    .optional(),
  method: z.enum(['cont', 'disc']).optional(),
  semi_additive: z
    .strictObject({
      over: text,
      take: z.enum(['last_date', 'last_per', 'carry']),
      per: text.optional(),
      carry: duration.optional(),
    })
    .optional(),
  empty: z.union([z.literal(0), z.null()], { error: 'must be 0 or null.' }).optional(),
});

export type MeasureSpec = z.infer<typeof measureSpec>;
