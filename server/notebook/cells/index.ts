import { registry } from '../../lib/registry.ts';
import type { CellKind } from '../cell-kind.ts';
import { analysisCell } from './analysis.ts';
import { arqueroCell } from './arquero.ts';
import { chartCell } from './chart.ts';
import { inputCell } from './input.ts';
import { mdCell } from './md.ts';
import { metricCell } from './metric.ts';
import { queryCell } from './query.ts';
import { sqlCell } from './sql.ts';

// What a kind makes of a body is handed back to that kind alone.
const kinds = [
  mdCell,
  sqlCell,
  queryCell,
  arqueroCell,
  chartCell,
  inputCell,
  metricCell,
  analysisCell,
] as unknown as readonly CellKind[];

/** The kinds of cells, in the order of the palette. */
export const cellKinds = registry(kinds);
