import { DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import type { Table } from '../lib/table.ts';
import type { Hold } from './connections.ts';

const chunkRows = 2048;

/** Appends all values of a table as text to a temporary table of VARCHAR columns. */
export async function appendTexts(hold: Hold, name: string, table: Table): Promise<void> {
  const appender = await hold.connection.createAppender(name, 'main', 'temp');
  const types = table.columns.map(() => VARCHAR);
  for (let start = 0; start < table.rowCount; start += chunkRows) {
    hold.check();
    const rows = Math.min(chunkRows, table.rowCount - start);
    const chunk = DuckDBDataChunk.create(types, rows);
    chunk.setColumns(
      table.columns.map(({ values }) =>
        values.slice(start, start + rows).map((value) => (value === null ? null : String(value))),
      ),
    );
    appender.appendDataChunk(chunk);
    appender.flushSync();
  }
  appender.closeSync();
}
