/** a flat table → the body of an answer in one of the formats, in pieces where it is long */
import { Readable } from 'node:stream';
import { setImmediate as pause } from 'node:timers/promises';
import { encodeTable } from '../../engine/arrow/encode-table.ts';
import type { Engine } from '../../engine/engine.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { FlatTable } from './flat-table.ts';
import type { FlatFormat } from './formats.ts';
import type { FileOptions } from './options.ts';
import { csvPieces } from './write-csv.ts';
import { jsonPieces } from './write-json.ts';

export interface FileToWrite {
  /** Id of the answer: with the options it stands for the bytes. */
  readonly id: string;
  readonly table: FlatTable;
  readonly format: FlatFormat;
  readonly options: FileOptions;
}

/** The file, written or ready to be written while it is sent. */
export function fileBody(engine: Engine, file: FileToWrite): Promise<string | Uint8Array | Readable> {
  return writers[file.format](file, engine);
}

type Writer = (file: FileToWrite, engine: Engine) => Promise<string | Uint8Array | Readable>;

const writers: { readonly [Format in FlatFormat]: Writer } = {
  json: async ({ table, options }) => bodyOf(jsonPieces(table, options), table),
  csv: async ({ table, options }) => bodyOf(csvPieces(table, options.forExcel), table),
  arrow: async ({ table }) => Buffer.from(await encodeTable(table.columns, pause)),
  parquet: async ({ id, table, options }, engine) => {
    const key = fingerprint({ file: 'parquet', id, totals: options.totals });
    if ((await engine.stored(key)) === null) await engine.storeTable(key, table);
    return storedBody(engine, key);
  },
};

/** The Parquet file of a stored result. */
export async function storedBody(engine: Engine, key: string): Promise<Readable> {
  const opened = await engine.openStored(key);
  if (opened === null) throw new Error(`The file of ${key} is gone.`);
  return opened.createReadStream();
}

/** Rows that are written without letting others have a turn. */
const fewRows = 2000;

function bodyOf(pieces: Generator<string>, { rowCount }: FlatTable): string | Readable {
  return rowCount <= fewRows ? [...pieces].join('') : Readable.from(inTurns(pieces), { objectMode: false });
}

async function* inTurns(pieces: Generator<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece;
    await pause();
  }
}
