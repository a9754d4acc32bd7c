import type { Value } from '../../lib/table.ts';
import type { FlatColumn, FlatTable } from './flat-table.ts';

/** `arrays`: `{columns, rows}`; `objects`: a list of rows; `columns`: a list of values for each name. */
export type JsonShape = 'arrays' | 'objects' | 'columns';

export interface JsonOptions {
  readonly shape: JsonShape;
  /** Exact decimals as numbers, which rounds what has more than fifteen digits. */
  readonly numbers: boolean;
}

const rowsAtOnce = 2000;

/** The table as JSON text, a piece of some thousand rows at a time. */
export function jsonPieces(table: FlatTable, { shape, numbers }: JsonOptions): Generator<string> {
  const columns = table.columns.map((column) => ({ ...column, values: jsonValues(column, numbers) }));
  return writers[shape]({ ...table, columns });
}

const writers: { readonly [Shape in JsonShape]: (table: FlatTable) => Generator<string> } = {
  *arrays(table) {
    const columns = table.columns.map(({ name, label, role, type, unit }) => ({ name, label, role, type, unit }));
    yield `{"columns":${JSON.stringify(columns)},"rows":[`;
    yield* rows(table, (row) => table.columns.map(({ values }) => values[row] ?? null));
    yield ']}';
  },
  *objects(table) {
    const keys = table.columns.map(({ name }) => `${JSON.stringify(name)}:`);
    yield '[';
    for (let start = 0; start < table.rowCount; start += rowsAtOnce) {
      const lines: string[] = [];
      for (let row = start; row < Math.min(table.rowCount, start + rowsAtOnce); row++) {
        const members = table.columns.map(
          ({ values }, at) => `${keys[at] ?? ''}${JSON.stringify(values[row] ?? null)}`,
        );
        lines.push(`{${members.join(',')}}`);
      }
      yield `${start === 0 ? '' : ','}${lines.join(',')}`;
    }
    yield ']';
  },
  *columns({ columns }) {
    yield '{';
    for (const [index, { name, values }] of columns.entries()) {
      yield `${index === 0 ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(values)}`;
    }
    yield '}';
  },
};

function* rows({ rowCount }: FlatTable, rowAt: (row: number) => readonly Value[]): Generator<string> {
  for (let start = 0; start < rowCount; start += rowsAtOnce) {
    const length = Math.min(rowCount, start + rowsAtOnce) - start;
    const text = JSON.stringify(Array.from({ length }, (_, index) => rowAt(start + index)));
    yield `${start === 0 ? '' : ','}${text.slice(1, -1)}`;
  }
}

/** Whole numbers come as numbers while they are safe; money keeps its exact digits as text unless numbers are asked for. */
function jsonValues({ type, values }: FlatColumn, numbers: boolean): readonly Value[] {
  if (type === 'bigint') return values.map(safeNumber);
  if (type === 'decimal' && numbers) return values.map((value) => (value === null ? null : Number(value)));
  return values;
}

function safeNumber(value: Value): Value {
  const number = Number(value);
  return value !== null && Number.isSafeInteger(number) ? number : value;
}
