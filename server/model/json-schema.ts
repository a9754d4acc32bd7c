import { z } from 'zod';
import type { Registry } from '../lib/registry.ts';
import type { MetricKind } from './metric-kind.ts';
import { datasetSpec } from './spec/dataset-spec.ts';
import { modelDimensionSpec } from './spec/dimension-spec.ts';
import { accessSpec, goldenTestSpec, listsSpec, savedQuerySpec, viewSpec } from './spec/file-spec.ts';
import { metricCommonSpec } from './spec/metric-spec.ts';

/** The JSON Schema of a model file, for editors; with the kinds of metrics given, also of each kind's own keys. */
export function modelJsonSchema(metricKinds?: Registry<MetricKind>): Readonly<Record<string, unknown>> {
  const lists = listsSpec.extend({
    dimensions: z.record(z.string(), modelDimensionSpec).optional(),
    metrics: z.record(z.string(), metricSpec(metricKinds)).optional(),
    views: z.record(z.string(), viewSpec).optional(),
    queries: z.record(z.string(), savedQuerySpec).optional(),
    access: z.array(accessSpec).optional(),
    tests: z.array(goldenTestSpec).optional(),
  });
  return z.toJSONSchema(z.union([datasetSpec, lists]), { io: 'input', unrepresentable: 'any' });
}

function metricSpec(kinds: Registry<MetricKind> | undefined): z.ZodType {
  const specs = [...(kinds ?? [])].flatMap(({ name, spec }) =>
    spec instanceof z.ZodObject ? [metricCommonSpec.extend({ ...spec.shape, kind: z.literal(name) })] : [],
  );
  return specs.length === 0 ? z.looseObject(metricCommonSpec.shape) : z.union(specs);
}
