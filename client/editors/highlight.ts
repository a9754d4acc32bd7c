import type { LanguageSupport } from '@codemirror/language';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { css, html, type TemplateResult } from 'lit';

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

/** Colours of words in source text. */
export const highlightStyles = css`
  .tok-keyword,
  .tok-operatorKeyword,
  .tok-heading {
    color: var(--operational);
    font-weight: 560;
  }
  .tok-string,
  .tok-string2,
  .tok-link,
  .tok-url {
    color: var(--good);
  }
  .tok-number,
  .tok-bool,
  .tok-atom,
  .tok-literal {
    color: var(--financial);
  }
  .tok-propertyName,
  .tok-definition,
  .tok-labelName {
    color: var(--survey);
  }
  .tok-variableName2,
  .tok-meta {
    color: var(--accent);
  }
  .tok-comment {
    color: var(--ink-3);
    font-style: italic;
  }
  .tok-strong {
    font-weight: 650;
  }
  .tok-emphasis {
    font-style: italic;
  }
`;
