import { pathTo, within } from '../graphql.ts';

/** Where a person is. What does not parse is `lost`, with the path as it was asked for. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'notebook'; readonly slug: string; readonly params: Params; readonly cell: string | null }
  | { readonly at: 'catalogue'; readonly dataset: string | null }
  | { readonly at: 'lost'; readonly path: string };

/** Values of parameters that differ from their defaults. */
export type Params = Readonly<Record<string, unknown>>;

/** `/n/delivery?region=North#cell-ab12cd34` → the notebook, its parameters, the cell. */
export function parseRoute(url: URL): Route {
  const parts = within(url.pathname).split('/').filter(Boolean).map(decode);
  const [place, name] = parts;
  if (parts.length === 0) return { at: 'home' };
  if (place === 'n' && name !== undefined && parts.length === 2) {
    const cell = /^#cell-(\w+)$/.exec(url.hash)?.[1] ?? null;
    return { at: 'notebook', slug: name, params: parseParams(url.searchParams), cell };
  }
  if (place === 'catalogue' && parts.length <= 2) return { at: 'catalogue', dataset: name ?? null };
  return { at: 'lost', path: url.pathname };
}

export function printRoute(route: Route): string {
  if (route.at === 'home') return pathTo('/');
  if (route.at === 'lost') return route.path;
  if (route.at === 'catalogue')
    return pathTo(route.dataset === null ? '/catalogue' : `/catalogue/${encodeURIComponent(route.dataset)}`);
  const hash = route.cell === null ? '' : `#cell-${route.cell}`;
  return pathTo(`/n/${encodeURIComponent(route.slug)}${printParams(route.params)}${hash}`);
}

/** Where the table of a cell lies as a file, for these values of the parameters; the cell by its name or id. */
export function printCellFile(slug: string, params: Params, cell: string, format: string): string {
  const path = `/notebooks/${encodeURIComponent(slug)}/cells/${encodeURIComponent(cell)}.${format}`;
  return pathTo(`${path}${printParams(params)}`);
}

/** Texts stay as they are; whatever else there is (numbers, lists, null, true) is written as JSON. */
function printParams(params: Params): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) search.set(name, printValue(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function printValue(value: unknown): string {
  return typeof value === 'string' && !isJson(value) ? value : JSON.stringify(value);
}

function parseParams(search: URLSearchParams): Params {
  return Object.fromEntries([...search].map(([name, text]) => [name, isJson(text) ? parseJson(text) : text]));
}

/** Whether a bare text would read back as something else than itself. */
function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
