import { expect, test } from 'vitest';
import { readYaml, type YamlSource } from './read-yaml.ts';

function read(text: string): YamlSource {
  const { source } = readYaml('a.yml', text);
  if (source === null) throw new Error('The text was not read.');
  return source;
}

test('words that YAML once turned into truths stay texts', () => {
  expect(read('on: yes\noff: no\nkey: 2024-01-31\n1: one').value).toEqual({
    on: 'yes',
    off: 'no',
    key: '2024-01-31',
    1: 'one',
  });
});

test('a key, a value and a member of a list have their places', () => {
  const source = read('a:\n  b: [x, yy]\n');
  expect(source.keyAt(['a', 'b'])).toMatchObject({ line: 2, column: 3, length: 1 });
  expect(source.valueAt(['a', 'b', 1])).toMatchObject({ line: 2, column: 10, length: 2 });
});

test('what is missing is placed at the nearest key above', () => {
  expect(read('a:\n  b: 1\n').valueAt(['a', 'c'])).toMatchObject({ line: 1, column: 1 });
});

test.each([
  ['a: score >= 9', 4],
  ["a: 'score >= 9'", 5],
  ['a: "score >= 9"', 5],
])('a stretch of the text in %s is placed within it', (text, column) => {
  const stretch = { line: 1, column: 1, offset: 0, length: 5 };
  expect(read(text).within(['a'], stretch)).toMatchObject({ line: 1, column, length: 5 });
});

test('a stretch of a folded text is placed at its start', () => {
  expect(read('a: >\n  x\n  y\n').within(['a'], { line: 1, column: 3, offset: 2 })).toMatchObject({
    line: 1,
    column: 4,
  });
});

test('a byte-order mark and Windows line ends do not move lines', () => {
  const source = read('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n');
  expect(source.value).toEqual({ a: 1, b: { c: 2 } });
  expect(source.keyAt(['b', 'c']).line).toBe(3);
});

test('aliases are followed, and a bomb of them is refused', () => {
  expect(read('a: &x { b: 1 }\nc: *x').value).toEqual({ a: { b: 1 }, c: { b: 1 } });
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
  const { source, problems } = readYaml('a.yml', ['l0: &l0 [x]', ...levels].join('\n'));
  expect(source).toBeNull();
  expect(problems).toMatchObject([{ code: 'invalid-yaml' }]);
});

test('brackets nested without end are refused', () => {
  expect(readYaml('a.yml', `a: ${'['.repeat(20_000)}`).problems[0]).toMatchObject({ code: 'invalid-yaml' });
});

test('two documents in one file are refused', () => {
  expect(readYaml('a.yml', 'a: 1\n---\nb: 2\n').problems).toMatchObject([
    { code: 'invalid-yaml', position: { line: 2 } },
  ]);
});
