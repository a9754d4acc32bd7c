import type { Json } from '../../lib/json.ts';
import type { Column } from '../../lib/table.ts';
import type { DrawnChart } from '../cell-kind.ts';
import type { OutputColumn } from '../output.ts';

/** Draws charts away from the thread that answers people. */
export interface ChartPainter {
  /** Compiles Vega-Lite over these columns (its data set is called `source`) and draws it. Throws `invalid-cell` for a spec that does not compile, `timeout` for one that does not end. */
  draw(spec: Json, columns: readonly OutputColumn[], data: readonly Column[], signal: AbortSignal): Promise<DrawnChart>;
  /** Starts what draws before it is needed, and does not wait for it. */
  warm(): void;
  close(): Promise<void>;
}
