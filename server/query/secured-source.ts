import { id, type Sql } from '../sql/sql.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';

/** What the viewer's policy and the purpose leave of each dataset that a plan reads, by dataset. */
export type Sources = ReadonlyMap<string, SourceRules>;

/** The rules under which one dataset is read. */
export interface SourceRules {
  readonly dataset: string;
}

/** The one relation through which a dataset is read: every leg and every join goes through here, none sees the raw table. */
export function securedSource(sources: Sources, dataset: string, dialect: Dialect): Sql {
  if (!sources.has(dataset)) throw new Error(`The plan has no rules for ${dataset} in ${dialect.name}.`);
  return id('data', dataset);
}
