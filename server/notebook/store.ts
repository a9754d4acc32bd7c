import { join } from 'node:path';
import { writeAtomic } from '../lib/atomic-file.ts';
import { TrivetError } from '../lib/errors.ts';
import { sha256 } from '../lib/hash.ts';
import { type Problem, problemOf } from '../lib/problem.ts';
import { whileAlone } from '../lib/while-alone.ts';
import type { Operation } from './document.ts';
import type { OperationContext } from './draft.ts';
import { emptyHistory, type History, rebase, type Step, stepBack } from './history.ts';
import { appendEntry, type LoggedHistory, logEntry, readLog, withHistory } from './log.ts';
import { merge } from './merge.ts';
import { readNotebookFile } from './notebook-files.ts';
import { applyOperations, type Conflict } from './operations.ts';
import { isReadOnly, parseNotebook } from './parse.ts';
import { printNotebook } from './print.ts';
import { needsRepair, repair } from './repair.ts';
import { adopt, type RevisedDocument } from './revised.ts';

export interface StoreOptions {
  readonly folder: string;
  readonly logFolder: string;
  readonly slug: string;
  readonly kinds: ReadonlySet<string>;
  readonly clock: () => Date;
  readonly context: OperationContext;
  /** Called after every change of the document, its problems or what can be undone. */
  readonly onChange: () => void;
}

export interface StoredNotebook {
  readonly state: RevisedDocument;
  readonly problems: readonly Problem[];
  readonly readOnly: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

interface Opened {
  readonly file: FileState;
  readonly state: RevisedDocument;
  readonly logPath: string;
}

interface FileState {
  readonly hash: string;
  readonly problems: readonly Problem[];
}

const undoSteps = 200;
/** Times that a save begins anew because another program was faster. */
const attempts = 8;

/** Opens a notebook; an edit that was logged but not yet in the file when the program was killed is put into it. */
export async function openStore(options: StoreOptions): Promise<NotebookStore> {
  const text = await readNotebookFile(options.folder, options.slug);
  const { document, problems } = parseNotebook(text, options.kinds);
  const logPath = join(options.logFolder, `${document.header.id ?? options.slug}.jsonl`);
  const hash = sha256(text);
  const history = await readLog(logPath, hash);
  const repaired = repair(document, options.context.newId);
  const state = withHistory(repaired, history, history.last === null || history.last.hash === hash);
  const store = new NotebookStore(options, { file: { hash, problems }, state, logPath });
  const recovered = recover(state, history, options.context);
  if (recovered !== null) await store.keep(recovered);
  return store;
}

/** A notebook's file with its log: the one place that writes either. Changes are made one after the other. */
export class NotebookStore {
  readonly #options: StoreOptions;
  readonly #logPath: string;
  #file: FileState;
  #state: RevisedDocument;
  /** What the file holds; differs from the state after a save that failed. */
  #saved: RevisedDocument;
  #steps: History = emptyHistory;
  #saveProblem: Problem | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: StoreOptions, opened: Opened) {
    this.#options = options;
    this.#logPath = opened.logPath;
    this.#file = opened.file;
    this.#state = opened.state;
    this.#saved = opened.state;
  }

  current(): StoredNotebook {
    const { problems } = this.#file;
    return {
      state: this.#state,
      problems: this.#saveProblem === null ? problems : [this.#saveProblem, ...problems],
      readOnly: isReadOnly(problems),
      canUndo: this.#steps.undo.length > 0,
      canRedo: this.#steps.redo.length > 0,
    };
  }

  /** Throws for a mistake (nothing changes) and `disk-full` or `write-failed` (the edit is kept in memory and saved with the next). */
  apply(operations: readonly Operation[]): Promise<readonly Conflict[]> {
    return this.#inTurn(() =>
      this.#change(operations, (step, steps) =>
        step === null ? steps : { undo: [...steps.undo.slice(1 - undoSteps), step], redo: [] },
      ),
    );
  }

  undo(): Promise<readonly Conflict[]> {
    return this.#inTurn(() => this.#back('undo', 'redo'));
  }

  redo(): Promise<readonly Conflict[]> {
    return this.#inTurn(() => this.#back('redo', 'undo'));
  }

  /** Gives missing ids, closes an open fence at the end, and saves. */
  repair(): Promise<readonly Conflict[]> {
    return this.#inTurn(async () => {
      const conflicts = await this.#takeOver();
      this.#refuse('newer-format', 'conflict-markers');
      const { document } = this.#state;
      const more = await this.#save(
        needsRepair(document) ? adopt(this.#state, repair(document, this.#options.context.newId)) : this.#state,
        [],
      );
      return [...conflicts, ...more];
    });
  }

  /** Looks whether another program has changed the file, and takes it over. Throws when the file is gone. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => void (await this.#takeOver()));
  }

  /** Puts a recovered document into the file; one that cannot be written stays in memory. */
  async keep(state: RevisedDocument): Promise<void> {
    await this.#inTurn(() => this.#save(state, [])).catch(() => undefined);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #change(
    operations: readonly Operation[],
    remember: (step: Step | null, steps: History) => History,
  ): Promise<readonly Conflict[]> {
    const lost = await this.#takeOver();
    this.#refuse('newer-format', 'conflict-markers', 'unclosed-fence');
    if (lost.length > 0) return lost;
    const applied = applyOperations(this.#state, operations, this.#options.context);
    if ('conflicts' in applied) return applied.conflicts;
    this.#steps = remember(applied.next === this.#state ? null : stepBack(applied), this.#steps);
    if (applied.next === this.#state && this.#saveProblem === null) return [];
    return this.#save(applied.next, applied.applied);
  }

  async #back(from: keyof History, to: keyof History): Promise<readonly Conflict[]> {
    const step = this.#steps[from].at(-1);
    if (step === undefined) throw new TrivetError('unsupported', `There is nothing to ${from}.`);
    const without = { ...this.#steps, [from]: this.#steps[from].slice(0, -1) };
    try {
      await this.#takeOver();
      return await this.#change(rebase(step, this.#state), (inverse) =>
        inverse === null ? without : { ...without, [to]: [...without[to], inverse] },
      );
    } catch (error) {
      if (this.#saveProblem === null && !this.current().readOnly) this.#steps = without;
      throw error;
    }
  }

  async #takeOver(): Promise<readonly Conflict[]> {
    const { folder, slug, kinds, context, clock } = this.#options;
    const text = await readNotebookFile(folder, slug);
    const hash = sha256(text);
    if (hash === this.#file.hash) return [];
    const { document, problems } = parseNotebook(text, kinds);
    const theirs = repair(document, context.newId);
    const isClean = this.#saveProblem === null;
    const { document: merged, conflicts } = isClean
      ? { document: theirs, conflicts: [] }
      : merge(this.#saved.document, this.#state.document, theirs);
    const next = adopt(this.#state, merged);
    const entry = { at: clock().toISOString(), user: 'file', base: this.#file.hash, hash, operations: [] };
    // The file is safe already; without the line its history only counts as unknown.
    await appendEntry(this.#logPath, logEntry(this.#saved, next, entry)).catch(() => undefined);
    this.#file = { hash, problems };
    this.#saved = { ...next, document: theirs };
    this.#state = next;
    this.#options.onChange();
    return conflicts;
  }

  /** Another program that saves at the same moment is taken over, and what was to be saved is put onto its text. */
  async #save(next: RevisedDocument, operations: readonly Operation[]): Promise<readonly Conflict[]> {
    for (let left = attempts; ; left--) {
      try {
        await this.#write(left === attempts ? next : this.#state, operations);
        return [];
      } catch (error) {
        if (left === 1 || !(error instanceof TrivetError && error.code === 'revision-conflict')) throw error;
      }
      const conflicts = await this.#takeOver();
      if (conflicts.length > 0) return conflicts;
    }
  }

  async #write(next: RevisedDocument, operations: readonly Operation[]): Promise<void> {
    const { folder, slug, kinds, clock } = this.#options;
    const text = printNotebook(next.document);
    const entry = { at: clock().toISOString(), user: 'local', base: this.#file.hash, hash: sha256(text), operations };
    this.#state = next;
    try {
      if (entry.hash !== entry.base) {
        await appendEntry(this.#logPath, logEntry(this.#saved, next, entry));
        await writeAtomic(join(folder, `${slug}.md`), text, (swap) =>
          whileAlone(`${this.#logPath}.lock`, async () => {
            await this.#refuseNewer(entry.base);
            await swap();
          }),
        );
      }
      this.#file = { hash: entry.hash, problems: parseNotebook(text, kinds).problems };
      this.#saved = next;
      this.#saveProblem = null;
    } catch (error) {
      this.#saveProblem = problemOf(error);
      throw error;
    } finally {
      this.#options.onChange();
    }
  }

  async #refuseNewer(base: string): Promise<void> {
    const { folder, slug } = this.#options;
    if (sha256(await readNotebookFile(folder, slug)) === base) return;
    throw new TrivetError('revision-conflict', `${slug}.md was changed by another program while it was saved.`, {
      hint: 'Save again: what you typed is still here.',
    });
  }

  #refuse(...codes: readonly Problem['code'][]): void {
    const found = this.#file.problems.find(({ code }) => codes.includes(code));
    if (found === undefined) return;
    if (found.code === 'unclosed-fence') {
      throw new TrivetError('unclosed-fence', found.message, {
        hint: 'Close the fence in the file, or repair the notebook to close it at the end.',
      });
    }
    throw new TrivetError('read-only', found.message, { hint: found.hint ?? undefined });
  }
}

// The log is synced before the file is written: after a kill between the two the file is behind its log.
function recover(
  state: RevisedDocument,
  { pending, last }: LoggedHistory,
  context: OperationContext,
): RevisedDocument | null {
  let current = state;
  try {
    for (const { operations } of pending) {
      const rebased = operations.map((operation) =>
        'baseCellRevision' in operation ? { ...operation, baseCellRevision: current.revision } : operation,
      );
      const applied = applyOperations(current, rebased, context);
      if ('conflicts' in applied) return null;
      current = applied.next;
    }
  } catch {
    return null;
  }
  return current !== state && sha256(printNotebook(current.document)) === last?.hash ? current : null;
}
