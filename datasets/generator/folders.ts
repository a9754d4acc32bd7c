import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Two folders beside a target, made empty: `draft` takes its place in the end, `scratch` is thrown away. */
export interface Drafts {
  readonly target: string;
  readonly draft: string;
  readonly scratch: string;
}

/** Makes them, and removes those of processes that were killed. */
export async function openDrafts(out: string): Promise<Drafts> {
  const target = resolve(out);
  const drafts = { target, draft: `${target}.draft-${process.pid}`, scratch: `${target}.scratch-${process.pid}` };
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(target);
  await closeDrafts(drafts);
  await Promise.all([mkdir(drafts.draft), mkdir(drafts.scratch)]);
  return drafts;
}

/** Puts the draft in the place of the target; a reader sees the old folder or the new one, or for an instant none. */
export async function publishDraft({ target, draft }: Drafts): Promise<void> {
  const former = `${target}.former-${process.pid}`;
  await rename(target, former).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(draft, target);
  await rm(former, { recursive: true, force: true });
}

export async function closeDrafts({ draft, scratch }: Drafts): Promise<void> {
  await Promise.all([draft, scratch].map((folder) => rm(folder, { recursive: true, force: true })));
}

/** Writes a text and waits until it is on the disk. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeLeftovers(target: string): Promise<void> {
  const beside = await readdir(dirname(target));
  for (const name of beside) {
    if (!name.startsWith(basename(target))) continue;
    const writer = /^\.(?:draft|scratch|former)-(\d+)$/.exec(name.slice(basename(target).length))?.[1];
    if (writer === undefined || isRunning(Number(writer))) continue;
    await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
