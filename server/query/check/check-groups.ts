import { TrivetError } from '../../lib/errors.ts';
import type { Dimension } from '../../model/model.ts';
import { sharedDimensions } from '../resolve/compatible.ts';
import { invalidQuery } from '../language/refuse.ts';
import { measuresOf, type Resolved, type ResolvedGroup } from '../resolve/resolve.ts';
import { entitiesSharedWith, sharesEntityBy } from '../resolve/shared-entity.ts';
import { groupWay, type Use, usesOf } from '../resolve/way.ts';

/** Whether every metric can be grouped by every dimension without multiplying or losing a row. */
export function checkGroups(resolved: Resolved): readonly TrivetError[] {
  const named = resolved.groups.filter(({ cohort }) => cohort === null);
  const groups = named.flatMap((group) => [
    ...grainRefusals(group),
    ...pathRefusals(resolved, group),
    ...reachRefusals(resolved, group),
    ...othersRefused(resolved, group),
  ]);
  return [...groups, ...allocationRefusals(resolved)];
}

/** A dimension that has several equally short ways, with the ways. */
export function ambiguousPath(use: Use, dimension: Dimension, choices: readonly string[]): TrivetError {
  return new TrivetError(
    'ambiguous-path',
    `${use.dataset.name} reaches ${dimension.name} on ${choices.length} equally short paths: ${choices.join(', ')}.`,
    {
      hint: `Say which: { dimension: ${dimension.name}, path: ${choices[0] ?? ''} }, or paths in the dataset.`,
      choices,
    },
  );
}

/** What all the datasets of a query can be grouped by, in one sentence. */
export function sharedHint(resolved: Resolved): string {
  const shared = sharedDimensions(
    resolved.model,
    resolved.metrics.map(({ metric }) => metric),
  );
  return shared.length === 0 ? 'Its datasets share no dimension.' : `What they all have: ${shared.join(', ')}.`;
}

function grainRefusals({ request, dimension }: ResolvedGroup): TrivetError[] {
  if (dimension.type === 'calendar' && request.grain === null) {
    const grains = dimension.grains.join(', ');
    const refusal = invalidQuery(
      ['groupBy'],
      `${dimension.name} needs a grain: ${grains}.`,
      `For example { dimension: ${dimension.name}, grain: MONTH }.`,
    );
    return [refusal];
  }
  const takesGrain = dimension.type === 'calendar' || dimension.type === 'date' || dimension.type === 'timestamp';
  const { grain } = request;
  if (grain !== null && takesGrain && !dimension.grains.some((known) => known === grain)) {
    const grains = dimension.grains.join(', ');
    return [invalidQuery(['groupBy'], `${dimension.name} has no grain ${grain}.`, `It has: ${grains}.`)];
  }
  if (grain === null || takesGrain) return [];
  return [invalidQuery(['groupBy'], `${dimension.name} is no date, so it has no grain ${request.grain}.`)];
}

function pathRefusals(resolved: Resolved, { request, dimension }: ResolvedGroup): TrivetError[] {
  const { model, metrics } = resolved;
  const { path } = request;
  if (path === null || metrics.length === 0) return [];
  const uses = usesOf(resolved, metrics);
  const leads = uses.some((use) => {
    const way = groupWay(resolved, use, dimension, path);
    if (way.is === 'reached') return way.joins === path;
    return use.scope === 'SEMI_JOIN' && sharesEntityBy(model, use.dataset, path);
  });
  if (leads) return [];
  const names = uses.map(({ dataset }) => dataset.name).join(', ');
  return [
    new TrivetError('unknown-path', `No path ${path.join('.')} leads from ${names} to ${dimension.name}.`, {
      hint: 'A path is the list of many-to-one joins from the dataset on.',
    }),
  ];
}

function reachRefusals(resolved: Resolved, { request, dimension }: ResolvedGroup): TrivetError[] {
  const refusals: TrivetError[] = [];
  const absent: Use[] = [];
  for (const use of usesOf(resolved, resolved.metrics)) {
    const way = groupWay(resolved, use, dimension, request.path);
    if (way.is === 'absent') absent.push(use);
    if (way.is === 'ambiguous') refusals.push(ambiguousPath(use, dimension, way.choices));
    if (way.is === 'below') refusals.push(fanOut(use, dimension));
    if (way.is === 'linked') refusals.push(...statesRefused(resolved, use, dimension));
  }
  if (absent.length > 0) refusals.push(notConformed(resolved, absent, dimension));
  return refusals;
}

function notConformed(resolved: Resolved, absent: readonly Use[], dimension: Dimension): TrivetError {
  const names = namesOf(absent.map(({ dataset }) => dataset.name));
  const metrics = namesOf(absent.map(({ metric }) => metric));
  const lacks = dimension.type === 'calendar' ? 'no time' : `no ${dimension.name}`;
  return new TrivetError(
    'dimension-not-conformed',
    `${names} ${absent.length === 1 ? 'has' : 'have'} ${lacks}, so ${metrics} cannot be grouped by ${dimension.name}.`,
    {
      hint: [sharedHint(resolved), entityHint(resolved, absent, dimension)].filter((text) => text !== '').join(' '),
      choices: sharedDimensions(
        resolved.model,
        resolved.metrics.map(({ metric }) => metric),
      ),
    },
  );
}

/** The way through a shared entity, in one sentence; nothing where there is none, or where it was asked for already. */
export function entityHint({ model }: Resolved, absent: readonly Use[], dimension: Dimension): string {
  const entities = absent
    .filter(({ scope }) => scope !== 'SEMI_JOIN')
    .flatMap(({ dataset }) => entitiesSharedWith(model, dataset, dimension));
  const [entity] = entities;
  if (entity === undefined) return '';
  return `With scope: SEMI_JOIN ${dimension.name} selects the ${entity} concerned, and all of their rows count.`;
}

/** Each name once, in words. */
export function namesOf(names: readonly string[]): string {
  return [...new Set(names)].join(' and ');
}

function fanOut(use: Use, dimension: Dimension): TrivetError {
  const homes = dimension.homes.map(({ dataset }) => dataset).join(', ');
  return new TrivetError(
    'fan-out-refused',
    `${dimension.name} lies below the grain of ${use.dataset.name}: one row there has many in ${homes}, so ${use.metric} would be counted several times.`,
    {
      hint: `Group a metric of ${homes} by it, or let ${use.metric} count in each of its groups with overlap: ALLOW; such groups do not add up.`,
    },
  );
}

/** A row with two of the other values would count twice among all others. */
function othersRefused(resolved: Resolved, { request, dimension, column }: ResolvedGroup): TrivetError[] {
  const { topN } = resolved.query;
  if (topN === null || !topN.others || ![dimension.name, column].includes(topN.dimension)) return [];
  const uses = usesOf(resolved, resolved.metrics);
  const linked = uses.filter((use) => groupWay(resolved, use, dimension, request.path).is === 'linked');
  if (linked.length === 0) return [];
  const message = `A row may have several values of ${dimension.name}, so ${namesOf(linked.map(({ metric }) => metric))} cannot be told for all others together.`;
  return [
    new TrivetError('unsupported', message, { hint: 'Ask with others: false; the total still counts each row once.' }),
  ];
}

/** States at dates, and what is counted across datasets, are taken from rows that stand in one group each. */
function statesRefused({ model, metrics }: Resolved, use: Use, { name }: Dimension): TrivetError[] {
  const states = metrics.filter(({ metric }) =>
    measuresOf(model, metric).some(
      ({ measure, dataset }) =>
        (measure.semiAdditive !== null || measure.across !== null) && dataset.name === use.dataset.name,
    ),
  );
  return states.map(({ request }) => {
    const message = `${request.alias} is not answered by ${name}, of which one row may have several values.`;
    return new TrivetError('unsupported', message, {
      hint: 'Group it by a dimension of which each row has one value.',
    });
  });
}

/** Only what adds up can be shared out, and only by the weight of every bridge that the query groups over. */
function allocationRefusals(resolved: Resolved): TrivetError[] {
  return resolved.metrics.flatMap(({ request, metric }) => {
    const { allocate, alias } = request;
    if (allocate === null) return [];
    const [use] = usesOf(resolved, [{ request, metric }]);
    const ways = resolved.groups.flatMap(({ dimension, request: { path } }) =>
      usesOf(resolved, [{ request, metric }]).map((each) => groupWay(resolved, each, dimension, path)),
    );
    const links = ways.flatMap((way) => (way.is === 'linked' ? [way] : []));
    const other = links.find(({ link, keeps }) => keeps !== 'all' || link.weight !== allocate);
    const isUneven = measuresOf(resolved.model, metric).find(({ measure }) => measure.additivity !== 'additive');
    if (links.length > 0 && isUneven !== undefined) {
      const hint = 'Counts and sums, and what is made of them, can be shared out.';
      return [invalidQuery([alias, 'allocate'], `${alias} does not add up, so it cannot be shared out.`, hint)];
    }
    if (other === undefined) return [];
    const weight = other.link.weight;
    const hint = weight === null ? 'Declare weight on the join, or leave allocate out.' : `Write allocate: ${weight}.`;
    const message = `the way from ${use?.dataset.name ?? alias} to ${other.link.home.dataset} has no weight ${allocate}.`;
    return [invalidQuery([alias, 'allocate'], message, hint)];
  });
}
