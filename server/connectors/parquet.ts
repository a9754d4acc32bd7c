import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import { type Sql, sql } from '../sql/sql.ts';
import type { Connector, Inspection } from './connector.ts';
import { pathList, readablePath } from './engine-path.ts';

const options = z.strictObject({});

/** Parquet files with their own types. */
export const parquet: Connector<z.output<typeof options>> = {
  name: 'parquet',
  extensions: ['parquet'],
  options,
  async inspect(files): Promise<Inspection> {
    for (const file of files) await refuseForeign(file);
    return { columns: [], remarks: [], details: {} };
  },
  relation(files): Sql {
    return sql`SELECT * FROM read_parquet(${pathList(files.map(readablePath))}, union_by_name = true, hive_partitioning = false)`;
  },
};

/** A Parquet file begins and ends with the four bytes `PAR1`; one that was cut off only begins so. */
async function refuseForeign(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) throw new TrivetError('source-unreadable', `${basename(path)} is empty.`);
    const marks = await Promise.all(
      [0, Math.max(0, size - 4)].map(async (position) =>
        (await file.read(Buffer.alloc(4), 0, 4, position)).buffer.toString('latin1'),
      ),
    );
    const [start, end] = marks;
    if (start === 'PAR1' && end === 'PAR1' && size >= 12) return;
    const message =
      start === 'PAR1'
        ? `${basename(path)} is cut off: its end is missing.`
        : `${basename(path)} is not a Parquet file.`;
    throw new TrivetError('source-unreadable', message, {
      hint: start === 'PAR1' ? 'Copy or write the file again.' : 'For text with separators say source: { csv: … }.',
    });
  } finally {
    await file.close();
  }
}
