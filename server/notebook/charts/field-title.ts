import type { compile } from 'vega-lite';
import type { OutputColumn } from '../output.ts';

type FieldTitle = NonNullable<NonNullable<Parameters<typeof compile>[1]>['fieldTitle']>;

/** Titles of axes and legends that the chart does not name itself: the column's label, and how it was gathered. */
export function fieldTitle(columns: readonly OutputColumn[]): FieldTitle {
  const labels = new Map(columns.map(({ name, label }) => [name, label]));
  return ({ field = '', aggregate }) => {
    if (aggregate === 'count') return 'Rows';
    const label = labels.get(field.replaceAll('\\', '')) ?? field;
    return typeof aggregate === 'string' ? `${verbs.get(aggregate) ?? aggregate} of ${label}` : label;
  };
}

const verbs = new Map([
  ['mean', 'Mean'],
  ['average', 'Mean'],
  ['median', 'Median'],
  ['sum', 'Sum'],
  ['min', 'Smallest'],
  ['max', 'Largest'],
  ['distinct', 'Different values'],
]);
