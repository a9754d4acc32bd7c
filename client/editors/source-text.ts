import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../ui/base.ts';
import { highlightStyles } from './highlight-styles.ts';

/** Source that is read, not edited: plain at once, coloured as soon as its grammar is there. */
export class SourceText extends LitElement {
  static override properties = { text: {}, language: {}, parts: { state: true } };
  declare text: string;
  declare language: string;
  declare parts: readonly (TemplateResult | string)[] | null;

  static override styles = [
    base,
    highlightStyles,
    css`
      pre {
        margin: 0;
        padding: 0.6rem 0.85rem;
        font-size: var(--small);
        line-height: 1.55;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 2;
      }
    `,
  ];

  constructor() {
    super();
    this.text = '';
    this.language = '';
    this.parts = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('text') && !changed.has('language')) return;
    this.parts = null;
    void this.#colour(this.text, this.language);
  }

  override render(): TemplateResult {
    return html`<pre><code>${this.parts ?? this.text}</code></pre>`;
  }

  async #colour(text: string, name: string): Promise<void> {
    const [{ loadLanguage }, { highlight }] = await Promise.all([import('./languages.ts'), import('./highlight.ts')]);
    const language = await loadLanguage(name);
    if (language && this.text === text && this.language === name) this.parts = highlight(text, language);
  }
}
customElements.define('source-text', SourceText);
