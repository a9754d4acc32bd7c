import type { Item, Spec, View } from 'vega';

/** A chart that is drawn in the browser, so that it answers to the pointer. */
export interface LiveChart {
  readonly close: () => void;
}

export interface ChartInput {
  /** Compiled Vega; its data set `source` is empty. */
  readonly spec: unknown;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What the pointer is over (null: nothing), and where in the window. */
  readonly onPoint: (values: PointValues | null, at: { readonly x: number; readonly y: number }) => void;
}

/** Title → text where the chart says what it shows, else the row behind the mark. */
export type PointValues =
  | { readonly is: 'texts'; readonly texts: Readonly<Record<string, unknown>> }
  | { readonly is: 'row'; readonly row: Readonly<Record<string, unknown>> };

/** Loads Vega and draws into the element; expressions are interpreted, so no code is generated in the page. */
export async function drawChart(host: HTMLElement, input: ChartInput, signal: AbortSignal): Promise<LiveChart | null> {
  const [{ parse, View, Error: errorsOnly }, { expressionInterpreter }] = await Promise.all([
    import('vega'),
    import('vega-interpreter'),
  ]);
  if (signal.aborted) return null;
  // The server compiled it; Vega's parser is what refuses it if it is not Vega.
  const runtime = parse(input.spec as Spec, undefined, { ast: true });
  const view = new View(runtime, {
    expr: expressionInterpreter,
    renderer: 'svg',
    logLevel: errorsOnly,
    hover: true,
    container: host,
    tooltip: () => undefined,
  });
  // Vega adds properties of its own to the rows that it is given.
  view.data(
    'source',
    input.rows.map((row) => ({ ...row })),
  );
  await view.runAsync();
  view.addEventListener('pointermove', (event, item) => {
    if (!(event instanceof PointerEvent)) return;
    input.onPoint(item ? valuesOf(pointOf(view, host, event, item)) : null, { x: event.clientX, y: event.clientY });
  });
  host.addEventListener('pointerleave', () => input.onPoint(null, { x: 0, y: 0 }), { signal });
  return { close: () => view.finalize() };
}

/** A line or an area is one item for all its points: the one that is meant is the nearest. */
function pointOf(view: View, host: HTMLElement, event: PointerEvent, item: Item): Item {
  const { mark } = item;
  const svg = host.querySelector('svg');
  if (!svg || (mark.marktype !== 'line' && mark.marktype !== 'area')) return item;
  const box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.width / box.width || 1;
  const x = (event.clientX - box.left) * scale - (view.origin()[0] ?? 0) - groupOffset(item);
  const points = mark.items.filter((point): point is Item => 'x' in point && typeof point.x === 'number');
  return points.reduce((nearest, point) => (distance(point, x) < distance(nearest, x) ? point : nearest), item);
}

function distance(item: Item, x: number): number {
  return Math.abs(positionOf(item) - x);
}

function positionOf(item: object): number {
  return 'x' in item && typeof item.x === 'number' ? item.x : 0;
}

/** How far the groups that an item stands in are moved to the right. */
function groupOffset(item: Item): number {
  let offset = 0;
  let group: unknown = item.mark.group;
  while (typeof group === 'object' && group !== null) {
    offset += positionOf(group);
    const mark: unknown = 'mark' in group ? group.mark : null;
    group = typeof mark === 'object' && mark !== null && 'group' in mark ? mark.group : null;
  }
  return offset;
}

function valuesOf(item: Item): PointValues | null {
  const tooltip: unknown = 'tooltip' in item ? item.tooltip : null;
  if (isRecord(tooltip)) return { is: 'texts', texts: tooltip };
  const datum: unknown = item.datum;
  return isRecord(datum) ? { is: 'row', row: datum } : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
