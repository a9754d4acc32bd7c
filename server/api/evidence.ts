import type { ValueType } from '../lib/table.ts';
import type { ColumnTypeName, ModelColumn } from '../model/model.ts';
import type { Evidence } from '../engine/read-evidence.ts';
import { confinedToViews } from '../engine/read-rows.ts';
import { readPlace, writePlace } from './cursor.ts';
import type { Column, EvidenceConnectionResolvers, QueryResolvers } from './generated.ts';
import { wireValues } from './metric.ts';

/** What the fields of a list of evidence are resolved from. */
export interface EvidencePage {
  readonly evidence: Evidence;
  readonly after: string | null;
  /** What cursors of this list say of themselves. */
  readonly list: string;
}

export const query: Pick<QueryResolvers, 'evidence'> = {
  evidence: async (_parent, { result, after = null, ...asked }, context) => {
    if (context.viewer.views !== null) throw confinedToViews(context.viewer);
    const { row, metric, first } = asked;
    const [alias, dataset] = [asked.alias ?? null, asked.dataset ?? null];
    const list = JSON.stringify([result, row, alias ?? metric, dataset]);
    const place = after === null ? null : readPlace(after, list);
    const request = { row, metric, alias, dataset, first, after: place };
    const options = { viewer: context.viewer, signal: context.signal };
    return { evidence: await context.evidence(result, request, options), after, list };
  },
};

export const evidenceConnection: EvidenceConnectionResolvers = {
  dataset: ({ evidence }) => evidence.dataset.name,
  columns: ({ evidence }) => evidence.columns.map(({ of }) => packColumn(of)),
  table: ({ evidence }) =>
    Object.fromEntries(evidence.columns.map(({ of, values }) => [of.name, wireValues({ type: typeOf(of), values })])),
  pageInfo: ({ evidence, after, list }) => {
    const cursors = evidence.places.map((place) => writePlace(list, place));
    return {
      hasNextPage: evidence.hasNext,
      hasPreviousPage: after !== null,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    };
  },
  totalCount: ({ evidence }) => evidence.count(),
};

const types: { readonly [Name in ColumnTypeName]: ValueType } = {
  string: 'string',
  integer: 'bigint',
  decimal: 'decimal',
  real: 'real',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};

function typeOf({ type }: ModelColumn): ValueType {
  return types[type.name];
}

function packColumn(column: ModelColumn): Column {
  const nothing = {
    format: null,
    good: null,
    additivity: null,
    metric: null,
    definition: null,
    grain: null,
    minN: null,
  };
  const { name, label, unit } = column;
  return { ...nothing, name, label, unit, role: 'DIMENSION', type: typeOf(column), overlapping: false };
}
