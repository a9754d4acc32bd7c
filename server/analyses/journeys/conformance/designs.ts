import { TrivetError } from '../../../lib/errors.ts';
import { sql } from '../../../sql/sql.ts';
import type { Design } from '../../../stats/journeys/conformance.ts';
import { type DesignEdge, graphOfEdges } from '../../../stats/journeys/design-graph.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';

/** One version of a designed journey. */
export interface DesignVersion {
  readonly version: string;
  /** The instant from which cases start by it; null: always. */
  readonly from: string | null;
  /** Activities in the order of their steps, each once. */
  readonly activities: readonly string[];
  readonly critical: ReadonlySet<string>;
  readonly intended: string | null;
  readonly design: Design;
}

export interface DesignedJourney {
  /** Null where the data name none. */
  readonly name: string | null;
  /** The one that is valid last comes first. */
  readonly versions: readonly DesignVersion[];
}

/** Reads the design that the option `design` names; throws `missing-option` where there are several and none is named. */
export async function readDesign(context: AnalysisContext): Promise<DesignedJourney> {
  const designs = context.role('designs');
  const optional = (name: string) => (designs.has(name) ? designs.column(name) : sql`NULL`);
  const rows = await context.rows({
    title: 'The journey as it was designed',
    sql: sql`SELECT
  CAST(${optional('design')} AS VARCHAR) AS design,
  CAST(${optional('version')} AS VARCHAR) AS version,
  strftime(CAST(${optional('valid_from')} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S') AS valid_from,
  CAST(${designs.column('activity')} AS VARCHAR) AS activity,
  CAST(${optional('after')} AS VARCHAR) AS after_activity,
  CAST(${optional('critical')} AS BOOLEAN) AS critical,
  CAST(${optional('intended')} AS VARCHAR) AS intended
FROM ${designs.source}
WHERE ${designs.column('activity')} IS NOT NULL
ORDER BY design, valid_from, version, ${designs.column('step')}, activity, after_activity`,
  });
  const name = chosen([...new Set(rows.list.map((row) => row.text('design')))], context.options.text('design'));
  const own = rows.list.filter((row) => row.text('design') === name);
  const keys = [...new Set(own.map(keyOf))].reverse();
  return {
    name,
    versions: keys.map((key) =>
      versionOf(
        own.filter((row) => keyOf(row) === key),
        designs.has('after'),
      ),
    ),
  };
}

function chosen(names: readonly (string | null)[], asked: string | null): string | null {
  if (asked !== null && names.includes(asked)) return asked;
  const choices = names.filter((name) => name !== null);
  if (asked !== null) throw new TrivetError('invalid-option', `No designed journey is called ${asked}.`, { choices });
  if (names.length > 1)
    throw new TrivetError('missing-option', 'There are several designed journeys: say which one.', {
      hint: 'Add options: { design: … }.',
      choices,
    });
  return names[0] ?? null;
}

function keyOf(row: Row): string {
  return JSON.stringify([row.text('valid_from'), row.text('version')]);
}

function versionOf(rows: readonly Row[], branches: boolean): DesignVersion {
  const activities = rows.map((row) => row.text('activity') ?? '');
  return {
    version: rows[0]?.text('version') ?? '1',
    from: rows[0]?.text('valid_from') ?? null,
    activities: [...new Set(activities)],
    critical: new Set(rows.filter((row) => row.value('critical') === true).map((row) => row.text('activity') ?? '')),
    intended: rows.map((row) => row.text('intended')).find((intended) => intended !== null) ?? null,
    design: branches ? branching(rows) : activities,
  };
}

/** A case may end after every activity that no other follows. */
function branching(rows: readonly Row[]): Design {
  const edges: DesignEdge[] = rows.map((row) => ({ from: row.text('after_activity'), to: row.text('activity') ?? '' }));
  const followed = new Set(edges.filter(({ from, to }) => from !== to).map(({ from }) => from));
  const last = [...new Set(edges.map(({ to }) => to))].filter((activity) => !followed.has(activity));
  return graphOfEdges([...edges, ...last.map((from) => ({ from, to: null }))]);
}
