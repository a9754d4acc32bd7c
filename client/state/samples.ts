import type { NotebookFieldsFragment } from '../generated.ts';
import type { ApplyResult, Cell, NotebookEffect, NotebookEvent, NotebookState } from './notebook-state.ts';
import { initialNotebook } from './notebook-state.ts';
import { updateNotebook } from './notebook-update.ts';

/** Small cells and notebooks for tests. */
export function sampleCell(id: string, rest: Partial<Cell> = {}): Cell {
  return {
    __typename: 'NotebookCell',
    id,
    kind: 'sql',
    name: null,
    attributes: {},
    body: 'select 1',
    revision: 1,
    state: 'FRESH',
    progress: null,
    elapsedMs: 12,
    reads: [],
    waitsFor: [],
    datasets: [],
    output: null,
    problems: [],
    ...rest,
  };
}

export function sampleNotebook(
  cells: readonly Cell[],
  rest: Partial<NotebookFieldsFragment> = {},
): NotebookFieldsFragment {
  return {
    __typename: 'Notebook',
    slug: 'late-parcels',
    title: 'Late parcels',
    description: null,
    purpose: 'service_improvement',
    header: 'trivet: 1\ntitle: Late parcels',
    headerRevision: 1,
    revision: 1,
    readOnly: false,
    canUndo: false,
    canRedo: false,
    params: [],
    problems: [],
    page: null,
    cells: [...cells],
    ...rest,
  };
}

/** The answer to a change: the document's text without states. */
export function sampleResult(
  cells: readonly Cell[],
  rest: Partial<ApplyResult['notebook']> = {},
  conflicts: ApplyResult['conflicts'] = [],
): ApplyResult {
  const { params: _params, cells: _cells, ...header } = sampleNotebook(cells);
  const texts = cells.map(({ __typename, id, kind, name, attributes, body, revision, problems }) => ({
    __typename,
    id,
    kind,
    name,
    attributes,
    body,
    revision,
    problems,
  }));
  return { __typename: 'ApplyResult', notebook: { ...header, cells: texts, ...rest }, conflicts };
}

/** Plays events over an opened notebook; gives the last state and the effects of all of them. */
export function play(
  cells: readonly Cell[],
  ...events: readonly NotebookEvent[]
): { readonly state: NotebookState; readonly effects: readonly NotebookEffect[] } {
  let state = updateNotebook(initialNotebook('late-parcels', {}), {
    type: 'opened',
    notebook: sampleNotebook(cells),
    kept: [],
  }).state;
  const effects: NotebookEffect[] = [];
  for (const event of events) {
    const step = updateNotebook(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
