import { expect, test } from 'vitest';
import { causalWord } from './causal-words.ts';

test.each([
  ['The new script causes happier customers.', 'causes'],
  ['Thanks to the team the score rose.', 'Thanks to'],
  ['It rose because we called back.', 'because'],
  ['Das neue Skript führt zu besseren Noten.', 'führt zu'],
  ['La nota subió gracias a las llamadas.', 'gracias a'],
  ['Оценка выросла благодаря звонкам.', 'благодаря'],
  ['新流程導致分數上升。', '導致'],
])('“%s” claims a cause', (sentence, word) => {
  expect(causalWord(sentence)).toBe(word);
});

test.each([
  'The score was followed by fewer calls.',
  'Late deliveries are associated with lower scores.',
  'Screwdrivers and mandrills.',
  'Der Gedanke allein.',
])('“%s” does not', (sentence) => {
  expect(causalWord(sentence)).toBeNull();
});
