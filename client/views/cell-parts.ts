import type { CellState } from '../generated.ts';
import type { Cell } from '../state/notebook-state.ts';
import { newCellId } from '../state/notebook-structure.ts';
import { formatElapsed, plural } from '../ui/format.ts';
import type { IconName } from '../ui/icons.ts';
import type { MenuItem } from '../ui/trivet-menu.ts';
import { act } from './act.ts';
import type { CellView } from './cell-view.ts';

/** A state's picture and how loud it is; its words stand beside it. */
export function stateTone(state: CellState): { readonly tone: string; readonly mark: IconName } {
  return tones[state];
}

const tones: { readonly [K in CellState]: { readonly tone: string; readonly mark: IconName } } = {
  FRESH: { tone: 'good', mark: 'check' },
  STALE: { tone: 'stale', mark: 'circle' },
  QUEUED: { tone: 'busy', mark: 'clock' },
  RUNNING: { tone: 'busy', mark: 'clock' },
  ERROR: { tone: 'bad', mark: 'warn' },
  BLOCKED: { tone: 'stale', mark: 'pause' },
  CYCLE: { tone: 'bad', mark: 'circle' },
  CANCELLED: { tone: 'stale', mark: 'stop' },
  DISABLED: { tone: 'stale', mark: 'off' },
};

/** `120 rows · 12 ms`; nothing for prose, which costs nothing. */
export function cellFacts(cell: Cell): string {
  const rows = cell.output?.__typename === 'TableOutput' ? plural(cell.output.rowCount, 'row') : null;
  const hasCost = cell.elapsedMs !== null && cell.kind !== 'md' && cell.kind !== 'input';
  const elapsed = hasCost && cell.elapsedMs !== null ? formatElapsed(cell.elapsedMs) : null;
  return [rows, elapsed].filter((part) => part !== null).join(' · ');
}

/** What can be done with a cell beside running it. */
export function cellMenu(cell: Cell): readonly MenuItem[] {
  return [
    { id: 'rename', label: cell.name ? 'Rename' : 'Give it a name', icon: 'pen', hint: 'F2' },
    { id: 'up', label: 'Move up', icon: 'up', hint: 'Alt ↑' },
    { id: 'down', label: 'Move down', icon: 'down', hint: 'Alt ↓' },
    { id: 'duplicate', label: 'Duplicate', icon: 'copy' },
    ...(isFound(cell) ? [{ id: 'explode', label: 'Explode to cells', icon: 'list' } as const] : []),
    isDisabled(cell)
      ? { id: 'enable', label: 'Switch on', icon: 'check' }
      : { id: 'disable', label: 'Switch off', icon: 'off' },
    { id: 'delete', label: 'Delete', icon: 'bin', hint: 'D D' },
  ];
}

export function chooseInMenu(view: CellView, id: string): void {
  choices.get(id)?.(view);
}

const choices: ReadonlyMap<string, (view: CellView) => unknown> = new Map<string, (view: CellView) => unknown>([
  ['rename', (view: CellView) => view.startRename()],
  ['up', (view: CellView) => act(view, { type: 'move', cell: view.cell.id, by: -1 })],
  ['down', (view: CellView) => act(view, { type: 'move', cell: view.cell.id, by: 1 })],
  [
    'duplicate',
    (view: CellView) => {
      const { id: after, kind, body, attributes } = view.cell;
      act(view, {
        type: 'insert',
        id: newCellId(Math.random),
        after,
        kind,
        body: view.draft?.body ?? body,
        attributes,
      });
    },
  ],
  [
    'explode',
    (view: CellView) =>
      view.dispatchEvent(new CustomEvent('explode', { detail: view.cell.id, bubbles: true, composed: true })),
  ],
  [
    'disable',
    (view: CellView) => act(view, { type: 'setAttribute', cell: view.cell.id, key: 'disabled', value: true }),
  ],
  ['enable', (view: CellView) => act(view, { type: 'setAttribute', cell: view.cell.id, key: 'disabled', value: null })],
  ['delete', (view: CellView) => act(view, { type: 'delete', cell: view.cell.id })],
]);

/** Whether there is a finding whose statements can be shown. */
function isFound({ output }: Cell): boolean {
  return output?.__typename === 'FindingOutput' && output.finding.steps.length > 0;
}

function isDisabled(cell: Cell): boolean {
  return typeof cell.attributes === 'object' && cell.attributes !== null && 'disabled' in cell.attributes;
}
