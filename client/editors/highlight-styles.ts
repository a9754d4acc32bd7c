import { css } from 'lit';

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
