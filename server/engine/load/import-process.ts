import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TrivetError } from '../../lib/errors.ts';
import { type Problem, problem } from '../../lib/problem.ts';
import type { LoadedDataset } from '../engine.ts';
import type { FromImport, ImportSettings, LoadProgress, LoadRequest, ToImport } from './messages.ts';

export type Outcome = { readonly loaded: LoadedDataset } | { readonly problems: readonly Problem[] };

/**
 * Imports datasets in a process of their own. When that process dies, what it was working on is tried once more alone,
 * and everything that had not begun goes on: one dataset cannot take the others with it. Throws only `cancelled`.
 */
export async function importDatasets(
  requests: readonly LoadRequest[],
  settings: ImportSettings,
  onProgress: (progress: LoadProgress) => void,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const suspects: LoadRequest[] = [];
  let waiting = requests;
  while (waiting.length > 0) {
    const round = await runProcess(waiting, settings, onProgress, signal);
    for (const [name, outcome] of round.outcomes) outcomes.set(name, outcome);
    const left = waiting.filter((request) => !outcomes.has(request.dataset.name));
    suspects.push(...left.filter((request) => round.begun.has(request.dataset.name)));
    waiting = left.filter((request) => !round.begun.has(request.dataset.name));
    // A process that dies before it begins anything would be started for ever.
    if (round.begun.size === 0) break;
  }
  for (const request of [...suspects, ...waiting]) {
    const { outcomes: alone, death } = await runProcess([request], settings, onProgress, signal);
    const { name, file } = request.dataset;
    outcomes.set(name, alone.get(name) ?? { problems: [deathOf(name, file, death)] });
  }
  return outcomes;
}

interface Round {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Datasets that the process had taken up. */
  readonly begun: ReadonlySet<string>;
  /** Why it ended early: a signal or an exit code. */
  readonly death: string;
}

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
// The absolute path of the loader: the child may start in any folder.
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

function runProcess(
  requests: readonly LoadRequest[],
  settings: ImportSettings,
  onProgress: (progress: LoadProgress) => void,
  signal?: AbortSignal,
): Promise<Round> {
  return new Promise((resolve, reject) => {
    const outcomes = new Map<string, Outcome>();
    const begun = new Set<string>();
    const running = fork(child, [], {
      execArgv: ['--import', tsx],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const cancel = () => running.kill('SIGKILL');
    signal?.addEventListener('abort', cancel, { once: true });
    running.on('message', (message: FromImport) => {
      if (message.type === 'progress') {
        begun.add(message.progress.dataset);
        onProgress(message.progress);
      } else {
        outcomes.set(
          message.dataset,
          message.type === 'loaded' ? { loaded: message.loaded } : { problems: message.problems },
        );
      }
    });
    running.once('error', reject);
    running.once('exit', (code, killed) => {
      signal?.removeEventListener('abort', cancel);
      if (signal?.aborted === true) reject(new TrivetError('cancelled', 'The import was cancelled.'));
      else resolve({ outcomes, begun, death: killed ?? `exit code ${code}` });
    });
    const message: ToImport = { type: 'load', requests, settings };
    running.send(message);
    if (signal?.aborted === true) cancel();
  });
}

const deaths: ReadonlyMap<string, readonly ['disk-full' | 'out-of-memory' | 'load-failed', string]> = new Map([
  ['SIGXFSZ', ['disk-full', 'A file may not grow that large here: free some space or raise the limit on file sizes.']],
  [
    'SIGKILL',
    ['load-failed', 'The system stops a process that takes too much memory: give it less at a time or more memory.'],
  ],
]);

function deathOf(dataset: string, file: string, death: string): Problem {
  const [code, hint] =
    deaths.get(death) ?? (['load-failed', 'Load it again; the data of the last load are untouched.'] as const);
  return problem(code, `${dataset}: the import ended early (${death}).`, { file, subject: dataset, hint });
}
