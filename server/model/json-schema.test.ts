import { expect, test } from 'vitest';
import { smallKinds } from '../testing/broken/kinds.ts';
import { modelJsonSchema } from './json-schema.ts';

test('editors learn the keys of datasets, and of each kind of metric', () => {
  const schema = JSON.stringify(modelJsonSchema(smallKinds));
  expect(modelJsonSchema(smallKinds)).toMatchObject({ $schema: expect.stringContaining('json-schema.org') });
  for (const key of ['"tie_break"', '"semi_additive"', '"numerator"', '"const":"nps"', '"decimal"', '"bands"']) {
    expect(schema).toContain(key);
  }
});

test('without kinds a metric may have any further key', () => {
  expect(JSON.stringify(modelJsonSchema())).not.toContain('"numerator"');
});
