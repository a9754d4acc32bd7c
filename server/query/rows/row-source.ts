import { TrivetError } from '../../lib/errors.ts';
import type { Dataset } from '../../model/model.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { withLiterals } from '../../sql/literals.ts';
import { id, join, type Sql, sql } from '../../sql/sql.ts';
import { purposeRefusals } from '../check/check-datasets.ts';
import { type Policy, rowsRefusal } from '../policy/policy.ts';
import { readableColumns } from './row-request.ts';
import { securedSource, type Sources } from '../policy/secured-source.ts';

/**
 * What a person's own SQL reads under the name of a dataset: its readable columns and the rows that policy and consent
 * leave, or the dataset as it lies where nothing is withheld. Values are written in, because the statement around it has
 * parameters of its own.
 */
export function rowSource(policy: Policy, sources: Sources, dataset: string, dialect: Dialect): Sql {
  const { columns, rows, consent } = sources.get(dataset) ?? {};
  if (columns === null && rows === null && consent === null) return id('scope', dataset);
  const seen = policy.model.datasets.get(dataset);
  const names = seen === undefined ? [] : [...readableColumns(seen, policy)].map((name) => id(name));
  return withLiterals(sql`(SELECT ${join(names)} FROM ${securedSource(sources, dataset, dialect)} AS p0)`);
}

/** Why rows of a dataset may not be read one by one for a purpose; null where they may. */
export function readRefusal(policy: Policy, dataset: Dataset, purpose: string | null): TrivetError | null {
  return rowsRefusal(policy, dataset.name) ?? purposeRefusal(policy, dataset, purpose);
}

/** Why a dataset may not be read for a purpose, in whatever form; null where it may. */
export function purposeRefusal(policy: Policy, dataset: Dataset, purpose: string | null): TrivetError | null {
  if (purpose !== null) return purposeRefusals({ model: policy.model, policy, purpose }, [dataset])[0] ?? null;
  if (dataset.consent === null && dataset.purposes.length === 0) return null;
  return new TrivetError('unknown-purpose', `${dataset.name} may be read for a purpose only, and none is named.`, {
    hint: dataset.purposes.length === 0 ? 'Say what for.' : `It may be used for: ${dataset.purposes.join(', ')}.`,
    choices: dataset.purposes,
  });
}
