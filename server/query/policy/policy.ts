/** model and viewer → the model they see, the rows they see, and the thresholds that bind them */
import { TrivetError } from '../../lib/errors.ts';
import { fingerprint } from '../../lib/hash.ts';
import { canonicalJson, type Json } from '../../lib/json.ts';
import type { AccessRule, Dataset, Model } from '../../model/model.ts';
import { localViewer, type Role, type Viewer } from '../../model/viewer.ts';
import { type RestrictedColumns, restrictedColumns } from './column-access.ts';
import { type RowPolicy, rowPolicies } from './row-policy.ts';
import { namesInQuery, openedModel, type Sight, visibleModel } from './visible-model.ts';

/** What one viewer may see of one model. Viewers of equal policies see the same. */
export interface Policy {
  /** What there is for them: names that they may not see are not in it. */
  readonly model: Model;
  /** Everything there is; for rules that look at what they may not see. */
  readonly whole: Model;
  /** Datasets of which they see some rows only. */
  readonly rows: ReadonlyMap<string, RowPolicy>;
  /** Datasets of which they do not see every column as it is. */
  readonly columns: ReadonlyMap<string, RestrictedColumns>;
  /** The smallest number of persons a group of these datasets must have to be shown to them. */
  readonly thresholds: ReadonlyMap<string, number>;
  /** Datasets under a threshold whose rows are not read one by one either. */
  readonly withoutRows: ReadonlySet<string>;
  /** Whether they may see what the rules say: executed SQL, and rows that are withheld by policy. */
  readonly seesRules: boolean;
  /** The one purpose for which they may ask; null: any. */
  readonly purpose: string | null;
  /** Of everything above, never of a role's name alone: two viewers share answers if theirs are equal. */
  readonly fingerprint: string;
}

const known = new WeakMap<Model, Map<string, Policy>>();
const mostKnown = 200;

/**
 * The policy under which a viewer reads a model: without a rule for one of their roles a dataset does not exist. One
 * policy is one object as long as the model lives, whoever asks and however often.
 */
export function policyOf(model: Model, viewer: Viewer): Policy {
  const policies = known.get(model) ?? new Map<string, Policy>();
  known.set(model, policies);
  const { name: _name, attributes, ...rest } = viewer;
  const key = canonicalJson({ ...rest, attributes: [...attributes] });
  const found = policies.get(key) ?? makePolicy(model, viewer);
  if (policies.size >= mostKnown) policies.clear();
  policies.set(key, found);
  return found;
}

function makePolicy(model: Model, viewer: Viewer): Policy {
  const isUnrestricted = viewer.roles.some(seesEveryRow) && viewer.views === null;
  const sight = isUnrestricted ? null : sightOf(model, viewer);
  const seen = sight === null ? openedModel(model) : visibleModel(model, sight);
  const rules = viewer.roles.some(seesEveryRow)
    ? new Map<string, readonly AccessRule[]>()
    : rulesByDataset(model, viewer);
  const parts = {
    rows: rowPolicies(model, rules, viewer.attributes),
    columns: new Map([...(sight?.datasets ?? [])].filter(([, columns]) => columns.size > 0)),
    thresholds: thresholdsOf(seen, viewer),
    withoutRows: withoutRowsOf(seen, viewer),
    seesRules: viewer.roles.some(seesEveryRow) && viewer.channel !== 'page',
    purpose: viewer.purpose,
  };
  return { model: seen, whole: model, ...parts, fingerprint: fingerprintOf(seen, model, parts) };
}

/** The policy of the one user of a Trivet without sign-in. */
export function openPolicy(model: Model): Policy {
  return policyOf(model, localViewer);
}

/** Refuses somebody for whom there is nothing at all, with the way out. */
export function refuseBlind({ model, whole }: Policy, viewer: Viewer): void {
  if (model.datasets.size > 0 || whole.datasets.size === 0) return;
  const roles = viewer.roles.length === 0 ? 'nobody' : viewer.roles.join(' or ');
  throw new TrivetError('forbidden', `No dataset of this workspace is open to the role ${roles}.`, {
    hint: 'A model file opens datasets to roles under access: without a rule only builders and admins see them.',
  });
}

/** Why rows of a dataset may not be read one by one under a policy, by SQL, code or lists of rows; null where they may. */
export function rowsRefusal({ thresholds, withoutRows, whole }: Policy, dataset: string): TrivetError | null {
  const k = thresholds.get(dataset) ?? 0;
  if (!withoutRows.has(dataset)) return null;
  const whom = whole.datasets.get(dataset)?.population === 'employees' ? 'employees' : 'customers';
  return new TrivetError(
    'forbidden',
    `${dataset} is about ${whom}: its rows are not shown, only groups of ${k} persons.`,
    {
      hint: 'Ask for metrics of it; groups that are large enough are answered.',
    },
  );
}

function seesEveryRow(role: Role): boolean {
  return role === 'admin' || role === 'builder';
}

function rulesByDataset(model: Model, viewer: Viewer): ReadonlyMap<string, readonly AccessRule[]> {
  const found = new Map<string, AccessRule[]>();
  for (const rule of model.access) {
    if (!model.datasets.has(rule.dataset) || !rule.roles.some((role) => viewer.roles.includes(role))) continue;
    found.set(rule.dataset, [...(found.get(rule.dataset) ?? []), rule]);
  }
  return found;
}

function sightOf(model: Model, viewer: Viewer): Sight {
  const names = namesOf(model, viewer);
  if (viewer.roles.some(seesEveryRow)) {
    return { datasets: new Map([...model.datasets.keys()].map((name) => [name, new Map()])), names };
  }
  const datasets = [...rulesByDataset(model, viewer)].flatMap(([name, rules]) => {
    const dataset = model.datasets.get(name);
    if (dataset === undefined) return [];
    return [
      [
        name,
        restrictedColumns(
          dataset,
          rules.map(({ columns }) => columns),
        ),
      ] as const,
    ];
  });
  return { datasets: new Map(datasets), names };
}

/** A service token is confined to its views; a leader to what views and saved queries show. */
function namesOf(model: Model, viewer: Viewer): Sight['names'] {
  const isLeader = viewer.roles.every((role) => role === 'leader');
  if (viewer.views === null && !isLeader) return null;
  const views = [...model.views.values()].filter(({ name }) => viewer.views === null || viewer.views.includes(name));
  const queries = viewer.views === null ? [...model.queries.values()] : [];
  const asked = queries.flatMap(({ query }) => namesInQuery(query));
  return {
    metrics: new Set([...views.flatMap(({ metrics }) => metrics), ...asked]),
    dimensions: new Set([...views.flatMap(({ dimensions }) => dimensions), ...asked]),
  };
}

/** Data about employees bind everyone; answers of customers bind leaders, programs and pages, not who may read the rows. */
function thresholdsOf(model: Model, viewer: Viewer): ReadonlyMap<string, number> {
  const readsRows = viewer.channel === 'person' && viewer.roles.some((role) => role !== 'leader');
  const binds = ({ population, k }: Dataset): boolean => (k ?? 0) > 1 && (population === 'employees' || !readsRows);
  return new Map([...model.datasets.values()].filter(binds).map(({ name, k }) => [name, k ?? 0]));
}

/** What a page shows of customers was written by somebody who may read their rows; data about employees nobody reads. */
function withoutRowsOf(model: Model, viewer: Viewer): ReadonlySet<string> {
  const bound = thresholdsOf(model, viewer.channel === 'page' ? { ...viewer, channel: 'person' } : viewer);
  return new Set(bound.keys());
}

function fingerprintOf(
  seen: Model,
  whole: Model,
  {
    rows,
    columns,
    thresholds,
    seesRules,
    purpose,
  }: Pick<Policy, 'rows' | 'columns' | 'thresholds' | 'seesRules' | 'purpose'>,
): string {
  const isWhole = seen.datasets.size === whole.datasets.size && seen.access === whole.access;
  const plain = {
    names: isWhole ? null : [seen.datasets, seen.dimensions, seen.metrics].map((things) => [...things.keys()]),
    rows: [...rows],
    columns: [...columns].map(([name, restricted]) => [name, [...restricted]]),
    thresholds: [...thresholds],
    seesRules,
    purpose,
  };
  // Names, expressions and numbers only: plain data, whose interfaces lack an index signature.
  return fingerprint(plain as unknown as Json);
}
