/** a cell of a kept answer → prepared again from its question, under the policy of now → the rows behind it */
import { TrivetError } from '../lib/errors.ts';
import { columnOf, type Table, type Value } from '../lib/table.ts';
import type { Dataset, ModelColumn } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import { prepareMetricQuery } from '../query/answer/answer.ts';
import { type EvidenceRequest, prepareEvidence } from '../query/rows/evidence.ts';
import { policyOf } from '../query/policy/policy.ts';
import type { Sql } from '../sql/sql.ts';
import { tableOf } from './arrow/arrow-table.ts';
import { rowsRecord } from './audit-log.ts';
import type { Ask, AskParts } from './ask.ts';

export interface Evidence {
  readonly dataset: Dataset;
  /** The columns with one value a row. */
  readonly columns: readonly { readonly of: ModelColumn; readonly values: readonly Value[] }[];
  /** The key of each row, after which the next one comes. */
  readonly places: readonly (readonly Value[])[];
  readonly hasNext: boolean;
  /** How many rows there are on all pages together. */
  count(): Promise<number>;
}

interface EvidenceFor {
  readonly viewer: Viewer;
  readonly signal?: AbortSignal | undefined;
}

/** Throws `result-expired` when the answer is not kept any more, was not given to the viewer, or has other data behind it by now. */
export type ReadEvidence = (result: string, request: EvidenceRequest, options: EvidenceFor) => Promise<Evidence>;

export function createReadEvidence(parts: AskParts, ask: Ask): ReadEvidence {
  const run = async (statement: Sql, maxRows: number, signal: AbortSignal | undefined): Promise<Table> => {
    const printed = statement.print(parts.dialect.parameter);
    const request = { statement: printed, lane: 'interactive', maxRows, timeoutMs: parts.timeoutMs } as const;
    const answered = await parts.engine().query(request, signal);
    return tableOf(answered.arrow, answered.columns);
  };
  return async (id, request, { viewer, signal }) => {
    const policy = policyOf(parts.model(), viewer);
    const result = ask.find(id, policy.fingerprint);
    const query = ask.question(id, policy.fingerprint);
    if (result === null || query === null) throw expired('The answer is not kept any more.');
    const prepared = prepareMetricQuery(query, policy, parts.facts(), parts.dialect);
    if (prepared.id !== id) throw expired('The model or the data have changed since the answer was given.');
    const evidence = prepareEvidence(prepared, result, request, parts.dialect);
    const table = await run(evidence.page, request.first + 1, signal);
    const rowCount = Math.min(table.rowCount, request.first);
    const valuesOf = (alias: string): readonly Value[] => columnOf(table, alias)?.values.slice(0, rowCount) ?? [];
    const read = {
      dataset: evidence.dataset.name,
      columns: evidence.columns.map(({ name }) => name),
      where: query.where,
      used: rowCount,
      purpose: query.purpose,
      result: id,
    };
    parts.audit?.record(rowsRecord(read, { viewer, at: parts.clock().toISOString() }));
    const keys = evidence.order.map((_, index) => valuesOf(`k${index}`));
    return {
      dataset: evidence.dataset,
      columns: evidence.columns.map((of, index) => ({ of, values: valuesOf(`v${index}`) })),
      places: Array.from({ length: rowCount }, (_, row) => keys.map((values) => values[row] ?? null)),
      hasNext: table.rowCount > request.first,
      count: async () => Number((await run(evidence.count, 1, signal)).columns[0]?.values[0] ?? 0),
    };
  };
}

function expired(message: string): TrivetError {
  return new TrivetError('result-expired', message, { hint: 'Ask the query again.' });
}
