import { svg, type SVGTemplateResult, html, type TemplateResult } from 'lit';

export type IconName = keyof typeof paths;

/** A small picture beside a word, or in a button that has a name of its own; never read aloud. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${paths[name]}</svg>`;
}

const paths = {
  run: path('M5 3.2v9.6l7.6-4.8z'),
  runAll: path('M3 3.2v9.6L8.5 8zM8.5 3.2v9.6L14 8z'),
  stop: path('M4.5 4.5h7v7h-7z'),
  plus: path('M8 3v10M3 8h10'),
  more: path('M3 8h.6M7.7 8h.6M12.4 8h.6'),
  up: path('M8 13V3.5M4 7l4-4 4 4'),
  down: path('M8 3v9.5M4 9l4 4 4-4'),
  bin: path('M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5'),
  copy: path('M5.5 5.5h7v7h-7zM3.5 10.5v-7h7'),
  pen: path('M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2z'),
  code: path('M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5'),
  undo: path('M3 6.5h6.5a3.5 3.5 0 010 7H6M5.5 4L3 6.5 5.5 9'),
  redo: path('M13 6.5H6.5a3.5 3.5 0 000 7H10M10.5 4L13 6.5 10.5 9'),
  publish: path('M8 10.5V2.8M4.8 6L8 2.8 11.2 6M2.8 10v3.2h10.4V10'),
  page: path('M4 2.5h5.5L12.5 5.5v8H4zM9.5 2.5v3h3'),
  book: path('M3 3.5h4.2c.5 0 .8.3.8.8v8.5c0-.5-.3-.8-.8-.8H3zM13 3.5H8.8c-.5 0-.8.3-.8.8v8.5c0-.5.3-.8.8-.8H13z'),
  sun: path(
    'M8 5.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  ),
  moon: path('M13 9.6A5.5 5.5 0 016.4 3a5.5 5.5 0 106.6 6.6z'),
  screen: path('M2.5 3.5h11v7.5h-11zM6 13.5h4'),
  check: path('M3.5 8.5l3 3 6-7'),
  cross: path('M4 4l8 8M12 4l-8 8'),
  warn: path('M8 2.5l6 10.8H2zM8 6.5v3M8 11.4v.01'),
  info: path('M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM8 7.5v3.3M8 5.2v.01'),
  clock: path('M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM8 5v3.2l2 1.3'),
  pause: path('M5.5 3.5v9M10.5 3.5v9'),
  circle: path('M8 3a5 5 0 105 5M13 3.5V8'),
  off: path('M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM4 12L12 4'),
  search: path('M7 3a4 4 0 100 8 4 4 0 000-8zM10 10l3.5 3.5'),
  sort: path('M5 6l3-3 3 3M5 10l3 3 3-3'),
  ascending: path('M4.5 9.5L8 6l3.5 3.5'),
  descending: path('M4.5 6.5L8 10l3.5-3.5'),
  arrowUp: path('M8 13V3.5M4 7l4-4 4 4'),
  arrowDown: path('M8 3v9.5M4 9l4 4 4-4'),
  list: path('M3 4.5h10M3 8h10M3 11.5h6'),
  keyboard: path('M1.8 4.5h12.4v7.5H1.8zM4.3 7h.01M6.8 7h.01M9.3 7h.01M11.8 7h.01M5 9.7h6'),
} as const satisfies Record<string, SVGTemplateResult>;

function path(d: string): SVGTemplateResult {
  return svg`<path d=${d}></path>`;
}
