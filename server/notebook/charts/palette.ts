/** Light and dark of one colour, as `#rrggbb`. */
export type ColourPair = readonly [light: string, dark: string];

export const palette = {
  text: ['#1b1f23', '#e9e7e2'],
  quiet: ['#565d65', '#a9afb7'],
  line: ['#b9b5ad', '#565d66'],
  grid: ['#e9e6e0', '#282c32'],
} as const satisfies Readonly<Record<string, ColourPair>>;

/**
 * Series in this order, each with a contrast of at least 3:1 to the page; the first six stay apart for readers who do not
 * see red, green or blue. More than eight begin anew: a chart of so many is read by nobody.
 */
export const series: readonly ColourPair[] = [
  ['#1259b0', '#5390d2'],
  ['#c4500a', '#d6791f'],
  ['#2f9483', '#6fc79a'],
  ['#7d3f6d', '#dba6ef'],
  ['#c08408', '#efcb3a'],
  ['#4a4540', '#f0eee8'],
  ['#1b9ad0', '#8fd9f2'],
  ['#d8455c', '#e75a74'],
];

/** From little to much. */
export const ramp: readonly ColourPair[] = [
  ['#d3e3ed', '#25404f'],
  ['#0d4f7e', '#8fcdf7'],
];

/** From one end over the middle to the other. */
export const diverging: readonly ColourPair[] = [
  ['#b3500a', '#f29a5a'],
  ['#efece6', '#2c3036'],
  ['#145d99', '#74b7ee'],
];

/** The colour as CSS, which picks by the theme of the page. */
export function themed([light, dark]: ColourPair): string {
  return `light-dark(${light}, ${dark})`;
}

/** As `themed`, spelt so that the numbers of two colours can be interpolated one by one. */
export function blendable([light, dark]: ColourPair): string {
  return `light-dark(rgb(${channels(light).join(', ')}), rgb(${channels(dark).join(', ')}))`;
}

function channels(hex: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}
