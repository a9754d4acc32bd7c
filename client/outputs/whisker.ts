import { html, nothing, svg, type TemplateResult } from 'lit';
import { type Columns, numberOf, type ShownColumn } from './columns.ts';

/** The range that a column's values and intervals span on a page. */
export interface Scale {
  readonly least: number;
  readonly most: number;
}

/** Null where the column has no interval, or fewer than two rows to compare. */
export function scaleOf(shown: ShownColumn, values: Columns): Scale | null {
  if (shown.low === null || shown.high === null) return null;
  const all = [shown.low, shown.high, shown.index].map((index) => values[index] ?? []);
  const numbers = all
    .flat()
    .map(numberOf)
    .filter((number) => number !== null);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return (values[shown.index]?.length ?? 0) > 1 && most > least ? { least, most } : null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const small: Size = { width: 64, height: 12 };

/** A value with its interval as a dot on a line, on the same scale for all rows; the figures stand beside it. */
export function whisker(
  scale: Scale,
  value: number | null,
  [low, high]: readonly [low: number | null, high: number | null],
  { width, height }: Size = small,
): TemplateResult {
  const x = placeOn(scale, width, height / 4);
  const middle = height / 2;
  const hasZero = scale.least < 0 && scale.most > 0;
  return html`<svg class="whisker" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
    ${hasZero ? svg`<line class="zero" x1=${x(0)} x2=${x(0)} y1="0" y2=${height}></line>` : nothing}
    ${
      low !== null && high !== null
        ? svg`<line class="span" x1=${x(low)} x2=${x(high)} y1=${middle} y2=${middle}></line>`
        : nothing
    }
    ${value === null ? nothing : svg`<circle class="dot" cx=${x(value)} cy=${middle} r=${0.21 * height}></circle>`}
  </svg>`;
}

interface Ends {
  readonly low: number;
  readonly high: number;
  /** How an end is printed. */
  readonly words: (end: number) => string;
}

/** One value with its interval, large, with the ends in figures and zero where it lies near. */
export function ruler(scale: Scale, value: number, { low, high, words }: Ends): TemplateResult {
  const x = placeOn(scale, 260, 24);
  const mark = (at: number, text: string, anchor: string) =>
    svg`<text class="end" x=${x(at)} y="36" text-anchor=${anchor}>${text}</text>`;
  const hasZero = scale.least < 0 && scale.most > 0;
  const isApart = (at: number) => Math.abs(x(at) - x(0)) > 34;
  return html`<svg class="whisker ruler" viewBox="0 0 260 40" width="260" height="40" aria-hidden="true">
    ${hasZero ? svg`<line class="zero" x1=${x(0)} x2=${x(0)} y1="2" y2="24"></line>` : nothing}
    ${hasZero && isApart(low) && isApart(high) ? mark(0, '0', 'middle') : nothing}
    <line class="span" x1=${x(low)} x2=${x(high)} y1="13" y2="13"></line>
    <line class="span" x1=${x(low)} x2=${x(low)} y1="9" y2="17"></line>
    <line class="span" x1=${x(high)} x2=${x(high)} y1="9" y2="17"></line>
    <circle class="dot" cx=${x(value)} cy="13" r="4.5"></circle>
    ${
      x(high) - x(low) > 70
        ? [mark(low, words(low), 'middle'), mark(high, words(high), 'middle')]
        : [mark(low, words(low), 'end'), mark(high, words(high), 'start')]
    }
  </svg>`;
}

function placeOn({ least, most }: Scale, width: number, edge: number): (number: number) => number {
  return (number) => edge + ((number - least) / (most - least)) * (width - 2 * edge);
}
