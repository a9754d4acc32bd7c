/** ids of sessions that were signed out, until their cookies count no more anyway */
import { join } from 'node:path';
import { z } from 'zod';
import { readSecret, writeSecret } from '../../lib/secret-file.ts';

const fileSpec = z.record(z.string(), z.number());

/** Sessions that people ended. Kept in a file of its owner alone: signed out stays signed out when the server starts anew. */
export interface EndedSessions {
  has(id: string): Promise<boolean>;
  /** Ends one; `until` is the instant (milliseconds) from which its cookie is too old in any case. */
  add(id: string, until: number): Promise<void>;
}

/** Reads `ended-sessions.json` of `folder` when it is first asked; throws `insecure-file` when others may read it. */
export function createEndedSessions(folder: string, clock: () => Date): EndedSessions {
  const file = join(folder, 'ended-sessions.json');
  let reading: Promise<Map<string, number>> | null = null;
  let writing: Promise<void> = Promise.resolve();
  const known = (): Promise<Map<string, number>> => (reading ??= read(file));
  const write = async (): Promise<void> => {
    const ended = await known();
    const now = clock().getTime();
    for (const [id, until] of ended) if (until < now) ended.delete(id);
    await writeSecret(file, `${JSON.stringify(Object.fromEntries(ended))}\n`);
  };
  return {
    has: async (id) => (await known()).has(id),
    add: async (id, until) => {
      (await known()).set(id, until);
      const turn = writing.then(write);
      writing = turn.catch(() => undefined);
      await turn;
    },
  };
}

/** A file that cannot be understood was not written here: what it said is lost, and is written anew. */
async function read(file: string): Promise<Map<string, number>> {
  const text = await readSecret(file);
  if (text === null) return new Map();
  try {
    return new Map(Object.entries(fileSpec.parse(JSON.parse(text))));
  } catch {
    return new Map();
  }
}
