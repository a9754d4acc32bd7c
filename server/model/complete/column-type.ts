import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { ColumnType, ColumnTypeName } from '../model.ts';

const simple: readonly Exclude<ColumnTypeName, 'decimal'>[] = [
  'string',
  'integer',
  'real',
  'boolean',
  'date',
  'timestamp',
  'timestamptz',
];

/** `decimal(18,2)` and the other types of columns as people write them; throws `invalid-model`. */
export function parseColumnType(written: string): ColumnType {
  const name = simple.find((type) => type === written);
  if (name !== undefined) return { name, precision: null };
  const decimal = /^decimal\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(written);
  if (decimal !== null) return decimalType(Number(decimal[1]), Number(decimal[2]), written);
  const hint = written.startsWith('decimal')
    ? 'Say how many digits there are and how many of them after the point: decimal(18,2).'
    : (didYouMean(written, simple) ?? `It is one of ${simple.join(', ')} or decimal(18,2).`);
  throw new TrivetError('invalid-model', `There is no column type ${written}.`, {
    hint,
    choices: [...simple, 'decimal(18,2)'],
  });
}

function decimalType(digits: number, scale: number, written: string): ColumnType {
  if (digits >= 1 && digits <= 38 && scale <= digits) return { name: 'decimal', precision: [digits, scale] };
  throw new TrivetError('invalid-model', `${written} is no decimal type.`, {
    hint: 'A decimal has 1 to 38 digits, of which at most all stand after the point.',
  });
}
