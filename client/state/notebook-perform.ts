import {
  ApplyOperationsDocument,
  CancelCellsDocument,
  NotebookEventsDocument,
  type NotebookEventsSubscription,
  OpenNotebookDocument,
  PublishNotebookDocument,
  type PublishNotebookMutation,
  ReadResultPageDocument,
  RedoChangeDocument,
  RepairNotebookDocument,
  RunCellsDocument,
  UndoChangeDocument,
} from '../generated.ts';
import { request, requestErrorOf, subscribe } from '../graphql.ts';
import type { ApplyResult, NotebookEffect, NotebookEvent, Publishing } from './notebook-state.ts';
import type { Outbox } from './outbox.ts';
import type { Params } from './route.ts';
import type { Perform } from './store.ts';

type Send = (event: NotebookEvent) => void;
type EffectOf<Type extends NotebookEffect['type']> = Extract<NotebookEffect, { readonly type: Type }>;

/** Rows a page of a table. */
const pageSize = 100;

const savePause = 500;
const retryPause = 4_000;

export interface NotebookSurroundings {
  readonly outbox: Outbox;
  /** Writes parameters into the address without a new entry in the history. */
  readonly showParams: (params: Params) => void;
  /** Ends everything that is under way: the view is left. */
  readonly signal: AbortSignal;
}

/** Talks to the server for one open notebook. */
export function performNotebook(around: NotebookSurroundings): Perform<NotebookEvent, NotebookEffect> {
  const saves = new Map<string, ReturnType<typeof setTimeout>>();
  let retry: ReturnType<typeof setTimeout> | undefined;
  let listening = new AbortController();
  around.signal.addEventListener('abort', () => {
    listening.abort();
    clearTimeout(retry);
  });

  const performers: { readonly [Type in NotebookEffect['type']]: (effect: EffectOf<Type>, send: Send) => void } = {
    open: (effect, send) => open(effect, around, send),
    listen: (effect, send) => {
      listening.abort();
      listening = new AbortController();
      if (!around.signal.aborted) void listen(effect, send, listening.signal);
    },
    saveLater: ({ key }, send) => {
      clearTimeout(saves.get(key));
      saves.set(
        key,
        setTimeout(() => send({ type: 'saveDue', key }), savePause),
      );
    },
    retryLater: (_effect, send) => {
      clearTimeout(retry);
      retry = setTimeout(() => send({ type: 'retry' }), retryPause);
    },
    keepDraft: ({ slug, key, draft }) => around.outbox.keep(slug, key, draft),
    dropDraft: ({ slug, key }) => around.outbox.drop(slug, key),
    perform: performTask,
    cancel: ({ slug, cells, params }) => {
      const variables = cells === null ? { notebook: slug, params } : { notebook: slug, cells: [...cells], params };
      request(CancelCellsDocument, variables).catch(() => undefined);
    },
    showParams: ({ params }) => around.showParams(params),
    readPage,
  };
  return (effect, send) => {
    // The table has one entry a type, each for the effect of that type: the compiler cannot follow the pair.
    const perform = performers[effect.type] as (effect: NotebookEffect, send: Send) => void;
    perform(effect, send);
  };
}

function open({ slug, params }: EffectOf<'open'>, around: NotebookSurroundings, send: Send): void {
  request(OpenNotebookDocument, { slug, params }, around.signal).then(
    ({ notebook }) => send({ type: 'opened', notebook, kept: around.outbox.read(slug) }),
    (thrown: unknown) => {
      if (!around.signal.aborted) send({ type: 'openFailed', error: requestErrorOf(thrown) });
    },
  );
}

function listen({ slug, params }: EffectOf<'listen'>, send: Send, signal: AbortSignal): Promise<void> {
  const listener = {
    next({ notebookEvents: event }: { notebookEvents: NotebookEventResult }) {
      if (signal.aborted) return;
      if (event.__typename === 'DocumentChanged') send({ type: 'documentChanged', notebook: event.notebook });
      else send({ type: 'cellsChanged', cells: event.cells });
    },
    state(line: 'connecting' | 'open' | 'waiting' | 'refused', error: NotebookLineError) {
      if (!signal.aborted) send({ type: 'line', line, error });
    },
  };
  return subscribe(NotebookEventsDocument, { slug, params }, listener, signal);
}

type NotebookEventResult = NotebookEventsSubscription['notebookEvents'];
type NotebookLineError = Extract<NotebookEvent, { readonly type: 'line' }>['error'];

function performTask({ slug, task, revision, params }: EffectOf<'perform'>, send: Send): void {
  const done = (result: ApplyResult | null) => send({ type: 'taskDone', result });
  const failed = (thrown: unknown) => send({ type: 'taskFailed', error: requestErrorOf(thrown) });
  const notebook = { notebook: slug };
  if (task.type === 'run') {
    const cells = task.cells === null ? {} : { cells: [...task.cells] };
    request(RunCellsDocument, { ...notebook, ...cells, params, force: task.force }).then(() => done(null), failed);
  } else if (task.type === 'publish') {
    request(PublishNotebookDocument, { ...notebook, params }).then(
      ({ publish }) => {
        send({ type: 'publishEnded', publishing: publishingOf(publish) });
        done(null);
      },
      (thrown: unknown) => {
        send({ type: 'publishEnded', publishing: { at: 'failed', error: requestErrorOf(thrown) } });
        done(null);
      },
    );
  } else if (task.type === 'operations') {
    const variables = { ...notebook, baseRevision: revision, operations: [...task.operations] };
    request(ApplyOperationsDocument, variables).then(({ applyOperations }) => done(applyOperations), failed);
  } else if (task.type === 'undo') request(UndoChangeDocument, notebook).then(({ undo }) => done(undo), failed);
  else if (task.type === 'redo') request(RedoChangeDocument, notebook).then(({ redo }) => done(redo), failed);
  else request(RepairNotebookDocument, notebook).then(({ repair }) => done(repair), failed);
}

function publishingOf(answer: PublishNotebookMutation['publish']): Publishing {
  return answer.__typename === 'Published'
    ? { at: 'done', page: answer.page }
    : { at: 'refused', refusals: answer.refusals };
}

function readPage({ cell, result, turn }: EffectOf<'readPage'>, send: Send): void {
  const { offset, orderBy, descending } = turn;
  request(ReadResultPageDocument, { id: result, offset, limit: pageSize, orderBy, descending }).then(
    ({ resultPage }) => send({ type: 'pageRead', cell, page: resultPage }),
    (thrown: unknown) => send({ type: 'pageFailed', cell, error: requestErrorOf(thrown) }),
  );
}
