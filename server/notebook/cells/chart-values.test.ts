import { expect, test } from 'vitest';
import type { Json } from '../../lib/json.ts';
import type { ColumnMeaning, OutputColumn } from '../output.ts';
import { checkValues, hiddenText } from './chart-values.ts';

const plain = { defines: null, additivity: null, overlapping: false, compared: null, explains: null, k: null };

function column(name: string, meaning: Partial<ColumnMeaning>, role = 'METRIC'): OutputColumn {
  const shape = { label: name, type: 'real', unit: null, format: null, role, metric: name } as const;
  return { ...shape, name, meaning: { ...plain, ...meaning } };
}

const columns = [
  column('revenue', { additivity: 'additive' }),
  column('nps', { additivity: 'algebraic', k: 5 }),
  column('tagged', { additivity: 'additive', overlapping: true }),
  column('nps__suppressed', { explains: 'nps' }, 'FLAG'),
];
const check =
  (spec: Json, of = columns) =>
  () =>
    checkValues(spec, of, () => undefined);
const y = (encoding: Json): Json => ({ mark: 'bar', encoding: { y: encoding } });

test('what adds up may be added up, and a value is drawn as it is', () => {
  expect(check(y({ field: 'revenue', aggregate: 'sum' }))).not.toThrow();
  expect(check(y({ field: 'nps' }))).not.toThrow();
  expect(check(y({ field: 'nps', aggregate: 'max' }))).not.toThrow();
});

test.each([
  [y({ field: 'nps', aggregate: 'mean' }), 'nps cannot be averaged over its groups: it is no sum.'],
  [
    y({ field: 'tagged', aggregate: 'sum' }),
    'tagged cannot be added up over its groups: a row may count in several groups.',
  ],
  [
    { transform: [{ aggregate: [{ op: 'sum', field: 'tagged', as: 'x' }] }] },
    'tagged cannot be added up over its groups',
  ],
  [y({ field: 'nps', impute: { value: 0 } }), 'Some values of nps are hidden: nothing may be drawn in their place.'],
  [{ transform: [{ impute: 'nps', key: 'region', value: 0 }] }, 'Some values of nps are hidden'],
  [{ mark: { type: 'bar', invalid: null } }, 'Some values are hidden'],
] as const)('%j is refused', (spec, message) => {
  expect(check(spec)).toThrow(message);
});

test('what nothing is known of, and what nothing is hidden of, may be filled and added', () => {
  const own = { name: 'n', label: 'n', type: 'real', unit: null, format: null, role: null, metric: null } as const;
  expect(check(y({ field: 'n', aggregate: 'sum', impute: { value: 0 } }), [own])).not.toThrow();
  expect(check(y({ field: 'revenue', impute: { value: 0 } }))).not.toThrow();
});

test('a chart says how many of its values are hidden', () => {
  const flags = (values: readonly boolean[]) =>
    hiddenText(columns, [{ name: 'nps__suppressed', type: 'boolean', values }]);
  expect(flags([false, true])).toBe(
    ' 1 value is hidden and not drawn: fewer than 5 persons stand behind it, or behind one that it would give away.',
  );
  expect(flags([true, true])).toContain('2 values are hidden');
  expect(flags([false])).toBe('');
});
