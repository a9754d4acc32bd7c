/** Vega-Lite → checked → with sizes and titles → Vega in universal time → drawn without a canvas → plain SVG */
import { parse, resetSVGDefIds, type Spec, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { messageOf, TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import { type Column, rowsOf, type Table } from '../../lib/table.ts';
import type { DrawnChart } from '../cell-kind.ts';
import type { OutputColumn } from '../output.ts';
import { cleanSvg } from './clean-svg.ts';
import { closedSpec } from './closed-spec.ts';
import { compileChart } from './compile-chart.ts';
import { recorder } from './recorder.ts';
import { measureText } from './text-width.ts';

measureText();

/** Draws a Vega-Lite chart over these columns. It reads nothing else: no file, no address, no clock of this machine. Throws `invalid-cell`. */
export async function drawChart(
  spec: Json,
  columns: readonly OutputColumn[],
  data: readonly Column[],
): Promise<DrawnChart> {
  const table = { columns: data, rowCount: data[0]?.values.length ?? 0 };
  const vega = compileChart(closedSpec(spec), columns, table);
  return { spec: vega, svg: cleanSvg(await paint(vega, table)) };
}

async function paint(vega: Json, table: Table): Promise<string> {
  const { logger, heard } = recorder();
  try {
    // Vega's own parser refuses what is not Vega.
    const runtime = parse(vega as Spec, undefined, { ast: true });
    const view = new View(runtime, { expr: expressionInterpreter, renderer: 'none', loader: noLoader, logger });
    resetSVGDefIds();
    await view.data('source', rowsOf(table)).runAsync();
    const svg = await view.toSVG();
    view.finalize();
    const [error] = heard.errors;
    if (error !== undefined) throw new Error(error);
    return svg;
  } catch (thrown) {
    throw new TrivetError('invalid-cell', `The chart cannot be drawn: ${messageOf(thrown)}`, {
      hint: 'Look at the expressions and the transforms of the chart.',
      cause: thrown,
    });
  }
}

const refuse = (): Promise<never> => Promise.reject(new Error('A chart reads its relation and nothing else.'));
const noLoader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
