import { expect, test } from 'vitest';
import { readHeader } from './header.ts';
import { bindParameters, parameterOf, queryValues, resolveParameters } from './parameters.ts';

const specs = readHeader(
  `title: T
params:
  from: {type: date, default: 2026-01-01, min: 2020-01-01}
  limit: {type: integer, default: 10, min: 0, max: 100}
  share: {type: number, default: 0.5}
  only_late: {type: boolean, default: true}
  region: {type: enum, options: [North, South], optional: true}
  wave: {type: enum, options: [1, 2], default: 1}
  text: {type: text, default: all}
  channels: {type: list, default: [web]}
  period: {type: date_range, default: [2026-01-01, 2026-02-01]}
  team: {type: text, required: true}`,
  2,
).header.params;
const value = (given: Record<string, unknown>, name: string) => resolveParameters(specs, given).values.get(name);
const reason = (given: Record<string, unknown>, name: string) =>
  resolveParameters(specs, given).problems.get(name)?.message;

test('absent values take the default', () => {
  expect(Object.fromEntries(resolveParameters(specs, {}).values)).toEqual({
    from: '2026-01-01',
    limit: 10,
    share: 0.5,
    only_late: true,
    region: null,
    wave: 1,
    text: 'all',
    channels: ['web'],
    period: ['2026-01-01', '2026-02-01'],
    team: null,
  });
});

test.each([
  ['limit', 0, 0],
  ['limit', '0', 0],
  ['share', 0, 0],
  ['only_late', false, false],
  ['only_late', 'false', false],
  ['text', '', ''],
  ['channels', [], []],
  ['region', null, null],
  ['wave', '2', 2],
  ['period', '2026-03-01..2026-04-01', ['2026-03-01', '2026-04-01']],
  ['period', { from: '2026-03-01', to: '2026-04-01' }, ['2026-03-01', '2026-04-01']],
])('%s takes %j from outside as a value', (name, given, expected) => {
  expect(value({ [name]: given }, name)).toEqual(expected);
  expect(reason({ [name]: given }, name)).toBeUndefined();
});

test.each([
  ['limit', 'ten', 'Limit: "ten" is not a number.'],
  ['limit', 1.5, 'Limit: 1.5 is not a whole number.'],
  ['limit', 101, 'Limit: 101 is above 100.'],
  ['from', '2026-02-30', 'From: "2026-02-30" is not a date such as 2026-01-31.'],
  ['from', '2019-12-31', 'From: "2019-12-31" is below 2020-01-01.'],
  ['region', 'West', 'Region: "West" is none of North, South.'],
  ['only_late', 'yes', 'Only late: "yes" is neither true nor false.'],
  [
    'period',
    ['2026-02-01', '2026-01-01'],
    'Period: ["2026-02-01","2026-01-01"] ends before it begins (the end is not included).',
  ],
  ['limit', null, 'Limit: may not be empty.'],
  ['channels', [{}], 'Channels: [{}] is not a list of texts.'],
])('%s refuses %j and falls back to the default', (name, given, message) => {
  expect(reason({ [name]: given }, name)).toBe(message);
  expect(value({ [name]: given }, name)).toEqual(value({}, name));
});

test('a required parameter without a value says so', () => {
  expect(reason({}, 'team')).toBe('Team: needs a value.');
});

test('a parameter nobody declared is a warning with a hint', () => {
  expect(resolveParameters(specs, { regoin: 'North' }).unknown).toMatchObject([
    { code: 'unknown-parameter', hint: 'Did you mean region?' },
  ]);
  expect(resolveParameters(specs, { constructor: 1 }).unknown).toHaveLength(1);
});

test('values are bound with their declared types, a range by both ends', () => {
  const { values } = resolveParameters(specs, { region: null });
  expect(Object.fromEntries(bindParameters(specs, values))).toEqual({
    from: { type: 'DATE', value: '2026-01-01' },
    limit: { type: 'BIGINT', value: 10 },
    share: { type: 'DOUBLE', value: 0.5 },
    only_late: { type: 'BOOLEAN', value: true },
    region: { type: 'VARCHAR', value: null },
    wave: { type: 'BIGINT', value: 1 },
    text: { type: 'VARCHAR', value: 'all' },
    channels: { type: 'VARCHAR[]', value: ['web'] },
    period_from: { type: 'DATE', value: '2026-01-01' },
    period_to: { type: 'DATE', value: '2026-02-01' },
    team: { type: 'VARCHAR', value: null },
  });
  expect(queryValues(specs, values).get('period_to')).toBe('2026-02-01');
  expect(parameterOf(specs, 'period_to')?.name).toBe('period');
});
