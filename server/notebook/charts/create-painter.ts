import { JobThread } from '../../lib/job-thread.ts';
import type { Json } from '../../lib/json.ts';
import type { Column } from '../../lib/table.ts';
import type { DrawnChart } from '../cell-kind.ts';
import type { OutputColumn } from '../output.ts';
import type { ChartPainter } from './painter.ts';

/** What the thread is asked. */
export interface DrawRequest {
  readonly spec: Json;
  readonly columns: readonly OutputColumn[];
  readonly data: readonly Column[];
}

export interface PainterOptions {
  /** A chart that takes longer is given up and its thread replaced; 10 seconds unless told. */
  readonly timeoutMs?: number;
}

/** A painter with one thread, which starts with the first chart, unless it is warmed, and costs about 60 MB. */
export function createChartPainter({ timeoutMs = 10_000 }: PainterOptions = {}): ChartPainter {
  const thread = new JobThread<DrawRequest, DrawnChart>({
    entry: new URL('./worker.ts', import.meta.url),
    subject: 'The chart',
    memoryMb: 512,
  });
  const limits = { timeoutMs, hint: 'Aggregate the data in a query first, or draw fewer marks.' };
  return {
    draw: (spec, columns, data, signal) => thread.run({ spec, columns, data }, { ...limits, signal }),
    warm: () => thread.warm(),
    close: () => thread.close(),
  };
}
