import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Table } from '../lib/table.ts';
import { id, raw, sql } from '../sql/sql.ts';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine, StoredResult } from './engine.ts';

export interface PageRequest {
  readonly id: string;
  readonly offset: number;
  /** At most 1,000. */
  readonly limit: number;
  readonly orderBy?: string | null | undefined;
  readonly descending?: boolean | undefined;
}

export interface ResultPage {
  readonly stored: StoredResult;
  readonly offset: number;
  readonly table: Table;
}

/** A page of a stored result, sorted on request; throws `result-expired` when it is gone. */
export async function readResultPage(engine: Engine, request: PageRequest, signal?: AbortSignal): Promise<ResultPage> {
  const stored = /^[0-9a-f]{64}$/.test(request.id) ? await engine.stored(request.id) : null;
  if (stored === null) throw resultGone();
  if (!(request.limit >= 1 && request.limit <= 1000 && request.offset >= 0)) {
    throw new TrivetError('invalid-query', 'A page has 1 to 1,000 rows and begins at row 0 or later.');
  }
  const order = request.orderBy ?? null;
  const names = stored.columns.map(({ name }) => name);
  if (order !== null && !names.includes(order)) {
    throw new TrivetError('unknown-column', `The result has no column ${order}.`, { hint: didYouMean(order, names) });
  }
  // Rows keep their place in the file, so that equal values are always paged in the same order.
  const sorted =
    order === null
      ? sql`file_row_number`
      : sql`${id(order)} ${raw(request.descending === true ? 'DESC' : 'ASC')} NULLS LAST, file_row_number`;
  const statement =
    sql`SELECT * EXCLUDE (file_row_number) FROM read_parquet(${raw(`'${request.id}.parquet'`)}, file_row_number = true)
    ORDER BY ${sorted} LIMIT ${request.limit} OFFSET ${request.offset}`.print();
  const result = await engine.query({ statement, lane: 'interactive', maxRows: request.limit }, signal);
  return { stored, offset: request.offset, table: tableOf(result.arrow, result.columns) };
}

/** What is said of a result that is not there, and of one that is not for who asks. */
export function resultGone(): TrivetError {
  return new TrivetError('result-expired', 'This result is not kept any more.', { hint: 'Run the cell again.' });
}
