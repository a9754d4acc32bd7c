/** both sides' answers → the same items on the same scale, or what they differ in → sums by item, role and unit */
import { type Sql, sql } from '../../../sql/sql.ts';
import { TrivetError } from '../../../lib/errors.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { repeatedIn, repeatedSums } from '../../shared/repeated.ts';
import { untellable } from '../../shared/untellable.ts';
import type { Measure, SideGroup } from './gap.ts';

export interface Sides {
  readonly measure: Measure;
  /** By role and item. */
  readonly inside: readonly SideGroup[];
  /** By item. */
  readonly customers: readonly SideGroup[];
  readonly insideUnits: readonly SideGroup[];
  readonly customerUnits: readonly SideGroup[];
  /** Groups of too few persons. */
  readonly hidden: number;
}

/** Both sides, or the refusal of two sides that cannot be compared. */
export async function readSides(context: AnalysisContext): Promise<Sides | Refusal> {
  const [inside, customers] = [bound(context, 'inside'), bound(context, 'customers')];
  const mismatch = unitMismatch(inside, customers) ?? (await scaleMismatch(context, { inside, customers }));
  if (mismatch !== null && 'code' in mismatch) return mismatch;
  const measure: Measure = context.options.text('measure') === 'mean' ? 'mean' : 'share';
  const top = context.options.number('top') ?? (mismatch?.highest ?? 0) - 1;
  const value = (column: Sql): Sql =>
    measure === 'mean'
      ? sql`CAST(${column} AS DOUBLE)`
      : sql`CAST(CASE WHEN ${column} >= ${top} THEN 1 WHEN ${column} IS NOT NULL THEN 0 END AS DOUBLE)`;
  const read = async (role: BoundRole, by: 'group' | 'unit' | null): Promise<Groups> => {
    const found = await context.rows({
      title: `${role.role.label} by item${by === null ? '' : ` and ${by === 'group' ? 'role' : 'unit'}`}`,
      sql: repeatedSums([sql`place`, sql`item`], answersOf(role, by, value(role.column('value')))),
      persons: 'persons',
    });
    const groups = found.list.map((row) => {
      const place = row.text('place');
      return {
        ...repeatedIn(row),
        item: row.text('item') ?? 'the item',
        group: by === 'group' ? (place ?? 'all') : 'all inside',
        unit: by === 'unit' ? place : null,
      };
    });
    return { groups, hidden: found.withheld };
  };
  const own = await read(inside, inside.has('group') ? 'group' : null);
  const others = await read(customers, null);
  if (!own.groups.some(({ item }) => others.groups.some((other) => other.item === item)))
    return otherQuestions(own.groups, others.groups, { inside, customers });
  // Roles and units add up to the same total: one that is left out of either could be told from the other.
  const byUnit = inside.has('unit') && customers.has('unit') && (inside.k === null || own.hidden === 0);
  const none = { groups: [], hidden: 0 };
  const items = new Set(own.groups.map(({ item }) => item)).size;
  const [insideUnits, customerUnits] = byUnit
    ? [hideUnit(await read(inside, 'unit'), { k: inside.k, items }), await read(customers, 'unit')]
    : [none, none];
  return {
    measure,
    inside: own.groups,
    customers: others.groups,
    insideUnits: insideUnits.groups,
    customerUnits: customerUnits.groups,
    hidden: own.hidden + others.hidden + insideUnits.hidden + customerUnits.hidden,
  };
}

interface Groups {
  readonly groups: readonly SideGroup[];
  readonly hidden: number;
}

/** Where one unit alone is left out, the smallest of the others goes with it. */
function hideUnit(
  { groups, hidden }: Groups,
  { k, items }: { readonly k: number | null; readonly items: number },
): Groups {
  const sizes = new Map<string | null, number>();
  for (const { unit, n } of groups) sizes.set(unit, (sizes.get(unit) ?? 0) + n);
  const left = hidden > 0 && hidden <= items ? 1 : hidden;
  const shown = untellable([...sizes], { hidden: left, k, sizeOf: ([, n]) => n });
  const names = new Set(shown.groups.map(([unit]) => unit));
  const kept = groups.filter(({ unit }) => names.has(unit));
  return { groups: kept, hidden: hidden + groups.length - kept.length };
}

function bound(context: AnalysisContext, name: 'inside' | 'customers'): BoundRole {
  const role = context.find(name);
  if (role !== null) return role;
  throw new TrivetError(
    'missing-role',
    `The analysis perception-gap needs ${name}, or two published figures as claims.`,
    {
      hint: `Add datasets: { ${name}: … }.`,
    },
  );
}

function answersOf(role: BoundRole, by: 'group' | 'unit' | null, value: Sql): Sql {
  const item = role.has('item') ? sql`CAST(${role.column('item')} AS VARCHAR)` : sql`'the item'`;
  const place = by === null ? sql`'all'` : sql`CAST(${role.column(by)} AS VARCHAR)`;
  const who = role.has('person') ? role.column('person') : sql`NULL`;
  const known = by === 'unit' ? sql` WHERE ${role.column('unit')} IS NOT NULL` : sql``;
  return sql`SELECT ${place} AS place, ${item} AS item, ${who} AS person, ${value} AS value
    FROM ${role.source}${known}`;
}

interface Both {
  readonly inside: BoundRole;
  readonly customers: BoundRole;
}

function mismatched(what: string, left: string, right: string): Refusal {
  return refusal('gap-unit-mismatch', { what, left, right });
}

function unitMismatch(inside: BoundRole, customers: BoundRole): Refusal | null {
  const [left, right] = [inside.described('value').unit, customers.described('value').unit];
  return left === right ? null : mismatched('unit', left ?? 'no unit', right ?? 'no unit');
}

function otherQuestions(own: readonly SideGroup[], others: readonly SideGroup[], { inside, customers }: Both): Refusal {
  const names = (groups: readonly SideGroup[], role: BoundRole): string =>
    [...new Set(groups.map(({ item }) => item))].slice(0, 5).join(', ') || `nothing in ${role.name}`;
  return mismatched('question', names(own, inside), names(others, customers));
}

interface Scale {
  readonly lowest: number;
  readonly highest: number;
  /** Seen in the answers, not declared. */
  readonly isSeen: boolean;
}

/** The scale of both sides, or the refusal of two that differ. */
async function scaleMismatch(context: AnalysisContext, { inside, customers }: Both): Promise<Scale | Refusal | null> {
  const declared = await declaredScale(context);
  const own = declared ?? (await scaleOf(context, inside));
  const others = declared ?? (await scaleOf(context, customers));
  if (own === null || others === null) return own ?? others;
  const isSame = own.highest === others.highest && lowestFits(own, others);
  const shown = ({ lowest, highest }: Scale): string => `${lowest} to ${highest}`;
  return isSame ? (own.isSeen ? others : own) : mismatched('scale', shown(own), shown(others));
}

/** A lowest answer that nobody gave says nothing of a scale that was only seen. */
function lowestFits(own: Scale, others: Scale): boolean {
  if (own.isSeen && others.isSeen) return true;
  if (own.isSeen) return own.lowest >= others.lowest;
  return others.isSeen ? others.lowest >= own.lowest : own.lowest === others.lowest;
}

async function declaredScale(context: AnalysisContext): Promise<Scale | null> {
  const items = context.find('items');
  const [inside, customers] = [context.find('inside'), context.find('customers')];
  if (items === null || inside?.has('item') !== true || customers?.has('item') !== true) return null;
  if (inside.described('value').range !== null || customers.described('value').range !== null) return null;
  const found = await context.rows({
    title: 'Scales of the items',
    sql: sql`SELECT DISTINCT CAST(${items.column('scale_min')} AS DOUBLE) AS lowest, CAST(${items.column('scale_max')} AS DOUBLE) AS highest
FROM ${items.source}
WHERE CAST(${items.column('item')} AS VARCHAR) IN (SELECT DISTINCT CAST(${customers.column('item')} AS VARCHAR) FROM ${customers.source})
ORDER BY ALL`,
  });
  const [row, ...others] = found.list;
  if (row === undefined || others.length > 0) return null;
  return { lowest: row.number('lowest'), highest: row.number('highest'), isSeen: false };
}

async function scaleOf(context: AnalysisContext, role: BoundRole): Promise<Scale | null> {
  const { range, sql: column } = role.described('value');
  if (range !== null) return { lowest: range[0], highest: range[1], isSeen: false };
  const who = role.has('person') ? role.column('person') : sql`CAST(row_number() OVER () AS VARCHAR)`;
  const found = await context.rows({
    title: `Scale that ${role.name} shows`,
    sql: sql`SELECT CAST(min(value) AS DOUBLE) AS lowest, CAST(max(value) AS DOUBLE) AS highest, CAST(count(DISTINCT who) AS DOUBLE) AS persons
FROM (SELECT ${column} AS value, ${who} AS who FROM ${role.source})`,
    persons: 'persons',
  });
  const [lowest, highest] = [found.list[0]?.maybe('lowest') ?? null, found.list[0]?.maybe('highest') ?? null];
  return lowest === null || highest === null ? null : { lowest, highest, isSeen: true };
}
