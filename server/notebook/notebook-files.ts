import type { Dirent } from 'node:fs';
import { link, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../lib/atomic-file.ts';
import { didYouMean } from '../lib/closest.ts';
import { messageOf, TrivetError } from '../lib/errors.ts';
import { sha256 } from '../lib/hash.ts';
import { problem } from '../lib/problem.ts';
import { formatVersion } from './header.ts';
import { parseNotebook } from './parse.ts';
import type { NotebookSummary } from './view.ts';

/** Whether a text may be a notebook's slug: the name of its file without `.md`. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 80;
}

/** A slug from a title: `Späte Pakete!` → `spate-pakete`; `notebook` where nothing is left. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'notebook' : slug;
}

/** All notebooks of a folder; a file that cannot be read is an entry with a problem, a missing folder has none. */
export async function listNotebooks(folder: string, kinds: ReadonlySet<string>): Promise<readonly NotebookSummary[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException): readonly Dirent[] => {
      if (error.code === 'ENOENT') return [];
      const reason = error.code === 'ENOTDIR' ? 'it is a file' : messageOf(error);
      throw new TrivetError('source-unreadable', `The folder notebooks cannot be read: ${reason}.`, {
        hint: 'Make a folder notebooks with one .md file a notebook.',
        cause: error,
      });
    },
  );
  const files = entries.filter((entry) => entry.name.endsWith('.md') && !entry.name.startsWith('.'));
  const summaries = await Promise.all(
    files.map((entry) => summarise(join(folder, entry.name), entry.name.slice(0, -3), kinds)),
  );
  return summaries.sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** The text of a notebook's file. Throws unknown-notebook, or source-unreadable where the file is none or may not be read. */
export async function readNotebookFile(folder: string, slug: string): Promise<string> {
  try {
    if (isSlug(slug)) return await readFile(join(folder, `${slug}.md`), 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw unreadable(slug, error);
  }
  const known = (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -3));
  throw new TrivetError('unknown-notebook', `There is no notebook ${slug}.`, {
    hint: didYouMean(slug, known),
    choices: known,
  });
}

/** Writes a new notebook with one empty prose cell and gives its slug; no file that is there already is touched. */
export async function createNotebookFile(folder: string, title: string, newId: () => string): Promise<string> {
  if (title.trim() === '') throw new TrivetError('invalid-notebook', 'A notebook needs a title.');
  const header = `trivet: ${formatVersion}\nid: ${newId()}\ntitle: ${JSON.stringify(title.trim())}`;
  // Named as unfinished files are, so that what a kill leaves of it is cleared away with them.
  const beside = join(folder, `.${sha256(newId()).slice(0, 12)}.part`);
  await writeAtomic(beside, `---\n${header}\n---\n\n<!-- md:${newId()} -->\n`);
  try {
    for (let count = 1; ; count++) {
      const slug = count === 1 ? slugOf(title) : `${slugOf(title)}-${count}`;
      // A link, other than a rename, refuses to take the place of a file.
      const taken = await link(beside, join(folder, `${slug}.md`)).then(
        () => false,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return true;
          throw new TrivetError('write-failed', `${slug}.md could not be written: ${messageOf(error)}`, {
            cause: error,
          });
        },
      );
      if (!taken) return slug;
    }
  } finally {
    await rm(beside, { force: true });
  }
}

async function summarise(path: string, slug: string, kinds: ReadonlySet<string>): Promise<NotebookSummary> {
  const empty = { slug, title: slug, description: null, cellCount: 0, changedAt: new Date(0).toISOString() };
  try {
    const changedAt = (await stat(path)).mtime.toISOString();
    if (!isSlug(slug)) {
      const hint = `Rename the file to ${slugOf(slug)}.md.`;
      return {
        ...empty,
        changedAt,
        problems: [
          problem(
            'invalid-notebook',
            `${slug}.md cannot be opened: a notebook's file is named in small letters, digits and single hyphens.`,
            { hint },
          ),
        ],
      };
    }
    const { document, problems } = parseNotebook(await readFile(path, 'utf8'), kinds);
    const { title, description } = document.header;
    return { slug, title, description, cellCount: document.cells.length, changedAt, problems };
  } catch (error) {
    const { code, message, hint } = unreadable(slug, error);
    return { ...empty, problems: [problem(code, message, { hint })] };
  }
}

function unreadable(slug: string, error: unknown): TrivetError {
  const isFolder = error instanceof Error && 'code' in error && error.code === 'EISDIR';
  const reason = isFolder ? 'it is a folder' : messageOf(error).replace(/, (open|read|stat).*$/, '');
  return new TrivetError('source-unreadable', `${slug}.md cannot be read: ${reason}.`, {
    hint: isFolder ? 'Rename the folder, or move it out of notebooks/.' : 'Check that Trivet may read the file.',
    cause: error,
  });
}
