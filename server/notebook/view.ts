import type { Json } from '../lib/json.ts';
import type { Problem } from '../lib/problem.ts';
import type { DatasetKind, Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Facts, MetricResult } from '../query/answer/result.ts';
import type { CellState } from './cell-kind.ts';
import type { NotebookCell, NotebookDocument, Operation, ParameterSpec } from './document.ts';
import type { Conflict } from './operations.ts';
import type { Output } from './output.ts';
import type { Instability } from './stability.ts';

/** The semantic layer as notebooks need it; `app.ts` supplies it. */
export interface Semantic {
  model(): Model;
  facts(): Facts;
  ask(
    query: unknown,
    options: {
      readonly purpose: string | null;
      readonly viewer: Viewer;
      readonly parameters: ReadonlyMap<string, Json>;
      readonly signal: AbortSignal;
      readonly lane?: 'notebook' | 'background';
      readonly onProgress?: (fraction: number | null) => void;
    },
  ): Promise<MetricResult>;
}

/** All notebooks of a workspace. */
export interface Notebooks {
  /** Never fails for one file: what cannot be read is an entry with a problem. In order of slug. */
  list(): Promise<readonly NotebookSummary[]>;
  /**
   * One notebook as somebody sees it; its text is shared by all who look at it, results by those who may see the same.
   * Throws unknown-notebook.
   */
  open(slug: string, viewer: Viewer): Promise<NotebookSession>;
  /** A new file with one empty prose cell; its slug is made from the title. */
  create(title: string, viewer: Viewer): Promise<NotebookSession>;
  close(): Promise<void>;
}

export interface NotebookSummary {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly cellCount: number;
  readonly changedAt: string;
  readonly problems: readonly Problem[];
}

/** Values of parameters as they come from a URL, a command line or GraphQL. */
export type GivenParameters = Readonly<Record<string, unknown>>;

export interface NotebookSession {
  readonly slug: string;
  /** The notebook with the states and outputs for these values. Runs nothing but cells that cost nothing (prose, inputs). */
  snapshot(params?: GivenParameters): Promise<NotebookView>;
  /** All or none; a newer text of the same cell comes back as a conflict. Throws for a mistake, and `disk-full` when the edit is kept in memory only. */
  apply(baseRevision: number, operations: readonly Operation[]): Promise<ApplyResult>;
  undo(): Promise<ApplyResult>;
  redo(): Promise<ApplyResult>;
  /** Gives ids where they are missing or doubled, closes what is open, and saves. */
  repair(): Promise<ApplyResult>;
  /** Starts cells and what they need; resolves when they are accepted, or with `wait` when they have ended. */
  run(request?: RunRequest): Promise<NotebookView>;
  cancel(request?: {
    readonly cells?: readonly string[] | undefined;
    readonly params?: GivenParameters | undefined;
  }): Promise<NotebookView>;
  /** Calls at once with the present state, then with every change, until the returned function is called. */
  subscribe(params: GivenParameters, listener: (event: NotebookEvent) => void): () => void;
}

export interface RunRequest {
  /** Absent: all cells. */
  readonly cells?: readonly string[] | undefined;
  readonly params?: GivenParameters | undefined;
  /** Runs them although a result is stored. */
  readonly force?: boolean | undefined;
  readonly wait?: boolean | undefined;
  readonly lane?: 'notebook' | 'background' | undefined;
}

export interface ApplyResult {
  /** Empty when everything was applied; otherwise nothing was. */
  readonly conflicts: readonly Conflict[];
}

export type NotebookEvent =
  | { readonly type: 'document'; readonly view: NotebookView }
  | { readonly type: 'cells'; readonly slug: string; readonly cells: readonly CellView[] };

export interface NotebookView {
  readonly slug: string;
  readonly document: NotebookDocument;
  /** The canonical text of the file. */
  readonly text: string;
  readonly revision: number;
  readonly headerRevision: number;
  readonly readOnly: boolean;
  /** Problems of the file, of the last save, and of values from outside; those of a cell stand with it. */
  readonly problems: readonly Problem[];
  readonly parameters: readonly ParameterView[];
  readonly values: ReadonlyMap<string, Json>;
  readonly cells: readonly CellView[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface ParameterView extends ParameterSpec {
  readonly value: Json;
  readonly problem: Problem | null;
}

export interface CellView {
  readonly cell: NotebookCell;
  readonly revision: number;
  readonly state: CellState;
  readonly progress: number | null;
  /** Since it started while it runs, else what the last run took; null when it never ran. */
  readonly elapsedMs: number | null;
  /** Names of the cells it reads (an unnamed one as `c_<id>`). */
  readonly reads: readonly string[];
  /** Datasets it stands on, with those behind the cells it reads. */
  readonly datasets: readonly { readonly name: string; readonly kind: DatasetKind }[];
  /** Names of the cells it waits for, or the path of the cycle. */
  readonly waitsFor: readonly string[];
  /** Why another run may give another result, for its own text or that of a cell behind it. */
  readonly unstable: readonly Instability[];
  readonly output: Output | null;
  /** What is wrong with the cell's own text. */
  readonly problems: readonly Problem[];
}
