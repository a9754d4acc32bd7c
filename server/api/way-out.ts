import type { ErrorCode, TrivetError } from '../lib/errors.ts';

/** What can be done where the place that refused knew nothing better. */
const waysOut: Partial<Readonly<Record<ErrorCode, string>>> = {
  'unknown-metric': 'The catalogue lists the metrics that there are.',
  'unknown-dimension': 'The catalogue lists the dimensions that there are.',
  'unknown-dataset': 'The catalogue lists the datasets that there are.',
  'unknown-column': 'The catalogue lists the columns of each dataset.',
  'unknown-path': 'The catalogue lists the joins of each dataset.',
  'unknown-purpose': 'The catalogue says of each dataset for which purposes it may be used.',
  'unknown-query': 'The catalogue lists the saved queries.',
  'unknown-view': 'The list of views names those that there are.',
  'unknown-notebook': 'The list of notebooks names those that there are.',
  'unknown-page': 'The list of pages names those that there are.',
  'unknown-cell': 'The notebook shows the names of its cells.',
  'unknown-parameter': 'Leave it out, or use one of the declared names.',
  'invalid-query': 'Correct what is named here and ask again; the reference describes every part of a query.',
  'invalid-parameter': 'Correct the value, or leave the parameter out.',
  'invalid-notebook': 'Correct what is named here and try again.',
  'invalid-cell': 'Correct the cell and run it again.',
  'sql-invalid': 'Correct the statement and run it again.',
  'cost-exceeded': 'Ask for less at once: a shorter time, fewer groups, fewer metrics.',
  'too-many-groups': 'Group more coarsely, filter, or keep the largest groups with topN.',
  timeout: 'Ask for less at once, or start the query as a job.',
  cancelled: 'Ask again.',
  'engine-lost': 'Ask again.',
  forbidden: 'Ask whoever runs this Trivet for the right to do this.',
};

/** What the caller can do about a refusal; null where nobody knows. */
export function wayOut({ code, hint }: Pick<TrivetError, 'code' | 'hint'>): string | null {
  return hint ?? waysOut[code] ?? null;
}

/** What the caller can do about a request that no route could read, by its status. */
export function wayOutOfRequest(status: number): string {
  if (status === 413) return 'Ask for less at once: a body has at most 256 KiB.';
  if (status === 414) return 'Shorten the address.';
  if (status === 415) return 'Send the body as application/json.';
  return 'Send what the reference describes: a JSON object, in UTF-8.';
}
