import { html, nothing, type TemplateResult } from 'lit';
import type { PageFieldsFragment } from '../generated.ts';
import { formatDay, formatInstant } from '../ui/format.ts';
import { slowest } from '../ui/freshness.ts';
import '../ui/trivet-legs.ts';
import '../ui/trivet-problems.ts';
import { pageLabels } from './publish-dialog.ts';

/** A published page in a list of rows. */
export function pageRow(page: PageFieldsFragment): TemplateResult {
  const through = slowest(page.sources);
  const legs = page.sources.map(({ dataset, kind }) => ({ name: dataset, kind, label: dataset }));
  return html`<li>
    <h3><a href=${page.url}>${page.title}</a></h3>
    ${page.description ? html`<p class="about">${page.description}</p>` : nothing}
    <p class="meta">
      <span class="tag">${pageLabels[page.label]}</span>
      <trivet-legs .legs=${legs}></trivet-legs>
      ${through ? html`<span>data through ${formatDay(through)}</span>` : nothing}
      <span>version ${page.version}, published ${formatInstant(page.publishedAt)}</span>
    </p>
    <trivet-problems .problems=${page.refreshProblem ? [page.refreshProblem] : []}></trivet-problems>
  </li>`;
}
