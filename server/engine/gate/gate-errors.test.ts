import { expect, test } from 'vitest';
import { notParsed } from './gate-errors.ts';

const refusal = (text: string): string =>
  notParsed({ error: true, error_message: 'Only SELECT statements can be serialized to json!' }, text).message;

test('a statement that is no SELECT is named by its first word', () => {
  expect(refusal('-- tidy up\ndrop table orders')).toBe('DROP is not a SELECT.');
});

test('a SELECT with something else behind it is not said to be no SELECT', () => {
  expect(refusal('select * from orders; drop table orders')).toBe(
    'There is more than one statement, and not all of them are SELECTs.',
  );
});
