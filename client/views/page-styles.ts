import { css } from 'lit';

/** Home and catalogue: a calm column of sections and lists. */
export const pageStyles = css`
  main {
    max-width: 64rem;
    margin: 0 auto;
    padding: 2rem 1.25rem 5rem;
  }
  h1 {
    font-size: 1.75rem;
  }
  .lead {
    max-width: 42rem;
    margin-top: 0.4rem;
    color: var(--ink-2);
  }
  section {
    margin-top: 2.5rem;
  }
  section > h2,
  .section-head h2 {
    font-size: 1.125rem;
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    margin-bottom: 0.6rem;
  }
  .rows {
    display: grid;
    border-top: 1px solid var(--line);
    list-style: none;
  }
  .rows > li {
    display: grid;
    gap: 0.15rem 1.5rem;
    padding: 0.75rem 0.25rem;
    border-bottom: 1px solid var(--line);
  }
  .rows h3 {
    font-size: 1rem;
    letter-spacing: -0.005em;
  }
  .rows h3 a {
    color: var(--ink);
    text-decoration: none;
  }
  .rows h3 a:hover {
    text-decoration: underline;
  }
  .about {
    max-width: 46rem;
    color: var(--ink-2);
    font-size: var(--small);
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.05rem 1rem;
    color: var(--ink-3);
    font-size: var(--tiny);
    font-variant-numeric: tabular-nums;
  }
  .tag {
    padding: 0.05rem 0.45rem;
    border: 1px solid var(--line-2);
    border-radius: 4px;
    color: var(--ink-2);
    font-weight: 560;
  }
  .empty {
    padding: 1.4rem 1rem;
    border: 1px dashed var(--line-2);
    border-radius: var(--radius);
    color: var(--ink-3);
    font-size: var(--small);
  }
  trivet-problems {
    margin-top: 0.5rem;
  }
  .back {
    font-size: var(--small);
  }
  @media (max-width: 640px) {
    main {
      padding: 1.25rem 0.9rem 4rem;
    }
    h1 {
      font-size: 1.4375rem;
    }
  }
`;
