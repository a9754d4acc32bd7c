import { css } from 'lit';

/** Colours of a value with its interval. */
export const whiskerStyles = css`
  .whisker {
    vertical-align: middle;
    overflow: visible;
  }
  .whisker .zero {
    stroke: var(--ink-3);
    stroke-width: 1;
    stroke-dasharray: 1.5 1.5;
  }
  .whisker .span {
    stroke: var(--ink-3);
    stroke-width: 1.5;
  }
  .whisker .dot {
    fill: var(--ink);
  }
  .whisker .end {
    fill: var(--ink-3);
    font: 11px / 1 var(--sans);
  }
`;
