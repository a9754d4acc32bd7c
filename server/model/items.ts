/** files → YAML → named entries, each with its place; an entry is read later and alone */
import type { Problem } from '../lib/problem.ts';
import { checkName } from './names.ts';
import { datasetSpec } from './spec/dataset-spec.ts';
import { listsSpec } from './spec/file-spec.ts';
import { below, finding, type Place, type Report, thrownAt } from './yaml/place.ts';
import { keysAt, parseSpec, unknownKey } from './yaml/parse-spec.ts';
import { readYaml, type YamlSource } from './yaml/read-yaml.ts';

/** An entry of a model file, still as written. */
export interface Item {
  readonly name: string;
  readonly value: unknown;
  readonly place: Place;
}

export interface ModelFile {
  /** Relative to the workspace. */
  readonly file: string;
  readonly text: string;
}

type List = 'dimensions' | 'metrics' | 'views' | 'queries';

/** All entries by name, in the order of files and lines; of two entries of one name the first counts. */
export interface Items extends Readonly<Record<List | 'datasets', ReadonlyMap<string, Item>>> {
  readonly access: readonly Item[];
  readonly tests: readonly Item[];
}

/** Takes model files apart; what cannot be read is reported and left out. */
export function itemsOf(files: readonly ModelFile[], report: Report): Items {
  const items = {
    datasets: new Map<string, Item>(),
    dimensions: new Map<string, Item>(),
    metrics: new Map<string, Item>(),
    views: new Map<string, Item>(),
    queries: new Map<string, Item>(),
    access: [] as Item[],
    tests: [] as Item[],
  };
  for (const { file, text } of files) {
    const { source, problems } = readYaml(file, text);
    problems.forEach((found) => report(found));
    if (source === null || source.value === null) continue;
    if (isDataset(source)) keep(items.datasets, 'dataset', datasetItem(source), report);
    else collectLists(source, items, report);
  }
  return items;
}

function isDataset({ value }: YamlSource): boolean {
  return isRecord(value) && Object.hasOwn(value, 'dataset');
}

function datasetItem(source: YamlSource): Item {
  const name = isRecord(source.value) ? String(source.value['dataset']) : '';
  return { name, value: source.value, place: { source, path: [], subject: name } };
}

interface Collected {
  readonly dimensions: Map<string, Item>;
  readonly metrics: Map<string, Item>;
  readonly views: Map<string, Item>;
  readonly queries: Map<string, Item>;
  readonly access: Item[];
  readonly tests: Item[];
}

const lists = { dimensions: 'dimension', metrics: 'metric', views: 'view', queries: 'saved query' } as const;

function collectLists(source: YamlSource, items: Collected, report: Report): void {
  const place: Place = { source, path: [], subject: source.file };
  if (!isRecord(source.value)) {
    report(
      finding(
        place,
        'invalid-model',
        'A model file is a map: one dataset:, or dimensions:, metrics:, views: and the like.',
      ),
    );
    return;
  }
  const known = [...Object.keys(listsSpec.shape), 'dataset'];
  for (const [key, value] of Object.entries(source.value)) {
    const at: Place = { source, path: [key], subject: key };
    if (!isList(key)) {
      const own = keysAt(datasetSpec).includes(key);
      report(own ? missingDataset(at, key) : unknownKey({ ...at, path: [], subject: source.file }, key, known));
      continue;
    }
    const list = parseSpec(listsSpec.shape[key], value, { place: at, report, code: 'invalid-model' });
    if (list === null || list === undefined || typeof list === 'number') continue;
    if (key === 'version') continue;
    const entries = Object.entries(list).map(([name, entry]) => ({
      name,
      value: entry,
      place: below(at, ...stepTo(list, name)),
    }));
    if (key === 'access' || key === 'tests') items[key].push(...entries);
    else for (const entry of entries) keep(items[key], lists[key], entry, report);
  }
}

function stepTo(list: object, name: string): readonly (string | number)[] {
  return [Array.isArray(list) ? Number(name) : name];
}

function isList(key: string): key is keyof typeof listsSpec.shape {
  return Object.hasOwn(listsSpec.shape, key);
}

function missingDataset(place: Place, key: string): Problem {
  const hint = 'Start the file with dataset: and its name.';
  return finding(place, 'invalid-model', `${key} belongs to a dataset, and this file names none.`, { hint });
}

function keep(items: Map<string, Item>, what: string, item: Item, report: Report): void {
  const namePlace = what === 'dataset' ? below(item.place, 'dataset') : item.place;
  const first = items.get(item.name);
  if (first !== undefined) {
    const where = `${first.place.source.file}, line ${first.place.source.keyAt(first.place.path).line}`;
    const message = `There are two ${what === 'saved query' ? 'saved queries' : `${what}s`} called ${item.name}.`;
    report(
      atKey(finding(namePlace, 'duplicate-name', message, { hint: `The other stands in ${where}; rename one.` }), item),
    );
    return;
  }
  try {
    checkName(what, item.name);
    items.set(item.name, item);
  } catch (error) {
    report(atKey(thrownAt(namePlace, error), item));
  }
}

function atKey(found: Problem, { place }: Item): Problem {
  return place.path.length === 0 ? found : { ...found, position: place.source.keyAt(place.path) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
