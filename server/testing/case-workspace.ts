import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricKinds } from '../metrics/index.ts';
import { loadModel } from '../model/load.ts';
import type { Model, ModelSettings } from '../model/model.ts';
import { askIn, type TestAsk } from './ask.ts';
import { openDatabase, type TestDatabase } from './database.ts';

export { metricKinds };

/** The workspace of the worked cases: customers, responses, orders, lines, tickets, themes, mrr. */
export const caseFolder = join(import.meta.dirname, 'cases');

const settings: ModelSettings = {
  name: 'Worked cases',
  zone: 'UTC',
  weekStart: 'MONDAY',
  fiscalYearStart: 1,
  purpose: 'service_improvement',
  trusted: false,
};

interface CaseChanges {
  readonly settings?: Partial<ModelSettings>;
  /** Text appended to a model file. */
  readonly append?: Readonly<Record<string, string>>;
  /** A stretch of text of a model file and what stands there instead. */
  readonly edit?: Readonly<Record<string, readonly [from: string, to: string]>>;
  /** Model files besides those of the workspace. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Its model, changed as a test needs it. Throws where the change leaves a problem. */
export function caseModel(changes: CaseChanges = {}): Model {
  const model = loadCases(changes);
  if (model.problems.length > 0) throw new Error(JSON.stringify(model.problems, null, 1));
  return model;
}

/** The same with its problems. */
export function loadCases(changes: CaseChanges = {}): Model {
  const own = readdirSync(join(caseFolder, 'datasets')).map((file) => ({
    file: `datasets/${file}`,
    text: `${edited(readFileSync(join(caseFolder, 'datasets', file), 'utf8'), changes.edit?.[file])}${changes.append?.[file] ?? ''}`,
  }));
  const more = Object.entries(changes.files ?? {}).map(([file, text]) => ({ file: `datasets/${file}`, text }));
  return loadModel({
    files: [...own, ...more],
    settings: { ...settings, ...changes.settings },
    metricKinds,
    connectors: ['csv', 'parquet', 'json'],
  });
}

function edited(text: string, change: readonly [from: string, to: string] | undefined): string {
  if (change === undefined) return text;
  if (!text.includes(change[0])) throw new Error(`The file does not say ${change[0]}.`);
  return text.replace(...change);
}

export interface CaseWorkspace {
  readonly model: Model;
  readonly database: TestDatabase;
  readonly ask: TestAsk;
}

/** Model, data and a way to ask. */
export async function openCases(
  changes: CaseChanges & {
    readonly extraLines?: Readonly<Record<string, readonly string[]>>;
    readonly now?: string;
  } = {},
): Promise<CaseWorkspace> {
  const model = caseModel(changes);
  const { extraLines = {}, now } = changes;
  const database = await openDatabase({ model, folder: caseFolder, extraLines });
  const ask = askIn({ model, database, facts: database.facts, ...(now === undefined ? {} : { now }) });
  return { model, database, ask };
}
