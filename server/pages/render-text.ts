import type { Finding } from '../analyses/contract/finding.ts';
import { withInterval } from '../analyses/words/words.ts';
import { isNumeric } from '../lib/table.ts';
import type { MetricOutput, Output } from '../notebook/output.ts';
import {
  foldIntervals,
  foldTotals,
  printed,
  type ShownColumn,
  type ShownTotal,
  totalWords,
  wordsFor,
} from './fold-intervals.ts';
import { formatNumber, formatValue } from '../notebook/format-value.ts';

type OutputOf<Type extends Output['type']> = Extract<Output, { type: Type }>;

const rowsShown = 20;

const printers: { readonly [Type in Output['type']]: (output: OutputOf<Type>) => string } = {
  TextOutput: ({ html }) => plainText(html),
  TableOutput: (output) => textTable(foldIntervals(output.columns, output.page), output.rowCount, foldTotals(output)),
  ChartOutput: ({ summary, columns, data }) =>
    `${summary}\n${textTable(foldIntervals(columns, data), data[0]?.values.length ?? 0)}`,
  InputOutput: ({ label, value }) => `${label}: ${value === null ? 'All' : JSON.stringify(value)}`,
  MetricOutput: (output) => metricLine(output),
  FindingOutput: ({ finding }) => findingText(finding),
  ProblemOutput: ({ problem }) =>
    `${problem.code}: ${problem.message}${problem.hint === null ? '' : `\n  ${problem.hint}`}`,
};

/** The output of a cell for a terminal: tables with aligned columns, at most 20 rows. */
export function textOf(output: Output): string {
  // The table is total over the union; TypeScript does not connect the key with the argument.
  const print = printers[output.type] as (output: Output) => string;
  return print(output);
}

function findingText({ label, verdict, grade, gradeReason, n, of, estimate, estimates, refusals }: Finding): string {
  const all = estimate === null ? estimates : [estimate, ...estimates];
  const numbers = all.map((each) => `  ${each.label}: ${withInterval(each)} n=${formatNumber(each.n, 'integer')}`);
  const refused = refusals.map(({ code, message, hint }) => `  ${code}: ${message} ${hint}`);
  const cases = `n ${formatNumber(n, 'integer')} ${of}`;
  return [`${label}: ${verdict}`, ...numbers, `  ${grade}, ${cases}: ${gradeReason}`, ...refused].join('\n');
}

function textTable(columns: readonly ShownColumn[], rowCount: number, totals: readonly ShownTotal[] = []): string {
  const rows = Math.min(rowCount, rowsShown, columns[0]?.values.length ?? 0);
  const cells = columns.map((shown, index) => [
    shown.column.label,
    ...Array.from({ length: rows }, (_, row) => cellText(shown, row)),
    ...totals.map((total) => totalText(total, index)),
  ]);
  const widths = cells.map((column) => Math.max(...column.map((text) => text.length)));
  const line = (row: number): string =>
    cells
      .map((column, index) => {
        const numeric = isNumeric(columns[index]?.column.type ?? 'string');
        const text = column[row] ?? '';
        return numeric ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const left = rowCount > rows ? [`… ${formatNumber(rowCount, 'integer')} rows in all`] : [];
  const below = totals.length === 0 ? [] : [rule, ...totals.map((_, index) => line(rows + 1 + index))];
  return [line(0), rule, ...Array.from({ length: rows }, (_, row) => line(row + 1)), ...left, ...below].join('\n');
}

function totalText(total: ShownTotal, index: number): string {
  const shown = total.columns[index];
  return shown === undefined ? '' : (totalWords(total, index) ?? cellText(shown, 0));
}

function cellText(shown: ShownColumn, row: number): string {
  const { column, low, high, n } = shown;
  const words = wordsFor(shown, row);
  if (words !== null) return words;
  const value = printed(shown, row);
  const [from, to, count] = [low?.[row] ?? null, high?.[row] ?? null, n?.[row] ?? null];
  const plain = { ...column, unit: null };
  const range = from === null || to === null ? '' : ` [${formatValue(from, plain)}, ${formatValue(to, plain)}]`;
  return `${value}${range}${count === null ? '' : ` n=${formatNumber(Number(count), 'integer')}`}`;
}

function metricLine({ label, value, suppressed, low, high, n, format, unit }: MetricOutput): string {
  if (suppressed) return `${label}: hidden, too few persons stand behind it`;
  const column = { type: 'real', format, unit } as const;
  const plain = { ...column, unit: null };
  const interval = low === null || high === null ? '' : ` [${formatValue(low, plain)}, ${formatValue(high, plain)}]`;
  return `${label}: ${formatValue(value, column)}${interval}${n === null ? '' : ` n=${formatNumber(n, 'integer')}`}`;
}

function plainText(html: string): string {
  const entities = new Map([['&amp;', '&'], ['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#39;', "'"]]); // prettier-ignore
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities.get(entity) ?? entity)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
