import type { SourceFreshness } from '../query/answer/result.ts';
import { type Html, html, trusted } from './html.ts';
import { type PageCell, type PageSource, shownPart } from './page-source.ts';
import { relationName } from '../notebook/names.ts';
import { renderOutput } from './render-output.ts';
import { formatDay } from '../notebook/format-value.ts';

export interface PageFacts {
  readonly label: 'INSIGHT' | 'OBSERVATION';
  readonly sources: readonly SourceFreshness[];
  readonly publishedAt: string;
  readonly version: number;
  /** Path of the style sheet, which is frozen with the page. */
  readonly style: string;
}

/** Where a later notice (a failed refresh) is put when the page is served; the frozen page stays as it is. */
export const noticeMark = '<!--notice-->';

const explained = {
  INSIGHT: 'Insight: two kinds of data or more stand behind it',
  OBSERVATION: 'Observation: only one kind of data stands behind it',
} as const;

/** The whole page as one static document: no script, no style attribute, readable without the server's data. */
export function renderPage(source: PageSource, facts: PageFacts): string {
  const cells = source.cells.filter((cell) => shownPart(cell) !== 'none' && !cell.cell.attributes.has('disabled'));
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>${source.title}</title>
      ${source.description === null ? null : html`<meta name="description" content="${source.description}" />`}
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="${facts.style}" />
    </head>
    <body>
      <a class="skip" href="#page-content">Skip to the content</a>
      <header class="page">
        <p class="label-line">
          <span class="badge ${facts.label.toLowerCase()}">${facts.label.toLowerCase()}</span>
          <span>${explained[facts.label]}</span>
        </p>
        <h1>${source.title}</h1>
        ${source.description === null ? null : html`<p class="lead">${source.description}</p>`}
        <p class="meta">Published ${formatDay(facts.publishedAt)}, version ${facts.version}.${oldest(facts.sources)}</p>
        ${parameters(source)}
      </header>
      ${trusted(noticeMark)}
      <main id="page-content">${cells.map(renderCell)}</main>
      <footer class="page">
        <h2>Sources</h2>
        ${sourceTable(facts.sources)}
        <p class="meta">
          ${source.purpose === null ? null : html`Used for: ${source.purpose}. `}These numbers were frozen when the page
          was published; they do not change when data do.
        </p>
      </footer>
    </body>
  </html>`;
  return `<!doctype html>\n${page.text}\n`;
}

/** The notice that a refresh failed, for pages that show an older version. */
export function refreshNotice(problem: { readonly message: string; readonly at: string }, publishedAt: string): string {
  return html`<p class="notice" role="status">
    <strong>The refresh of ${formatDay(problem.at)} failed.</strong> These are the numbers of ${formatDay(publishedAt)}.
    ${problem.message}
  </p>`.text;
}

function renderCell(pageCell: PageCell): Html {
  const { cell, output } = pageCell;
  const shown = shownPart(pageCell);
  const caption = cell.attributes.get('caption');
  const code = shown === 'output' ? null : html`<pre class="source" tabindex="0"><code>${cell.body}</code></pre>`;
  const result =
    output === null || shown === 'source' ? null : renderOutput(output, typeof caption === 'string' ? caption : null);
  // Links of prose go by name, in any case; those from elsewhere by the id, which no renaming changes.
  const anchor = html`<span id="${cell.id}"></span>`;
  const target = relationName(cell).toLowerCase();
  return html`<section class="cell ${cell.kind}" id="${target}">${anchor}${code}${result}</section>`;
}

function oldest(sources: readonly SourceFreshness[]): string {
  const days = sources.flatMap(({ dataThrough }) => (dataThrough === null ? [] : [dataThrough])).sort();
  return days[0] === undefined ? '' : ` Data through ${formatDay(days[0])}, the slowest source.`;
}

function parameters(source: PageSource): Html | null {
  const said = source.parameters.map(({ name, label }) => {
    const value = source.values.get(name) ?? null;
    return html`<li>
      <span>${label}</span>
      <strong>${value === null ? 'All' : typeof value === 'string' ? value : JSON.stringify(value)}</strong>
    </li>`;
  });
  return said.length === 0
    ? null
    : html`<ul class="parameters">
        ${said}
      </ul>`;
}

function sourceTable(sources: readonly SourceFreshness[]): Html {
  const rows = sources.map(
    ({ dataset, kind, dataThrough, loadedAt, state }) =>
      html`<tr>
        <td>${dataset}</td>
        <td><span class="kind ${kind}">${kind}</span></td>
        <td>${dataThrough === null ? '–' : formatDay(dataThrough)}</td>
        <td>${formatDay(loadedAt)}</td>
        <td>${state === 'UNKNOWN' ? 'no promise' : state.toLowerCase()}</td>
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sources">
    <table>
      <thead>
        <tr>
          <th scope="col">Dataset</th>
          <th scope="col">Kind</th>
          <th scope="col">Data through</th>
          <th scope="col">Arrived</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
