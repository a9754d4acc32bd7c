import { shown, withInterval } from '../analyses/words.ts';
import type { Estimate, Finding, FindingTable } from '../analyses/finding.ts';
import type { Refusal } from '../analyses/refusal.ts';
import { isNumeric, type Value } from '../lib/table.ts';
import { outputColumns } from '../notebook/finding-columns.ts';
import { formatValue } from '../notebook/format-value.ts';
import type { FindingOutput } from '../notebook/output.ts';
import { type Html, html, trusted } from './html.ts';

/** A finding as static HTML: verdict, number, grade, what is refused, pictures, tables, and what it stands on. */
export function findingFigure({ finding, pictures }: FindingOutput): Html {
  const { estimate, estimates, refusals, tables, charts } = finding;
  const all = estimate === null ? estimates : [estimate, ...estimates];
  return html`<section class="finding" aria-label="${finding.label}">
    <p class="verdict">${finding.verdict}</p>
    ${all.length === 0 ? null : estimateList(all)}
    <p class="grade">
      <strong>${finding.grade}</strong> ${finding.gradeReason}
      <small>n ${finding.n.toLocaleString('en')} ${finding.of}${comparisons(finding)}</small>
    </p>
    ${refusals.length === 0 ? null : refusalList(refusals)}
    ${charts.map(({ name, title, summary }) => {
      const svg = pictures.find((each) => each.name === name)?.svg;
      return svg === undefined
        ? null
        : html`<figure class="chart">
            <div class="picture" role="img" aria-label="${summary}">${trusted(svg)}</div>
            <figcaption><strong>${title}.</strong> ${summary}</figcaption>
          </figure>`;
    })}
    ${tables.map(
      (table) =>
        html`<details class="finding-table">
          <summary>${table.title}</summary>
          ${tableOf(table)}
        </details>`,
    )}
    ${small(
      'What was checked',
      finding.diagnostics.map(({ label, message, passed }) => `${mark(passed)}${label}: ${message}`),
    )}
    ${small('What has to be true', finding.assumptions)} ${small('What it may not be read as', finding.limits)}
  </section>`;
}

function comparisons({ comparisons: { m, q } }: Finding): string {
  if (m === 0) return '';
  return ` · 1 of ${m} comparison${m === 1 ? '' : 's'} looked at${q === null ? '' : `, q = ${q.toPrecision(2)}`}`;
}

function estimateList(estimates: readonly Estimate[]): Html {
  return html`<dl class="estimates">
    ${estimates.map(
      (each) =>
        html`<dt>${each.label}</dt>
          <dd>
            <span class="value">${shown(each.value, each)}</span>
            <small
              >${each.interval === null ? null : withInterval(each).slice(shown(each.value, each).length)} n
              ${each.n.toLocaleString('en')}
              ${each.of}${each.interval === null ? null : html` · ${each.interval.method}`}</small
            >
          </dd>`,
    )}
  </dl>`;
}

function refusalList(refusals: readonly Refusal[]): Html {
  return html`<ul class="refusals">
    ${refusals.map(
      ({ code, effect, message, hint }) =>
        html`<li class="${effect}">
          ${message} <small>${hint} <code>${code.toUpperCase().replaceAll('-', '_')}</code></small>
        </li>`,
    )}
  </ul>`;
}

function tableOf(table: FindingTable): Html {
  const columns = outputColumns(table);
  const kind = (at: number): string => (isNumeric(columns[at]?.type ?? 'string') ? 'number' : 'text');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${table.title}">
    <table>
      <thead>
        <tr>
          ${columns.map(({ label }, at) => html`<th scope="col" class="${kind(at)}">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column, at) => html`<td class="${kind(at)}">${cell(row[at] ?? null, column)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(value: Value, column: Parameters<typeof formatValue>[1]): string {
  return value === null ? '–' : formatValue(value, column);
}

function small(title: string, lines: readonly string[]): Html | null {
  if (lines.length === 0) return null;
  return html`<details class="small">
    <summary>${title}</summary>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}

function mark(passed: boolean | null): string {
  return passed === null ? '' : passed ? '✓ ' : '✗ ';
}
