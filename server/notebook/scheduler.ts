/** state, event → state, effects: which cell runs when. Pure; a shell performs the effects. */
import type { CellState } from './cell-kind.ts';

export interface Schedule {
  readonly plan: Plan;
  readonly cells: ReadonlyMap<string, ScheduledCell>;
}

export interface Plan {
  /** Inputs before those who read them. */
  readonly order: readonly string[];
  readonly nodes: ReadonlyMap<string, PlannedCell>;
}

export interface PlannedCell {
  /** null: it cannot run, and `barrier` says why. */
  readonly fingerprint: string | null;
  readonly needs: readonly string[];
  readonly barrier: 'cycle' | 'disabled' | 'error' | 'blocked' | null;
  /** Runs by itself as soon as its inputs are there: it costs nothing. */
  readonly eager: boolean;
}

interface ScheduledCell {
  readonly state: CellState;
  /** Of the result in `fresh` and `error`, of the run in `running`. */
  readonly fingerprint: string | null;
  /** Accepted: it runs as soon as its inputs are there. */
  readonly wanted: boolean;
  /** It runs although a result is stored. */
  readonly forced: boolean;
  readonly progress: number | null;
  readonly elapsedMs: number | null;
}

export type ScheduleEvent =
  /** The document, the values, the model or the data changed. `stored`: fingerprints with a result, and how it ended. */
  | { readonly type: 'planned'; readonly plan: Plan; readonly stored: ReadonlyMap<string, 'fresh' | 'error'> }
  /** null: all cells. */
  | { readonly type: 'requested'; readonly cells: readonly string[] | null; readonly force: boolean }
  | { readonly type: 'stopped'; readonly cells: readonly string[] | null }
  | {
      readonly type: 'progressed';
      readonly cell: string;
      readonly fingerprint: string;
      readonly fraction: number | null;
    }
  | {
      readonly type: 'ended';
      readonly cell: string;
      readonly fingerprint: string;
      readonly outcome: 'fresh' | 'error';
      readonly elapsedMs: number;
    }
  /** Stored results that a cell was to read are gone: they are made again, then the cell goes on. */
  | { readonly type: 'expired'; readonly cell: string; readonly inputs: readonly string[] };

export type ScheduleEffect =
  /** With `force` although a result is stored. */
  | { readonly type: 'start'; readonly cell: string; readonly fingerprint: string; readonly force: boolean }
  | { readonly type: 'interrupt'; readonly cell: string; readonly fingerprint: string };

export interface Step {
  readonly state: Schedule;
  readonly effects: readonly ScheduleEffect[];
}

export const emptySchedule: Schedule = { plan: { order: [], nodes: new Map() }, cells: new Map() };

/** Cells of one viewer that run at once: one fewer than the engine's lane for notebooks has places. */
const maxRunning = 2;

/** The next state with what is to be done about it. */
export function step(state: Schedule, event: ScheduleEvent): Step {
  const draft = new Draft(state, event.type === 'planned' ? event.plan : state.plan);
  const apply = reactions[event.type] as (draft: Draft, event: ScheduleEvent) => void; // the table pairs them
  apply(draft, event);
  draft.settle();
  return { state: { plan: draft.plan, cells: draft.cells }, effects: draft.effects };
}

const idle: ScheduledCell = {
  state: 'stale',
  fingerprint: null,
  wanted: false,
  forced: false,
  progress: null,
  elapsedMs: null,
};
const obstacles: ReadonlySet<CellState> = new Set(['error', 'cycle', 'cancelled', 'disabled', 'blocked']);
/** States that hold as long as the fingerprint does. */
const kept: ReadonlySet<CellState> = new Set(['running', 'error', 'cancelled']);
const waiting: ReadonlySet<CellState> = new Set(['stale', 'queued', 'blocked']);

class Draft {
  readonly plan: Plan;
  readonly cells: Map<string, ScheduledCell>;
  readonly effects: ScheduleEffect[] = [];

  constructor(state: Schedule, plan: Plan) {
    this.plan = plan;
    this.cells = new Map(state.cells);
  }

  set(id: string, change: Partial<ScheduledCell>): void {
    this.cells.set(id, { ...(this.cells.get(id) ?? idle), ...change });
  }

  interrupt(id: string): void {
    const cell = this.cells.get(id);
    if (cell?.state === 'running' && cell.fingerprint !== null)
      this.effects.push({ type: 'interrupt', cell: id, fingerprint: cell.fingerprint });
  }

  /** Blocks, unblocks, queues and starts in one pass, inputs first. */
  settle(): void {
    let running = [...this.cells.values()].filter(({ state }) => state === 'running').length;
    for (const id of this.plan.order) {
      const node = this.plan.nodes.get(id);
      const cell = this.cells.get(id) ?? idle;
      if (node === undefined || node.fingerprint === null || !waiting.has(cell.state)) continue;
      const inputs = node.needs.map((need) => this.cells.get(need)?.state ?? 'stale');
      const ready = inputs.every((input) => input === 'fresh');
      const wanted = cell.wanted || (node.eager && ready);
      if (inputs.some((input) => obstacles.has(input))) {
        this.set(id, { state: 'blocked', wanted: false, forced: false });
      } else if (wanted && ready && running < maxRunning) {
        running++;
        this.set(id, {
          state: 'running',
          wanted: false,
          fingerprint: node.fingerprint,
          progress: null,
          elapsedMs: null,
        });
        this.effects.push({ type: 'start', cell: id, fingerprint: node.fingerprint, force: cell.forced });
      } else {
        this.set(id, { state: wanted ? 'queued' : 'stale', wanted });
      }
    }
  }
}

type EventOf<Type extends ScheduleEvent['type']> = Extract<ScheduleEvent, { readonly type: Type }>;

const reactions: { readonly [Type in ScheduleEvent['type']]: (draft: Draft, event: EventOf<Type>) => void } = {
  planned(draft, { plan, stored }) {
    for (const id of draft.cells.keys()) {
      if (plan.nodes.has(id)) continue;
      draft.interrupt(id);
      draft.cells.delete(id);
    }
    for (const [id, { fingerprint, barrier }] of plan.nodes) {
      const before = draft.cells.get(id) ?? idle;
      const isSame = barrier === null && fingerprint !== null && before.fingerprint === fingerprint;
      if (isSame && kept.has(before.state)) continue;
      draft.interrupt(id);
      const isQueued = barrier === null && before.state === 'queued';
      const known =
        fingerprint === null || barrier !== null || (isQueued && before.forced) ? undefined : stored.get(fingerprint);
      const elapsedMs = known === undefined ? null : before.elapsedMs;
      const wanted = isQueued && known === undefined;
      draft.set(id, {
        ...idle,
        state: barrier ?? known ?? 'stale',
        fingerprint,
        elapsedMs,
        wanted,
        forced: wanted && before.forced,
      });
    }
  },
  requested(draft, { cells, force }) {
    const asked = new Set(cells ?? draft.plan.order);
    const wanted = withInputs(draft, asked);
    for (const id of draft.plan.order) {
      const cell = draft.cells.get(id);
      const node = draft.plan.nodes.get(id);
      if (
        cell === undefined ||
        node === undefined ||
        node.fingerprint === null ||
        node.barrier !== null ||
        !wanted.has(id)
      )
        continue;
      const isForced = force && asked.has(id);
      if (cell.state === 'running' || (cell.state === 'fresh' && !isForced)) continue;
      draft.set(id, { state: 'queued', wanted: true, forced: isForced, progress: null });
    }
  },
  stopped(draft, { cells }) {
    for (const id of cells ?? draft.plan.order) {
      const cell = draft.cells.get(id);
      if (cell?.state !== 'running' && cell?.state !== 'queued') continue;
      draft.interrupt(id);
      draft.set(id, {
        state: 'cancelled',
        fingerprint: draft.plan.nodes.get(id)?.fingerprint ?? null,
        wanted: false,
        forced: false,
        progress: null,
      });
    }
  },
  progressed(draft, { cell, fingerprint, fraction }) {
    if (isRun(draft, cell, fingerprint)) draft.set(cell, { progress: fraction });
  },
  ended(draft, { cell, fingerprint, outcome, elapsedMs }) {
    if (isRun(draft, cell, fingerprint)) draft.set(cell, { state: outcome, forced: false, progress: null, elapsedMs });
  },
  expired(draft, { cell, inputs }) {
    for (const id of inputs)
      if (draft.cells.get(id)?.state === 'fresh') draft.set(id, { state: 'queued', wanted: true, forced: true });
    draft.set(cell, { state: 'queued', wanted: true });
  },
};

function isRun(draft: Draft, id: string, fingerprint: string): boolean {
  const cell = draft.cells.get(id);
  return cell?.state === 'running' && cell.fingerprint === fingerprint;
}

/** Cells with all that they read which has no result. */
function withInputs(draft: Draft, asked: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    for (const need of draft.plan.nodes.get(id)?.needs ?? []) if (draft.cells.get(need)?.state !== 'fresh') visit(need);
  };
  for (const id of asked) visit(id);
  return found;
}
