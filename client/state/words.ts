import type { CellFieldsFragment, CellState } from '../generated.ts';
import type { NotebookState } from './notebook-state.ts';

/** A cell as people call it: its name, else its kind. */
export function nameOf(cell: Pick<CellFieldsFragment, 'name' | 'kind'>): string {
  return cell.name ?? `a ${cell.kind} cell`;
}

/** The state of a cell, said to people. */
export function stateWords(cell: Pick<CellFieldsFragment, 'state' | 'waitsFor' | 'output' | 'progress'>): string {
  return stateTexts[cell.state](cell);
}

type Said = Pick<CellFieldsFragment, 'waitsFor' | 'output' | 'progress'>;

const stateTexts: { readonly [K in CellState]: (cell: Said) => string } = {
  FRESH: () => 'Current',
  STALE: (cell) => (cell.output ? 'Not current' : 'Not run yet'),
  QUEUED: () => 'In line',
  RUNNING: (cell) => (cell.progress === null ? 'Running' : `Running, ${Math.round(cell.progress * 100)} %`),
  ERROR: () => 'Failed',
  BLOCKED: (cell) => (cell.waitsFor.length > 0 ? `Waits for ${cell.waitsFor.join(', ')}` : 'Waits'),
  CYCLE: (cell) => (cell.waitsFor.length > 0 ? `In a circle: ${cell.waitsFor.join(' → ')}` : 'In a circle'),
  CANCELLED: () => 'Stopped',
  DISABLED: () => 'Switched off',
};

/** `12 cells: 9 current, 2 not current, 1 failed`. */
export function summaryWords(cells: readonly Pick<CellFieldsFragment, 'state'>[]): string {
  if (cells.length === 0) return 'No cells yet';
  const counts = new Map<string, number>();
  for (const { state } of cells) counts.set(groups[state], (counts.get(groups[state]) ?? 0) + 1);
  const parts = [...new Set(Object.values(groups))].flatMap((group) => {
    const count = counts.get(group);
    return count === undefined ? [] : [`${count} ${group}`];
  });
  const noun = cells.length === 1 ? 'cell' : 'cells';
  return parts.length === 1 && counts.get('current') === cells.length
    ? `All ${cells.length} ${noun} current`
    : `${cells.length} ${noun}: ${parts.join(', ')}`;
}

const groups: { readonly [K in CellState]: string } = {
  RUNNING: 'running',
  QUEUED: 'in line',
  FRESH: 'current',
  STALE: 'not current',
  ERROR: 'failed',
  CYCLE: 'in a circle',
  BLOCKED: 'waiting',
  CANCELLED: 'stopped',
  DISABLED: 'switched off',
};

export function isBusy(cell: Pick<CellFieldsFragment, 'state'>): boolean {
  return cell.state === 'RUNNING' || cell.state === 'QUEUED';
}

/** Cells that a run would bring up to date. */
export function isStale(cell: Pick<CellFieldsFragment, 'state'>): boolean {
  return cell.state === 'STALE' || cell.state === 'CANCELLED' || cell.state === 'BLOCKED';
}

/** Whether what was typed is safe on the server, in words. */
export function saveWords(state: Pick<NotebookState, 'header' | 'drafts' | 'queue'>): {
  readonly tone: 'calm' | 'busy' | 'bad';
  readonly text: string;
} {
  if (state.header?.readOnly) return { tone: 'calm', text: 'Read only' };
  const drafts = [...state.drafts.values()];
  const failed = drafts.find((draft) => draft.error)?.error;
  if (failed) return { tone: 'bad', text: `Not saved: ${failed.message}` };
  if (drafts.some((draft) => draft.conflict)) return { tone: 'bad', text: 'Not saved: two versions of a cell' };
  const waiting = drafts.length > 0 || state.queue.some((task) => task.type !== 'run');
  return waiting ? { tone: 'busy', text: 'Saving…' } : { tone: 'calm', text: 'Saved' };
}

/** Cells that may run by themselves, and about how long that takes; a cell that never ran counts 300 ms. */
export function staleCost(cells: readonly Pick<CellFieldsFragment, 'id' | 'state' | 'elapsedMs' | 'attributes'>[]): {
  readonly cells: readonly string[];
  readonly milliseconds: number;
} {
  const stale = cells.filter((cell) => cell.state === 'STALE' && !isManual(cell.attributes));
  return {
    cells: stale.map((cell) => cell.id),
    milliseconds: stale.reduce((sum, cell) => sum + (cell.elapsedMs ?? 300), 0),
  };
}

function isManual(attributes: unknown): boolean {
  return typeof attributes === 'object' && attributes !== null && 'run' in attributes && attributes.run === 'manual';
}
