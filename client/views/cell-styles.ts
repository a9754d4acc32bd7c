import { css } from 'lit';

export const cellStyles = css`
  :host {
    display: block;
    content-visibility: auto;
    contain-intrinsic-size: auto 180px;
  }
  :host([active]) {
    content-visibility: visible;
  }
  article {
    position: relative;
    padding: 0.3rem 0 0.5rem 1.1rem;
    border-left: 3px solid transparent;
    outline: none;
  }
  article:hover {
    border-left-color: var(--line);
  }
  article.selected {
    border-left-color: var(--line-2);
  }
  article.selected.command {
    border-left-color: var(--operational);
  }
  article.selected.edit {
    border-left-color: var(--accent);
  }
  article:focus-visible {
    outline: var(--focus);
    outline-offset: 1px;
    border-radius: 4px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15rem 0.75rem;
    min-height: 1.875rem;
    color: var(--ink-3);
    font-size: var(--tiny);
  }
  .prose header {
    position: absolute;
    right: 0;
    top: 0;
    z-index: 2;
    padding-left: 0.6rem;
    border-radius: var(--radius);
    background: var(--paper);
    opacity: 0;
  }
  .prose:hover header,
  .prose.selected header,
  .prose:focus-within header,
  .prose.loud header {
    opacity: 1;
  }
  .prose.loud header,
  .prose.selected.edit header {
    position: static;
    padding-left: 0;
  }
  .name {
    color: var(--ink);
    font: 600 var(--tiny) / 1.4 var(--mono);
    overflow-wrap: anywhere;
  }
  .kind-label {
    color: var(--ink-3);
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
  }
  .state.good svg {
    color: var(--good);
  }
  .state.busy,
  .state.stale {
    color: var(--ink-2);
  }
  .state.stale svg {
    color: var(--warn);
  }
  .state.bad {
    color: var(--bad);
    font-weight: 560;
  }
  .facts {
    font-variant-numeric: tabular-nums;
  }
  .actions {
    display: flex;
    align-items: center;
    margin-left: auto;
  }
  .actions button {
    min-height: 1.625rem;
  }
  .actions button.icon {
    width: 1.75rem;
  }
  .mode {
    padding: 0.05rem 0.4rem;
    border-radius: 4px;
    background: var(--operational-soft);
    color: var(--operational);
    font-weight: 600;
  }
  .edit .mode {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .source {
    margin: 0.15rem 0 0.6rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .source:focus-within {
    border-color: var(--accent);
  }
  .closed {
    position: relative;
    cursor: text;
  }
  .closed button {
    position: absolute;
    top: 0.3rem;
    right: 0.3rem;
    min-height: 1.5rem;
    background: var(--surface);
    font-size: var(--tiny);
    opacity: 0;
  }
  article:hover .closed button,
  article.selected .closed button,
  .closed button:focus-visible {
    opacity: 1;
  }
  @media (hover: none) {
    .closed button {
      opacity: 1;
    }
  }
  .output {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35rem;
    min-width: 0;
  }
  /* Dimmed by quieter colours, not by transparency: what is old must stay readable. */
  .output.old:not(.soon) {
    --ink: var(--ink-dim);
    --ink-2: var(--ink-dim);
    --ink-3: var(--ink-dim);
    --accent: var(--ink-dim);
    --good: var(--ink-dim);
    --bad: var(--ink-dim);
    --warn: var(--ink-dim);
    --survey: var(--ink-dim);
    --operational: var(--ink-dim);
    --financial: var(--ink-dim);
    --surface: transparent;
    --picture: 0.55;
    color: var(--ink-dim);
  }
  /* A result that comes at once is not announced by a flicker. */
  .output.old.soon {
    animation: dim 1ms 250ms forwards;
  }
  @keyframes dim {
    to {
      --ink: var(--ink-dim);
      --ink-2: var(--ink-dim);
      --ink-3: var(--ink-dim);
      --accent: var(--ink-dim);
      --good: var(--ink-dim);
      --bad: var(--ink-dim);
      --warn: var(--ink-dim);
      --survey: var(--ink-dim);
      --operational: var(--ink-dim);
      --financial: var(--ink-dim);
      --surface: transparent;
      --picture: 0.55;
      color: var(--ink-dim);
    }
  }
  .empty {
    color: var(--ink-3);
    font-size: var(--small);
  }
  progress {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 2px;
    border: 0;
    border-radius: 2px;
    background: var(--line);
    accent-color: var(--accent);
    appearance: none;
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
    transition: width 200ms;
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  progress:indeterminate {
    background: linear-gradient(90deg, var(--line) 25%, var(--accent) 50%, var(--line) 75%) 0 0 / 200% 100%;
    animation: slide 1.4s linear infinite;
  }
  @keyframes slide {
    from {
      background-position: 200% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    progress:indeterminate {
      animation: none;
    }
  }
  trivet-problems,
  conflict-card {
    margin: 0.2rem 0 0.5rem;
  }
  .rename {
    display: inline-flex;
    align-items: center;
    gap: 0.3rem;
  }
  .rename input {
    min-height: 1.5rem;
    width: 14rem;
    max-width: 60vw;
    font-family: var(--mono);
    font-size: var(--tiny);
  }
  @media print {
    :host {
      content-visibility: visible;
    }
    header,
    .source {
      display: none;
    }
    article {
      padding-left: 0;
      border: 0;
      break-inside: avoid;
    }
  }
`;
