import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { PublishedPage, Publishing } from '../state/notebook-state.ts';
import { base } from '../ui/base.ts';
import { freshnessMark, freshnessStyles } from '../ui/freshness.ts';
import { kinds, kindStyles, kindWord } from '../ui/kinds.ts';
import '../ui/trivet-dialog.ts';
import '../ui/trivet-problems.ts';
import { type Labels, labelOf } from '../outputs/account.ts';
import { act } from './act.ts';

export const pageLabels = { INSIGHT: 'Insight', OBSERVATION: 'Observation' } as const;

/** How publishing went: the page, or every reason why not. */
export class PublishDialog extends LitElement {
  static override properties = { publishing: { attribute: false }, labels: { attribute: false } };
  declare publishing: Publishing;
  declare labels: Labels;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    css`
      .stack {
        display: grid;
        gap: 0.85rem;
      }
      .label {
        font-weight: 640;
      }
      ul {
        display: grid;
        gap: 0.25rem;
        list-style: none;
        font-size: var(--small);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.7rem;
      }
      .row {
        display: flex;
        gap: 0.5rem;
      }
      progress {
        width: 100%;
      }
    `,
  ];

  constructor() {
    super();
    this.publishing = { at: 'closed' };
    this.labels = new Map();
  }

  override render(): TemplateResult {
    const { publishing } = this;
    return html`<trivet-dialog
      .open=${publishing.at !== 'closed'}
      heading=${headings[publishing.at]}
      @close=${() => act(this, { type: 'closePublish' })}
    >
      <div class="stack">${this.#body()}</div>
    </trivet-dialog>`;
  }

  #body(): TemplateResult | typeof nothing {
    const { publishing } = this;
    if (publishing.at === 'running')
      return html`<p>Every cell is run and frozen with its sources.</p>
        <progress aria-label="Publishing"></progress>`;
    if (publishing.at === 'done') return this.#done(publishing.page);
    if (publishing.at === 'refused')
      return html`<p>Nothing was published. The last good page, if there is one, stays as it is.</p>
        <trivet-problems .problems=${publishing.refusals}></trivet-problems>`;
    if (publishing.at === 'failed') return html`<trivet-problems .problems=${[publishing.error]}></trivet-problems>`;
    return nothing;
  }

  #done(page: PublishedPage): TemplateResult {
    return html`<p>
        <span class="label">${pageLabels[page.label]}</span>, version ${page.version}: its numbers stay as they are,
        even when the data move on.
      </p>
      <ul>
        ${sortSources(page.sources).map(
          (source) =>
            html`<li>${kindWord(source.kind)} ${labelOf(this.labels, source.dataset)} ${freshnessMark(source)}</li>`,
        )}
      </ul>
      <div class="row"><a class="button" href=${page.url} target="_blank" rel="noopener">Open the page</a></div>`;
  }
}
customElements.define('publish-dialog', PublishDialog);

/** Survey first, reference last. */
function sortSources(sources: PublishedPage['sources']): PublishedPage['sources'] {
  return [...sources].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

const headings = {
  closed: 'Publish',
  running: 'Publishing…',
  done: 'Published',
  refused: 'Not published',
  failed: 'Not published',
} as const;
