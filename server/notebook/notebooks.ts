/** files → sessions; a watcher, or a slow poll where there is none, brings in what other programs write */
import { join } from 'node:path';
import { inspectSelect } from '../engine/compile-select.ts';
import type { Ledger } from '../analyses/contract/ledger.ts';
import type { Engine } from '../engine/engine.ts';
import type { Registry } from '../lib/registry.ts';
import { createAnalyst } from './analyse.ts';
import type { CellKind, ReadContext } from './cell-kind.ts';
import { canonicalSql } from './canonical-sql.ts';
import type { ChartPainter } from './charts/painter.ts';
import { createNotebookFile, listNotebooks } from './notebook-files.ts';
import { OutputStore } from './output-store.ts';
import { RunPool } from './run-pool.ts';
import type { Surroundings } from './scope.ts';
import { createSandbox } from './sandbox/create-sandbox.ts';
import { Session } from './session.ts';
import { openStore } from './store.ts';
import type { Notebooks, Semantic } from './view.ts';
import { watchFolder } from './watch-folder.ts';

export interface NotebooksOptions {
  /** Where `<slug>.md` lie. */
  readonly folder: string;
  readonly logFolder: string;
  readonly cacheFolder: string;
  readonly kinds: Registry<CellKind>;
  readonly semantic: Semantic;
  readonly engine: () => Engine;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly painter: ChartPainter;
  readonly ledger: Ledger;
}

/** All notebooks of a workspace; a missing folder is an empty one. */
export async function createNotebooks(options: NotebooksOptions): Promise<Notebooks> {
  const { folder, kinds, clock, newId } = options;
  const sessions = new Map<string, Promise<Session>>();
  const outputs = new OutputStore(
    join(options.cacheFolder, 'outputs'),
    async (result) => (await options.engine().stored(result)) !== null,
  );
  await outputs.prune();
  const pool = new RunPool();
  const sandbox = createSandbox();
  const around: Surroundings = {
    outputs,
    pool,
    clock,
    newId,
    parts: () => ({
      engine: options.engine(),
      semantic: options.semantic,
      painter: options.painter,
      sandbox,
      ledger: options.ledger,
    }),
  };
  const analyse = createAnalyst(kinds, readContext(options.engine));
  const names = new Set(kinds.names);
  const context = { newId, starters: new Map([...kinds].map((kind) => [kind.name, kind.starter])) };

  const start = async (slug: string): Promise<Session> => {
    let session: Session | null = null;
    const store = await openStore({
      folder,
      logFolder: options.logFolder,
      slug,
      kinds: names,
      clock,
      context,
      onChange: () => session?.changed(),
    });
    session = new Session({ slug, semantic: options.semantic, around, analyse }, store);
    return session;
  };
  const openSession = (slug: string): Promise<Session> => {
    const known = sessions.get(slug);
    if (known !== undefined) return known;
    const session = start(slug);
    sessions.set(slug, session);
    session.catch(() => sessions.delete(slug));
    return session;
  };
  const refresh = async (slug: string): Promise<void> => {
    // A file that is gone or cannot be read keeps its session: what was typed is still there.
    await sessions
      .get(slug)
      ?.then((session) => session.refresh())
      .catch(() => undefined);
  };
  const watcher = watchFolder(
    folder,
    (slug) => void refresh(slug),
    () => void Promise.all([...sessions.keys()].map(refresh)),
  );
  return {
    list: () => listNotebooks(folder, names),
    open: async (slug, viewer) => {
      const session = await openSession(slug);
      await refresh(slug);
      return session.seenBy(viewer);
    },
    create: async (title, viewer) => (await openSession(await createNotebookFile(folder, title, newId))).seenBy(viewer),
    close: async () => {
      watcher.close();
      pool.close();
      await sandbox.close();
      for (const session of sessions.values()) (await session.catch(() => null))?.close();
    },
  };
}

/** Reads of SQL cells from the engine's parser; each text is asked about once. */
function readContext(engine: () => Engine): Omit<ReadContext, 'parameters'> {
  return {
    inspectSql: remembered((text) => inspectSelect(engine(), text)),
    canonicalSql: remembered((text) => canonicalSql(engine(), text)),
  };
}

function remembered<Answer>(ask: (text: string) => Promise<Answer>): (text: string) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = ask(text);
    if (known.size >= 2_000) known.clear();
    known.set(text, answer);
    answer.catch(() => known.delete(text));
    return answer;
  };
}
