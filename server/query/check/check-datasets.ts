import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import { columnPaths } from '../../model/expression/columns.ts';
import type { Dataset, Measure, Model } from '../../model/model.ts';
import { namesOfGroup } from './check-result.ts';
import { datasetsAlong, datasetsBehind, datasetsOfRollup } from '../resolve/datasets-behind.ts';
import { atomsOf, wayOf } from '../plan/leg-filter.ts';
import { findDimension, findsOneRow, type Reach } from '../resolve/reach.ts';
import { measuresOf, type Resolved } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';
import { readThrough, sourcesOf } from '../policy/secured-source.ts';
import { groupWay, usesOf, type Way } from '../resolve/way.ts';

/** Whether every dataset that the query stands on may and can be used for it. */
export function checkDatasets(resolved: Resolved, facts: Facts): readonly TrivetError[] {
  const measures = resolved.metrics.flatMap(({ metric }) => measuresOf(resolved.model, metric));
  const used = usedDatasets(resolved);
  return [
    ...used.flatMap((dataset) => quarantine(dataset, facts)),
    ...unguarded({ ...resolved, purpose: resolved.query.purpose }, used, facts),
    ...purposeRefusals({ ...resolved, purpose: resolved.query.purpose }, used),
    ...measures.flatMap(({ measure, dataset }) => [
      ...snapshotRefusals(resolved, measure, dataset),
      ...joinRefusals(resolved.model, measure, dataset),
    ]),
  ];
}

/** Every dataset of the query, joined and linked ones included, those of its metrics first. */
export function usedDatasets(resolved: Resolved): readonly Dataset[] {
  const { model, query, groups, metrics, ranking } = resolved;
  const uses = usesOf(resolved, metrics);
  const names = new Set(uses.map(({ dataset }) => dataset.name));
  const atoms = [query.where, ...query.metrics.map(({ filter }) => filter)].flatMap(atomsOf);
  for (const use of uses) {
    const grouped = groups.map(({ dimension, request }) => groupWay(resolved, use, dimension, request.path));
    const filtered = atoms.flatMap((atom) => {
      const isKnown = atom.is === 'condition' && findDimension(model, atom.on) !== undefined;
      return isKnown ? [wayOf(resolved, use, atom)] : [];
    });
    for (const way of [...grouped, ...filtered]) for (const name of alongWay(model, use.dataset, way)) names.add(name);
  }
  for (const { cohort } of groups)
    if (cohort !== null) for (const name of datasetsOfRollup(model, cohort.rollup)) names.add(name);
  for (const { measure, dataset } of metrics.flatMap(({ metric }) => measuresOf(model, metric))) {
    for (const expression of [measure.of, measure.where]) {
      if (expression !== null) for (const name of datasetsBehind(model, dataset, expression)) names.add(name);
    }
  }
  for (const atom of atoms) if (atom.is === 'none') names.add(atom.dataset);
  for (const inner of [...resolved.selections.values(), ...(ranking === null ? [] : [ranking])]) {
    for (const { name } of usedDatasets(inner)) names.add(name);
  }
  return [...names].flatMap((name) => model.datasets.get(name) ?? []);
}

function alongWay(model: Model, from: Dataset, way: Way): readonly string[] {
  if (way.is === 'reached') return behindDimension(model, from, way);
  const there = way.is === 'linked' ? model.datasets.get(way.link.dataset) : undefined;
  if (way.is !== 'linked' || there === undefined) return [];
  const { on, joins, home } = way.link;
  const near = on.flatMap(([own]) => datasetsAlong(model, from, own.slice(0, -1)));
  const far = on.flatMap(([, linked]) => datasetsAlong(model, there, linked.slice(0, -1)));
  return [...near, there.name, ...far, ...behindDimension(model, there, { is: 'reached', joins, home })];
}

/** Join paths that the expressions of a measure take. */
export function pathsOf(measure: Pick<Measure, 'of' | 'where'>): readonly (readonly string[])[] {
  return [measure.of, measure.where]
    .flatMap((expression) => (expression === null ? [] : columnPaths(expression)))
    .map((path) => path.slice(0, -1))
    .filter((path) => path.length > 0);
}

function behindDimension(
  model: Model,
  dataset: Dataset,
  { joins, home }: Extract<Reach, { readonly is: 'reached' }>,
): readonly string[] {
  const there = model.datasets.get(home.dataset);
  const behind = there === undefined ? [] : datasetsBehind(model, there, home.expression);
  return [...datasetsAlong(model, dataset, joins), ...behind];
}

/** The refusal of a dataset that may not be used at present; none where it may. */
export function quarantine(dataset: Dataset, facts: Facts): readonly TrivetError[] {
  const known = facts.datasets.get(dataset.name);
  const reason = known === undefined ? 'it has not been loaded.' : known.quarantined;
  if (reason === null) return [];
  return [
    new TrivetError('dataset-quarantined', `${dataset.name} cannot be used: ${reason}`, {
      hint: 'Correct the source or the model file, or declare dedupe; everything that does not need it goes on.',
    }),
  ];
}

/** Datasets whose rules look at data that may not be used at present: without those nobody knows what may be seen. */
export function unguarded(
  { policy, purpose }: Pick<Resolved, 'policy'> & { readonly purpose: string },
  used: readonly Dataset[],
  facts: Facts,
): TrivetError[] {
  const sources = sourcesOf(policy, purpose, facts);
  return used.flatMap(({ name }) => {
    const others = [...readThrough(sources, [name])].filter((other) => other !== name);
    const isSure = others.every((other) => facts.datasets.get(other)?.quarantined === null);
    if (isSure) return [];
    const message = `${name} cannot be used: data that its access rules or its consent rest on are missing or broken.`;
    return [
      new TrivetError('dataset-quarantined', message, { hint: 'Somebody who may see all datasets can repair them.' }),
    ];
  });
}

/** Why datasets may not be used for a purpose, by this viewer or by anybody; none where they may. */
export function purposeRefusals(
  { purpose, model, policy }: Pick<Resolved, 'model' | 'policy'> & { readonly purpose: string },
  used: readonly Dataset[],
): TrivetError[] {
  if (policy.purpose !== null && policy.purpose !== purpose) {
    const message = `Who asks may ask for ${policy.purpose} alone, not for ${purpose}.`;
    return [new TrivetError('purpose-denied', message, { hint: `Leave purpose out, or say ${policy.purpose}.` })];
  }
  const known = new Set([...model.datasets.values()].flatMap(({ purposes }) => purposes));
  if (known.size > 0 && !known.has(purpose)) {
    const hint = didYouMean(purpose, known);
    return [new TrivetError('unknown-purpose', `No dataset knows the purpose ${purpose}.`, { hint })];
  }
  const denied = used.filter(({ purposes }) => purposes.length > 0 && !purposes.includes(purpose));
  return denied.map(
    ({ name, purposes }) =>
      new TrivetError('purpose-denied', `${name} may not be used for ${purpose}.`, {
        hint: `It may be used for: ${purposes.join(', ')}.`,
        choices: purposes,
      }),
  );
}

function snapshotRefusals({ groups, query }: Resolved, measure: Measure, dataset: Dataset): TrivetError[] {
  if (measure.semiAdditive !== null || dataset.role !== 'snapshot' || measure.aggregate !== 'sum') return [];
  const days = groups.filter(({ dimension, request }) => dimension.type === 'calendar' && request.grain === 'DAY');
  const isKept = (total: (typeof query.totals)[number]): boolean =>
    total !== 'GRAND' && days.some((group) => namesOfGroup(group).some((name) => total.by.includes(name)));
  if (days.length > 0 && query.totals.every(isKept)) return [];
  return [
    new TrivetError(
      'semi-additive-needs-time',
      `${dataset.name} repeats a state at dates, so ${measure.name} cannot be added up over time.`,
      {
        hint: 'Declare semi_additive on the measure, or group by the calendar with grain DAY, without totals over it.',
      },
    ),
  ];
}

function joinRefusals(model: Model, measure: Measure, dataset: Dataset): TrivetError[] {
  return pathsOf(measure).flatMap((path) => {
    let here: Dataset | undefined = dataset;
    for (const name of path) {
      const join = here?.joins.get(name);
      if (join === undefined || !findsOneRow(join)) {
        const message = `${dataset.name}.${measure.name} looks along ${path.join('.')}, which is no chain of joins to one row.`;
        return [new TrivetError('unsupported', message)];
      }
      here = model.datasets.get(join.to);
    }
    return [];
  });
}
