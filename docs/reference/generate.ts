/** registries and schema → Markdown; with `--check` nothing is written, and a difference fails */
import { readFileSync, writeFileSync } from 'node:fs';
import { analysisPages } from './generator/analyses.ts';
import { cellKindsPage } from './generator/cell-kinds.ts';
import { commandLinePage } from './generator/command-line.ts';
import { connectorsPage } from './generator/connectors.ts';
import { errorCodesPage } from './generator/error-codes.ts';
import { expressionsPage } from './generator/expressions.ts';
import { graphqlPage } from './generator/graphql.ts';
import { blocks, type ReferencePage } from './generator/markdown.ts';
import { metricKindsPage } from './generator/metric-kinds.ts';
import { modelPage } from './generator/model.ts';
import { settingsPage } from './generator/settings.ts';

const note = '<!-- Written by docs/reference/generate.ts from the code; `npm run reference` writes it anew. -->';

function pages(): readonly ReferencePage[] {
  const found = [
    modelPage(),
    metricKindsPage(),
    expressionsPage(),
    connectorsPage(),
    cellKindsPage(),
    ...analysisPages(),
    graphqlPage(),
    errorCodesPage(),
    settingsPage(),
    commandLinePage(),
  ];
  return [indexOf(found), ...found];
}

function indexOf(found: readonly ReferencePage[]): ReferencePage {
  const lines = found
    .filter(({ isPart }) => isPart !== true)
    .map(({ file, title, about }) => `- [${title}](${file}): ${about}`);
  const intro =
    'These pages are written from the registries and the schema of the program, so they say what this version does.';
  return { file: 'README.md', title: 'Reference', about: '', body: blocks(intro, lines.join('\n')) };
}

function written(file: URL): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const isCheck = process.argv.includes('--check');
const stale = pages().filter(({ file, title, body }) => {
  const text = `${blocks(note, `# ${title}`, body)}\n`;
  const path = new URL(file, import.meta.url);
  if (written(path) === text) return false;
  if (!isCheck) writeFileSync(path, text);
  return true;
});
if (stale.length > 0) {
  const names = stale.map(({ file }) => `docs/reference/${file}`).join(', ');
  process.stderr.write(isCheck ? `Out of date: ${names}. Run npm run reference.\n` : `Written: ${names}.\n`);
  if (isCheck) process.exitCode = 1;
}
