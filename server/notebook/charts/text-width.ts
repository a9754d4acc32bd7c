import * as vega from 'vega';

/** Advance widths of a grotesque typeface in thousandths of the font size. */
const classes: readonly (readonly [characters: string, width: number])[] = [
  [" !'|.,:;ijlI/\\ft()[]{}`-", 330],
  ['"rJs*czkvxy°', 520],
  ['abdeghnopqu0123456789$?_#+<=>~^LFTZ', 600],
  ['ABEKPSVXYRCDHNU&', 700],
  ['GOQwmM%W@', 900],
];

const widths = new Map(
  classes.flatMap(([characters, width]) => Array.from(characters, (one) => [one, width] as const)),
);

/** A guess at the width of a text in pixels, on the wide side: fonts differ from machine to machine. */
export function textWidth(text: string, fontSize: number): number {
  let sum = 0;
  for (const character of text) sum += widths.get(character) ?? otherWidth(character.codePointAt(0) ?? 0);
  return (sum / 1000) * fontSize * 1.06;
}

/** From Hangul Jamo on there are mostly scripts that fill a square, and emoji. */
function otherWidth(codePoint: number): number {
  return codePoint >= 0x1100 ? 1050 : 640;
}

interface TextItem {
  readonly text?: unknown;
  readonly limit?: number;
  readonly fontSize?: number;
}

/** Makes Vega reserve room by `textWidth`: without a canvas it takes each character for 0.8 of the font size. */
export function measureText(): void {
  // Exported by Vega, but missing in its types.
  const { textMetrics } = vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } };
  textMetrics.width = ({ limit = 0, fontSize = 11 }, text) => {
    const width = textWidth(typeof text === 'string' ? text.trim() : String(text ?? ''), fontSize);
    return limit > 0 ? Math.min(limit, width) : width;
  };
}
