import type { Dataset } from '../model/model.ts';
import { freshnessOf } from '../query/answer/freshness.ts';
import { rowsRefusal } from '../query/policy/policy.ts';
import { accessTo } from '../query/rows/row-request.ts';
import type { SeenCatalogue } from './catalogue.ts';
import type { ColumnInfo, DatasetInfo } from './generated.ts';
import { packFreshness, packKind, packProblem } from './pack.ts';
import { packRollup } from './pack-cards.ts';

/** A dataset as somebody may see it: what was counted over rows that they do not see is not told. */
export function packDataset(seen: SeenCatalogue, dataset: Dataset, now: Date): DatasetInfo {
  const { state, policy } = seen;
  const { name, label, description, kind, role, population, owner, file, source, purposes, origin, k } = dataset;
  const facts = state.facts.datasets.get(name);
  const isWhole = seesWhole(seen, name);
  const hasColumn = (column: string): boolean => dataset.columns.has(column);
  const quarantined = facts?.quarantined ?? null;
  return {
    name,
    label,
    description,
    kind: packKind(kind),
    role,
    population,
    owner,
    file,
    source: `${source.connector}: ${source.path}`,
    purposes,
    origin,
    k,
    grain: dataset.key.filter(hasColumn),
    time: dataset.time?.default ?? null,
    consent: policy.seesRules ? dataset.consent : null,
    columns: packColumns(seen, dataset, isWhole),
    joins: [...dataset.joins.values()].map(({ name: role_, to, cardinality, on }) => ({
      name: role_,
      to,
      cardinality,
      on,
    })),
    rollups: [...dataset.rollups.values()].map(packRollup),
    metrics: [...policy.model.metrics.values()]
      .filter((metric) => metric.datasets.includes(name))
      .map((metric) => metric.name),
    rowCount: isWhole ? String(facts?.rowCount ?? 0) : null,
    deduplicated: isWhole ? String(facts?.deduplicated ?? 0) : null,
    freshness: packFreshness(freshnessOf(dataset, state.facts, now.toISOString())),
    quarantined: quarantined === null || policy.seesRules ? quarantined : 'its data have a problem.',
    problems: policy.seesRules ? (state.loaded.get(name)?.problems ?? []).map(packProblem) : [],
  };
}

/** Whether every row may be seen, one by one. */
function seesWhole({ policy }: SeenCatalogue, dataset: string): boolean {
  return !policy.rows.has(dataset) && rowsRefusal(policy, dataset) === null;
}

function packColumns({ state, policy }: SeenCatalogue, dataset: Dataset, isWhole: boolean): ColumnInfo[] {
  const loaded = new Map(state.loaded.get(dataset.name)?.columns.map((column) => [column.name, column]));
  return [...dataset.columns.values()].map((column) => {
    const isOpen = isWhole && accessTo(policy, dataset, column.name) === null;
    const found = loaded.get(column.name);
    return {
      name: column.name,
      label: column.label,
      type:
        column.type.precision === null ? column.type.name : `${column.type.name}(${column.type.precision.join(',')})`,
      unit: column.unit,
      class: column.class,
      pii: column.pii,
      why: column.why,
      nulls: isOpen ? String(found?.nulls ?? 0) : null,
      failedCasts: isOpen ? String(found?.failedCasts ?? 0) : null,
      samples: isOpen && column.pii === null ? (found?.samples ?? []) : [],
    };
  });
}
