import { expect, test } from 'vitest';
import { offerSql } from './sql-completion.ts';
import type { Words } from './words.ts';
import { offerYaml } from './yaml-completion.ts';

const word = (name: string) => ({ name, detail: '', meaning: null });
const words: Words = {
  relations: [
    {
      ...word('responses'),
      columns: [word('score'), word('customer_id')],
      joins: [{ to: 'customers', cardinality: 'many to one', on: [['customer_id', 'id']] }],
    },
    { ...word('customers'), columns: [word('id'), word('region')], joins: [] },
  ],
  params: [word('region'), word('from')],
  metrics: [word('nps'), word('revenue')],
  dimensions: [
    { ...word('region'), grains: [], values: ['North', 'South'] },
    { ...word('date'), grains: ['MONTH'], values: [] },
  ],
  schema: {
    properties: {
      metrics: {
        items: {
          properties: {
            name: {},
            compare: { properties: { offset: {}, as: { items: { enum: ['VALUE', 'DELTA', 'PCT'] } } } },
          },
        },
      },
      groupBy: { items: { properties: { dimension: {}, grain: { enum: ['MONTH', 'FISCAL_YEAR'] } } } },
    },
  },
  fields: [word('month')],
};

const sql = (text: string, isAsked = false) =>
  offerSql(text, text.length, words, isAsked)?.options.map((each) => each.apply ?? each.label);
const yaml = (text: string, isAsked = false) =>
  offerYaml(text, text.length, words, isAsked)?.options.map((each) => each.label);

test('relations follow FROM', () => {
  expect(sql('select * from res')).toEqual(['responses', 'customers']);
});

test('a dollar sign begins a parameter', () => {
  expect(sql('select 1 where region = $')).toEqual(['region', 'from']);
  expect(yaml('where: {region: $')).toEqual(['region', 'from']);
});

test('a point after a name or its alias leads to its columns', () => {
  expect(sql('select r.sc from responses r', true)).not.toBeNull();
  expect(offerSql('select r. from responses as r', 9, words, false)?.options.map(({ label }) => label)).toEqual([
    'score',
    'customer_id',
  ]);
  expect(offerSql('select responses.s from responses', 18, words, false)?.from).toBe(17);
  expect(sql('select x.')).toBeUndefined();
});

test('after JOIN the declared relationship is written out', () => {
  expect(sql('select * from responses join ', true)?.[0]).toBe('customers on responses.customer_id = customers.id');
});

test('columns of the relations that the text names come first', () => {
  expect(offerSql('select sc from responses', 9, words, false)?.options.map(({ label }) => label)).toEqual([
    'score',
    'customer_id',
    'responses',
    'customers',
  ]);
});

test('nothing is offered where nothing was typed', () => {
  expect(sql('select ')).toBeUndefined();
});

test('metrics stand under metrics, dimensions under groupBy and where', () => {
  expect(yaml('metrics: [')).toBeUndefined();
  expect(yaml('metrics: [n')).toEqual(['nps', 'revenue']);
  expect(yaml('metrics:\n  - n')).toEqual(['nps', 'revenue']);
  expect(yaml('metrics: [nps]\ngroupBy: [{dimension: d')).toEqual(['region', 'date']);
  expect(yaml('where:\n  r')).toEqual(['region', 'date']);
});

test('the fields of a chart are the columns of its relation', () => {
  expect(yaml('encoding:\n  x: {field: m')).toEqual(['month']);
});

test('at the start of a line stand the keys of the body', () => {
  expect(yaml('metrics: [nps]\ng')).toEqual(['metrics', 'groupBy']);
});

test('inside a metric or a group stand the fields of the language, and their closed values', () => {
  expect(yaml('metrics: [{ n')).toEqual(['name', 'compare']);
  expect(yaml('metrics:\n  - name: nps\n    c')).toEqual(['name', 'compare']);
  expect(yaml('groupBy: [{ dimension: date, g')).toEqual(['dimension', 'grain']);
  expect(yaml('groupBy: [{ dimension: date, grain: ')).toEqual(['MONTH', 'FISCAL_YEAR']);
  expect(yaml('metrics: [{ name: nps, compare: { as: [D')).toEqual(['VALUE', 'DELTA', 'PCT']);
  expect(yaml('metrics: [{ name: nps, compare: { offset: P')).toContain('P1Y');
});

test('under a dimension of a filter stand its operators and its values', () => {
  expect(yaml('where: { region: N')).toEqual(['North', 'South']);
  expect(yaml('where: { region: [N')).toEqual(['North', 'South']);
  expect(yaml('where: { region: { _')?.[0]).toBe('_eq');
  expect(yaml('where:\n  region:\n    _in: [N')).toEqual(['North', 'South']);
  expect(yaml('metrics: [{ name: nps, filter: { r')).toEqual(['region', 'date']);
});

test('brackets that are closed, texts and comments do not count', () => {
  expect(yaml('where: { region: "{[" } # {\nm')).toEqual(['metrics', 'groupBy']);
  expect(yaml('metrics: [nps, { name: revenue }]\ngroupBy: [d')).toEqual(['region', 'date']);
});
