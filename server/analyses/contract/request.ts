import { z } from 'zod';

const columns = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .meta({ description: 'Role’s column: the column that plays it, or a list where several can.' });

/** What people write in an analysis cell, and what GraphQL takes as bindings. */
export const analysisShape = z.strictObject({
  analysis: z.string().meta({ description: 'Name of an analysis, such as key-drivers.' }),
  datasets: z
    .record(
      z.string(),
      z.union([z.string(), z.strictObject({ dataset: z.string().optional(), columns: columns.optional() })]),
    )
    .optional()
    .meta({
      description: 'Role: the dataset or cell that plays it, or { dataset: …, columns: { role’s column: column } }.',
    }),
  where: z.json().optional().meta({ description: 'Dimension: value, a list of values, or operators.' }),
  options: z.record(z.string(), z.json()).optional().meta({ description: 'Options of the analysis by name.' }),
});

/** A request for an analysis, its shape checked; names are not yet. */
export type AnalysisRequest = z.infer<typeof analysisShape>;
