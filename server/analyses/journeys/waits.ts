/** contacts with their waits → counts by wait, group and how it ended */
import { join, type Sql, sql } from '../../sql/sql.ts';
import type { SurvivalRow } from '../../stats/survival/risk-table.ts';
import type { AnalysisContext, Row, Rows } from '../contract/context.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

/** The waits of one group. */
export interface Waits {
  readonly name: string;
  /** Who got through has the event, who gave up is censored. */
  readonly rows: readonly SurvivalRow[];
  readonly n: number;
  readonly abandoned: number;
}

interface AllWaits {
  /** Contacts, those without a wait among them. */
  readonly n: number;
  readonly all: Waits;
  readonly groups: readonly Waits[];
  /** Everybody with and without the offer of a callback, who took it among them; null where it is not known. */
  readonly offered: Pick<Waits, 'n' | 'abandoned'> | null;
  readonly notOffered: Pick<Waits, 'n' | 'abandoned'> | null;
  /** Half of those who got through had waited no longer; null where nobody did. */
  readonly naiveMedian: number | null;
  readonly missing: number;
  readonly negative: number;
}

/** Reads all waits in counts; refuses where too few persons stand behind them even by the minute. */
export async function waitsOf(context: AnalysisContext): Promise<AllWaits | Refusal> {
  const contacts = context.role('contacts');
  const optional = (name: string, type: string): Sql =>
    contacts.has(name)
      ? contacts.column(name)
      : type === 'text'
        ? sql`CAST(NULL AS VARCHAR)`
        : sql`CAST(NULL AS BOOLEAN)`;
  const among = (name: string): Sql => {
    const values = join(context.options.texts(name).map((value) => sql`${value}`));
    return context.options.texts(name).length === 0
      ? sql`false`
      : sql`coalesce(CAST(${contacts.column('outcome')} AS VARCHAR) IN (${values}), false)`;
  };
  const persons = contacts.has('person')
    ? sql`count(DISTINCT coalesce(CAST(${contacts.column('person')} AS VARCHAR), '?'))`
    : sql`count(*)`;
  const statement = (wait: Sql): Sql => sql`SELECT CAST(${optional('by', 'text')} AS VARCHAR) AS group_name,
  ${optional('callback_offered', 'boolean')} AS offered,
  CASE WHEN ${among('without_waiting')} THEN 'aside' WHEN ${among('abandoned')} THEN 'abandoned' ELSE 'through' END AS ending,
  ${wait} AS wait,
  CAST(count(*) AS DOUBLE) AS n, CAST(${persons} AS DOUBLE) AS persons
FROM ${contacts.source}
GROUP BY ALL
ORDER BY group_name, offered, ending, wait`;
  const title = 'Contacts by wait and how it ended';
  const exact = sql`round(CAST(${contacts.column('wait')} AS DOUBLE), 1)`;
  let rows = await context.rows({ title, sql: statement(exact), persons: 'persons' });
  if (rows.withheld > 0)
    rows = await context.rows({ title, sql: statement(sql`60 * ceil(${exact} / 60)`), persons: 'persons' });
  if (rows.withheld > 0) return refusal('k-anon', { k: 'the agreed number of', cells: rows.withheld });
  return counted(rows);
}

function counted(rows: Rows): AllWaits {
  const waited = rows.list.filter((row) => row.text('ending') !== 'aside' && row.maybe('wait') !== null);
  const names = [...new Set(rows.list.map((row) => row.text('group_name')))].filter((name) => name !== null);
  const offer = (offered: boolean): Pick<Waits, 'n' | 'abandoned'> | null => {
    const asked = rows.list.filter((row) => row.value('offered') === offered);
    return asked.length === 0
      ? null
      : { n: sum(asked), abandoned: sum(asked.filter((row) => row.text('ending') === 'abandoned')) };
  };
  return {
    n: sum(rows.list),
    all: waitsIn('all', waited),
    groups: names.map((name) => waitsIn(name, waited.filter((row) => row.text('group_name') === name))), // prettier-ignore
    offered: offer(true),
    notOffered: offer(false),
    naiveMedian: medianOf(waited.filter((row) => row.text('ending') === 'through')),
    missing: sum(rows.list.filter((row) => row.text('ending') !== 'aside' && row.maybe('wait') === null)),
    negative: sum(waited.filter((row) => row.number('wait') < 0)),
  };
}

function waitsIn(name: string, rows: readonly Row[]): Waits {
  const abandoned = rows.filter((row) => row.text('ending') === 'abandoned');
  return {
    name,
    rows: rows.map((row) => {
      const gaveUp = row.text('ending') === 'abandoned';
      return { time: row.number('wait'), events: gaveUp ? 0 : row.number('n'), censored: gaveUp ? row.number('n') : 0 };
    }),
    n: sum(rows),
    abandoned: sum(abandoned),
  };
}

function medianOf(rows: readonly Row[]): number | null {
  const ordered = rows.toSorted((a, b) => a.number('wait') - b.number('wait'));
  const half = sum(rows) / 2;
  let passed = 0;
  for (const row of ordered) {
    passed += row.number('n');
    if (passed >= half) return row.number('wait');
  }
  return null;
}

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, row) => total + row.number('n'), 0);
}
