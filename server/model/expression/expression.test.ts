import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TrivetError } from '../../lib/errors.ts';
import { columnPaths } from './columns.ts';
import type { Expression } from './expression.ts';
import { formatExpression } from './format.ts';
import { functionNames, isFunctionName } from './functions.ts';
import { parseExpression } from './parse.ts';

const names = fc.oneof(
  fc.constantFrom('score', 'end', 'a"b', 'constructor', 'two words', 'Größe', 'date', 'case', 'd.e'),
  fc.string({ minLength: 1, maxLength: 6 }),
);
const numbers = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e21, noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
);

const leaves: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({
    op: fc.constant('number' as const),
    value: numbers.filter((value) => Number.isSafeInteger(value) || !Number.isInteger(value)),
  }),
  fc.record({ op: fc.constant('text' as const), value: fc.string() }),
  fc.record({ op: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ op: fc.constant('date' as const), value: fc.constantFrom('2024-02-29', '1999-12-31') }),
  fc.constant<Expression>({ op: 'null' }),
  fc.record({ op: fc.constant('column' as const), path: fc.array(names, { minLength: 1, maxLength: 3 }) }),
);

const expressions = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaves,
    fc.record({ op: fc.constantFrom('negate' as const, 'not' as const), of: tie('any') }),
    fc.record({
      op: fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'and', 'or'),
      left: tie('any'),
      right: tie('any'),
    }),
    fc.record({
      op: fc.constant('in' as const),
      of: tie('any'),
      values: fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
      negated: fc.boolean(),
    }),
    fc.record({ op: fc.constant('is_null' as const), of: tie('any'), negated: fc.boolean() }),
    fc.record({
      op: fc.constant('case' as const),
      // oxlint-disable-next-line unicorn/no-thenable -- a branch of a case is never awaited
      branches: fc.array(fc.record({ when: tie('any'), then: tie('any') }), { minLength: 1, maxLength: 3 }),
      otherwise: tie('any'),
    }),
    fc.record({
      op: fc.constant('call' as const),
      name: fc.constantFrom(...functionNames.filter((name) => isFunctionName(name))),
      args: fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).any;

test('every tree is read back from its canonical text', () => {
  fc.assert(
    fc.property(expressions, (expression) => {
      expect(parseExpression(formatExpression(expression))).toEqual(expression);
    }),
    { numRuns: 500 },
  );
});

test('any text is either read or refused with a position', () => {
  const texts = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom('a', '(', ')', 'case', 'when', 'not', 'in', '=', "'", '1', ',', 'and', 'is'), {
        maxLength: 12,
      })
      .map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseExpression(text);
      } catch (error) {
        expect(error).toBeInstanceOf(TrivetError);
        expect(error).toMatchObject({ code: 'invalid-expression', position: { line: expect.any(Number) } });
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a+b*c', 'a + b * c'],
  ['(a+b)*c', '(a + b) * c'],
  ['a - (b - c)', 'a - (b - c)'],
  ['(a - b) - c', 'a - b - c'],
  ['-(a + 1)', '-(a + 1)'],
  ['not a = 1 and b', 'not a = 1 and b'],
  ['NOT (a OR b)', 'not (a or b)'],
  ['score between 7 and 8 or x', 'score >= 7 and score <= 8 or x'],
  ['score not between 7 and 8', 'not (score >= 7 and score <= 8)'],
  ["channel not in ('web','it''s')", "channel not in ('web', 'it''s')"],
  ['a <> 1', 'a != 1'],
  ['customer.region is not null', 'customer.region is not null'],
  ['"end" + "a""b" + constructor', '"end" + "a""b" + constructor'],
  ['customer.end', 'customer."end"'],
  ["date '2024-01-31' > date", "date '2024-01-31' > date"],
  ['case when a then 1 when b then 2 end', 'case when a then 1 when b then 2 end'],
  ['COALESCE(a, 0) / b', 'coalesce(a, 0) / b'],
  ['1.50', '1.5'],
])('%s is written %s', (written, canonical) => {
  expect(formatExpression(parseExpression(written))).toBe(canonical);
});

test.each([
  ['', 1, 'The expression is empty.'],
  ['score >=', 9, 'The expression ends where a value is expected.'],
  ['score score', 7, 'score stands where an operator or the end is expected.'],
  ['(a + b', 7, 'The expression ends where ) is expected.'],
  ["name = 'open", 8, "A quotation mark ' is not closed."],
  ['a = b = c', 7, 'Comparisons cannot be chained.'],
  ['a && b', 3, '& means nothing here.'],
  ['sum(amount)', 1, 'There is no function sum.'],
  ['lowr(name)', 1, 'There is no function lowr.'],
  ["date '2024-02-30'", 6, "'2024-02-30' is not a date."],
  ['a > 12345678901234567890', 5, '12345678901234567890 is too large to be kept exactly.'],
  ['case a when 1 then 2 end', 6, 'a stands where when is expected.'],
  ['now()', 1, 'There is no function now.'],
])('%s is refused at column %i', (text, column, message) => {
  expect(() => parseExpression(text)).toThrow(
    expect.objectContaining({
      code: 'invalid-expression',
      message,
      position: expect.objectContaining({ line: 1, column }),
    }),
  );
});

test('a function that is nearly spelled right is offered', () => {
  expect(() => parseExpression('lowr(name)')).toThrow(expect.objectContaining({ hint: 'Did you mean lower?' }));
});

test('the position counts lines', () => {
  expect(() => parseExpression('a = 1\n  and b &')).toThrow(
    expect.objectContaining({ position: expect.objectContaining({ line: 2, column: 9, offset: 14 }) }),
  );
});

test('a chain of a thousand parentheses is refused, not a crash', () => {
  expect(() => parseExpression('('.repeat(900) + 'a' + ')'.repeat(900))).toThrow('nested too deep');
});

test('each column path is listed once, in order of use', () => {
  expect(columnPaths(parseExpression('a + customer.region + a + if(b, c, a.b)'))).toEqual([
    ['a'],
    ['customer', 'region'],
    ['b'],
    ['c'],
    ['a', 'b'],
  ]);
});
