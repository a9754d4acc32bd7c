import { z } from 'zod';
import { dimensionSpec } from './dimension-spec.ts';
import { joinSpec } from './join-spec.ts';
import { measureSpec } from './measure-spec.ts';
import { rollupSpec } from './rollup-spec.ts';
import { day, duration, range, text, texts, version, zone } from './scalars.ts';

/** What a column of a dataset may say; either it stands in the source or it is derived by `expr`. */
const columnSpec = z.strictObject({
  type: text.optional(),
  from: text.optional(),
  expr: text.optional(),
  nulls: texts.optional(),
  format: text.optional(),
  pad: z
    .union([z.int().positive(), z.strictObject({ length: z.int().positive(), with: text.default('0') })], {
      error: "must be a length such as 6, or { length: 6, with: '0' }.",
    })
    .optional(),
  label: text.optional(),
  unit: text.optional(),
  range: range.optional(),
  values: z.array(z.union([z.string(), z.number()]).transform(String)).optional(),
  pii: z.enum(['direct', 'quasi', 'free_text']).optional(),
  class: z.enum(['identity', 'descriptive', 'attitudinal', 'behavioural']).optional(),
  access: text.optional(),
  why: text.optional(),
  origin: text.optional(),
});

const facts = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));

/** A dataset as people write it. */
export const datasetSpec = z.strictObject({
  version: version.optional(),
  dataset: text,
  label: text.optional(),
  description: text.optional(),
  kind: z.enum(['survey', 'operational', 'financial', 'reference']),
  role: z.enum(['fact', 'entity', 'bridge', 'snapshot', 'calendar']).default('fact'),
  population: z.enum(['customers', 'employees', 'public']).default('customers'),
  owner: text.optional(),
  source: z.record(z.string(), z.unknown()),
  key: z.array(text).min(1, { error: 'must name at least one column.' }),
  time: z
    .strictObject({
      default: text,
      zone: zone.optional(),
      coverage: z.strictObject({ from: day.optional(), through: day.optional() }).optional(),
    })
    .optional(),
  person: text.optional(),
  privacy: z.strictObject({ k: z.int().positive() }).optional(),
  origin: facts.optional(),
  purposes: z.array(text).optional(),
  consent: z
    .strictObject({
      column: text.optional(),
      separator: text.optional(),
      dataset: text.optional(),
      person: text.optional(),
      purpose: text.optional(),
      granted: text.optional(),
      withdrawn: text.optional(),
    })
    .refine((consent) => (consent.column === undefined) !== (consent.dataset === undefined), {
      error: 'must name either a column or a dataset.',
    })
    .refine(({ column, separator }) => column !== undefined || separator === undefined, {
      error: 'has a separator only with a column that lists purposes.',
    })
    .refine(
      ({ dataset, person, purpose, granted, withdrawn }) =>
        dataset !== undefined || [person, purpose, granted, withdrawn].every((key) => key === undefined),
      { error: 'names person, purpose, granted and withdrawn only of a dataset of grants.' },
    )
    .optional(),
  outcome: text.optional(),
  dedupe: z.strictObject({ keep: z.enum(['latest', 'earliest']), by: text }).optional(),
  deleted: z.strictObject({ column: text }).optional(),
  freshness: z.strictObject({ expect: duration.optional(), max_age: duration.optional() }).optional(),
  refresh: duration.optional(),
  inherit: z.enum(['none']).optional(),
  columns: z
    .record(z.string(), columnSpec)
    .refine((columns) => Object.keys(columns).length > 0, { error: 'must name at least one column.' }),
  joins: z.record(z.string(), joinSpec).optional(),
  dimensions: z.record(z.string(), dimensionSpec).optional(),
  measures: z.record(z.string(), measureSpec).optional(),
  paths: z.record(z.string(), texts).optional(),
  rollups: z.record(z.string(), rollupSpec).optional(),
});

const each = z.record(z.string(), z.unknown()).optional();

/** The same with joins, dimensions, measures and rollups still unread: each is read alone, so that a broken one goes alone. */
export const datasetFrameSpec = datasetSpec.extend({ joins: each, dimensions: each, measures: each, rollups: each });

export type ColumnSpec = z.infer<typeof columnSpec>;
export type DatasetFrame = z.infer<typeof datasetFrameSpec>;
