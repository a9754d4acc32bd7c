import { z } from 'zod';
import { registry } from '../../lib/registry.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { MetricContext, MetricKind } from '../../model/metric-kind.ts';
import type { Aggregate, Measure } from '../../model/model.ts';

const component = (name: string): Expression => ({ op: 'column', path: [name] });

function plain(name: string, aggregate: Aggregate): MetricKind<{ of: string }> {
  return {
    name,
    spec: z.strictObject({ of: z.string() }),
    defaults: {},
    complete: ({ of }, context) => {
      const measure = measured(of, aggregate, context);
      return {
        components: { [name]: measure },
        value: component(name),
        additivity: measure.additivity,
        definition: `${name} of ${of}`,
      };
    },
  };
}

function measured(of: string, aggregate: Aggregate, context: MetricContext): Measure {
  const source = context.source(of);
  if (source.is === 'measure') return source.measure;
  const column = source.is === 'column' ? source.expression : null;
  return context.measure(source.dataset.name, { name: aggregate, aggregate, of: column });
}

const rate: MetricKind<{ of: string; hits: string }> = {
  name: 'rate',
  spec: z.strictObject({ of: z.string(), hits: z.string() }),
  defaults: { format: 'percent', range: [0, 1] },
  complete: ({ of, hits }, context) => ({
    components: {
      hits: context.measure(of, { name: 'hits', aggregate: 'count', where: context.condition(of, hits) }),
      n: context.measure(of, { name: 'n', aggregate: 'count' }),
    },
    value: { op: 'divide', left: component('hits'), right: component('n') },
    additivity: 'algebraic',
    interval: { method: 'wilson', of: ['hits', 'n'] },
    count: 'n',
    definition: `share of ${of} where ${hits}`,
  }),
};

const ratio: MetricKind<{ numerator: string; denominator: string }> = {
  name: 'ratio',
  spec: z.strictObject({ numerator: z.string(), denominator: z.string() }),
  defaults: {},
  complete: ({ numerator, denominator }, context) => {
    const part = (role: string, name: string): [string, Measure][] =>
      [...context.metric(name).components.values()].map((measure) => [role, measure]);
    return {
      components: Object.fromEntries([...part('numerator', numerator), ...part('denominator', denominator)]),
      value: { op: 'divide', left: component('numerator'), right: component('denominator') },
      additivity: 'algebraic',
      definition: `${numerator} / ${denominator}`,
    };
  },
};

const nps: MetricKind<{ score: string }> = {
  ...plain('nps', 'sum'),
  spec: z.strictObject({ score: z.string() }),
  defaults: { unit: 'points', good: 'up', range: [-100, 100] },
  complete: ({ score }, context) => plain('nps', 'sum').complete({ of: score }, context),
};

/** Kinds just large enough to complete a metric with, for tests of what the model adds to a kind. */
export const smallKinds = registry<MetricKind>([
  plain('average', 'median'),
  plain('count', 'count'),
  plain('count_distinct', 'count_distinct'),
  plain('median', 'median'),
  nps,
  rate,
  ratio,
  plain('sum', 'sum'),
]);
