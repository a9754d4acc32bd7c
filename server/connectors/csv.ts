import { z } from 'zod';
import { id, join, raw, type Sql, sql } from '../sql/sql.ts';
import type { Connector, Inspection } from './connector.ts';
import { type CsvFile, inspectCsv } from './csv-inspect.ts';
import { pathList, readablePath } from './engine-path.ts';

const options = z.strictObject({
  /** One character; guessed among `, ; tab |` when it is not said. */
  delimiter: z.union([z.literal('tab').transform(() => '\t'), z.string().length(1)]).optional(),
  /** A label such as `windows-1252`; else UTF-8, UTF-16 or Windows-1252 by what the bytes are. */
  encoding: z.string().refine(isEncoding, 'No such encoding; for example utf-8, windows-1252, utf-16le.').optional(),
  /** Whether the first line holds the names; a list gives the names of a file that has none. */
  header: z.union([z.boolean(), z.array(z.string().min(1)).min(1)]).default(true),
  /** Lines to leave out at the top. */
  skip: z.int().min(0).default(0),
  /** The quotation mark, or empty where nothing is quoted. */
  quote: z.string().max(1).default('"'),
});

export type CsvOptions = z.output<typeof options>;

/** Text with separators. Every column is read as text; types are decided by the model, never guessed. */
export const csv: Connector<CsvOptions> = {
  name: 'csv',
  extensions: ['csv', 'tsv', 'txt'],
  options,
  async inspect(files, given, scratch): Promise<Inspection> {
    const inspected: CsvFile[] = [];
    for (const [index, file] of files.entries()) inspected.push(await inspectCsv(file, given, scratch, index));
    const columns = [...new Set(inspected.flatMap((file) => file.columns))];
    const uneven = inspected.some((file) => file.columns.length < columns.length);
    const remarks = new Set(inspected.flatMap((file) => file.remarks));
    if (uneven) remarks.add('files with different columns: what a file lacks is empty');
    return { columns, remarks: [...remarks], details: { files: inspected } };
  },
  relation(_files, _options, inspection): Sql {
    // `inspect` above is the only writer of `details`.
    const files = inspection.details['files'] as readonly CsvFile[];
    return join([...alike(files).values()].map(relationOf), ' UNION ALL BY NAME ');
  },
};

/** Files that are read in one call: equal in everything but their path. */
function alike(files: readonly CsvFile[]): ReadonlyMap<string, readonly CsvFile[]> {
  const groups = new Map<string, CsvFile[]>();
  for (const file of files) {
    const shape = JSON.stringify([file.columns, file.delimiter, file.quote, file.skip]);
    groups.set(shape, [...(groups.get(shape) ?? []), file]);
  }
  return groups;
}

function relationOf(files: readonly CsvFile[]): Sql {
  const [first] = files;
  if (first === undefined) throw new Error('A CSV relation needs a file.');
  const names = first.columns.map((column, index) => sql`${id(`c${index}`)} AS ${id(column)}`);
  const types = raw(`{${first.columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ')}}`);
  return sql`SELECT ${join(names)} FROM read_csv(${pathList(files.map((file) => readablePath(file.path)))}, auto_detect = false, header = false, skip = ${first.skip}, delim = ${first.delimiter}, quote = ${first.quote}, escape = ${first.quote}, max_line_size = 16777216, buffer_size = 33554432, columns = ${types})`;
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding.length > 0;
  } catch {
    return false;
  }
}
