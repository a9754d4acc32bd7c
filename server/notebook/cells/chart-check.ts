import { didYouMean } from '../../lib/closest.ts';
import { type ErrorCode, type Position, TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';

type Path = readonly (string | number)[];
type Place = (path: Path) => Position | undefined;

const marks = [
  'arc',
  'area',
  'bar',
  'boxplot',
  'circle',
  'errorband',
  'errorbar',
  'image',
  'line',
  'point',
  'rect',
  'rule',
  'square',
  'text',
  'tick',
  'trail',
];

/** What a chart may not say, before its data are known. Throws `invalid-cell` with a position. */
export function checkSpec(spec: Json, place: Place): void {
  walk(spec, [], (key, value, path) => {
    if (key === 'data' || key === 'datasets' || key === 'url') {
      throw refused(
        'A chart holds no data: it draws the relation that it names.',
        place(path),
        'Write data=<cell> behind the kind, and take this key out.',
      );
    }
    const mark = key === 'mark' ? (memberOf(value, 'type') ?? value) : null;
    if (typeof mark === 'string' && !marks.includes(mark))
      throw refused(`There is no mark called ${mark}.`, place(path), didYouMean(mark, marks));
    if (key === 'mark') checkBaseline(parentOf(spec, path), mark, (rest) => place([...path.slice(0, -1), ...rest]));
  });
  checkAxes(spec, place);
}

/** Fields that the chart takes from its relation. Throws `unknown-field` for one that is neither a column nor made by a transform. */
export function checkFields(spec: Json, columns: readonly string[], place: Place): void {
  const made = new Set<string>();
  walk(spec, [], (key, value, path) => {
    if (key === 'as')
      for (const name of Array.isArray(value) ? value : [value]) if (typeof name === 'string') made.add(name);
    if (key === 'fold' || key === 'pivot') ['key', 'value'].forEach((name) => made.add(name));
    if (key === 'pivot' || key === 'impute' || key === 'stack' || path[0] === 'repeat') return;
  });
  const isPivoted = JSON.stringify(spec).includes('"pivot"');
  walk(spec, [], (key, value, path) => {
    if (key !== 'field' || typeof value !== 'string' || isPivoted || path.includes('params')) return;
    const name = value.replaceAll(/\\([.[\]])/g, '$1').replace(/^\['?|'?\]$/g, '');
    if (columns.includes(name) || made.has(name)) return;
    throw new TrivetError('unknown-field', `The data have no column ${name}.`, {
      hint: didYouMean(name, columns),
      choices: columns,
      position: place(path),
    });
  });
}

/** Whether the chart itself gathers rows, so that it shows fewer marks than it has rows. */
export function gathers(spec: Json): boolean {
  let found = false;
  walk(spec, [], (key, value) => {
    found ||=
      (key === 'aggregate' && value !== null) ||
      key === 'bin' ||
      key === 'timeUnit' ||
      key === 'joinaggregate' ||
      key === 'density';
  });
  return found;
}

/** The encodings of a chart with those of its layers and parts, each with the mark it belongs to. */
export function encodingsOf(
  spec: Json,
): readonly { readonly mark: string | null; readonly encoding: { readonly [channel: string]: Json | undefined } }[] {
  const own = memberOf(spec, 'encoding');
  const mark = memberOf(spec, 'mark');
  const type = typeof mark === 'string' ? mark : memberOf(mark, 'type');
  const here = isRecord(own) ? [{ mark: typeof type === 'string' ? type : null, encoding: own }] : [];
  const inner = ['layer', 'concat', 'hconcat', 'vconcat', 'spec'].flatMap((key) => {
    const parts = memberOf(spec, key);
    return (Array.isArray(parts) ? (parts as readonly Json[]) : parts === null ? [] : [parts]).flatMap(encodingsOf); // isArray forgets the type
  });
  return [...here, ...inner];
}

// A bar's length is its message: it begins at zero.
function checkBaseline(view: Json, mark: Json, place: Place): void {
  if (mark !== 'bar' && mark !== 'area') return;
  for (const channel of ['x', 'y'] as const) {
    const encoded = memberOf(memberOf(view, 'encoding'), channel);
    const isRange = memberOf(memberOf(view, 'encoding'), `${channel}2`) !== null || memberOf(encoded, 'bin') !== null;
    const scale = memberOf(encoded, 'scale');
    const domain = memberOf(scale, 'domain');
    const cuts =
      Array.isArray(domain) &&
      typeof domain[0] === 'number' &&
      typeof domain[1] === 'number' &&
      Math.min(domain[0], domain[1]) > 0;
    if (isRange || (memberOf(scale, 'zero') !== false && !cuts)) continue;
    const hint = 'Take the scale out, or use mark: point or line, whose message is the position.';
    throw refused(
      `A ${mark} begins at zero: cut off, its length would lie.`,
      place(['encoding', channel, 'scale']),
      hint,
    );
  }
}

function checkAxes(spec: Json, place: Place): void {
  const scales = memberOf(memberOf(spec, 'resolve'), 'scale');
  const isDual =
    memberOf(spec, 'layer') !== null && ['x', 'y'].some((channel) => memberOf(scales, channel) === 'independent');
  if (!isDual || typeof memberOf(memberOf(spec, 'usermeta'), 'dual_axis_reason') === 'string') return;
  const hint = 'Put two charts one below the other (vconcat), or say why in usermeta: { dual_axis_reason: … }.';
  throw refused('Two scales on one axis make any two lines cross as one likes.', place(['resolve']), hint);
}

function walk(value: Json, path: Path, visit: (key: string, value: Json, path: Path) => void): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) visit(key, member ?? null, at);
    walk(member ?? null, at, visit);
  }
}

function parentOf(spec: Json, path: Path): Json {
  return path
    .slice(0, -1)
    .reduce<Json>((at, key) => (Array.isArray(at) ? (at[Number(key)] as Json) : memberOf(at, String(key))), spec);
}

function memberOf(value: Json | undefined, key: string): Json {
  return isRecord(value) ? (value[key] ?? null) : null;
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(
  message: string,
  position: Position | undefined,
  hint: string | undefined,
  code: ErrorCode = 'invalid-cell',
): TrivetError {
  return new TrivetError(code, message, { hint, position });
}
