import { z } from 'zod';
import { text, version } from './scalars.ts';

const names = z.record(z.string(), z.unknown());

/** A model file that is no dataset: any of the lists, whose entries are read one by one. */
export const listsSpec = z.strictObject({
  version: version.optional(),
  dimensions: names.optional(),
  metrics: names.optional(),
  views: names.optional(),
  queries: names.optional(),
  access: z.array(z.unknown()).optional(),
  tests: z.array(z.unknown()).optional(),
});

/** What a BI tool is shown together. */
export const viewSpec = z.strictObject({
  label: text.optional(),
  description: text.optional(),
  metrics: z.array(text).default([]),
  dimensions: z.array(text).default([]),
});

const metricQuery = {
  metrics: z.array(z.unknown()).min(1, { error: 'must name at least one metric.' }),
};

/** A value that a saved query is asked with: typed by itself, or by the dimension it is compared with. */
const parameterSpec = z
  .strictObject({
    type: z.enum(['string', 'number', 'boolean', 'date']).optional(),
    dimension: text.optional(),
    default: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  })
  .refine(({ type, dimension }) => type === undefined || dimension === undefined, {
    error: 'must say either type: or dimension:.',
  });

/** A saved query: a metric query, read where queries are, with its parameters. */
export const savedQuerySpec = z.looseObject({
  label: text.optional(),
  description: text.optional(),
  parameters: z.record(z.string(), parameterSpec).optional(),
  ...metricQuery,
});

/** A golden test: a query, what it must answer, and how near. */
export const goldenTestSpec = z.strictObject({
  name: text,
  query: z.looseObject(metricQuery),
  expect: z.unknown().refine((value) => value !== undefined, { error: 'is missing.' }),
  tolerance: z.number().nonnegative().optional(),
});

/** Which roles may see which rows and columns of a dataset. */
export const accessSpec = z.strictObject({
  dataset: text,
  roles: z.array(text).min(1, { error: 'must name at least one role.' }),
  rows: text.optional(),
  columns: z.record(z.string(), text).optional(),
});

export type ParameterSpec = z.infer<typeof parameterSpec>;
export type AccessSpec = z.infer<typeof accessSpec>;
