/** Light and dark of one colour, as `#rrggbb`. */
export type ColourPair = readonly [light: string, dark: string];

export const palette = {
  text: ['#1b1f23', '#e9e7e2'],
  quiet: ['#565d65', '#a9afb7'],
  line: ['#b9b5ad', '#565d66'],
  grid: ['#e9e6e0', '#282c32'],
} as const satisfies Readonly<Record<string, ColourPair>>;

/**
 * Series in this order. On paper and on surface, light and dark, each has a contrast of at least 3:1, and the first six
 * stay apart for readers who do not see red, green or blue. After Okabe and Ito 2008, darkened or lightened to the theme.
 */
export const series: readonly ColourPair[] = [
  ['#1668a8', '#63aee8'],
  ['#cf5c0c', '#f08c43'],
  ['#0c8a68', '#46c79e'],
  ['#8a3f7c', '#e3a0d2'],
  ['#a27b00', '#e6c34c'],
  ['#4a4f55', '#c9cdd2'],
  ['#2b93a8', '#7fd6e6'],
  ['#b83a4b', '#f47f8c'],
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
