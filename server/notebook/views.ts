import type { Problem } from '../lib/problem.ts';
import type { CellState } from './cell-kind.ts';
import { relationName } from './names.ts';
import { printNotebook } from './print.ts';
import type { Scope } from './scope.ts';
import type { StoredNotebook } from './store.ts';
import type { CellView, NotebookView, ParameterView } from './view.ts';

/** The notebook as one set of parameter values shows it. */
export function viewNotebook(slug: string, stored: StoredNotebook, scope: Scope): NotebookView {
  const { document, revision, headerRevision } = stored.state;
  const { values, problems, unknown } = scope.parameters;
  const parameters = document.header.params.map((spec): ParameterView => ({
    ...spec,
    value: values.get(spec.name) ?? null,
    problem: problems.get(spec.name) ?? null,
  }));
  const cells = document.cells.flatMap(({ id }) => viewCell(id, stored, scope) ?? []);
  const ofCells = new Set(cells.flatMap((cell) => cell.problems));
  return {
    slug,
    document,
    text: printNotebook(document),
    revision,
    headerRevision,
    readOnly: stored.readOnly,
    problems: [...stored.problems.filter((found) => !ofCells.has(found)), ...unknown],
    parameters,
    values,
    cells,
    canUndo: stored.canUndo,
    canRedo: stored.canRedo,
  };
}

/** One cell; null for one that is not in the document. */
export function viewCell(id: string, stored: StoredNotebook, scope: Scope): CellView | null {
  const { state } = stored;
  const cell = state.document.cells.find((known) => known.id === id);
  if (cell === undefined) return null;
  const node = scope.planned?.graph.nodes.get(id);
  const scheduled = scope.schedule.cells.get(id);
  const runs = scheduled?.state ?? 'stale';
  const model = scope.planned?.model;
  return {
    cell,
    revision: state.cells.get(id)?.cell ?? 0,
    state: runs,
    progress: scheduled?.progress ?? null,
    elapsedMs:
      runs === 'running'
        ? scope.runningFor(id)
        : (scheduled?.elapsedMs ?? scope.shown(id)?.provenance.elapsedMs ?? null),
    reads: (node?.needs ?? []).flatMap((need) => nameOf(need, scope)),
    datasets: (node?.behind ?? []).flatMap((name) => {
      const kind = model?.datasets.get(name)?.kind;
      return kind === undefined ? [] : [{ name, kind }];
    }),
    waitsFor: waitsFor(id, scope, runs),
    unstable: node?.unstable ?? [],
    output: runs === 'disabled' ? null : scope.shown(id),
    problems: [
      ...stored.problems.filter(({ subject }) => subject === id),
      ...(node?.problems ?? []),
    ] satisfies Problem[],
  };
}

const obstacles: ReadonlySet<CellState> = new Set(['error', 'cycle', 'cancelled', 'disabled', 'blocked']);

function waitsFor(id: string, scope: Scope, state: CellState): readonly string[] {
  const node = scope.planned?.graph.nodes.get(id);
  if (node === undefined) return [];
  if (state === 'cycle') return node.cycle ?? [];
  if (state !== 'blocked') return [];
  const blocking = node.needs.filter((need) => obstacles.has(scope.schedule.cells.get(need)?.state ?? 'stale'));
  return [...new Set([...node.ambiguous, ...blocking.flatMap((need) => nameOf(need, scope))])];
}

function nameOf(id: string, scope: Scope): readonly string[] {
  const cell = scope.planned?.graph.nodes.get(id)?.analysed.cell;
  return cell === undefined ? [] : [relationName(cell)];
}
