import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../lib/atomic-file.ts';
import type { Problem } from '../lib/problem.ts';
import { isSlug, listNotebooks } from './notebook-files.ts';
import { randomId } from './names.ts';
import { isReadOnly, parseNotebook } from './parse.ts';
import { printNotebook } from './print.ts';
import { needsRepair, repair } from './repair.ts';

/** Problems of all notebook files of a folder, with the file; `fix` writes repaired files back, and what is left is reported. */
export async function checkNotebooks(
  folder: string,
  { fix }: { readonly fix: boolean },
  kinds: ReadonlySet<string> = new Set(),
): Promise<readonly Problem[]> {
  if (fix)
    for (const { slug } of await listNotebooks(folder, kinds))
      if (isSlug(slug)) await repairFile(join(folder, `${slug}.md`));
  const summaries = await listNotebooks(folder, kinds);
  return summaries.flatMap(({ slug, problems }) =>
    problems
      .filter(({ code }) => kinds.size > 0 || code !== 'unknown-kind')
      .map((found) => ({ ...found, file: `notebooks/${slug}.md` })),
  );
}

async function repairFile(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  const { document, problems } = parseNotebook(text);
  const isOpen = problems.some(({ code }) => code === 'unclosed-fence');
  if (isReadOnly(problems) || (!needsRepair(document) && !isOpen)) return;
  await writeAtomic(path, printNotebook(repair(document, randomId)));
}
