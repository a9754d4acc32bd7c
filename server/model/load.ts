/** files → items → datasets with joins, rollups and measures → dimensions and their ways → metrics → views → model */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../lib/errors.ts';
import { type Problem, problem } from '../lib/problem.ts';
import type { Registry } from '../lib/registry.ts';
import { completeAccess } from './complete/access.ts';
import { completeConsents } from './complete/consent.ts';
import { type DatasetDraft, draftDataset } from './complete/dataset.ts';
import { completeDimensions } from './complete/dimensions.ts';
import { completeJoins } from './complete/joins.ts';
import { localDimensions } from './complete/local-dimensions.ts';
import { completeMeasures } from './complete/measures.ts';
import { completeRollups } from './complete/rollups.ts';
import { completeMetrics } from './complete/metrics.ts';
import { completeQueries } from './complete/queries.ts';
import { completePaths, completeReach } from './complete/reach.ts';
import { completeViews } from './complete/views.ts';
import { type Items, itemsOf, type ModelFile } from './items.ts';
import type { MetricKind } from './metric-kind.ts';
import type { GoldenTest, Model, ModelSettings } from './model.ts';
import { goldenTestSpec } from './spec/file-spec.ts';
import type { Report } from './yaml/place.ts';
import { parseSpec } from './yaml/parse-spec.ts';
import { modelVersion } from './version.ts';

export type { ModelFile } from './items.ts';

export interface ModelSources {
  readonly files: readonly ModelFile[];
  readonly settings: ModelSettings;
  readonly metricKinds: Registry<MetricKind>;
  /** Names of the connectors there are. */
  readonly connectors: readonly string[];
}

/** The model of all files together. Pure, never throws: everything wrong is among the model's problems, and left out. */
export function loadModel({ files, settings, metricKinds, connectors }: ModelSources): Model {
  const problems: Problem[] = [];
  const report: Report = (found) => void problems.push(found);
  const items = itemsOf(files, report);
  const own = draftsOf(items, { settings, connectors, report });
  const unread = new Set([...items.datasets.keys()].filter((name) => !own.has(name)));
  const { drafts, broken } = completeConsents({ drafts: own, broken: unread }, report);
  const linked = completeRollups(completeJoins({ drafts, broken }, report), { broken, report });
  const joined = completeMeasures(linked, report);
  const measured = new Map([...joined].map(([name, { dataset }]) => [name, dataset]));
  const locals = localDimensions(joined, report);
  const homed = completeDimensions(items.dimensions, { datasets: measured, broken, locals, report });
  const datasets = completePaths(joined, homed, report);
  const dimensions = completeReach(homed, datasets);
  const names = new Set(dimensions.keys());
  const metrics = completeMetrics(items.metrics, { datasets, broken, kinds: metricKinds, dimensions: names, report });
  const views = completeViews(items.views, { metrics, dimensions, report });
  const queries = completeQueries(items.queries, { dimensions, report });
  const tests = writtenTests(items, report);
  const access = completeAccess(items.access, { datasets, broken, unplaced: unplacedIn(linked), report });
  const sorted = problems.sort(byPlace);
  const model = { settings, datasets, dimensions, metrics, views, queries, tests, access, problems: sorted };
  return { version: modelVersion(model), ...model };
}

/** Datasets of which a join was left out. */
function unplacedIn(drafts: ReadonlyMap<string, DatasetDraft>): ReadonlySet<string> {
  const unplaced = [...drafts].filter(([, { dataset, frame }]) =>
    Object.keys(frame.joins ?? {}).some((name) => !dataset.joins.has(name)),
  );
  return new Set(unplaced.map(([name]) => name));
}

function byPlace(a: Problem, b: Problem): number {
  const [left, right] = [a.file ?? '', b.file ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return (a.position?.offset ?? 0) - (b.position?.offset ?? 0);
}

/** The model files of a workspace, `datasets/*.yml` and `*.yaml` in order of name; a file that cannot be read is a problem. */
export async function readModelFiles(
  workspaceFolder: string,
): Promise<{ readonly files: readonly ModelFile[]; readonly problems: readonly Problem[] }> {
  const names = await readdir(join(workspaceFolder, 'datasets')).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? withoutFolder : unreadableFolder(error),
  );
  if (!Array.isArray(names)) return { files: [], problems: [names] };
  const files: ModelFile[] = [];
  const problems: Problem[] = [];
  for (const name of names.filter((one) => /\.ya?ml$/.test(one)).sort()) {
    const file = `datasets/${name}`;
    try {
      files.push({ file, text: await readFile(join(workspaceFolder, file), 'utf8') });
    } catch (error) {
      problems.push(problem('source-unreadable', `${file} cannot be read: ${messageOf(error)}.`, { file }));
    }
  }
  return { files, problems };
}

const withoutFolder = problem('missing-file', 'The workspace has no folder datasets.', {
  severity: 'warning',
  hint: 'Make a folder datasets with one .yml file a dataset.',
});

function unreadableFolder(error: NodeJS.ErrnoException): Problem {
  const reason = error.code === 'ENOTDIR' ? 'it is a file' : messageOf(error);
  return problem('source-unreadable', `The folder datasets cannot be read: ${reason}.`, {
    hint: 'Make a folder datasets with one .yml file a dataset.',
  });
}

function draftsOf(
  items: Items,
  context: { readonly settings: ModelSettings; readonly connectors: readonly string[]; readonly report: Report },
): ReadonlyMap<string, DatasetDraft> {
  return new Map(
    [...items.datasets].flatMap(([name, item]): [string, DatasetDraft][] => {
      const draft = draftDataset(item, context);
      return draft === null ? [] : [[name, draft]];
    }),
  );
}

function writtenTests(items: Items, report: Report): readonly GoldenTest[] {
  return items.tests.flatMap(({ value, place }) => {
    const golden = parseSpec(goldenTestSpec, value, { place, report, code: 'invalid-model' });
    if (golden === null) return [];
    const { name, query, expect, tolerance = 0 } = golden;
    const { line } = place.source.keyAt(place.path);
    return [{ name, file: place.source.file, line, query, expect, tolerance }];
  });
}
