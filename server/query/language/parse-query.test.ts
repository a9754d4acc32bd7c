import { expect, test } from 'vitest';
import { type ErrorCode, TrivetError } from '../../lib/errors.ts';
import { queryFingerprint } from './canonical.ts';
import type { QueryDefaults } from './metric-query.ts';
import { parseMetricQuery } from './parse-query.ts';

const defaults: QueryDefaults = { purpose: 'service_improvement', zone: 'Europe/Berlin', weekStart: 'MONDAY' };

function parse(input: unknown, more: Partial<QueryDefaults> = {}) {
  return parseMetricQuery(input, { ...defaults, ...more });
}

function refusal(input: unknown, more: Partial<QueryDefaults> = {}): TrivetError {
  try {
    parse(input, more);
  } catch (thrown) {
    if (thrown instanceof TrivetError) return thrown;
    throw thrown;
  }
  throw new Error('The query was not refused.');
}

function where(condition: unknown) {
  return parse({ metrics: 'nps', where: condition }).where;
}

test('bare names and single members are completed', () => {
  expect(parse({ metrics: 'revenue', groupBy: 'region', totals: true, orderBy: '-revenue' })).toEqual({
    metrics: [
      {
        name: 'revenue',
        alias: 'revenue',
        filter: null,
        interval: true,
        compare: null,
        window: null,
        scope: null,
        overlap: 'REFUSE',
        allocate: null,
        excludeFromGrain: [],
      },
    ],
    groupBy: [{ dimension: 'region', grain: null, path: null, nulls: null, asOf: null }],
    time: null,
    where: null,
    filterScope: 'CONFORMED_ONLY',
    having: null,
    totals: ['GRAND'],
    orderBy: [{ by: 'revenue', direction: 'DESC', nulls: 'LAST' }],
    limit: 1000,
    offset: 0,
    purpose: 'service_improvement',
    asOf: null,
    topN: null,
    cohort: null,
  });
});

test('what the wire spells out with its defaults is the same query as the short form', () => {
  const long = parse({
    metrics: [{ name: 'nps', alias: null, filter: null, interval: true, overlap: 'REFUSE', scope: null }],
    groupBy: [{ dimension: 'date', grain: 'MONTH', path: null, nulls: null, asOf: null }],
    time: { range: ['2024-01-01', '2024-05-01'], zone: null, spine: 'SPARSE', weekStart: null, toDate: false },
    where: { _and: [{ region: { _in: ['North'] } }] },
    filterScope: 'CONFORMED_ONLY',
    having: null,
    topN: null,
    totals: [],
    orderBy: [{ by: 'nps', dir: 'ASC', nulls: 'LAST' }],
    limit: 1000,
    offset: 0,
    purpose: null,
    asOf: null,
  });
  const short = parse({
    metrics: ['nps'],
    groupBy: [{ dimension: 'date', grain: 'month' }],
    time: { range: ['2024-01-01', '2024-05-01'] },
    where: { region: 'North' },
    orderBy: ['nps'],
  });
  expect(queryFingerprint(long)).toBe(queryFingerprint(short));
});

test('a scalar means equal, a list one of, null is missing', () => {
  expect(where({ region: 'North' })).toMatchObject({ on: 'region', operator: '_eq', values: ['North'] });
  expect(where({ region: ['South', 'North', 'South'] })).toMatchObject({ operator: '_in', values: ['North', 'South'] });
  expect(where({ region: { _in: ['North', null] } })).toMatchObject({ operator: '_in', values: ['North', null] });
  expect(where({ region: null })).toMatchObject({ operator: '_isNull', values: [true] });
  expect(where({ region: { _neq: null } })).toMatchObject({ operator: '_isNull', values: [false] });
  expect(where({ region: { _neq: 'North', nulls: true } })).toMatchObject({ operator: '_neq', keepNulls: true });
  expect(where({})).toBeNull();
});

function fingerprintOf(condition: unknown): string {
  return queryFingerprint(parse({ metrics: ['nps'], where: condition }));
}

test('conditions that mean the same have one fingerprint, whatever their order', () => {
  const one = fingerprintOf({ region: ['North', 'South'], score: { _gte: 9, _lt: 10 } });
  expect(
    fingerprintOf({
      _and: [{ score: { _lt: 10 } }, { _and: [{ score: { _gte: 9 } }] }, { region: ['South', 'North'] }],
    }),
  ).toBe(one);
  expect(fingerprintOf({ region: ['North', 'South'], score: { _gte: 9, _lt: 11 } })).not.toBe(one);
  expect(fingerprintOf({ _or: [{ region: 'North' }, { region: 'South' }] })).not.toBe(one);
});

test('and, or and not nest', () => {
  expect(where({ _not: { _or: [{ region: 'North' }, { channel: { _contains: 'web' } }] } })).toEqual({
    is: 'not',
    of: {
      is: 'or',
      of: [
        { is: 'condition', on: 'channel', operator: '_contains', values: ['web'], keepNulls: false },
        { is: 'condition', on: 'region', operator: '_eq', values: ['North'], keepNulls: false },
      ],
    },
  });
});

test('parameters stand for scalars and lists, and a null drops what it stands in', () => {
  const parameters = new Map<string, string | null | string[] | number>([
    ['region', 'North'],
    ['regions', ['North', 'South']],
    ['channel', null],
    ['from', '2024-01-01'],
    ['to', null],
    ['n', 5],
  ]);
  const ask = (input: object) => parse({ metrics: ['nps'], ...input }, { parameters });
  expect(ask({ where: { region: '$region', channel: '$channel' } }).where).toMatchObject({
    on: 'region',
    values: ['North'],
  });
  expect(ask({ where: { region: '$regions' } }).where).toMatchObject({ operator: '_in', values: ['North', 'South'] });
  expect(ask({ where: { _not: { channel: '$channel' } } }).where).toBeNull();
  expect(ask({ where: { _or: [{ channel: '$channel' }, { region: 'South' }] } }).where).toMatchObject({ on: 'region' });
  expect(ask({ where: { channel: { _in: ['$channel', 'web'] } } }).where).toBeNull();
  expect(ask({ time: { range: ['$from', '$to'] } }).time).toBeNull();
  expect(ask({ groupBy: ['region', '$channel'], limit: '$n' })).toMatchObject({
    groupBy: [{ dimension: 'region' }],
    limit: 5,
  });
  expect(ask({ where: { region: '$$region' } }).where).toMatchObject({ values: ['$region'] });
});

test('a parameter that does not exist is refused with the nearest one', () => {
  const found = refusal(
    { metrics: ['nps'], where: { region: '$regoin' } },
    { parameters: new Map([['region', 'North']]) },
  );
  expect(found).toMatchObject({ code: 'unknown-parameter', hint: 'Did you mean region?' });
});

test.each<[string, object, ErrorCode, RegExp]>([
  ['no metric', { metrics: [] }, 'invalid-query', /asks for no metric/],
  ['no metrics key', {}, 'invalid-query', /metrics/],
  ['a misspelt field', { metrics: ['nps'], gruopBy: ['region'] }, 'invalid-query', /no field gruopBy/],
  [
    'a misspelt field inside',
    { metrics: [{ name: 'nps', fliter: {} }] },
    'invalid-query',
    /metrics\[0\]: there is no field fliter/,
  ],
  [
    'an unknown operator',
    { metrics: ['nps'], where: { region: { _equals: 'x' } } },
    'invalid-query',
    /where\.region\._equals/,
  ],
  [
    'an unknown grain',
    { metrics: ['nps'], groupBy: [{ dimension: 'date', grain: 'MONHT' }] },
    'invalid-query',
    /none of DAY/,
  ],
  ['a limit too high', { metrics: ['nps'], limit: 50_001 }, 'invalid-query', /limit: 50001 is not between 1 and 50000/],
  ['a limit of nothing', { metrics: ['nps'], limit: 0 }, 'invalid-query', /limit/],
  [
    'a range backwards',
    { metrics: ['nps'], time: { range: ['2024-02-01', '2024-01-01'] } },
    'invalid-query',
    /not before/,
  ],
  [
    'a day that does not exist',
    { metrics: ['nps'], time: { range: ['2024-02-30', '2024-03-01'] } },
    'invalid-query',
    /time\.range\[0\]/,
  ],
  ['a zone nobody knows', { metrics: ['nps'], time: { zone: 'Europe/Bern1' } }, 'invalid-query', /no time zone/],
  ['a comparison with null', { metrics: ['nps'], where: { score: { _gte: null } } }, 'invalid-query', /not null/],
  [
    'nulls without a negation',
    { metrics: ['nps'], where: { region: { _eq: 'x', nulls: true } } },
    'invalid-query',
    /_neq and _nin/,
  ],
  ['a list as a query', { metrics: { name: 1 } }, 'invalid-query', /metrics\[0\]\.name/],
])('refused: %s', (_, input, code, message) => {
  const found = refusal(input);
  expect(found.code).toBe(code);
  expect(found.message).toMatch(message);
});

test.each<[string, object, RegExp]>([
  ['an offset that is none', { metrics: [{ name: 'nps', compare: 'last month' }] }, /compare\.offset: last month/],
  ['months and days at once', { metrics: [{ name: 'nps', compare: 'P1M3D' }] }, /compare\.offset/],
  ['an offset of nothing', { metrics: [{ name: 'nps', compare: 'P0D' }] }, /compare\.offset/],
  ['a misspelt part', { metrics: [{ name: 'nps', compare: { ofset: 'P1M' } }] }, /no field ofset/],
  ['two windows in one', { metrics: [{ name: 'nps', window: { rolling: 'P3M', cumulative: 'YEAR' } }] }, /either/],
  ['no window', { metrics: [{ name: 'nps', window: {} }] }, /either/],
  ['a window without length', { metrics: [{ name: 'nps', window: { rolling: '3 months' } }] }, /window\.rolling/],
  ['a top of nothing', { topN: { dimension: 'region', by: 'nps', n: 0 } }, /topN\.n: 0 is not between 1 and 1000/],
])('refused: %s', (_, part, message) => {
  const found = refusal({ metrics: ['nps'], ...part });
  const all = [found, ...found.refusals].filter(({ code }) => code === 'invalid-query');
  expect(
    all.some((one) => message.test(one.message)),
    JSON.stringify(all),
  ).toBe(true);
});

test('a query without a purpose is refused with the places where one can be said', () => {
  const found = refusal({ metrics: ['nps'] }, { purpose: null });
  expect(found).toMatchObject({ code: 'unknown-purpose', hint: expect.stringContaining('trivet.yml') });
});

test('all mistakes of a query arrive at once', () => {
  const found = refusal(
    { metrics: ['nps'], limit: -1, filterScope: 'SEMI_JOIN', where: { region: { _is: 1 } } },
    { purpose: null },
  );
  expect([found, ...found.refusals].map(({ code }) => code).sort()).toEqual([
    'invalid-query',
    'invalid-query',
    'unknown-purpose',
  ]);
});

test('names of JavaScript are conditions like any other', () => {
  expect(where({ constructor: 'a' })).toMatchObject({ on: 'constructor', values: ['a'] });
  expect(refusal({ metrics: ['nps'], where: JSON.parse('{"__proto__": "a"}') }).message).toContain('__proto__');
});

test('conditions nested without end are refused, not followed', () => {
  const deep = Array.from({ length: 400 }).reduce<unknown>((inner) => ({ _not: inner }), { region: 'North' });
  expect(refusal({ metrics: ['nps'], where: deep }).message).toContain('nested');
});

test('a rollup is looked at as it says itself, unless the query says otherwise', () => {
  const asked = (asOf: unknown) => parse({ metrics: ['nps'], groupBy: [{ dimension: 'nps_class', asOf }] }).groupBy[0];
  expect([asked(undefined)?.asOf, asked('END')?.asOf, asked('fact')?.asOf]).toEqual([null, 'END', 'FACT']);
  expect(refusal({ metrics: ['nps'], groupBy: [{ dimension: 'nps_class', asOf: 'NOW' }] }).choices).toEqual([
    'END',
    'FACT',
  ]);
});

test('a cohort ages in periods of its own grain unless others are named', () => {
  const parsed = (cohort: object) => parse({ metrics: ['nps'], cohort }).cohort;
  expect(parsed({ rollup: 'first_order', grain: 'month' })).toEqual({
    rollup: 'first_order',
    grain: 'MONTH',
    period: 'MONTH',
  });
  expect(parsed({ rollup: 'first_order', grain: 'YEAR', period: 'WEEK' })?.period).toBe('WEEK');
  expect(refusal({ metrics: ['nps'], cohort: { rollup: 'first_order', grains: 'MONTH' } }).message).toContain('cohort');
});
