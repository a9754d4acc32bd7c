import type { Finding, FindingChart, FindingTable } from '../analyses/contract/finding.ts';
import { refusesAsWhole } from '../analyses/contract/refusal.ts';
import { isNumeric, type Value } from '../lib/table.ts';
import { outputColumns } from '../notebook/finding-columns.ts';
import { formatNumber, formatValue } from '../notebook/format-value.ts';
import type { FindingOutput } from '../notebook/output.ts';
import { cases, furtherEstimates, mainEstimate } from './finding-estimates.ts';
import { effects, findingNotes, gradeFigure, icon, refusalList } from './finding-notes.ts';
import { type Html, html, trusted } from './html.ts';
import { firstSentence, setSentence } from './set-sentence.ts';

/** Rows that a page shows of a table. */
const mostRows = 200;

/** A finding as static HTML: the verdict first, how sure it is and how far it carries, then everything it stands on. */
export function findingFigure({ finding, pictures }: FindingOutput): Html {
  const { estimate, estimates, refusals, charts, tables } = finding;
  const isRefused = refusals.some(refusesAsWhole);
  const numbers = html`${estimate === null ? null : mainEstimate(estimate)}${furtherEstimates(estimates)}`;
  const [grade, refused] = [gradeFigure(finding), refusalList(finding)];
  const drawn = new Set(charts.map(({ table }) => table));
  const isTable = estimate === null && estimates.length === 0 && charts.length === 0;
  return html`<section class="finding" aria-label="${finding.label}">
    ${heading(finding, isRefused)} ${isRefused ? [refused, numbers, grade] : [numbers, grade, refused]}
    ${charts.map((chart, index) => {
      const isFirst = charts.findIndex(({ table }) => table === chart.table) === index;
      const svg = pictures.find(({ name }) => name === chart.name)?.svg ?? null;
      return picture(chart, svg, isFirst ? (tables.find(({ name }) => name === chart.table) ?? null) : null);
    })}
    ${tables
      .filter(({ name }) => !drawn.has(name))
      .map((table, index) => foldedTable(`${table.title}, ${rowWords(table)}`, table, isTable && index === 0))}
    ${findingNotes(finding)}
  </section>`;
}

function heading(finding: Finding, isRefused: boolean): Html {
  const { label, verdict, estimate } = finding;
  const { first, rest } = firstSentence(setSentence(verdict));
  const { word, path } = effects.refuse;
  return html`<p class="what">${label}${isRefused ? html` <span class="state">${icon(path)}${word}</span>` : null}</p>
    <p class="verdict">${first}</p>
    ${rest === null ? null : html`<p class="more">${rest}</p>`}
    ${estimate === null ? html`<p class="sure">${cases(finding)}</p>` : null}`;
}

/** A chart as it was drawn, with its sentence, and its rows on demand; without a drawing only the rows are left. */
function picture({ title, summary }: FindingChart, svg: string | null, table: FindingTable | null): Html | null {
  if (svg === null) return table === null ? null : foldedTable(`${title}, ${rowWords(table)}`, table, false);
  return html`<figure class="chart">
    <div class="picture" role="img" tabindex="0" aria-label="${title}. ${summary}">${trusted(svg)}</div>
    <figcaption><strong>${title}.</strong> ${summary}</figcaption>
    ${table === null ? null : foldedTable(`View as table, ${rowWords(table)}`, table, false)}
  </figure>`;
}

function foldedTable(summary: string, table: FindingTable, isOpen: boolean): Html {
  const inside = html`<summary>${summary}</summary>
    ${tableOf(table)}`;
  return isOpen ? html`<details open>${inside}</details>` : html`<details>${inside}</details>`;
}

function rowWords({ rows }: FindingTable): string {
  return `${formatNumber(rows.length, 'integer')} ${rows.length === 1 ? 'row' : 'rows'}`;
}

function tableOf(table: FindingTable): Html {
  const columns = outputColumns(table);
  const kind = (at: number): string => (isNumeric(columns[at]?.type ?? 'string') ? 'number' : 'text');
  const left = table.rows.length - mostRows;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${table.title}">
      <table>
        <thead>
          <tr>
            ${columns.map(({ label }, at) => html`<th scope="col" class="${kind(at)}">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${table.rows.slice(0, mostRows).map(
            (row) =>
              html`<tr>
                ${columns.map((column, at) => html`<td class="${kind(at)}">${cell(row[at] ?? null, column)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${left > 0 ? html`<p class="note">The first ${mostRows} of ${rowWords(table)}.</p>` : null}`;
}

function cell(value: Value, column: Parameters<typeof formatValue>[1]): string {
  return value === null ? '–' : formatValue(value, column);
}
