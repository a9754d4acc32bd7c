import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';

/** A file format in which tables are served. */
export type FlatFormat = 'json' | 'csv' | 'parquet' | 'arrow';

export const flatFormats: readonly FlatFormat[] = ['json', 'csv', 'parquet', 'arrow'];

export const contentTypes: { readonly [Format in FlatFormat]: string } = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
};

/** `nps_by_region.csv` → name and format. Throws `unknown-format`. */
export function fileNameOf(
  file: string,
  formats: readonly FlatFormat[] = flatFormats,
): { readonly name: string; readonly format: FlatFormat } {
  const point = file.lastIndexOf('.');
  const ending = point < 0 ? '' : file.slice(point + 1);
  const format = formats.find((known) => known === ending);
  if (format !== undefined) return { name: file.slice(0, point), format };
  const hint = didYouMean(ending, formats) ?? `End the address with .${formats.join(', .')}.`;
  const what = ending === '' ? 'The address names no format.' : `There is no format called ${ending}.`;
  throw new TrivetError('unknown-format', what, { hint, choices: formats });
}
