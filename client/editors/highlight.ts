import type { LanguageSupport } from '@codemirror/language';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { html, type TemplateResult } from 'lit';

/** Text with its words coloured, as the editor colours them, without an editor. */
export function highlight(text: string, language: LanguageSupport): readonly (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = [];
  highlightCode(
    text,
    language.language.parser.parse(text),
    classHighlighter,
    (code, classes) => parts.push(classes === '' ? code : html`<span class=${classes}>${code}</span>`),
    () => parts.push('\n'),
  );
  return parts;
}
