import type {
  ApplyFieldsFragment,
  CellFieldsFragment,
  HeaderFieldsFragment,
  NotebookFieldsFragment,
  OperationInput,
  PageFieldsFragment,
  ProblemFieldsFragment,
  ReadResultPageQuery,
} from '../generated.ts';
import type { RequestError, StreamState } from '../graphql.ts';
import type { Params } from './route.ts';

export type Cell = CellFieldsFragment;
export type Header = HeaderFieldsFragment & Pick<NotebookFieldsFragment, 'params'>;
export type ApplyResult = ApplyFieldsFragment;
export type ResultPage = ReadResultPageQuery['resultPage'];
export type PublishedPage = PageFieldsFragment;
export type Problem = ProblemFieldsFragment;

/** A notebook as one viewer sees it: the server's document and states, and what this viewer typed and has not saved. */
export interface NotebookState {
  readonly slug: string;
  readonly params: Params;
  /** Null while it is being opened. */
  readonly header: Header | null;
  readonly cells: readonly Cell[];
  readonly missing: boolean;
  readonly openError: RequestError | null;
  readonly line: StreamState;
  /** Whether the line has just been opened: what comes first is the truth, whatever its revision. */
  readonly isRejoining: boolean;
  /** By cell id, or `headerKey`. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** Changes and runs in the order in which they were asked for; the first is on its way while `busy`. */
  readonly queue: readonly Task[];
  readonly busy: boolean;
  /** Milliseconds that may be spent by itself on what is not current, as soon as the server has said what that is. */
  readonly budget: number;
  readonly selected: string | null;
  readonly mode: Mode;
  readonly pages: ReadonlyMap<string, TablePage>;
  readonly notice: Notice | null;
  readonly publishing: Publishing;
}

export type Mode = 'command' | 'edit';

/** The header's text is drafted like a cell's, under a key that no cell id can be. */
export const headerKey = 'header:';

/** Text that the server does not have yet. */
export interface Draft {
  readonly body: string;
  /** The text and the revision it was typed over. */
  readonly base: string;
  readonly baseRevision: number;
  readonly saving: boolean;
  readonly error: RequestError | null;
  /** Somebody else's newer text of the same cell. */
  readonly conflict: { readonly theirs: string; readonly revision: number } | null;
}

export type Task =
  | {
      readonly type: 'operations';
      readonly operations: readonly OperationInput[];
      /** The draft that this saves, with the text sent. */
      readonly saves: { readonly key: string; readonly body: string } | null;
      readonly notice: Notice | null;
    }
  | { readonly type: 'undo' | 'redo' | 'repair' | 'publish' }
  | { readonly type: 'run'; readonly cells: readonly string[] | null; readonly force: boolean };

/** A cell that is to be added. */
export interface NewCell {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly body: string;
}

/** The page of a table that its reader turned to; null rows while the first is read. */
export interface TablePage {
  readonly offset: number;
  readonly orderBy: string | null;
  readonly descending: boolean;
  readonly loading: boolean;
  readonly page: ResultPage | null;
  readonly error: RequestError | null;
}

export interface Notice {
  readonly text: string;
  readonly hint: string | null;
  /** The cell that its Undo button brings back. */
  readonly restores: string | null;
}

export type Publishing =
  | { readonly at: 'closed' | 'running' }
  | { readonly at: 'done'; readonly page: PublishedPage }
  | { readonly at: 'refused'; readonly refusals: readonly Problem[] }
  | { readonly at: 'failed'; readonly error: RequestError };

export type NotebookEvent =
  | { readonly type: 'open' }
  | { readonly type: 'opened'; readonly notebook: NotebookFieldsFragment | null; readonly kept: readonly KeptDraft[] }
  | { readonly type: 'openFailed'; readonly error: RequestError }
  | { readonly type: 'line'; readonly line: StreamState; readonly error: RequestError | null }
  | { readonly type: 'documentChanged'; readonly notebook: NotebookFieldsFragment }
  | { readonly type: 'cellsChanged'; readonly cells: readonly Cell[] }
  | { readonly type: 'typed'; readonly key: string; readonly body: string }
  | { readonly type: 'saveDue'; readonly key: string }
  | { readonly type: 'retry' }
  | { readonly type: 'forget'; readonly key: string }
  | { readonly type: 'resolve'; readonly key: string; readonly keep: 'mine' | 'theirs' }
  | { readonly type: 'run'; readonly cells: readonly string[] | null; readonly force: boolean }
  | { readonly type: 'runStale' }
  | { readonly type: 'cancel'; readonly cells: readonly string[] | null }
  | {
      readonly type: 'insert';
      readonly id: string;
      readonly after: string | null;
      readonly kind: string;
      readonly body?: string;
      readonly attributes?: unknown;
    }
  | { readonly type: 'insertCells'; readonly after: string | null; readonly cells: readonly NewCell[] }
  | { readonly type: 'delete'; readonly cell: string }
  | { readonly type: 'restore'; readonly cell: string }
  | { readonly type: 'move'; readonly cell: string; readonly by: -1 | 1 }
  | { readonly type: 'rename'; readonly cell: string; readonly name: string | null }
  | { readonly type: 'setKind'; readonly cell: string; readonly kind: string }
  | { readonly type: 'setAttribute'; readonly cell: string; readonly key: string; readonly value: string | true | null }
  | { readonly type: 'undo' | 'redo' | 'repair' }
  | { readonly type: 'taskDone'; readonly result: ApplyResult | null }
  | { readonly type: 'taskFailed'; readonly error: RequestError }
  | { readonly type: 'select'; readonly cell: string | null; readonly mode: Mode }
  | { readonly type: 'setParam'; readonly name: string; readonly value: unknown }
  | { readonly type: 'setParams'; readonly params: Params }
  | {
      readonly type: 'turnPage';
      readonly cell: string;
      readonly offset: number;
      readonly orderBy: string | null;
      readonly descending: boolean;
    }
  | { readonly type: 'pageRead'; readonly cell: string; readonly page: ResultPage }
  | { readonly type: 'pageFailed'; readonly cell: string; readonly error: RequestError }
  | { readonly type: 'publish' }
  | { readonly type: 'publishEnded'; readonly publishing: Publishing }
  | { readonly type: 'closePublish' }
  | { readonly type: 'dismiss' };

export type NotebookEffect =
  | { readonly type: 'open'; readonly slug: string; readonly params: Params }
  | { readonly type: 'listen'; readonly slug: string; readonly params: Params }
  | { readonly type: 'saveLater'; readonly key: string }
  | { readonly type: 'retryLater' }
  | { readonly type: 'keepDraft'; readonly slug: string; readonly key: string; readonly draft: Draft }
  | { readonly type: 'dropDraft'; readonly slug: string; readonly key: string }
  | {
      readonly type: 'perform';
      readonly slug: string;
      readonly task: Task;
      readonly revision: number;
      readonly params: Params;
    }
  | {
      readonly type: 'cancel';
      readonly slug: string;
      readonly cells: readonly string[] | null;
      readonly params: Params;
    }
  | { readonly type: 'showParams'; readonly params: Params }
  | { readonly type: 'readPage'; readonly cell: string; readonly result: string; readonly turn: TablePage };

/** A draft as the browser keeps it over a reload or a crash. */
export interface KeptDraft {
  readonly key: string;
  readonly body: string;
  readonly base: string;
}

export function initialNotebook(slug: string, params: Params): NotebookState {
  return {
    slug,
    params,
    header: null,
    cells: [],
    missing: false,
    openError: null,
    line: 'connecting',
    isRejoining: false,
    drafts: new Map(),
    queue: [],
    busy: false,
    budget: 0,
    selected: null,
    mode: 'command',
    pages: new Map(),
    notice: null,
    publishing: { at: 'closed' },
  };
}

/** What a person sees in the editor: the unsaved text, else the server's. */
export function bodyOf(state: NotebookState, cell: Cell): string {
  return state.drafts.get(cell.id)?.body ?? cell.body;
}
