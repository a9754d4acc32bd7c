import { TrivetError } from '../../lib/errors.ts';
import { readCondition, readExpression } from '../expression/read.ts';
import { formatExpression } from '../expression/format.ts';
import type { Expression } from '../expression/expression.ts';
import type { Scope } from '../expression/scope.ts';
import { storageOf } from '../expression/storage.ts';
import type { Additivity, Aggregate, Dataset, Measure, MeasureType, SemiAdditive } from '../model.ts';
import { checkName } from '../names.ts';
import { columnOf, datasetScope } from '../scopes.ts';
import { type MeasureSpec, measureSpec } from '../spec/measure-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import type { DatasetDraft } from './dataset.ts';

/** What decides a measure; the rest follows from the aggregate and the dataset. */
export interface MeasureParts {
  readonly name: string;
  readonly aggregate: Aggregate;
  readonly of: Expression | null;
  readonly where?: Expression | null;
  readonly time?: string | null;
  readonly fraction?: number | null;
  readonly semiAdditive?: SemiAdditive | null;
  readonly empty?: 0 | null;
}

/** The datasets with their measures; a measure with a problem is reported and left out. */
export function completeMeasures(
  drafts: ReadonlyMap<string, DatasetDraft>,
  report: Report,
): ReadonlyMap<string, DatasetDraft> {
  const datasets = new Map([...drafts].map(([name, { dataset }]) => [name, dataset]));
  return new Map(
    [...drafts].map(([dataset, draft]) => {
      const scope = datasetScope(draft.dataset, datasets);
      const measures = Object.entries(draft.frame.measures ?? {}).flatMap(([name, value]) => {
        const place = below(draft.place, 'measures', name);
        const measure = completeMeasure({ name, value }, { dataset: draft.dataset, scope, place, report });
        return measure === null ? [] : [measure];
      });
      const named = new Map(measures.map((measure) => [measure.name, measure]));
      return [dataset, { ...draft, dataset: { ...draft.dataset, measures: named } }];
    }),
  );
}

/** A complete measure over a dataset; throws `invalid-model` or `unknown-column` where the parts do not fit each other. */
export function measureOf(dataset: Dataset, parts: MeasureParts, scope: Scope): Measure {
  const { name, aggregate, of, where = null, time = null, fraction = null, semiAdditive = null } = parts;
  if (time !== null) checkTime(dataset, time);
  return {
    name,
    dataset: dataset.name,
    aggregate,
    of,
    where,
    time,
    fraction,
    type: typeOfMeasure(parts, scope),
    additivity:
      aggregate === 'sum' && (dataset.role === 'snapshot' || semiAdditive !== null)
        ? 'snapshot'
        : additivities[aggregate],
    semiAdditive,
    across: null,
    empty: parts.empty === undefined ? (aggregate.startsWith('count') ? 0 : null) : parts.empty,
  };
}

const additivities: { readonly [Name in Aggregate]: Additivity } = {
  count: 'additive',
  sum: 'additive',
  avg: 'holistic',
  min: 'idempotent',
  max: 'idempotent',
  count_distinct: 'distinct',
  median: 'holistic',
  percentile_cont: 'holistic',
  percentile_disc: 'holistic',
  stddev: 'holistic',
  mode: 'holistic',
};

const arithmetic: readonly Aggregate[] = ['sum', 'avg', 'median', 'percentile_cont', 'stddev'];

function typeOfMeasure({ aggregate, of }: MeasureParts, scope: Scope): MeasureType {
  if (aggregate === 'count' || aggregate === 'count_distinct') {
    if (aggregate === 'count_distinct' && of === null) throw needsOf(aggregate);
    return { name: 'bigint', precision: null };
  }
  if (of === null) throw needsOf(aggregate);
  const storage = storageOf(of, scope);
  const isNumber = storage === null || ['bigint', 'decimal', 'real'].includes(storage.name);
  if (storage?.name === 'boolean' || (!isNumber && arithmetic.includes(aggregate))) {
    throw new TrivetError('invalid-model', `${formatExpression(of)} is no number: it has no ${aggregate}.`, {
      hint:
        storage?.name === 'boolean'
          ? 'Count the rows where it holds: agg: count, where: …'
          : 'Name a column of numbers.',
    });
  }
  const own = aggregate === 'sum' || !arithmetic.includes(aggregate);
  return own && storage !== null ? storage : { name: 'real', precision: null };
}

function needsOf(aggregate: Aggregate): TrivetError {
  return new TrivetError('invalid-model', `${aggregate} needs of: what it is taken of.`, {
    hint: 'Name a column or write an expression.',
  });
}

/** Throws unless the column dates the rows of the dataset. */
export function checkTime(dataset: Dataset, name: string): void {
  columnOf(dataset.name, dataset.columns, name);
  if (dataset.time?.columns.includes(name) === true) return;
  const times = dataset.time?.columns ?? [];
  throw new TrivetError('invalid-model', `${dataset.name}.${name} does not date the rows.`, {
    hint:
      times.length > 0
        ? `Columns of time are: ${times.join(', ')}.`
        : `${dataset.name} has no time: declare time: { default: … }.`,
  });
}

interface MeasureContext {
  readonly dataset: Dataset;
  readonly scope: Scope;
  readonly place: Place;
  readonly report: Report;
}

function completeMeasure(
  { name, value }: { readonly name: string; readonly value: unknown },
  { dataset, scope, place, report }: MeasureContext,
): Measure | null {
  const spec = parseSpec(measureSpec, value, { place, report, code: 'invalid-model' });
  if (spec === null) return null;
  const { of, where } = spec;
  const problems: unknown[] = [];
  const counted: Report = (found) => {
    problems.push(found);
    report(found);
  };
  attempt(place, counted, () => checkName('measure', name));
  const measured =
    of === undefined ? null : attempt(below(place, 'of'), counted, () => readExpression(of, scope).expression);
  const condition =
    where === undefined ? null : attempt(below(place, 'where'), counted, () => readCondition(where, scope));
  const { time } = spec;
  if (time !== undefined) attempt(below(place, 'time'), counted, () => checkTime(dataset, time));
  checkPercentile(spec, place, counted);
  checkSemiAdditive(spec, dataset, place, counted);
  if (problems.length > 0) return null;
  const aggregate = spec.agg === 'percentile' ? (`percentile_${spec.method ?? 'cont'}` as const) : spec.agg;
  return attempt(of === undefined ? place : below(place, 'of'), report, () =>
    measureOf(
      dataset,
      {
        name,
        aggregate,
        of: measured,
        where: condition,
        time: spec.time ?? null,
        fraction: spec.p ?? null,
        semiAdditive: spec.semi_additive === undefined ? null : written(spec.semi_additive),
        ...(spec.empty === undefined ? {} : { empty: spec.empty }),
      },
      scope,
    ),
  );
}

function checkPercentile({ agg, p, method }: MeasureSpec, place: Place, report: Report): void {
  const isPercentile = agg.startsWith('percentile');
  if (isPercentile && p === undefined)
    report(finding(place, 'invalid-model', `${agg} needs p.`, { hint: 'For the ninth decile write p: 0.9.' }));
  if (!isPercentile && p !== undefined)
    report(finding(below(place, 'p'), 'invalid-model', `p does not belong to ${agg}.`));
  if (agg !== 'percentile' && method !== undefined)
    report(finding(below(place, 'method'), 'invalid-model', `method does not belong to ${agg}.`));
}

function checkSemiAdditive(
  { agg, semi_additive: policy }: MeasureSpec,
  dataset: Dataset,
  place: Place,
  report: Report,
): void {
  if (policy === undefined) return;
  const at = below(place, 'semi_additive');
  if (agg !== 'sum') report(finding(at, 'invalid-model', `semi_additive belongs to sums, not to ${agg}.`));
  if (policy.carry !== undefined && policy.take !== 'carry')
    report(finding(below(at, 'carry'), 'invalid-model', `carry belongs to take: carry, not to ${policy.take}.`));
  attempt(below(at, 'over'), report, () => checkTime(dataset, policy.over));
  const { per } = policy;
  if (per !== undefined) attempt(below(at, 'per'), report, () => columnOf(dataset.name, dataset.columns, per));
  else if (policy.take !== 'last_date')
    report(
      finding(at, 'invalid-model', `take: ${policy.take} needs per.`, {
        hint: 'Name the column of the entity, such as per: customer_id.',
      }),
    );
}

function written({ over, take, per, carry }: NonNullable<MeasureSpec['semi_additive']>): SemiAdditive {
  return { over, take, per: per ?? null, carry: carry ?? null };
}
