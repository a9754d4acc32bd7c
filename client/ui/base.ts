import { css } from 'lit';

/** What every element shares: type, links, buttons, fields, focus. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  h1,
  h2,
  h3,
  h4 {
    line-height: 1.25;
    letter-spacing: -0.012em;
    font-weight: 640;
    text-wrap: balance;
  }
  a {
    color: var(--accent);
    text-decoration-color: color-mix(in srgb, currentcolor 40%, transparent);
    text-underline-offset: 0.18em;
  }
  a:hover {
    text-decoration-color: currentcolor;
  }
  code,
  pre,
  kbd,
  .mono {
    font-family: var(--mono);
    font-size: 0.92em;
  }
  :focus-visible {
    outline: var(--focus);
    outline-offset: 2px;
    border-radius: 3px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-height: 1.875rem;
    padding: 0.2rem 0.7rem;
    border: 1px solid var(--line-2);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font-size: var(--small);
    font-weight: 520;
    line-height: 1.2;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover:not(:disabled),
  .button:hover {
    border-color: var(--ink-3);
    background: var(--sunken);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.quiet,
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--ink-2);
  }
  button.quiet:hover:not(:disabled),
  .button.quiet:hover {
    background: var(--sunken);
    color: var(--ink);
  }
  button.icon {
    justify-content: center;
    width: 1.875rem;
    padding: 0;
  }
  button.link {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    min-height: 1.875rem;
    padding: 0.2rem 0.55rem;
    border: 1px solid var(--line-2);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: var(--small);
  }
  input[type='checkbox'] {
    width: 1rem;
    height: 1rem;
    accent-color: var(--accent);
  }
  summary {
    cursor: pointer;
  }
  svg.icon {
    width: 1em;
    height: 1em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .muted {
    color: var(--ink-3);
  }
  .small {
    font-size: var(--small);
  }
  .num {
    font-variant-numeric: tabular-nums lining-nums;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media print {
    button,
    .no-print {
      display: none !important;
    }
  }
`;
