import { readResultPage, resultGone } from '../engine/result-page.ts';
import { TrivetError } from '../lib/errors.ts';
import type { NewCell, Operation } from '../notebook/document.ts';
import { plainColumns } from '../notebook/relation.ts';
import type {
  ApplyResult as Applied,
  CellView,
  GivenParameters,
  NotebookEvent as SessionEvent,
  NotebookSession,
  NotebookView,
} from '../notebook/view.ts';
import type { ApiContext } from './context.ts';
import { eventStream } from './event-stream.ts';
import type {
  ApplyResult, CellState, MutationResolvers, Notebook, NotebookCell, NotebookEvent, OperationInput, QueryResolvers, SubscriptionResolvers,
} from './generated.ts'; // prettier-ignore
import { packKind, packProblem } from './pack.ts';
import { packColumn, packOutput } from './output.ts';
import { packPage } from './page.ts';
import { paramsOf } from './params.ts';

export const query: Pick<QueryResolvers, 'notebooks' | 'notebook' | 'resultPage'> = {
  notebooks: async (_parent, _arguments, context) => {
    const [listed, pages] = await Promise.all([context.notebooks.list(), context.pages.list()]);
    const bySlug = new Map(pages.map((page) => [page.manifest.slug, page]));
    return listed.map((summary) => {
      const page = bySlug.get(summary.slug);
      return {
        ...summary,
        problems: summary.problems.map(packProblem),
        page: page === undefined ? null : packPage(page),
      };
    });
  },
  notebook: async (_parent, { slug, params }, context) => {
    const session = await openOrNull(context, slug);
    return session === null ? null : packNotebook(context, await session.snapshot(paramsOf(params)));
  },
  resultPage: async (_parent, request, context) => {
    const { shown, ask, viewer, workspace, signal } = context;
    if (!shown.has(ask.policyOf(viewer), request.id)) throw resultGone();
    const { stored, offset, table } = await readResultPage(workspace.engine(), request, signal);
    const columns = plainColumns(table.columns).map(packColumn);
    return {
      id: request.id,
      columns,
      rowCount: stored.rowCount,
      offset,
      values: table.columns.map(({ values }) => values),
    };
  },
};

export const mutation: Pick<
  MutationResolvers,
  'createNotebook' | 'applyOperations' | 'undo' | 'redo' | 'repair' | 'run' | 'cancel'
> = {
  createNotebook: async (_parent, { title }, context) => {
    const session = await context.notebooks.create(title, context.viewer);
    return packNotebook(context, await session.snapshot());
  },
  applyOperations: async (_parent, { notebook, baseRevision, operations }, context) => {
    const session = await context.notebooks.open(notebook, context.viewer);
    return packApplied(context, session, await session.apply(baseRevision, operations.map(operationOf)));
  },
  undo: (_parent, { notebook }, context) => change(context, notebook, (session) => session.undo()),
  redo: (_parent, { notebook }, context) => change(context, notebook, (session) => session.redo()),
  repair: (_parent, { notebook }, context) => change(context, notebook, (session) => session.repair()),
  run: async (_parent, { notebook, cells, params, force }, context) => {
    const session = await context.notebooks.open(notebook, context.viewer);
    return packNotebook(context, await session.run({ ...(cells ? { cells } : {}), params: paramsOf(params), force }));
  },
  cancel: async (_parent, { notebook, cells, params }, context) => {
    const session = await context.notebooks.open(notebook, context.viewer);
    return packNotebook(context, await session.cancel({ ...(cells ? { cells } : {}), params: paramsOf(params) }));
  },
};

export const subscription: Pick<SubscriptionResolvers, 'notebookEvents'> = {
  notebookEvents: {
    // Opened before the first event, so that a notebook that is not there is an answer and not a stream that breaks.
    subscribe: async (_parent, { slug, params }, context) => {
      const session = await context.notebooks.open(slug, context.viewer);
      return notebookEvents(context, session, paramsOf(params));
    },
  },
};

async function* notebookEvents(
  context: ApiContext,
  session: NotebookSession,
  params: GivenParameters,
): AsyncGenerator<{ readonly notebookEvents: NotebookEvent }> {
  const events = eventStream<SessionEvent>(
    (listener) => session.subscribe(params, listener),
    foldEvents,
    context.signal,
  );
  for await (const event of events) yield { notebookEvents: await packEvent(context, event) };
}

/** A document holds the states of its cells; of several events about cells only the latest of each cell matters. */
function foldEvents(waiting: readonly SessionEvent[], event: SessionEvent): readonly SessionEvent[] {
  const last = waiting.at(-1);
  if (event.type === 'document') return [event];
  if (last?.type !== 'cells') return [...waiting, event];
  const newer = new Set(event.cells.map(({ cell }) => cell.id));
  const cells = [...last.cells.filter(({ cell }) => !newer.has(cell.id)), ...event.cells];
  return [...waiting.slice(0, -1), { ...event, cells }];
}

async function change(
  context: ApiContext,
  slug: string,
  work: (session: NotebookSession) => Promise<Applied>,
): Promise<ApplyResult> {
  const session = await context.notebooks.open(slug, context.viewer);
  return packApplied(context, session, await work(session));
}

async function packApplied(context: ApiContext, session: NotebookSession, applied: Applied): Promise<ApplyResult> {
  return {
    notebook: await packNotebook(context, await session.snapshot()),
    conflicts: applied.conflicts.map(({ cell, yours, theirs, revision }) => ({ cell, yours, theirs, revision })),
  };
}

async function packEvent(context: ApiContext, event: SessionEvent): Promise<NotebookEvent> {
  return event.type === 'document'
    ? { __typename: 'DocumentChanged', notebook: await packNotebook(context, event.view) }
    : { __typename: 'CellsChanged', slug: event.slug, cells: event.cells.map((cell) => packCell(context, cell)) };
}

async function packNotebook(context: ApiContext, view: NotebookView): Promise<Notebook> {
  const { header } = view.document;
  // A page whose record is damaged must not keep its notebook from opening; the page itself says what is wrong.
  const page = await context.pages.get(view.slug).catch(() => null);
  return {
    slug: view.slug,
    title: header.title,
    description: header.description,
    purpose: header.purpose,
    header: header.text,
    headerRevision: view.headerRevision,
    revision: view.revision,
    readOnly: view.readOnly,
    params: view.parameters.map(({ name, type, label, help, value, default: usual, optional, problem }) => ({
      name, type, label, help, value, default: usual, optional, problem: problem === null ? null : packProblem(problem),
    })), // prettier-ignore
    cells: view.cells.map((cell) => packCell(context, cell)),
    problems: view.problems.map(packProblem),
    canUndo: view.canUndo,
    canRedo: view.canRedo,
    page: page === null ? null : packPage(page),
  };
}

function packCell({ shown, ask, viewer }: ApiContext, view: CellView): NotebookCell {
  const { cell, output } = view;
  if (output !== null && 'result' in output) shown.note(ask.policyOf(viewer), output.result);
  return {
    id: cell.id,
    kind: cell.kind,
    name: cell.name,
    attributes: Object.fromEntries(cell.attributes),
    body: cell.body,
    revision: view.revision,
    // The states of a cell and those of the wire are the same words.
    state: view.state.toUpperCase() as CellState,
    progress: view.progress,
    elapsedMs: view.elapsedMs,
    reads: view.reads,
    datasets: view.datasets.map(({ name, kind }) => ({ name, kind: packKind(kind) })),
    waitsFor: view.waitsFor,
    output: view.output === null ? null : packOutput(view.output),
    problems: view.problems.map(packProblem),
  };
}

async function openOrNull(context: ApiContext, slug: string): Promise<NotebookSession | null> {
  try {
    return await context.notebooks.open(slug, context.viewer);
  } catch (error) {
    if (error instanceof TrivetError && error.code === 'unknown-notebook') return null;
    throw error;
  }
}

function operationOf(input: OperationInput): Operation {
  const { insertCell, deleteCell, restoreCell, moveCell, setKind, setName, setAttribute, setBody, setHeader } = input;
  if (insertCell) return { op: 'insertCell', after: insertCell.after ?? null, cell: newCellOf(insertCell) };
  if (deleteCell) return { op: 'deleteCell', id: deleteCell.id };
  if (restoreCell) return { op: 'restoreCell', id: restoreCell.id };
  if (moveCell) return { op: 'moveCell', id: moveCell.id, after: moveCell.after ?? null };
  if (setKind) return { op: 'setKind', ...setKind };
  if (setName) return { op: 'setName', id: setName.id, name: setName.name ?? null };
  if (setAttribute)
    return { op: 'setAttribute', id: setAttribute.id, key: setAttribute.key, value: attributeOf(setAttribute.value) };
  if (setBody) return { op: 'setBody', ...setBody };
  if (setHeader) return { op: 'setHeader', ...setHeader };
  throw new TrivetError('invalid-query', 'An operation names exactly one change.');
}

function newCellOf({ id, kind, name, attributes, body }: NonNullable<OperationInput['insertCell']>): NewCell {
  const given = typeof attributes === 'object' && attributes !== null ? Object.entries(attributes) : [];
  return {
    kind,
    ...(id ? { id } : {}),
    ...(name ? { name } : {}),
    ...(typeof body === 'string' ? { body } : {}),
    attributes: Object.fromEntries(given.map(([key, value]) => [key, attributeOf(value) ?? true])),
  };
}

function attributeOf(value: unknown): string | true | null {
  if (value === null || value === undefined || value === false) return null;
  return value === true ? true : typeof value === 'string' ? value : JSON.stringify(value);
}
