import { z } from 'zod';
import { text } from './scalars.ts';

const common = {
  label: text.optional(),
  description: text.optional(),
  nulls: z.enum(['merge', 'split']).default('merge'),
};

/** A dimension local to the dataset in whose file it stands. */
export const dimensionSpec = z
  .strictObject({ ...common, column: text.optional(), expr: text.optional() })
  .refine((spec) => (spec.column === undefined) !== (spec.expr === undefined), {
    error: 'must say either column: or expr:.',
  });

/** A dimension of the whole model. */
export const modelDimensionSpec = z
  .strictObject({
    ...common,
    home: text.optional(),
    conform: z.array(text).min(2, { error: 'must name at least two homes.' }).optional(),
    calendar: z.literal(true).optional(),
  })
  .refine(({ home, conform, calendar }) => [home, conform, calendar].filter((one) => one !== undefined).length === 1, {
    error: 'must say one of home:, conform: or calendar: true.',
  });

export type DimensionSpec = z.infer<typeof dimensionSpec>;
export type ModelDimensionSpec = z.infer<typeof modelDimensionSpec>;
