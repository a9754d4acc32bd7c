import type { Json } from '../lib/json.ts';
import type { NotebookCell, ParameterSpec } from '../notebook/document.ts';
import type { Output } from '../notebook/output.ts';
import type { Instability } from '../notebook/stability.ts';

/** A notebook that has been run, as publishing needs it. */
export interface PageSource {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly purpose: string | null;
  /** The file as it was when it ran. */
  readonly text: string;
  readonly parameters: readonly ParameterSpec[];
  readonly values: ReadonlyMap<string, Json>;
  readonly cells: readonly PageCell[];
}

export interface PageCell {
  readonly cell: NotebookCell;
  /** null where the cell did not run: disabled, blocked, stopped. */
  readonly output: Output | null;
  readonly state: string;
  /** Why another run may give another result. */
  readonly unstable: readonly Instability[];
}

/** What a page shows of a cell: `show=output` unless the cell says otherwise. */
export function shownPart({ cell }: PageCell): 'output' | 'both' | 'source' | 'none' {
  const show = cell.attributes.get('show');
  return show === 'both' || show === 'source' || show === 'none' ? show : 'output';
}

/** Cells whose output stands on the page. */
export function visibleCells(source: PageSource): readonly PageCell[] {
  return source.cells.filter(
    (cell) => ['output', 'both'].includes(shownPart(cell)) && !cell.cell.attributes.has('disabled'),
  );
}
