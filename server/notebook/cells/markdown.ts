import MarkdownIt, { type StateInline, type Token } from 'markdown-it';

/** A value that prose asks for in braces. */
export type Inline =
  | { readonly is: 'column'; readonly relation: string; readonly column: string; readonly format: string | null }
  | { readonly is: 'parameter'; readonly name: string; readonly format: string | null };

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
markdown.validateLink = isSafeLink;
markdown.inline.ruler.before('link', 'braces', bracesRule());
markdown.inline.ruler.before('link', 'cell_link', cellLinkRule());
markdown.renderer.rules['braces'] = (tokens, index) => tokens[index]?.content ?? '';
markdown.renderer.rules['cell_link'] = (tokens, index) => {
  const name = markdown.utils.escapeHtml(tokens[index]?.content ?? '');
  return `<a class="cell-link" data-cell="${name}" href="#${name.toLowerCase()}">${name}</a>`;
};
const image = markdown.renderer.rules.image;
markdown.renderer.rules.image = (...rule) => {
  const [tokens, index] = rule;
  const source = String(tokens[index]?.attrGet('src') ?? '');
  // Pages and the workbench load pictures from their own address only.
  const isOurs = !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(source);
  return isOurs ? (image?.(...rule) ?? '') : markdown.utils.escapeHtml(tokens[index]?.content ?? '');
};

/** The values that a text asks for; text in code is text. */
export function inlinesOf(text: string): readonly Inline[] {
  return inlineTokens(markdown.parse(text, {})).map(({ inline }) => inline);
}

/** Safe HTML: no tag of the text passes, links lead to web pages, mail or inside, values are what `render` makes of them. */
export function renderMarkdown(text: string, render: (inline: Inline) => string): string {
  const tokens = markdown.parse(text, {});
  for (const { token, inline } of inlineTokens(tokens)) token.content = render(inline);
  return markdown.renderer.render(tokens, markdown.options, {});
}

function inlineTokens(tokens: readonly Token[]): readonly { readonly token: Token; readonly inline: Inline }[] {
  return tokens.flatMap((token) => {
    if (token.type !== 'braces') return inlineTokens(token.children ?? []);
    return [{ token, inline: token.meta as unknown as Inline }]; // the rule below sets it
  });
}

/** Text for HTML. */
export function escapeHtml(text: string): string {
  return markdown.utils.escapeHtml(text);
}

type InlineRule = (state: StateInline, silent: boolean) => boolean;

function isSafeLink(url: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.trim())?.[1]?.toLowerCase();
  return scheme === undefined ? !url.trim().startsWith('//') : ['http', 'https', 'mailto'].includes(scheme);
}

function bracesRule(): InlineRule {
  const pattern =
    /\{\{\s*(?:\$([A-Za-z_]\w*)|([A-Za-z_]\w*)\.(?:"([^"{}\n]+)"|([^\s|{}"]+)))\s*(?:\|\s*([a-z]+)\s*)?\}\}/y;
  return (state, silent) => {
    pattern.lastIndex = state.pos;
    const match = state.src.charCodeAt(state.pos) === 0x7b ? pattern.exec(state.src) : null;
    if (match === null) return false;
    const [whole, parameter, relation, quoted, column, written] = match;
    const format = written ?? null;
    const inline: Inline =
      parameter === undefined
        ? { is: 'column', relation: relation ?? '', column: quoted ?? column ?? '', format }
        : { is: 'parameter', name: parameter, format };
    if (!silent) {
      state.push('braces', '', 0).meta = inline;
    }
    state.pos += whole.length;
    return true;
  };
}

function cellLinkRule(): InlineRule {
  const pattern = /\[\[([A-Za-z_]\w{0,62})\]\]/y;
  return (state, silent) => {
    pattern.lastIndex = state.pos;
    const match = state.src.charCodeAt(state.pos) === 0x5b ? pattern.exec(state.src) : null;
    if (match === null) return false;
    if (!silent) state.push('cell_link', '', 0).content = match[1] ?? '';
    state.pos += match[0].length;
    return true;
  };
}
