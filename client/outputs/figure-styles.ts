import { css } from 'lit';

/** A picture with the sentence below it. */
export const figureStyles = css`
  figure {
    position: relative;
  }
  .picture {
    overflow-x: auto;
    padding: 0.25rem 0;
  }
  .picture svg {
    display: block;
    max-width: 100%;
    height: auto;
    font-family: var(--sans);
    opacity: var(--picture);
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.2rem 0.9rem;
    margin-top: 0.35rem;
    color: var(--ink-2);
    font-size: var(--small);
  }
  .caption {
    flex-basis: 100%;
    font-weight: 600;
    color: var(--ink);
  }
  .summary {
    flex: 1 1 20rem;
  }
`;
