import type { ColumnAccess, ColumnType, Consent, Dataset } from '../../model/model.ts';
import { printExpression } from '../../model/expression/print.ts';
import { bind, id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import type { Policy } from './policy.ts';
import { maskedValue } from './masks.ts';
import type { Facts } from '../answer/result.ts';
import type { RowPolicy } from './row-policy.ts';

/** What the viewer's policy and the purpose leave of each dataset, by dataset. Only datasets that exist for the viewer. */
export type Sources = ReadonlyMap<string, SourceRules>;

/** The rules under which one dataset is read, as plain data. */
interface SourceRules {
  readonly dataset: string;
  /** Null: every column as it lies. */
  readonly columns: readonly SourceColumn[] | null;
  readonly rows: RowPolicy | null;
  readonly consent: ConsentRule | null;
  /** The column of the secured source that tells persons apart, also where people may not see it; null: there is none. */
  readonly person: string | null;
}

interface SourceColumn {
  readonly name: string;
  /** The column of the dataset it is made from. */
  readonly from: string;
  readonly type: ColumnType;
  readonly access: ColumnAccess | null;
  /** The secret with which its values are hashed; null where they are not. */
  readonly key: string | null;
}

type ConsentRule =
  | { readonly is: 'column'; readonly column: string; readonly separator: string | null; readonly purpose: string }
  | {
      readonly is: 'dataset';
      readonly grants: Extract<Consent, { readonly is: 'dataset' }>;
      /** The column of the person in the dataset itself; null: nobody could have consented. */
      readonly person: string | null;
      readonly purpose: string;
      /** The instant at which grants count: when they were loaded. */
      readonly at: string | null;
    };

/** The rules for every dataset that a viewer may read for a purpose. */
export function sourcesOf(policy: Policy, purpose: string, facts: Facts): Sources {
  return new Map(
    [...policy.model.datasets.keys()].flatMap((name) => {
      const dataset = policy.whole.datasets.get(name);
      return dataset === undefined ? [] : [[name, rulesOf(policy, dataset, purpose, facts)] as const];
    }),
  );
}

function rulesOf(policy: Policy, dataset: Dataset, purpose: string, facts: Facts): SourceRules {
  const { name } = dataset;
  return {
    dataset: name,
    columns: policy.columns.has(name) ? columnsOf(policy, dataset, facts) : null,
    rows: policy.rows.get(name) ?? null,
    consent: consentOf(dataset, purpose, facts),
    person: personColumn(policy, dataset),
  };
}

/** The column by which the secured source of a dataset tells persons apart, also where people may not see it. */
export function personColumn(policy: Policy, { name, person, columns }: Dataset): string | null {
  if (person === null || person === 'row') return null;
  if (policy.columns.get(name)?.has(person) !== true) return person;
  let hidden = '__person';
  while (columns.has(hidden)) hidden = `_${hidden}`;
  return hidden;
}

/** Visible columns with their days, and the person under another name where it is hidden but has to be counted. */
function columnsOf(policy: Policy, dataset: Dataset, facts: Facts): readonly SourceColumn[] {
  const restricted = policy.columns.get(dataset.name);
  const days = facts.datasets.get(dataset.name)?.dayColumns ?? [];
  const shown = [...dataset.columns.values()].flatMap(({ name, type }): SourceColumn[] => {
    const access = restricted?.get(name) ?? null;
    if (access?.is === 'deny') return [];
    const day: SourceColumn = {
      name: `${name}__day`,
      from: `${name}__day`,
      type: { name: 'date', precision: null },
      access: null,
      key: null,
    };
    const key = access?.is === 'mask' && access.how === 'hash' ? facts.maskKey : null;
    return [{ name, from: name, type, access, key }, ...(access === null && days.includes(name) ? [day] : [])];
  });
  const column = dataset.columns.get(dataset.person ?? '');
  if (column === undefined || restricted?.has(column.name) !== true) return shown;
  return [
    ...shown,
    { name: personColumn(policy, dataset) ?? '', from: column.name, type: column.type, access: null, key: null },
  ];
}

function consentOf(dataset: Dataset, purpose: string, facts: Facts): ConsentRule | null {
  const { consent } = dataset;
  if (consent === null) return null;
  if (consent.is === 'column') return { ...consent, purpose };
  const person = dataset.person === 'row' ? null : dataset.person;
  return { is: 'dataset', grants: consent, person, purpose, at: facts.datasets.get(consent.dataset)?.loadedAt ?? null };
}

/** The one relation through which a dataset is read: every leg and every join goes through here, none sees the raw table. */
export function securedSource(sources: Sources, dataset: string, dialect: Dialect): Sql {
  const rules = rulesFor(sources, dataset);
  const { columns, rows, consent } = rules;
  if (columns === null && rows === null && consent === null) return id('data', dataset);
  const shown = columns === null ? raw('q0.*') : join(columns.map((column) => sourceColumn(column, dialect)));
  const conditions = [
    ...rowConditions(sources, rules, dialect),
    ...(consent === null ? [] : [hasConsent(consent, dialect)]),
  ];
  return sql`(SELECT ${shown} FROM ${fromClause(rules)}${whereClause(conditions)})`;
}

/** How many rows of a dataset the viewer's policy leaves, consent apart: a statement of one number. */
export function permittedCount(sources: Sources, dataset: string, dialect: Dialect): Sql {
  const rules = rulesFor(sources, dataset);
  const conditions = rowConditions(sources, rules, dialect);
  return sql`(SELECT ${dialect.aggregate('count', null)} FROM ${fromClause(rules)}${whereClause(conditions)})`;
}

/** Names of datasets with everything that is looked at to read them: places of their rows, and grants of consent. */
export function readThrough(sources: Sources, names: Iterable<string>): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found) {
    const { rows = null, consent = null } = sources.get(name) ?? {};
    for (const { dataset } of [...(rows?.own?.joins ?? []), ...(rows?.within ?? [])]) found.add(dataset);
    if (consent?.is === 'dataset') found.add(consent.grants.dataset);
  }
  return found;
}

/** The same datasets as they lie: for SQL that people read, never for any that runs. */
export function withoutRules(sources: Sources): Sources {
  const open = { columns: null, rows: null, consent: null };
  return new Map([...sources].map(([name, rules]) => [name, { ...rules, ...open }]));
}

function rulesFor(sources: Sources, dataset: string): SourceRules {
  const rules = sources.get(dataset);
  if (rules === undefined) throw new Error(`There are no rules under which ${dataset} is read.`);
  return rules;
}

function sourceColumn({ name, from, type, access, key }: SourceColumn, dialect: Dialect): Sql {
  const value = sql`q0.${id(from)}`;
  if (access?.is !== 'mask') return sql`${value} AS ${id(name)}`;
  return sql`${maskedValue({ how: access.how, type, key }, value, dialect)} AS ${id(name)}`;
}

function fromClause({ dataset, rows }: SourceRules): Sql {
  const joins = (rows?.own?.joins ?? []).map(({ alias, from, dataset: target, on }) => {
    const pairs = on.map(([own, other]) => sql`${raw(alias)}.${id(other)} = ${raw(from)}.${id(own)}`);
    return sql` LEFT JOIN ${id('data', target)} AS ${raw(alias)} ON ${join(pairs, ' AND ')}`;
  });
  return sql`${id('data', dataset)} AS q0${join(joins, '')}`;
}

function whereClause(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('') : sql` WHERE ${join(conditions, ' AND ')}`;
}

function rowConditions(sources: Sources, { rows }: SourceRules, dialect: Dialect): readonly Sql[] {
  if (rows === null) return [];
  const { own, within } = rows;
  const column = (path: readonly string[]): Sql => {
    const alias = path.length === 1 ? 'q0' : own?.joins.find((made) => samePath(made.path, path.slice(0, -1)))?.alias;
    if (alias === undefined) throw new Error(`The policy has no column ${path.join('.')}.`);
    return sql`${raw(alias)}.${id(path.at(-1) ?? '')}`;
  };
  const places = within.map(({ dataset, on }) => {
    const rules = rulesFor(sources, dataset);
    const ownKey = tuple(on.map(([name]) => sql`q0.${id(name)}`));
    const keys = on.map(([, target]) => sql`q0.${id(target)}`);
    const present = keys.map((key) => sql`${key} IS NOT NULL`);
    const conditions = [...rowConditions(sources, rules, dialect), ...present];
    return sql`${ownKey} IN (SELECT ${join(keys)} FROM ${fromClause(rules)}${whereClause(conditions)})`;
  });
  return [...(own === null ? [] : [printExpression(own.condition, { dialect, column })]), ...places];
}

function tuple(parts: readonly Sql[]): Sql {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : sql`(${join(parts)})`;
}

function samePath(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}

function hasConsent(rule: ConsentRule, dialect: Dialect): Sql {
  if (rule.is === 'column') {
    const scope = dialect.cast(sql`q0.${id(rule.column)}`, 'string');
    if (rule.separator === null) return sql`${dialect.scalar('trim', [scope])} = ${rule.purpose}`;
    const list = sql`(${rule.separator} || replace(${scope}, ' ', '') || ${rule.separator})`;
    return dialect.like(list, sql`${`%${literally(`${rule.separator}${rule.purpose}${rule.separator}`)}%`}`);
  }
  const { grants, person, purpose, at } = rule;
  if (person === null) return raw('1 = 0');
  const granted = grants.granted === null ? [] : [sql`c0.${id(grants.granted)} IS NOT NULL`];
  const begun =
    grants.granted === null || at === null ? [] : [sql`c0.${id(grants.granted)} <= ${bind('TIMESTAMP', at)}`];
  const holds = grants.withdrawn === null ? [] : [sql`c0.${id(grants.withdrawn)} IS NULL`];
  const conditions = [
    sql`${dialect.cast(sql`c0.${id(grants.purpose)}`, 'string')} = ${purpose}`,
    sql`c0.${id(grants.person)} IS NOT NULL`,
    ...granted,
    ...begun,
    ...holds,
  ];
  return sql`q0.${id(person)} IN (SELECT c0.${id(grants.person)} FROM ${id('data', grants.dataset)} AS c0${whereClause(conditions)})`;
}

/** A text as a pattern of LIKE in which nothing is wild. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
