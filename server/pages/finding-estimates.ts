import { pValue } from '../analyses/words/words.ts';
import type { Estimate, EstimateInterval } from '../analyses/contract/finding.ts';
import { formatNumber, formatValue } from '../notebook/format-value.ts';
import { type Html, html } from './html.ts';
import { ruler, scaleOf, sharedScales, whisker } from './interval-picture.ts';

/** The number of a verdict, large, with how sure it is and how many cases stand behind it. */
export function mainEstimate(estimate: Estimate): Html {
  const { interval, label } = estimate;
  const scale = scaleOf([estimate]);
  const sure = interval === null ? 'counted in full' : `${level(interval)} ${ends(estimate, interval)}`;
  return html`<div class="estimate">
    <p class="label">${label}</p>
    <p class="figure">${figure(estimate)}</p>
    ${scale === null ? null : ruler(scale, estimate, (end) => printed(end, estimate))}
    <p class="sure">
      <span>${sure}</span><span>${cases(estimate)}${estimate.p === null ? null : `, ${pValue(estimate.p)}`}</span>
    </p>
    ${interval === null ? null : html`<p class="method">Interval: ${interval.method}</p>`}
  </div>`;
}

/** Further numbers one a row, drawn on one scale where their units agree; the coverage of most is said once, below. */
export function furtherEstimates(estimates: readonly Estimate[]): Html | null {
  if (estimates.length === 0) return null;
  const scales = sharedScales(estimates);
  const said = estimates.find(({ interval }) => interval !== null)?.interval ?? null;
  return html`<dl class="estimates">
      ${estimates.map((estimate) => {
        const scale = scales.get(estimate.name);
        const { interval } = estimate;
        const own = interval === null || interval.level === said?.level ? '' : `${level(interval)} `;
        const range = interval === null ? null : html`<span>${own}${ends(estimate, interval)},</span> `;
        return html`<div>
          <dt>${estimate.label}</dt>
          <dd class="drawn">${scale === undefined ? null : whisker(scale, estimate)}</dd>
          <dd class="value">${figure(estimate)}</dd>
          <dd class="beside">
            ${range}<span>${cases(estimate)}${estimate.p === null ? null : ','}</span>
            ${estimate.p === null ? null : html`<span>${pValue(estimate.p)}</span>`}
          </dd>
        </div>`;
      })}
    </dl>
    ${said === null ? null : html`<p class="method">In brackets: ${level(said)}.</p>`}`;
}

/** `n 1,204 answers`. */
export function cases({ n, of }: Pick<Estimate, 'n' | 'of'>): string {
  return `n ${formatNumber(n, 'integer')} ${of}`;
}

function level(interval: EstimateInterval): string {
  return `${formatNumber(interval.level * 100, 'integer')} % interval`;
}

function ends(estimate: Estimate, { low, high }: EstimateInterval): string {
  return `(${printed(low, estimate).replace(/\s?(%|pp)$/, '')} … ${printed(high, estimate)})`;
}

function figure(estimate: Estimate): string {
  const text = printed(estimate.value, estimate);
  const { unit, format } = estimate;
  return unit === null || unit === 'points' || format === 'percent' || format === 'points' ? text : `${text} ${unit}`;
}

/** A value of an estimate without its unit; value and interval share the decimals that the largest of them deserves. */
function printed(number: number, { format, value, interval }: Estimate): string {
  if (format !== 'number' && format !== 'decimal' && format !== 'currency')
    return formatValue(number, { type: 'real', format, unit: null });
  const numbers = interval === null ? [value] : [value, interval.low, interval.high];
  const size = Math.max(...numbers.map(Math.abs));
  const cents = size >= 1000 ? 0 : 2;
  const digits = format === 'currency' ? cents : numbers.every(Number.isInteger) ? 0 : decimals(size);
  const text = new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return text
    .format(number)
    .replace(/^-(?=[0.]*$)/, '')
    .replace('-', '−');
}

function decimals(size: number): number {
  if (size >= 1000 || size === 0) return 0;
  if (size >= 1) return size >= 10 ? 1 : 2;
  return Math.min(20, 1 - Math.floor(Math.log10(size)));
}
