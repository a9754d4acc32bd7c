import { compile, type TopLevelSpec } from 'vega-lite';
import { messageOf, TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import type { Table } from '../../lib/table.ts';
import type { OutputColumn } from '../output.ts';
import type { JsonObject } from './closed-spec.ts';
import { fieldTitle } from './field-title.ts';
import { withFewTicks } from './few-ticks.ts';
import { isComposed, layOut } from './lay-out.ts';
import { recorder } from './recorder.ts';
import { blendThemed } from './scale-colours.ts';
import { theme, themeOfMany } from './theme.ts';
import { inUniversalTime } from './universal-time.ts';

const serious = /not a valid encoding channel|Invalid (?:field|aggreg|spec)/;

/** Vega for a Vega-Lite chart, with an empty data set `source`, our sizes, titles and colours. Throws `invalid-cell`. */
export function compileChart(spec: JsonObject, columns: readonly OutputColumn[], table: Table): Json {
  const { logger, heard } = recorder();
  try {
    // Vega-Lite checks its input itself, in part by failing.
    const full = { ...layOut(spec, table), data: { name: 'source' } } as unknown as TopLevelSpec;
    const config = { ...(isComposed(spec) ? themeOfMany : theme), ...(table.rowCount === 0 ? withoutNumbers : {}) };
    const { spec: vega } = compile(full, { config, logger, fieldTitle: fieldTitle(columns) });
    const mistake = [...heard.errors, ...heard.warnings].find((text) => serious.test(text));
    if (mistake !== undefined) throw new Error(mistake);
    // Through text and back, so that it is JSON in fact and not only in type.
    return withFewTicks(blendThemed(inUniversalTime(JSON.parse(JSON.stringify(vega)) as Json)));
  } catch (thrown) {
    throw new TrivetError('invalid-cell', `This is not a chart that Vega-Lite can compile: ${messageOf(thrown)}`, {
      hint: heard.warnings[0] ?? 'Look at the mark, the types and the channels of the encoding.',
      cause: thrown,
    });
  }
}

/** Without rows a scale has no numbers; Vega would invent some. */
const withoutNumbers = { axisQuantitative: { labels: false, grid: false, ticks: false } };
