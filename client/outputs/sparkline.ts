import { html, nothing, svg, type TemplateResult } from 'lit';

export interface SparkPoint {
  readonly at: string;
  readonly value: number | null;
}

const width = 132;
const height = 36;
const inset = 3;

/** A line without axes for the way to the present value; a gap where a period has none. Nothing below two values. */
export function sparkline(points: readonly SparkPoint[]): TemplateResult | typeof nothing {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < 2) return nothing;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (index: number) => inset + (index / (points.length - 1)) * (width - 2 * inset);
  const y = (value: number) =>
    most === least ? height / 2 : height - inset - ((value - least) / (most - least)) * (height - 2 * inset);
  const path = points
    .map(({ value }, index) => {
      if (value === null) return '';
      const isStart = index === 0 || points[index - 1]?.value === null;
      return `${isStart ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  const last = points.findLastIndex(({ value }) => value !== null);
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
    ${svg`<path d=${path}></path><circle cx=${x(last)} cy=${y(points[last]?.value ?? least)} r="2.6"></circle>`}
  </svg>`;
}
