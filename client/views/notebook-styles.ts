import { css } from 'lit';

export const notebookStyles = css`
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0 2.25rem;
    max-width: 64rem;
    margin: 0 auto;
    padding: 0 1.25rem 6rem;
  }
  .page.wide {
    max-width: 83rem;
  }
  notebook-sidebar {
    margin: 0.5rem 0 1.5rem;
    padding: 0.8rem 0.5rem 0;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  @media (min-width: 64rem) {
    .page.wide {
      grid-template-columns: 16rem minmax(0, 1fr);
    }
    notebook-sidebar {
      position: sticky;
      top: 1rem;
      max-height: calc(100vh - 2rem);
      margin: 1.5rem 0 0;
      padding: 0;
      border: 0;
      overflow: auto;
      align-self: start;
    }
  }
  main {
    min-width: 0;
  }
  .title {
    padding: 1.6rem 0 0.75rem 1.1rem;
  }
  h1 {
    font-size: 1.75rem;
  }
  .about {
    max-width: 44rem;
    margin-top: 0.4rem;
    color: var(--ink-2);
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1.1rem;
    margin-top: 0.5rem;
    color: var(--ink-3);
    font-size: var(--small);
  }
  .banner {
    margin: 0.8rem 0;
  }
  .first {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 1rem;
    margin: 0.9rem 0 0.9rem 1.1rem;
    padding: 0.8rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: var(--small);
  }
  .cells {
    display: block;
  }
  .kept {
    margin: 2rem 0 0 1.1rem;
    padding: 0.9rem 1rem;
    border: 1px solid var(--warn);
    border-radius: var(--radius);
    background: var(--warn-soft);
    font-size: var(--small);
  }
  .kept pre {
    max-height: 12rem;
    margin: 0.5rem 0;
    padding: 0.5rem 0.7rem;
    background: var(--surface);
    border-radius: var(--radius);
    overflow: auto;
    white-space: pre-wrap;
  }
  .toast {
    position: fixed;
    left: 50%;
    bottom: 1.25rem;
    z-index: 50;
    display: flex;
    align-items: center;
    gap: 0.9rem;
    max-width: calc(100vw - 2rem);
    padding: 0.6rem 0.6rem 0.6rem 1rem;
    border-radius: 8px;
    background: var(--ink);
    color: var(--paper);
    box-shadow: var(--shadow);
    font-size: var(--small);
    transform: translateX(-50%);
  }
  .toast button {
    border-color: color-mix(in srgb, var(--paper) 40%, transparent);
    background: transparent;
    color: var(--paper);
  }
  .toast button:hover {
    background: color-mix(in srgb, var(--paper) 18%, transparent);
  }
  .toast :focus-visible {
    outline-color: var(--paper);
  }
  .quiet-page {
    max-width: 40rem;
    margin: 4rem auto;
    padding: 0 1.25rem;
  }
  @media (max-width: 640px) {
    .page {
      padding-inline: 0.75rem;
    }
    .title {
      padding-left: 0.6rem;
    }
    h1 {
      font-size: 1.4375rem;
    }
  }
  @media print {
    .page {
      padding: 0;
      max-width: none;
    }
    .title {
      padding: 0 0 1rem;
    }
    notebook-sidebar,
    cell-inserter,
    .toast {
      display: none;
    }
  }
`;
