import type { z } from 'zod';
import type { Named } from '../lib/registry.ts';
import type { Expression } from './expression/expression.ts';
import type { ReadExpression } from './expression/read.ts';
import type { ColumnType, Dataset, Measure, Metric, MetricInterval } from './model.ts';

/**
 * A kind of metric: one file in `metrics/`, one line in its index. The model is given the registry, completes the
 * common keys itself and asks the kind for the rest.
 */
export interface MetricKind<Spec = unknown> extends Named {
  /** The keys of this kind alone; common keys (label, unit, where …) are the model's. */
  readonly spec: z.ZodType<Spec>;
  /** What the kind fixes unless the metric says otherwise. */
  readonly defaults: Partial<Pick<Metric, 'unit' | 'format' | 'range' | 'good' | 'empty' | 'minN'>>;
  complete(spec: Spec, context: MetricContext): MetricShape;
}

/** What a kind contributes to a complete metric. */
export interface MetricShape {
  readonly components: Readonly<Record<string, Measure>>;
  readonly value: Expression;
  readonly type?: Metric['type'];
  readonly additivity: Metric['additivity'];
  readonly interval?: MetricInterval;
  readonly count?: string;
  readonly definition: string;
  /** A unit that follows from what is measured (the column's unit, or the quotient of two). */
  readonly unit?: string | null;
  /** The direction that follows from the spec (a reversed scale); what the metric says itself wins. */
  readonly good?: Metric['good'];
}

/** What a kind may ask of the model while a metric is completed. Every method throws a TrivetError for an unknown name. */
export interface MetricContext {
  readonly metricName: string;
  /** `orders`: the dataset itself. */
  dataset(name: string): Dataset;
  /** `orders.amount`: a measure of that name, else the column or rollup; the metric's own `where` and `time` are already applied. */
  source(reference: string): MetricSource;
  /** Another metric, already complete; cycles are refused by the model. */
  metric(name: string): Metric;
  /** A measure over a dataset, with the metric's `where` and `time` joined to `where`. */
  measure(dataset: string, measure: MeasurePart): Measure;
  /** Reads and types an expression over a dataset and what its rows find at most once. */
  expression(dataset: string, text: string): ReadExpression;
  /** The same for what is true or false; throws `invalid-expression` for anything else. */
  condition(dataset: string, text: string): Expression;
  /** Reads a formula over metrics (`revenue`) and measures (`orders.booked`), which `part` completes; an error of it is told at the name. */
  algebra(text: string, part: (path: readonly string[]) => AlgebraPart): ReadExpression;
}

export interface MeasurePart {
  readonly name: string;
  readonly aggregate: Measure['aggregate'];
  readonly of?: Expression | null;
  readonly where?: Expression | null;
  readonly fraction?: number;
  readonly across?: Measure['across'];
}

/** What a name stands for in the formula of a metric. */
export interface AlgebraPart {
  readonly type: Measure['type'];
  readonly unit: string | null;
}

export type MetricSource =
  | { readonly is: 'measure'; readonly dataset: Dataset; readonly measure: Measure }
  | {
      readonly is: 'column';
      readonly dataset: Dataset;
      readonly expression: Expression;
      readonly type: ColumnType;
      readonly unit: string | null;
    }
  | { readonly is: 'rows'; readonly dataset: Dataset };
