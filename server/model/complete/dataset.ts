import { expressionTypeOf } from '../expression/scope.ts';
import type { Dataset, DatasetTime, ModelColumn, ModelSettings } from '../model.ts';
import type { Item } from '../items.ts';
import { checkName, labelOf, withArticle } from '../names.ts';
import { columnOf } from '../scopes.ts';
import { type DatasetFrame, datasetFrameSpec } from '../spec/dataset-spec.ts';
import { attempt, below, finding, type Place, type Report } from '../yaml/place.ts';
import { parseSpec } from '../yaml/parse-spec.ts';
import { completeColumns } from './columns.ts';
import { completeSource } from './source.ts';

/** A dataset whose own columns are complete, with joins, dimensions and measures still as written. */
export interface DatasetDraft {
  readonly dataset: Dataset;
  readonly frame: DatasetFrame;
  readonly place: Place;
}

export interface DatasetContext {
  readonly settings: ModelSettings;
  /** Names of the connectors there are. */
  readonly connectors: readonly string[];
  readonly report: Report;
}

/** Completes one dataset; null after everything wrong with its own columns and keys was reported. */
export function draftDataset({ value, place }: Item, context: DatasetContext): DatasetDraft | null {
  const { settings, report } = context;
  const frame = parseSpec(datasetFrameSpec, value, { place, report, code: 'invalid-model' });
  if (frame === null) return null;
  const name = frame.dataset;
  const source = attempt(below(place, 'source'), report, () =>
    completeSource(frame.source, { connectors: context.connectors, trusted: settings.trusted }),
  );
  const columns = completeColumns(name, frame.columns, below(place, 'columns'), report);
  if (columns === null) return null;
  const named = checkNamed(frame, columns, place, report);
  const time = completeTime(frame, columns, { place, report, settings });
  if (source === null || !named || time === undefined) return null;
  const dataset: Dataset = {
    name,
    label: frame.label ?? labelOf(name),
    description: frame.description ?? null,
    kind: frame.kind,
    role: frame.role,
    population: frame.population,
    owner: frame.owner ?? null,
    file: place.source.file,
    source,
    key: frame.key,
    time,
    person: frame.person ?? null,
    k: frame.privacy?.k ?? defaultK(frame),
    origin: frame.origin ?? null,
    purposes: frame.purposes ?? [],
    consent:
      frame.consent?.column === undefined
        ? null
        : { is: 'column', column: frame.consent.column, separator: frame.consent.separator ?? null },
    inheritsPolicies: frame.inherit !== 'none',
    rollups: new Map(),
    outcome: frame.outcome ?? null,
    columns,
    joins: new Map(),
    measures: new Map(),
    dedupe: frame.dedupe ?? null,
    deletedColumn: frame.deleted?.column ?? null,
    freshness:
      frame.freshness === undefined
        ? null
        : { expect: frame.freshness.expect ?? null, maxAge: frame.freshness.max_age ?? null },
    paths: new Map(),
  };
  return { dataset, frame, place };
}

function defaultK({ kind, population }: DatasetFrame): number | null {
  if (population === 'employees') return 10;
  return kind === 'survey' && population === 'customers' ? 5 : null;
}

/** Whether every column named by a key of the dataset exists, and every purpose can be a name. */
function checkNamed(
  frame: DatasetFrame,
  columns: ReadonlyMap<string, ModelColumn>,
  place: Place,
  report: Report,
): boolean {
  const uses: [Place, string | undefined][] = [
    ...frame.key.map((column, index): [Place, string] => [below(place, 'key', index), column]),
    [below(place, 'person'), frame.person === 'row' ? undefined : frame.person],
    [below(place, 'consent', 'column'), frame.consent?.column],
    [below(place, 'dedupe', 'by'), frame.dedupe?.by],
    [below(place, 'deleted', 'column'), frame.deleted?.column],
  ];
  const found = uses.map(([at, column]) =>
    column === undefined ? true : attempt(at, report, () => columnOf(frame.dataset, columns, column)) !== null,
  );
  const purposes = (frame.purposes ?? []).map(
    (purpose, index) =>
      attempt(below(place, 'purposes', index), report, () => {
        checkName('purpose', purpose);
        return true;
      }) ?? false,
  );
  return [...found, ...purposes].every(Boolean);
}

/** undefined after a problem with it was reported. */
function completeTime(
  frame: DatasetFrame,
  columns: ReadonlyMap<string, ModelColumn>,
  { place, report, settings }: { readonly place: Place; readonly report: Report; readonly settings: ModelSettings },
): DatasetTime | null | undefined {
  const { time } = frame;
  if (time === undefined) return null;
  const at = below(place, 'time', 'default');
  const column = attempt(at, report, () => columnOf(frame.dataset, columns, time.default));
  if (column === null) return undefined;
  const times = [...columns.values()].filter(isTime).map(({ name }) => name);
  if (!isTime(column)) {
    const hint =
      times.length > 0 ? `Columns of time are: ${times.join(', ')}.` : 'Give one column the type date or timestamp.';
    report(
      finding(
        at,
        'invalid-model',
        `${column.name} is ${withArticle(column.type.name)}; rows are dated by a date or a timestamp.`,
        { hint },
      ),
    );
    return undefined;
  }
  const { from, through } = time.coverage ?? {};
  return {
    default: column.name,
    zone: time.zone ?? settings.zone,
    columns: times,
    coverage: { from: from ?? null, through: through ?? null },
  };
}

function isTime({ type }: ModelColumn): boolean {
  return ['date', 'timestamp'].includes(expressionTypeOf(type));
}
