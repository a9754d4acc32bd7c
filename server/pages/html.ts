/** HTML that is safe to splice. A class, so that no text from outside can pass for one. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

/** HTML from a template: texts and numbers are escaped, `Html` and lists of it are spliced, null is nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(
    texts.map((text, index) => text + (index < parts.length ? splice(parts[index] ?? null) : '')).join(''),
  );
}

/** Markup that was made safe elsewhere: rendered Markdown (no raw HTML passes), SVG drawn by our own painter. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function splice(part: HtmlPart): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escape(part);
  if (typeof part === 'number') return String(part);
  return part.map(splice).join('');
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}
