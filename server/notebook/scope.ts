/** one notebook seen by those of one policy with one set of parameter values: plan → schedule → runs → views and events */
import { sha256 } from '../lib/hash.ts';
import { problem, type Problem, problemOf } from '../lib/problem.ts';
import type { Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Policy } from '../query/policy/policy.ts';
import type { Facts } from '../query/answer/result.ts';
import { isCircumstance } from './analyse.ts';
import type { NotebookDocument } from './document.ts';
import { fingerprintCells } from './fingerprint.ts';
import type { CellGraph, CellNode } from './graph.ts';
import { relationName } from './names.ts';
import type { Output, Provenance } from './output.ts';
import type { OutputStore } from './output-store.ts';
import { type ParameterValues, resolveParameters } from './parameters.ts';
import { hasRows } from './relation.ts';
import { type CellRun, type Input, runContext, type RunParts } from './run-context.ts';
import type { RunPool } from './run-pool.ts';
import { type Instability, isMomentary } from './stability.ts';
import {
  emptySchedule,
  type Plan,
  type PlannedCell,
  type Schedule,
  type ScheduleEffect,
  type ScheduleEvent,
  step,
} from './scheduler.ts';
import type { GivenParameters } from './view.ts';

/** What a scope shares with the other scopes of a workspace. */
export interface Surroundings {
  readonly parts: () => RunParts;
  readonly outputs: OutputStore;
  readonly pool: RunPool;
  readonly clock: () => Date;
  readonly newId: () => string;
}

/** A document with everything that was found out about it without running. */
export interface PlannedNotebook {
  readonly document: NotebookDocument;
  readonly graph: CellGraph;
  /** What the viewer sees of the model, as their policy says. */
  readonly model: Model;
  readonly policy: Policy;
  readonly facts: Facts;
}

/** Ids of cells whose state or output changed. */
export type ScopeListener = (changed: ReadonlySet<string>) => void;

export class Scope {
  readonly given: GivenParameters;
  readonly viewer: Viewer;
  readonly #around: Surroundings;
  readonly #onChange: ScopeListener;
  #planned: PlannedNotebook | null = null;
  #parameters: ParameterValues = { values: new Map(), problems: new Map(), unknown: [] };
  #schedule: Schedule = emptySchedule;
  /** Of the run that cells with random() or now() were last asked in. */
  #runId: string;
  #lane: 'notebook' | 'background' = 'notebook';
  /** The last output of each cell: shown dimmed while a newer one is made. */
  readonly #shown = new Map<string, Output>();
  readonly #started = new Map<string, { readonly at: number; readonly waiter: object }>();
  readonly #idle = new Set<() => void>();

  constructor(
    { given, viewer }: { readonly given: GivenParameters; readonly viewer: Viewer },
    around: Surroundings,
    onChange: ScopeListener,
  ) {
    this.given = given;
    this.viewer = viewer;
    this.#around = around;
    this.#onChange = onChange;
    this.#runId = around.newId();
  }

  get planned(): PlannedNotebook | null {
    return this.#planned;
  }

  get parameters(): ParameterValues {
    return this.#parameters;
  }

  get schedule(): Schedule {
    return this.#schedule;
  }

  shown(id: string): Output | null {
    return this.#shown.get(id) ?? null;
  }

  /** Milliseconds since a running cell was started. */
  runningFor(id: string): number | null {
    const started = this.#started.get(id);
    return started === undefined ? null : performance.now() - started.at;
  }

  /** Takes over a new document, model or data; nothing happens when they are the ones it knows. */
  async plan(next: PlannedNotebook): Promise<void> {
    const before = this.#planned;
    if (before?.graph === next.graph && before.model === next.model && before.facts === next.facts) return;
    await this.#plan(next);
  }

  /** Begins a new run for these cells if one of them, or one they read, would only be true of the run before. */
  async renew(cells: readonly string[] | null): Promise<void> {
    const planned = this.#planned;
    if (planned === null) return;
    const isDone = ({ cell }: Instability): boolean =>
      ['fresh', 'error'].includes(this.#schedule.cells.get(cell)?.state ?? 'stale');
    const asked = cells ?? [...planned.graph.nodes.keys()];
    const behind = asked.flatMap((id) => planned.graph.nodes.get(id)?.unstable ?? []);
    if (!behind.some((each) => isMomentary([each.reason]) && isDone(each))) return;
    this.#runId = this.#around.newId();
    await this.#plan(planned);
  }

  async #plan(next: PlannedNotebook): Promise<void> {
    const { header } = next.document;
    const parameters = resolveParameters(header.params, this.given);
    const purpose = header.purpose ?? next.model.settings.purpose;
    const engineVersion = this.#around.parts().engine.version;
    const fingerprints = fingerprintCells(next.graph, {
      ...next,
      purpose,
      parameters: header.params,
      values: parameters.values,
      engineVersion,
      runId: this.#runId,
    });
    const found = new Map<string, Output>();
    for (const [id, fingerprint] of fingerprints) {
      const node = next.graph.nodes.get(id);
      const output = fingerprint === null || node === undefined ? null : await this.#find(node, fingerprint);
      if (output !== null) found.set(id, output);
    }
    this.#planned = next;
    this.#parameters = parameters;
    for (const [id, output] of this.#shown) {
      const isOldProblem = output.type === 'ProblemOutput' && output.provenance.fingerprint !== fingerprints.get(id);
      if (isOldProblem || !next.graph.nodes.has(id)) this.#shown.delete(id);
    }
    for (const [id, output] of found) this.#shown.set(id, output);
    const stored = new Map([...found].map(([id, output]) => [fingerprints.get(id) ?? '', outcomeOf(output)] as const));
    this.#dispatch({ type: 'planned', plan: planOf(next.graph, fingerprints), stored });
    for (const [id, broken] of brokenCells(next.graph)) this.#shown.set(id, broken);
  }

  /** Accepts cells for running; unknown ids are ignored (they may have been deleted meanwhile). */
  request(
    cells: readonly string[] | null,
    options: { readonly force: boolean; readonly lane: 'notebook' | 'background' },
  ): void {
    this.#lane = options.lane;
    this.#dispatch({ type: 'requested', cells, force: options.force });
  }

  stop(cells: readonly string[] | null): void {
    this.#dispatch({ type: 'stopped', cells });
  }

  /** Resolves when nothing runs or waits. */
  async settled(): Promise<void> {
    while (this.isBusy()) await new Promise<void>((resolve) => this.#idle.add(resolve));
  }

  isBusy(): boolean {
    return [...this.#schedule.cells.values()].some(({ state }) => state === 'running' || state === 'queued');
  }

  #dispatch(event: ScheduleEvent): void {
    const before = this.#schedule.cells;
    const { state, effects } = step(this.#schedule, event);
    this.#schedule = state;
    for (const effect of effects) this.#perform(effect);
    const changed = new Set(
      [...state.cells.keys(), ...before.keys()].filter((id) => state.cells.get(id) !== before.get(id)),
    );
    if (changed.size > 0) this.#onChange(changed);
    if (this.isBusy()) return;
    for (const resolve of this.#idle) resolve();
    this.#idle.clear();
  }

  #perform(effect: ScheduleEffect): void {
    if (effect.type === 'interrupt') {
      const started = this.#started.get(effect.cell);
      this.#started.delete(effect.cell);
      if (started !== undefined) this.#around.pool.leave(effect.fingerprint, started.waiter);
      return;
    }
    const waiter = {};
    this.#started.set(effect.cell, { at: performance.now(), waiter });
    void this.#run(effect.cell, effect.fingerprint, { force: effect.force, waiter }).catch((error: unknown) => {
      if (this.#started.get(effect.cell)?.waiter !== waiter) return;
      const found = problemOf(error, { subject: effect.cell });
      this.#end(effect.cell, effect.fingerprint, { type: 'ProblemOutput', provenance: nowhere, problem: found });
    });
  }

  #end(cell: string, fingerprint: string, output: Output): void {
    this.#started.delete(cell);
    this.#shown.set(cell, output);
    this.#dispatch({
      type: 'ended',
      cell,
      fingerprint,
      outcome: outcomeOf(output),
      elapsedMs: output.provenance.elapsedMs,
    });
  }

  async #run(
    id: string,
    fingerprint: string,
    { force, waiter }: { readonly force: boolean; readonly waiter: object },
  ): Promise<void> {
    const node = this.#planned?.graph.nodes.get(id);
    if (node === undefined || this.#planned === null) return;
    const planned = this.#planned;
    const started = performance.now();
    const known = force ? null : await this.#find(node, fingerprint);
    const expired = known === null ? await this.#expiredInputs(node.needs) : [];
    if (this.#started.get(id)?.waiter !== waiter) return;
    if (expired.length > 0) {
      this.#started.delete(id);
      this.#dispatch({ type: 'expired', cell: id, inputs: expired });
      return;
    }
    const output =
      known ??
      (await this.#around.pool.join(fingerprint, waiter, (signal) =>
        this.#runCell(planned, id, { fingerprint, signal, started }),
      ));
    if (this.#started.get(id)?.waiter === waiter) this.#end(id, fingerprint, output);
  }

  /** Never rejects: what fails is an output too. Kept unless the failure says nothing about the cell. */
  async #runCell(
    planned: PlannedNotebook,
    id: string,
    run: { readonly fingerprint: string; readonly signal: AbortSignal; readonly started: number },
  ): Promise<Output> {
    const { fingerprint, signal, started } = run;
    const node = planned.graph.nodes.get(id);
    const kind = node?.analysed.kind ?? null;
    if (node === undefined || kind === null) throw new Error(`Cell ${id} was started without a kind.`);
    const { header } = planned.document;
    const context = runContext(this.#around.parts(), {
      ...planned,
      viewer: this.viewer,
      node,
      fingerprint,
      names: [...planned.graph.nodes.values()].flatMap(({ analysed }) => analysed.cell.name ?? []),
      signal,
      purpose: header.purpose ?? planned.model.settings.purpose,
      parameters: header.params,
      values: this.#parameters.values,
      now: this.#around.clock().toISOString(),
      lane: this.#lane,
      inputs: this.#inputs(planned, node.needs),
      onProgress: (fraction) => this.#dispatch({ type: 'progressed', cell: id, fingerprint, fraction }),
    } satisfies CellRun);
    const timed = (output: Output): Output => ({
      ...output,
      provenance: { ...output.provenance, elapsedMs: performance.now() - started },
    });
    try {
      const output = timed(await kind.run(node.analysed.spec, context));
      const isLasting = kind.eager !== true && !isMomentary(node.unstable.map(({ reason }) => reason));
      await this.#around.outputs.keep(fingerprint, output, isLasting);
      return output;
    } catch (error) {
      const found = problemOf(error, { subject: id });
      const output = timed({
        type: 'ProblemOutput',
        provenance: { ...nowhere, fingerprint, sources: context.sources },
        problem: found,
      });
      if (!signal.aborted && !isCircumstance(found))
        await this.#around.outputs.keep(problemKey(node, fingerprint), output, true);
      return output;
    }
  }

  async #find(node: CellNode, fingerprint: string): Promise<Output | null> {
    const { outputs } = this.#around;
    return (await outputs.find(fingerprint)) ?? (await outputs.find(problemKey(node, fingerprint)));
  }

  #inputs({ graph }: PlannedNotebook, needs: readonly string[]): ReadonlyMap<string, Input> {
    return new Map(
      needs.flatMap((id): (readonly [string, Input])[] => {
        const [cell, output] = [graph.nodes.get(id)?.analysed.cell, this.#shown.get(id)];
        return cell === undefined || output === undefined
          ? []
          : [[id, { name: relationName(cell), kind: cell.kind, output }]];
      }),
    );
  }

  /** Inputs whose rows are gone from the store; their outputs are forgotten. */
  async #expiredInputs(needs: readonly string[]): Promise<readonly string[]> {
    const { engine } = this.#around.parts();
    const expired: string[] = [];
    for (const id of needs) {
      const output = this.#shown.get(id);
      if (output === undefined || !hasRows(output) || (await engine.stored(output.result)) !== null) continue;
      await this.#around.outputs.forget(output.provenance.fingerprint);
      expired.push(id);
    }
    return expired;
  }
}

const nowhere: Provenance = { fingerprint: '', sources: [], elapsedMs: 0, steps: [] };

/** A problem points into the text as it is written, so it belongs to this text of this cell and not to all that mean the same. */
function problemKey({ analysed: { cell } }: CellNode, fingerprint: string): string {
  return sha256(JSON.stringify([fingerprint, cell.id, cell.body]));
}

function outcomeOf(output: Output): 'fresh' | 'error' {
  return output.type === 'ProblemOutput' ? 'error' : 'fresh';
}

function planOf(graph: CellGraph, fingerprints: ReadonlyMap<string, string | null>): Plan {
  const nodes = new Map<string, PlannedCell>();
  for (const id of graph.order) {
    const node = graph.nodes.get(id);
    if (node === undefined) continue;
    const { analysed, cycle, ambiguous, needs } = node;
    const isBehind = ambiguous.length > 0 || needs.some((need) => nodes.get(need)?.barrier !== null);
    const own =
      cycle !== null
        ? 'cycle'
        : analysed.cell.attributes.has('disabled')
          ? 'disabled'
          : analysed.problem !== null
            ? 'error'
            : null;
    const fingerprint = fingerprints.get(id) ?? null;
    nodes.set(id, {
      fingerprint,
      needs,
      barrier: own ?? (isBehind || fingerprint === null ? 'blocked' : null),
      eager: analysed.kind?.eager === true,
    });
  }
  return { order: graph.order, nodes };
}

function brokenCells({ nodes }: CellGraph): readonly (readonly [string, Output])[] {
  return [...nodes].flatMap(([id, { analysed, cycle }]) => {
    const found = cycle === null ? analysed.problem : cycleProblem(id, cycle);
    return found === null
      ? []
      : [[id, { type: 'ProblemOutput', provenance: nowhere, problem: found } satisfies Output] as const];
  });
}

function cycleProblem(id: string, path: readonly string[]): Problem {
  const hint = 'Take one of these reads out: a cell cannot wait for itself.';
  return problem('cycle', `The cells read each other in a circle: ${path.join(' → ')}.`, { subject: id, hint });
}
