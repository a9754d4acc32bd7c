import { TrivetError } from '../../../lib/errors.ts';
import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';

/** A change with the first day on which it was there. */
export interface NamedChange {
  /** Null where only its first day is given: then all units of the arms are its own. */
  readonly name: string | null;
  /** `2025-07-01`. */
  readonly start: string;
  /** Paid once; null where nobody says. */
  readonly cost: number | null;
}

/** The change that the options name, or the only one there is. Throws `missing-option` and `invalid-option`. */
export async function namedChange(context: AnalysisContext): Promise<NamedChange> {
  const [asked, start, cost] = [
    context.options.text('change'),
    context.options.text('start'),
    context.options.number('cost'),
  ];
  const changes = context.find('changes');
  if (changes === null || (start !== null && asked === null)) {
    if (start === null) throw missing('start', []);
    return { name: asked, start, cost };
  }
  const costs = changes.has('cost') ? sql`CAST(max(${changes.column('cost')}) AS DOUBLE)` : sql`CAST(NULL AS DOUBLE)`;
  const rows = await context.rows({
    title: 'The changes, when they began and what they cost',
    sql: sql`SELECT CAST(${changes.column('change')} AS VARCHAR) AS change,
  CAST(CAST(min(${changes.column('start')}) AS DATE) AS VARCHAR) AS start, ${costs} AS cost
FROM ${changes.source}
WHERE ${changes.column('start')} IS NOT NULL
GROUP BY ALL
ORDER BY change
LIMIT 1000`,
  });
  const known = rows.list.map((row) => ({
    name: row.text('change') ?? '',
    start: start ?? row.text('start') ?? '',
    cost: cost ?? row.maybe('cost'),
  }));
  const names = known.map(({ name }) => name);
  const found = asked === null && known.length === 1 ? known[0] : known.find(({ name }) => name === asked);
  if (found !== undefined) return found;
  if (asked === null) throw missing('change', names);
  throw new TrivetError('invalid-option', `There is no change ${asked} in ${changes.name}.`, {
    hint: 'Name one of the changes.',
    choices: names,
  });
}

function missing(option: string, choices: readonly string[]): TrivetError {
  return new TrivetError('missing-option', `The effect of which change? The option ${option} says it.`, {
    hint: `Add options: { ${option}: … }.`,
    choices,
  });
}
