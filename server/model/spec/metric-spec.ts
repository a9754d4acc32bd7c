import { z } from 'zod';
import { range, text } from './scalars.ts';

/** The keys that every kind of metric shares. */
export const metricCommonSpec = z.strictObject({
  kind: text,
  label: text.optional(),
  description: text.optional(),
  owner: text.optional(),
  unit: text.optional(),
  format: z.enum(['number', 'integer', 'percent', 'points', 'currency', 'decimal', 'duration']).optional(),
  good: z.enum(['up', 'down']).nullable().optional(),
  range: range.optional(),
  target: z.number().optional(),
  min_n: z.int().nonnegative().optional(),
  empty: z.union([z.literal(0), z.null()], { error: 'must be 0 or null.' }).optional(),
  time: text.optional(),
  where: text.optional(),
  filter: text.optional(),
  visible: z.boolean().default(true),
});

export type MetricCommon = z.infer<typeof metricCommonSpec>;
