/** cells → specs, reads and canonical bodies; a cell that cannot be read carries its problem, the others go on */
import { didYouMean } from '../lib/closest.ts';
import type { Json } from '../lib/json.ts';
import { problem, type Problem, problemOf } from '../lib/problem.ts';
import type { Registry } from '../lib/registry.ts';
import type { CellKind, ReadContext, Reads } from './cell-kind.ts';
import type { NotebookCell, ParameterSpec } from './document.ts';

export interface AnalysedCell {
  readonly cell: NotebookCell;
  readonly kind: CellKind | null;
  /** What the kind's parse gave; meaningless where there is a problem. */
  readonly spec: unknown;
  readonly reads: Reads;
  readonly canonical: Json;
  readonly problem: Problem | null;
}

export const readsNothing: Reads = { relations: [], parameters: [], metrics: [], dimensions: [] };

/** Analyses the cells of a document. */
export type Analyst = (
  cells: readonly NotebookCell[],
  parameters: readonly ParameterSpec[],
) => Promise<readonly AnalysedCell[]>;

/** An unchanged cell (the same object, under the same parameters) is analysed once. */
export function createAnalyst(kinds: Registry<CellKind>, sql: Omit<ReadContext, 'parameters'>): Analyst {
  const known = new WeakMap<
    NotebookCell,
    { readonly parameters: readonly ParameterSpec[]; readonly analysed: Promise<AnalysedCell> }
  >();
  return (cells, parameters) =>
    Promise.all(
      cells.map(async (cell) => {
        const before = known.get(cell);
        if (before?.parameters === parameters) return before.analysed;
        const analysed = analyseCell(cell, kinds, { ...sql, parameters });
        known.set(cell, { parameters, analysed });
        const { problem: found } = await analysed;
        // A parser that could not be reached is asked again next time.
        if (found !== null && isCircumstance(found)) known.delete(cell);
        return analysed;
      }),
    );
}

/** Problems that say nothing about the text: the same text may run a minute later. */
export function isCircumstance({ code }: Problem): boolean {
  return [
    'timeout',
    'cancelled',
    'engine-lost',
    'out-of-memory',
    'result-expired',
    'disk-full',
    'write-failed',
    'internal',
    'load-failed',
    'source-unreadable',
  ].includes(code);
}

async function analyseCell(cell: NotebookCell, kinds: Registry<CellKind>, context: ReadContext): Promise<AnalysedCell> {
  const kind = kinds.get(cell.kind) ?? null;
  const failed = (found: Problem): AnalysedCell => ({
    cell,
    kind,
    spec: null,
    reads: readsNothing,
    canonical: null,
    problem: found,
  });
  if (kind === null) {
    const hint = didYouMean(cell.kind, kinds.names);
    return failed(
      problem('unknown-kind', `There is no kind of cell called ${cell.kind}.`, {
        hint,
        choices: kinds.names,
        subject: cell.id,
      }),
    );
  }
  try {
    const spec = kind.parse(cell);
    const [reads, canonical] = [await kind.reads(spec, context), await kind.canonical(spec, context)];
    return { cell, kind, spec, reads, canonical, problem: null };
  } catch (error) {
    return failed(problemOf(error, { subject: cell.id }));
  }
}
