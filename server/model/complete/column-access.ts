import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import { expressionTypeOf } from '../expression/scope.ts';
import type { ColumnAccess, ColumnType } from '../model.ts';
import { withArticle } from '../names.ts';

const masks = ['last4', 'hash', 'year', 'null'] as const;
const choices = ['deny', 'aggregate_only', ...masks.map((how) => `mask(${how})`)];

/** `deny`, `aggregate_only` or `mask(hash)`, as it may stand at a column of a type; throws `invalid-model`. */
export function parseColumnAccess(column: string, written: string, type: ColumnType): ColumnAccess {
  if (written === 'deny' || written === 'aggregate_only') return { is: written };
  const how = masks.find((mask) => new RegExp(`^mask\\(\\s*${mask}\\s*\\)$`).test(written));
  if (how === undefined) {
    throw new TrivetError('invalid-model', `There is no access ${written}.`, {
      hint: didYouMean(written, choices) ?? `It is one of ${choices.join(', ')}.`,
      choices,
    });
  }
  if (how === 'year' && !['date', 'timestamp'].includes(expressionTypeOf(type))) {
    throw new TrivetError('invalid-model', `${column} is ${withArticle(type.name)}, which has no year to show.`, {
      hint: 'Mask it with hash, last4 or null, or deny it.',
    });
  }
  return { is: 'mask', how };
}
