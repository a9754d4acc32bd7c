/** rules as written → rules; one that cannot be read closes what it might have closed */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Expression } from '../expression/expression.ts';
import { readCondition } from '../expression/read.ts';
import type { Scope } from '../expression/scope.ts';
import type { Item } from '../items.ts';
import type { AccessRule, ColumnAccess, Dataset } from '../model.ts';
import { columnOf, datasetOf, keepsRows, keyedScope } from '../scopes.ts';
import { type AccessSpec, accessSpec } from '../spec/file-spec.ts';
import type { Role } from '../viewer.ts';
import { attempt, below, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import { parseColumnAccess } from './column-access.ts';

interface AccessContext {
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Names of datasets that were left out. */
  readonly broken: ReadonlySet<string>;
  /** Datasets of which a join was left out, and with it perhaps the place of their rows under another's rules. */
  readonly unplaced: ReadonlySet<string>;
  readonly report: Report;
}

/** What a rule that cannot be read might have been about; null: anything. */
interface Unread {
  readonly dataset: string | null;
  readonly roles: readonly string[] | null;
}

/**
 * The rules in the order written. A rule opens rows and hides columns, so where one cannot be read, the others that it
 * might have narrowed are left out with it: nobody sees more than everything written allows.
 */
export function completeAccess(items: readonly Item[], context: AccessContext): readonly AccessRule[] {
  const unread: Unread[] = [];
  const rules = items.flatMap((item): AccessRule[] => {
    const rule = completeRule(item, context);
    if (rule === null) unread.push(about(item.value, context));
    return rule === null ? [] : [rule];
  });
  const whole = rules.filter((rule) => !unread.some((other) => mightNarrow(other, rule)));
  const isRestricting = whole.some(({ rows }) => rows !== null);
  return isRestricting ? whole.filter(({ dataset }) => !mightInherit(dataset, context)) : whole;
}

/** Whether a dataset, or one that it belongs to, has lost a join by which it might have inherited a restriction. */
function mightInherit(name: string, { datasets, unplaced }: AccessContext): boolean {
  const seen = new Set([name]);
  for (const here of seen) {
    const dataset = datasets.get(here);
    if (dataset === undefined || !dataset.inheritsPolicies) continue;
    if (unplaced.has(here)) return true;
    for (const { to, cardinality } of dataset.joins.values()) if (keepsRows(cardinality)) seen.add(to);
  }
  return false;
}

function mightNarrow({ dataset, roles }: Unread, rule: AccessRule): boolean {
  return (
    (dataset === null || dataset === rule.dataset) &&
    (roles === null || rule.roles.some((role) => roles.includes(role)))
  );
}

/** A rule of a dataset that is left out may have narrowed whatever belongs to it: it counts as one about anything. */
function about(value: unknown, { datasets }: AccessContext): Unread {
  const written = typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : null;
  const [dataset, roles] = [written?.get('dataset'), written?.get('roles')];
  const isKnown = typeof dataset === 'string' && datasets.has(dataset);
  const areKnown = Array.isArray(roles) && roles.length > 0 && roles.every(isRole);
  return { dataset: isKnown ? dataset : null, roles: areKnown ? roles : null };
}

function completeRule({ value, place }: Item, { datasets, broken, report: tell }: AccessContext): AccessRule | null {
  let isBroken = false;
  const report: Report = (found) => {
    isBroken = true;
    tell(found);
  };
  const spec = parseSpec(accessSpec, value, { place, report, code: 'invalid-model' });
  if (spec === null) return null;
  const roles = spec.roles.flatMap((role, index): Role[] => {
    const found = attempt(below(place, 'roles', index), report, () => roleOf(role));
    return found === null ? [] : [found];
  });
  const dataset = attempt(below(place, 'dataset'), report, () => datasetOf(datasets, spec.dataset, broken));
  if (dataset === null) return null;
  const rows = rowsOf(spec, { dataset, datasets, place, report });
  const columns = columnsOf(spec, dataset, place, report);
  return isBroken ? null : { dataset: dataset.name, roles, rows, columns };
}

const roles: readonly Role[] = ['leader', 'analyst', 'builder', 'admin'];

function isRole(written: unknown): written is Role {
  return roles.some((role) => role === written);
}

function roleOf(written: string): Role {
  if (isRole(written)) return written;
  throw new TrivetError('invalid-model', `There is no role ${written}.`, {
    hint: didYouMean(written, roles),
    choices: roles,
  });
}

interface RowsContext {
  readonly dataset: Dataset;
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly place: Place;
  readonly report: Report;
}

function rowsOf({ rows }: AccessSpec, { dataset, datasets, place, report }: RowsContext): Expression | null {
  if (rows === undefined) return null;
  return attempt(below(place, 'rows'), report, () => readCondition(rows, ruleScope(dataset, datasets)));
}

/** Columns over joins by key, and `user.<attribute>`, of which only who asks knows the type. */
function ruleScope(dataset: Dataset, datasets: ReadonlyMap<string, Dataset>): Scope {
  const keyed = keyedScope(dataset, datasets);
  const isAttribute = (path: readonly string[]): boolean => path.length === 2 && path[0] === 'user';
  return {
    isUntyped: isAttribute,
    column: (path) => {
      if (!isAttribute(path)) return keyed.column(path);
      if (!dataset.joins.has('user')) return { type: { name: 'string', precision: null }, unit: null };
      throw new TrivetError(
        'invalid-model',
        `In a rule user is who asks, and ${dataset.name} has a join of that name.`,
        {
          hint: 'Rename the join.',
        },
      );
    },
  };
}

function columnsOf(
  { columns = {} }: AccessSpec,
  dataset: Dataset,
  place: Place,
  report: Report,
): ReadonlyMap<string, ColumnAccess> {
  return new Map(
    Object.entries(columns).flatMap(([name, written]): [string, ColumnAccess][] => {
      const access = attempt(below(place, 'columns', name), report, () =>
        parseColumnAccess(name, written, columnOf(dataset.name, dataset.columns, name).type),
      );
      return access === null ? [] : [[name, access]];
    }),
  );
}
