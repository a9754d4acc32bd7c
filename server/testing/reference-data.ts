import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/data/reference');

/** Whether the public data sets behind the golden numbers lie beside this workspace; tests over them skip where they do not. */
export const hasReferenceData = existsSync(folder);

/** A row of a reference file: text by column, the empty text where a value is missing. */
export type ReferenceRow = ReadonlyMap<string, string>;

/** The rows of a reference file such as `swiss`. */
export function referenceRows(name: string): readonly ReferenceRow[] {
  const [header = [], ...rows] = readFileSync(resolve(folder, `${name}.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(cells);
  return rows.map((row) => new Map(header.map((column, at) => [column, row[at] === 'NA' ? '' : (row[at] ?? '')])));
}

/** A column as numbers; throws where one is missing or no number. */
export function numbersOf(rows: readonly ReferenceRow[], column: string): number[] {
  return rows.map((row) => {
    const text = row.get(column) ?? '';
    if (text === '' || Number.isNaN(Number(text))) throw new Error(`${column} has no number in a row: ${text}`);
    return Number(text);
  });
}

/** None of these files has a comma or a quote inside of a value. */
function cells(line: string): string[] {
  return line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1'));
}
