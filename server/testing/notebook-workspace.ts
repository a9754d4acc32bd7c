import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedger } from '../analyses/run/create-ledger.ts';
import { createAsk } from '../engine/ask.ts';
import type { Engine } from '../engine/engine.ts';
import { openEngine } from '../engine/open-engine.ts';
import { openWorkspace, type Workspace } from '../engine/workspace.ts';
import { cellKinds } from '../notebook/cells/index.ts';
import { createChartPainter } from '../notebook/charts/create-painter.ts';
import { randomId } from '../notebook/names.ts';
import { createNotebooks } from '../notebook/notebooks.ts';
import type { Model } from '../model/model.ts';
import type { Notebooks, NotebookSession } from '../notebook/view.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { localViewer } from '../model/viewer.ts';

/** A copy of the worked cases, or of another folder, with an engine, in which notebooks run. */
export interface NotebookWorkspace {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly notebooks: Notebooks;
  /** Calls of the engine since the last look, by name. */
  calls(): readonly string[];
  /** Writes `notebooks/<slug>.md` with a header before these cells. */
  write(slug: string, cells: string, header?: string): Promise<void>;
  open(cells: string, header?: string): Promise<NotebookSession>;
  /** The notebooks again, as after a restart of the program. */
  restart(): Promise<Notebooks>;
  close(): Promise<void>;
}

const clock = (): Date => new Date('2024-05-01T00:00:00Z');

interface NotebookWorkspaceOptions {
  /** Changes the model before anybody sees it. */
  readonly model?: (read: Model) => Model;
  /** The folder beside this file that is copied. */
  readonly from?: 'cases' | 'cms' | 'olist';
  /** Where its datasets look for files that lie elsewhere. */
  readonly dataFolders?: readonly string[];
}

export async function openNotebookWorkspace({
  model = (read) => read,
  from = 'cases',
  dataFolders = [],
}: NotebookWorkspaceOptions = {}): Promise<NotebookWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-notebooks-'));
  await cp(join(import.meta.dirname, from), folder, {
    recursive: true,
    filter: (path) => !path.includes('.trivet'),
  });
  await mkdir(join(folder, 'notebooks'), { recursive: true });
  const cache = join(folder, '.trivet', 'cache');
  const called: string[] = [];
  const workspace = await openWorkspace({
    folder,
    dataFolders,
    openEngine: (datasets) =>
      openEngine({
        folder: join(cache, 'engine'),
        resultsFolder: join(cache, 'results'),
        datasets,
        memoryMb: 512,
        threads: 2,
        spare: false,
      }),
  });
  const engine = (): Engine => counted(workspace.engine(), called);
  const ask = createAsk({
    dialect: duckdb,
    clock,
    timeoutMs: 20_000,
    engine,
    model: () => model(workspace.current().model),
    facts: () => workspace.current().facts,
  });
  const painter = createChartPainter();
  const start = (): Promise<Notebooks> =>
    createNotebooks({
      folder: join(folder, 'notebooks'),
      logFolder: join(folder, '.trivet', 'log'),
      cacheFolder: cache,
      kinds: cellKinds,
      engine,
      semantic: { model: () => model(workspace.current().model), facts: () => workspace.current().facts, ask },
      clock,
      newId: randomId,
      painter,
      ledger: createLedger(),
    });
  let notebooks = await start();
  let count = 0;
  const write = (slug: string, cells: string, header = 'title: Test'): Promise<void> =>
    writeFile(
      join(folder, 'notebooks', `${slug}.md`),
      `---\ntrivet: 1\nid: ${slug.padStart(8, '0').slice(-8)}\n${header}\n---\n\n${cells}\n`,
    );
  return {
    folder,
    workspace,
    get notebooks() {
      return notebooks;
    },
    calls: () => called.splice(0),
    write,
    open: async (cells, header) => {
      const slug = String(count++).padStart(8, '0');
      await write(slug, cells, header);
      return notebooks.open(slug, localViewer);
    },
    restart: async () => {
      await notebooks.close();
      notebooks = await start();
      return notebooks;
    },
    close: async () => {
      await notebooks.close();
      await painter.close();
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function counted(engine: Engine, called: string[]): Engine {
  return new Proxy(engine, {
    get(target, name: keyof Engine) {
      const member = target[name];
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]) => {
        called.push(name);
        return (member as (...given: readonly unknown[]) => unknown)(...given); // passed on as it came
      };
    },
  });
}
