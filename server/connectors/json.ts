import { basename } from 'node:path';
import { z } from 'zod';
import { TrivetError } from '../lib/errors.ts';
import { type Sql, sql } from '../sql/sql.ts';
import type { Connector, Inspection } from './connector.ts';
import { pathList, readablePath } from './engine-path.ts';
import { examineText, firstText, rewriteAsUtf8 } from './text-file.ts';

const options = z.strictObject({});

/** Objects in a list, or one on each line. Members are read as text, nested ones as JSON text: nothing is guessed. */
export const json: Connector<z.output<typeof options>> = {
  name: 'json',
  extensions: ['json', 'jsonl', 'ndjson'],
  options,
  async inspect(files, _options, scratch): Promise<Inspection> {
    const inspected = await Promise.all(files.map((file, index) => inspectJson(file, scratch, index)));
    const remarks = new Set(inspected.flatMap((file) => file.remarks));
    return { columns: [], remarks: [...remarks], details: { paths: inspected.map((file) => file.path) } };
  },
  relation(_files, _options, inspection): Sql {
    // `inspect` above is the only writer of `details`.
    const paths = inspection.details['paths'] as readonly string[];
    return sql`SELECT json_extract_string(COLUMNS(*), '$') FROM read_json(${pathList(paths.map(readablePath))}, sample_size = -1, maximum_depth = 1, union_by_name = true, maximum_object_size = 67108864)`;
  },
};

async function inspectJson(
  path: string,
  scratch: string,
  index: number,
): Promise<{ readonly path: string; readonly remarks: readonly string[] }> {
  const file = await examineText(path, null);
  const { text } = await firstText(file, 64 * 1024);
  const start = text.trimStart().charAt(0);
  if (start !== '[' && start !== '{') {
    throw new TrivetError(
      'source-unreadable',
      `${basename(path)} is not JSON: it begins with ${JSON.stringify(text.trimStart().slice(0, 12))}.`,
      {
        hint: 'A list of objects, or one object on each line, can be read.',
      },
    );
  }
  if (file.encoding === 'utf-8' && !file.byteOrderMark) return { path, remarks: [] };
  const remark = file.encoding === 'utf-8' ? 'byte-order mark skipped' : `encoding: ${file.encoding}, guessed`;
  return { path: await rewriteAsUtf8(file, scratch, index), remarks: [remark] };
}
