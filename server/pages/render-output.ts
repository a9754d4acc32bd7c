import { isNumeric } from '../lib/table.ts';
import type {
  ChartOutput,
  InputOutput,
  MetricOutput,
  Output,
  OutputColumn,
  Provenance,
  TableOutput,
} from '../notebook/output.ts';
import { type Html, html, trusted } from './html.ts';
import { findingFigure } from './render-finding.ts';
import {
  foldIntervals,
  foldTotals,
  hiddenNote,
  printed,
  type ShownColumn,
  type ShownTotal,
  totalWords,
  wordsFor,
} from './fold-intervals.ts';
import { formatDay, formatNumber, formatValue } from '../notebook/format-value.ts';

type OutputOf<Type extends Output['type']> = Extract<Output, { type: Type }>;

const renderers: { readonly [Type in Output['type']]: (output: OutputOf<Type>, caption: string | null) => Html } = {
  TextOutput: ({ html: body }) => html`<div class="prose">${trusted(body)}</div>`,
  TableOutput: (output, caption) => html`${tableFigure(output, caption)}${provenance(output.provenance)}`,
  ChartOutput: (output, caption) => html`${chartFigure(output, caption)}${provenance(output.provenance)}`,
  InputOutput: (output) => inputLine(output),
  MetricOutput: (output) => html`${metricTile(output)}${provenance(output.provenance)}`,
  FindingOutput: (output) => html`${findingFigure(output)}${provenance(output.provenance)}`,
  ProblemOutput: ({ problem }) => html`<p class="problem"><strong>${problem.code}</strong> ${problem.message}</p>`,
};

/** The output of a cell as static HTML. */
export function renderOutput(output: Output, caption: string | null): Html {
  // The table is total over the union; TypeScript does not connect the key with the argument.
  const render = renderers[output.type] as (output: Output, caption: string | null) => Html;
  return render(output, caption);
}

function tableFigure(output: TableOutput, caption: string | null): Html {
  const shown = foldIntervals(output.columns, output.page);
  const totals = foldTotals(output);
  const hidden = hiddenNote([...shown, ...totals.flatMap(({ columns }) => columns)]);
  const rows = Math.min(output.rowCount, output.page[0]?.values.length ?? 0);
  const left =
    output.rowCount > rows
      ? html`<p class="note">The first ${rows} of ${formatNumber(output.rowCount, 'integer')} rows.</p>`
      : null;
  return html`<figure class="table">
    ${caption === null ? null : html`<figcaption>${caption}</figcaption>`}
    <div class="scroll" tabindex="0" role="region" aria-label="${caption ?? 'Table'}">
      ${table(shown, rows, totals)}
    </div>
    ${left}${hidden === null ? null : html`<p class="note">${hidden}</p>`}${notes(output.warnings)}
  </figure>`;
}

/** What changes how the numbers are to be read; what a careful reader may ask for stands in the account. */
function notes(warnings: TableOutput['warnings']): Html | null {
  const open = warnings.filter(({ code }) => !quiet.has(code));
  if (open.length === 0) return null;
  return html`<ul class="notes">
    ${open.map(({ message, hint }) => html`<li>${message}${hint === null ? null : html` <small>${hint}</small>`}</li>`)}
  </ul>`;
}

const quiet: ReadonlySet<string> = new Set(['NULL_KEYS', 'ORPHANS', 'DEDUPLICATED', 'SMALL_N', 'ASOF_TIES']);

function table(columns: readonly ShownColumn[], rows: number, totals: readonly ShownTotal[] = []): Html {
  const numeric = (column: ShownColumn): string => (isNumeric(column.column.type) ? 'number' : 'text');
  const head = columns.map(
    (shown) =>
      html`<th scope="col" class="${numeric(shown)}">
        ${shown.column.label}${shown.column.meaning?.overlapping === true ? html` <small>does not add up</small>` : null}
      </th>`,
  );
  const body = Array.from(
    { length: rows },
    (_, row) =>
      html`<tr>
        ${columns.map((shown) => cell(shown, row, numeric(shown)))}
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
    ${
      totals.length === 0
        ? null
        : html`<tfoot>
            ${totals.map((total) => totalRow(total, numeric))}
          </tfoot>`
    }
  </table>`;
}

function totalRow(total: ShownTotal, numeric: (column: ShownColumn) => string): Html {
  return html`<tr>
    ${total.columns.map((shown, index) => {
      const words = totalWords(total, index);
      if (words === null) return cell(shown, 0, numeric(shown));
      return index === 0 ? html`<th scope="row">${words}</th>` : html`<td class="words">${words}</td>`;
    })}
  </tr>`;
}

function cell(shown: ShownColumn, row: number, kind: string): Html {
  const { column, low, high, n } = shown;
  const words = wordsFor(shown, row);
  if (words !== null) return html`<td class="${kind} words">${words}</td>`;
  const value = printed(shown, row);
  const [from, to, count] = [low?.[row] ?? null, high?.[row] ?? null, n?.[row] ?? null];
  const plain = { ...column, unit: null };
  const range = from === null || to === null ? null : html`${formatValue(from, plain)} to ${formatValue(to, plain)}`;
  const cases = count === null ? null : html`n ${formatNumber(Number(count), 'integer')}`;
  const small =
    range === null && cases === null
      ? null
      : html` <small>${range}${range !== null && cases !== null ? ', ' : null}${cases}</small>`;
  return html`<td class="${kind}">${value}${small}</td>`;
}

function chartFigure(output: ChartOutput, caption: string | null): Html {
  const rows = Math.min(output.data[0]?.values.length ?? 0, 200);
  const shown = foldIntervals(output.columns, output.data);
  return html`<figure class="chart">
    <div class="picture" role="img" aria-label="${output.summary}">${trusted(output.svg)}</div>
    <figcaption>${caption === null ? null : html`<strong>${caption}.</strong> `}${output.summary}</figcaption>
    <details>
      <summary>View as table</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="${caption ?? 'Data of the chart'}">
        ${table(shown, rows)}
      </div>
    </details>
  </figure>`;
}

function metricTile(output: MetricOutput): Html {
  const column: Pick<OutputColumn, 'type' | 'format' | 'unit'> = {
    type: 'real',
    format: output.format,
    unit: output.unit,
  };
  const show = (value: number | null): string => formatValue(value, column);
  const plain = (value: number | null): string => formatValue(value, { ...column, unit: null });
  const interval =
    output.low === null || output.high === null
      ? null
      : html`<span>95 % interval ${plain(output.low)} to ${plain(output.high)}</span>`;
  const n = output.n === null ? null : html`<span>n ${formatNumber(output.n, 'integer')}</span>`;
  const small =
    output.n !== null && output.n < output.minN ? html`<span class="small-n">few answers: read with care</span>` : null;
  if (output.suppressed)
    return html`<div class="metric">
      <p class="label">${output.label}</p>
      <p class="figure words">hidden</p>
      <p class="beside"><span>too few persons stand behind the value</span></p>
    </div>`;
  const compared = output.comparison === null ? null : comparison(output, show);
  const target = output.target === null ? null : html`<span>target ${show(output.target)}</span>`;
  return html`<div class="metric">
    <p class="label">${output.label}</p>
    <p class="figure">${show(output.value)}</p>
    <p class="beside">${interval}${n}${target}${small}</p>
    ${compared}${notes(output.warnings)}
  </div>`;
}

function comparison(output: MetricOutput, show: (value: number | null) => string): Html | null {
  const { comparison: compared } = output;
  if (compared === null) return null;
  if (compared.suppressed) return html`<p class="beside"><span>${compared.label}: hidden, too few persons</span></p>`;
  const change = compared.delta === null ? null : formatNumber(Math.abs(compared.delta), output.format);
  const direction = (compared.delta ?? 0) > 0 ? 'up' : 'down';
  const said = change === null ? 'no comparison' : `${direction} ${change}${caveats.get(compared.signal) ?? ''}`;
  return html`<p class="beside"><span>${compared.label}: ${show(compared.value)}, ${said}</span></p>`;
}

const caveats = new Map([
  [false, ': within what chance explains'],
  [null, ': how sure is not known'],
]);

function inputLine(output: InputOutput): Html {
  const chosen = output.options.find(({ value }) => JSON.stringify(value) === JSON.stringify(output.value))?.label;
  const said =
    output.value === null
      ? 'All'
      : (chosen ?? (typeof output.value === 'string' ? output.value : JSON.stringify(output.value)));
  return html`<p class="parameter"><span>${output.label}</span> <strong>${said}</strong></p>`;
}

function provenance(made: Provenance): Html {
  const sources = made.sources.map(
    ({ dataset, kind, dataThrough, version }) =>
      html`<li>
        <span class="kind ${kind}">${kind}</span> ${dataset}, data through
        ${dataThrough === null ? 'an unknown day' : formatDay(dataThrough)}
        <small>version ${version.slice(0, 12)}</small>
      </li>`,
  );
  const steps = made.steps.map(
    ({ title, text }) =>
      html`<h4>${title}</h4>
        <pre tabindex="0"><code>${text}</code></pre>`,
  );
  return html`<details class="provenance">
    <summary>Where this comes from</summary>
    <ul>
      ${sources}
    </ul>
    ${steps}
    <p><small>Fingerprint ${made.fingerprint.slice(0, 16)}</small></p>
  </details>`;
}
