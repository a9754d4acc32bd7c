import { css } from 'lit';

export const tableStyles = css`
  .scroll {
    max-height: 30rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    transition: opacity 120ms;
  }
  .scroll.loading {
    opacity: 0.55;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: var(--small);
    line-height: 1.35;
    font-variant-numeric: tabular-nums lining-nums;
  }
  th,
  td {
    padding: 0.36rem 0.8rem;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: baseline;
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--surface);
    border-bottom-color: var(--line-2);
    color: var(--ink-2);
    font-weight: 560;
    white-space: nowrap;
  }
  th.number,
  td.number {
    text-align: right;
    white-space: nowrap;
  }
  tbody tr:last-child td {
    border-bottom: 0;
  }
  tbody tr:hover td {
    background: color-mix(in srgb, var(--sunken) 60%, transparent);
  }
  tfoot td,
  tfoot th {
    position: sticky;
    bottom: 0;
    border-top: 1px solid var(--line-2);
    border-bottom: 0;
    background: var(--surface);
    font-weight: 600;
  }
  .sort {
    min-height: 0;
    padding: 0;
    border: 0;
    background: none !important;
    color: inherit;
    font: inherit;
    align-items: baseline;
    gap: 0.25em;
  }
  th.number .sort svg {
    order: -1;
  }
  .sort svg {
    align-self: center;
    opacity: 0;
  }
  .sort:hover svg,
  .sort:focus-visible svg,
  th:not([aria-sort='none']) .sort svg {
    opacity: 1;
  }
  .unit {
    color: var(--ink-3);
    font-weight: 400;
  }
  .text {
    display: inline-block;
    max-width: 36rem;
    overflow-wrap: anywhere;
  }
  .missing {
    color: var(--ink-3);
  }
  .group {
    color: var(--ink-2);
    font-style: italic;
  }
  .withheld {
    color: var(--ink-2);
    font-style: italic;
  }
  .legend {
    padding-top: 0.3rem;
    color: var(--ink-2);
    font-size: var(--tiny);
  }
  .overlapping {
    color: var(--warn);
    font-size: var(--tiny);
    font-weight: 440;
  }
  .define {
    min-width: 1.5rem;
    min-height: 1.5rem;
    margin-left: 0.15rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink-3);
    vertical-align: middle;
  }
  .define:hover,
  .define:focus-visible {
    color: var(--ink);
  }
  .time {
    white-space: nowrap;
  }
  th.beside,
  td.beside {
    padding-left: 0;
    color: var(--ink-3);
    font-size: var(--tiny);
    font-weight: 400;
    white-space: nowrap;
  }
  .whisker {
    margin-right: 0.5rem;
  }
  @media (max-width: 640px) {
    .whisker {
      display: none;
    }
    th,
    td {
      padding-inline: 0.6rem;
    }
  }
  .none td {
    padding: 1.4rem 0.8rem;
    color: var(--ink-3);
    text-align: center;
  }
  .pager {
    display: flex;
    align-items: center;
    gap: 0.3rem;
    min-height: 2rem;
    padding-top: 0.2rem;
    color: var(--ink-3);
    font-size: var(--tiny);
    font-variant-numeric: tabular-nums;
  }
  .pager span {
    margin-right: auto;
  }
  @media print {
    .sort {
      display: inline !important;
    }
    .sort svg {
      display: none;
    }
    .scroll {
      max-height: none;
      overflow: visible;
    }
    thead th,
    tfoot td,
    tfoot th {
      position: static;
    }
  }
`;
