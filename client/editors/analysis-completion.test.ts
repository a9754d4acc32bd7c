import { expect, test } from 'vitest';
import type { Words } from './words.ts';
import { offerYaml } from './yaml-completion.ts';
import { meaningInYaml } from './yaml-meaning.ts';

const word = (name: string, meaning: string | null = null) => ({ name, detail: '', meaning });
const role = (description: string, dataset: string, columns: Readonly<Record<string, string>>) => ({
  description,
  type: 'object',
  properties: {
    dataset: { type: 'string', default: dataset },
    columns: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(columns).map(([name, text]) => [name, { type: 'string', description: text }]),
      ),
    },
  },
});
const branch = (name: string, question: string, datasets: object, options: object) => ({
  properties: {
    analysis: { const: name, description: question },
    datasets: { type: 'object', description: 'The dataset or cell that plays each role.', properties: datasets },
    options: { type: 'object', properties: options },
  },
});
const words: Words = {
  relations: [
    { ...word('responses'), columns: [word('nps_score'), word('channel')], joins: [] },
    { ...word('answers_north'), columns: [word('points')], joins: [] },
  ],
  params: [],
  metrics: [word('nps')],
  fields: [],
  dimensions: [{ ...word('region'), grains: [], values: ['North', 'South'] }],
  schema: {
    type: 'object',
    properties: {
      analysis: { type: 'string', description: 'Name of an analysis.' },
      where: {},
      datasets: {},
      options: {},
    },
    oneOf: [
      branch(
        'score',
        'How good is the score, and how sure is it?',
        {
          answers: role('One row an answer.', 'responses', {
            score: 'the answer as a number.',
            unit: 'by what scores are told apart.',
          }),
        },
        {
          instrument: { type: 'string', enum: ['nps', 'csat', 'ces'], default: 'nps', description: 'The scale.' },
          weigh: { type: 'boolean' },
        },
      ),
      branch(
        'key-drivers',
        'What goes with satisfaction?',
        { ratings: role('One row a rating.', 'ratings', {}) },
        { draws: { type: 'integer' } },
      ),
    ],
  },
};

const offered = (text: string, isAsked = true) => {
  const at = text.indexOf('|');
  const whole = text.replace('|', '');
  return offerYaml(whole, at === -1 ? whole.length : at, words, isAsked)?.options;
};
const names = (text: string) => offered(text)?.map(({ label }) => label);

test('analyses are offered by name, with the question that each answers', () => {
  expect(offered('analysis: ', false)?.map(({ label, detail }) => [label, detail])).toEqual([
    ['score', 'How good is the score, and how sure is it?'],
    ['key-drivers', 'What goes with satisfaction?'],
  ]);
  expect(offerYaml('analysis: key-dr', 16, words, false)?.from).toBe(10);
});

test('below datasets stand the roles of the analysis that the text names, before or after the place', () => {
  expect(names('analysis: score\ndatasets:\n  |')).toEqual(['answers']);
  expect(names('analysis: key-drivers\ndatasets:\n  |')).toEqual(['ratings']);
  expect(names('datasets:\n  |\nanalysis: key-drivers')).toEqual(['ratings']);
  expect(names('{ analysis: "score", datasets: { |')).toEqual(['answers']);
  expect(names('analysis: unknown\ndatasets:\n  |')).toBeUndefined();
});

test('a role is played by a dataset or a cell', () => {
  expect(names('analysis: score\ndatasets:\n  answers: |')).toEqual(['responses', 'answers_north']);
  expect(names('analysis: score\ndatasets:\n  answers:\n    dataset: |')).toEqual(['responses', 'answers_north']);
  expect(names('analysis: score\ndatasets:\n  answers:\n    |')).toEqual(['dataset', 'columns']);
});

test('below columns stand those of the role, and as their values those of what plays it', () => {
  const body = 'analysis: score\ndatasets:\n  answers:\n    dataset: answers_north\n    columns:\n      ';
  expect(names(`${body}|`)).toEqual(['score', 'unit']);
  expect(names(`${body}score: |`)).toEqual(['points']);
  expect(names('analysis: score\ndatasets: { answers: { dataset: answers_north, columns: { unit: [|')).toEqual([
    'points',
  ]);
});

test('what plays a role when nobody names it lends its columns too', () => {
  expect(names('analysis: score\ndatasets: { answers: { columns: { score: |')).toEqual(['nps_score', 'channel']);
});

test('options have their keys with what holds unless given, and their closed values', () => {
  expect(offered('analysis: score\noptions:\n  |')?.map(({ label, detail }) => [label, detail])).toEqual([
    ['instrument', 'one of a few, nps unless given'],
    ['weigh', 'boolean'],
  ]);
  expect(names('analysis: score\noptions:\n  instrument: |')).toEqual(['nps', 'csat', 'ces']);
  expect(names('analysis: score\noptions: { weigh: |')).toEqual(['true', 'false']);
  expect(names('analysis: key-drivers\noptions:\n  |')).toEqual(['draws']);
});

test('conditions are written as in a query', () => {
  expect(names('analysis: score\nwhere:\n  |')).toEqual(['region']);
  expect(names('analysis: score\nwhere: { region: |')).toEqual(['North', 'South']);
});

test('the word under the pointer says what it means', () => {
  const body =
    'analysis: score\ndatasets:\n  answers:\n    columns: { score: nps_score }\noptions: { instrument: csat }';
  const at = (found: string) => {
    const meaning = meaningInYaml(body, body.indexOf(found) + 2, words);
    return meaning && [body.slice(meaning.from, meaning.to), meaning.option.detail, meaning.option.info];
  };
  expect(at('score\n')).toEqual(['score', 'How good is the score, and how sure is it?', undefined]);
  expect(at('analysis')).toEqual(['analysis', 'string', 'Name of an analysis.']);
  expect(at('answers')).toEqual(['answers', 'object', 'One row an answer.']);
  expect(at('score:')).toEqual(['score', 'string', 'the answer as a number.']);
  expect(at('instrument')).toEqual(['instrument', 'one of a few, nps unless given', 'The scale.']);
  expect(meaningInYaml('where: { region: 7 }', 17, words)).toBeNull();
});
