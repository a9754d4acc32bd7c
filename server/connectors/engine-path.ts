import { bind, type Parameter } from '../sql/sql.ts';

/** The paths as one bound list. */
export function pathList(paths: readonly string[]): Parameter {
  return bind('VARCHAR[]', paths);
}

/** A path in which no character is a wildcard: DuckDB expands `*`, `?` and `[` in whatever path it is given. */
export function readablePath(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}
