import { readdirSync, readFileSync } from 'node:fs';
import { errorMeanings, wireCode } from '../../../server/lib/errors.ts';
import { root } from './doc-comments.ts';
import { blocks, code, type ReferencePage, table } from './markdown.ts';

/** Folders of code in the order of the house, in words a reader knows. */
const places: readonly (readonly [folder: string, words: string])[] = [
  ['server/model', 'model files'],
  ['server/metrics', 'model files'],
  ['server/sql', 'metric queries'],
  ['server/query', 'metric queries'],
  ['server/connectors', 'loading data'],
  ['server/engine/load', 'loading data'],
  ['server/engine', 'running'],
  ['server/notebook', 'notebooks'],
  ['server/pages', 'publishing'],
  ['server/lib', 'saving files'],
  ['server/api', 'GraphQL'],
  ['server', 'command line'],
];

/** Every error code with its meaning and the parts of the program that raise it, found by reading the code. */
export function errorCodesPage(): ReferencePage {
  const raised = placesByCode();
  const rows = Object.entries(errorMeanings).map(([name, meaning]) => [
    code(name),
    code(wireCode(name)),
    meaning,
    [...(raised.get(name) ?? [])].join(', ') || 'not raised yet',
  ]);
  const intro =
    'Codes are public: one is never renamed. The command line and model checks print the first form; GraphQL has the second in `extensions.code` of an error and in `code` of a `Problem`. Every error has a message that names the thing, and mostly a hint that says what to do.';
  return {
    file: 'error-codes.md',
    title: 'Error codes',
    about: 'Every code, what it means and where it arises.',
    body: blocks(intro, table(['code', 'in GraphQL', 'meaning', 'arises in'], rows)),
  };
}

function placesByCode(): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = sourceFiles('server').map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8') }));
  return new Map(
    Object.keys(errorMeanings).map((name) => {
      const files = texts.filter(({ text }) => raises(text, name)).map(({ file }) => file);
      const words = new Set(files.map(placeOf));
      return [name, new Set(places.map(([, known]) => known).filter((known) => words.has(known)))];
    }),
  );
}

// As an argument of what makes an error or a problem; a state of a cell may bear the same name.
function raises(text: string, name: string): boolean {
  return new RegExp(`(\\(|,|\\?|:)\\s*'${name}'\\s*[,:)]`).test(text);
}

function placeOf(file: string): string {
  const found = places.filter(([folder]) => file.startsWith(`${folder}/`));
  const [longest] = found.sort(([a], [b]) => b.length - a.length);
  return longest?.[1] ?? 'command line';
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, root), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return path === 'server/testing' ? [] : sourceFiles(path);
    return path.endsWith('.ts') && !/(\.test|generated|lib\/error-codes|lib\/problem)\.ts$/.test(path) ? [path] : [];
  });
}
