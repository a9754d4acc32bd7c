import type { Column, Table, Value } from '../../lib/table.ts';

const rowsAtOnce = 500;

/** Byte-order mark, by which Excel knows UTF-8. */
const mark = '\uFEFF';

/**
 * The table as CSV (RFC 4180), a piece of some hundred rows at a time: a missing value is empty, an empty text is `""`.
 * `forExcel` begins with a byte-order mark and puts an apostrophe before texts that a spreadsheet would take for a formula.
 */
export function* csvPieces({ columns, rowCount }: Table, forExcel: boolean): Generator<string> {
  const text = forExcel ? (value: string) => quoted(harmless(value)) : quoted;
  const writers = columns.map(({ type }) => (isText(type) ? text : plain));
  const head = columns.map(({ name }) => text(name)).join(',');
  yield `${forExcel ? mark : ''}${head}\r\n`;
  for (let start = 0; start < rowCount; start += rowsAtOnce) {
    const lines: string[] = [];
    for (let row = start; row < Math.min(rowCount, start + rowsAtOnce); row++) {
      const cells = columns.map(({ values }, index) => cell(values[row] ?? null, writers[index] ?? plain));
      lines.push(cells.join(','));
    }
    yield `${lines.join('\r\n')}\r\n`;
  }
}

function isText(type: Column['type']): boolean {
  return type === 'string' || type === 'json';
}

function cell(value: Value, write: (text: string) => string): string {
  return value === null ? '' : write(String(value));
}

function plain(text: string): string {
  return text;
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
