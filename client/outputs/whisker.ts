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

const width = 64;
const height = 12;

/** A value with its interval as a dot on a line, on the same scale for all rows; the figures stand beside it. */
export function whisker(scale: Scale, value: number | null, low: number | null, high: number | null): TemplateResult {
  const x = (number: number) => 3 + ((number - scale.least) / (scale.most - scale.least)) * (width - 6);
  const hasZero = scale.least < 0 && scale.most > 0;
  return html`<svg class="whisker" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
    ${hasZero ? svg`<line class="zero" x1=${x(0)} x2=${x(0)} y1="0" y2=${height}></line>` : nothing}
    ${
      low !== null && high !== null
        ? svg`<line class="span" x1=${x(low)} x2=${x(high)} y1=${height / 2} y2=${height / 2}></line>`
        : nothing
    }
    ${value === null ? nothing : svg`<circle class="dot" cx=${x(value)} cy=${height / 2} r="2.5"></circle>`}
  </svg>`;
}
