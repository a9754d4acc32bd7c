import { id, type Sql } from '../sql/sql.ts';

/** The one relation through which a dataset is read: every leg and every join goes through here, none sees the raw table. */
export function securedSource(dataset: string): Sql {
  return id('data', dataset);
}
