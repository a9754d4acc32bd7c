import { type FSWatcher, watch } from 'node:fs';
import { isSlug } from './notebook-files.ts';

const pollMs = 2_000;

/** Calls with the slug of a notebook whose file changes; where watching is not to be had, calls `onPoll` every two seconds. */
export function watchFolder(folder: string, onFile: (slug: string) => void, onPoll: () => void): { close(): void } {
  // Network folders and exhausted limits cannot be watched.
  let timer: NodeJS.Timeout | null = null;
  let watcher: FSWatcher | null = null;
  const poll = (): void => {
    watcher?.close();
    watcher = null;
    timer ??= setInterval(onPoll, pollMs).unref();
  };
  try {
    watcher = watch(folder, { persistent: false }, (_event, name) => {
      const slug = name?.endsWith('.md') === true ? name.slice(0, -3) : '';
      if (isSlug(slug)) onFile(slug);
    });
    watcher.on('error', poll);
  } catch {
    poll();
  }
  return {
    close: () => {
      watcher?.close();
      if (timer !== null) clearInterval(timer);
    },
  };
}
