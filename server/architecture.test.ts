import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

const serverOrder = [
  'lib', 'stats', 'sql', 'model', 'metrics', 'query', 'connectors', 'engine', 'analyses', 'notebook', 'insights', 'pages', 'api',
  'config.ts', 'app.ts', 'main.ts',
]; // prettier-ignore
const clientOrder = ['generated.ts', 'graphql.ts', 'state', 'charts', 'ui', 'outputs', 'editors', 'views', 'main.ts'];

test('a server folder imports only from folders to its left', () => {
  expect(violations('server', serverOrder)).toEqual([]);
});

test('a client folder imports only from folders to its left', () => {
  expect(violations('client', clientOrder)).toEqual([]);
});

test('every folder with code stands in the order', () => {
  const strangers = (side: string, order: readonly string[], aside: readonly string[]): string[] =>
    readdirSync(join(root, side)).filter(
      (name) =>
        !order.includes(name) &&
        !aside.includes(name) &&
        !name.endsWith('.test.ts') &&
        (name.endsWith('.ts') ||
          (statSync(join(root, side, name)).isDirectory() && sources(join(root, side, name)).length > 0)),
    );
  expect(strangers('server', serverOrder, ['testing'])).toEqual([]);
  expect(strangers('client', clientOrder, ['vite.config.ts', 'testing', 'dist'])).toEqual([]);
});

test('no file of code is longer than 400 lines', () => {
  const long = ['server', 'client', 'datasets', 'e2e', 'bench']
    .flatMap((side) => sources(join(root, side)))
    .filter((file) => !file.endsWith('.test.ts') && !file.endsWith('generated.ts'))
    .filter((file) => readFileSync(file, 'utf8').split('\n').length > 401);
  expect(long.map((file) => relative(root, file))).toEqual([]);
});

function violations(side: string, order: readonly string[]): string[] {
  const base = join(root, side);
  return sources(base).flatMap((file) => {
    const here = placeOf(base, file);
    const isTest = file.endsWith('.test.ts') || here === 'testing';
    return (
      importsOf(file)
        .map((target) => ({ target, there: placeOf(base, target) }))
        .filter(({ there }) => !(isTest && there === 'testing') && !allowed(order, here, there, isTest))
        // What tests share may make the demo company's data.
        .filter(({ target }) => !(here === 'testing' && target.startsWith(join(root, 'datasets'))))
        .map(({ target }) => `${relative(root, file)} imports ${relative(root, target)}`)
    );
  });
}

function allowed(order: readonly string[], here: string, there: string, isTest: boolean): boolean {
  if (there === here) return true;
  if (there === '..' || there === 'testing') return false;
  const place = order.indexOf(here);
  return (isTest && place === -1) || (order.includes(there) && order.indexOf(there) < place);
}

function placeOf(base: string, file: string): string {
  return relative(base, file).split(sep)[0] ?? '';
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`;]*?from\s+'(\.[^']*)'|^import\s+'(\.[^']*)'|\bimport\('(\.[^']*)'\)/gm,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((path) => resolve(dirname(file), path));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['node_modules', 'dist', '.trivet', 'generated'].includes(entry.name) ? [] : sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}
