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

/** A saved query: a metric query, read where queries are, with its parameters. */
export const savedQuerySpec = z.looseObject({
  metrics: z.array(z.unknown()).min(1, { error: 'must name at least one metric.' }),
});

/** A golden test: a query, what it must answer, and how near. */
export const goldenTestSpec = z.strictObject({
  name: text,
  query: savedQuerySpec,
  expect: z.unknown(),
  tolerance: z.number().nonnegative().optional(),
});

/** Which roles may see which rows and columns of a dataset. */
export const accessSpec = z.strictObject({
  dataset: text,
  roles: z.array(text).min(1, { error: 'must name at least one role.' }),
  rows: text.optional(),
  columns: z.record(z.string(), text).optional(),
});

export type AccessSpec = z.infer<typeof accessSpec>;
