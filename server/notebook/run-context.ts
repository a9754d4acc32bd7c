/** what a running cell may reach, over the engine and the semantic layer */
import { readableDataset } from '../analyses/run/readable-dataset.ts';
import { type AnalysisSource, runAnalysis } from '../analyses/run/run-analysis.ts';
import { securedSelect } from '../analyses/run/secured-select.ts';
import type { Ledger } from '../analyses/contract/ledger.ts';
import { tableOf } from '../engine/arrow/arrow-table.ts';
import { compileSelect } from '../engine/compile-select.ts';
import type { Engine, StoredResult } from '../engine/engine.ts';
import { didYouMean } from '../lib/closest.ts';
import { type Position, TrivetError } from '../lib/errors.ts';
import type { Json } from '../lib/json.ts';
import type { Dataset, Model } from '../model/model.ts';
import { quarantine, unguarded } from '../query/check/check-datasets.ts';
import { sourcesOf as rulesOf } from '../query/policy/secured-source.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Policy } from '../query/policy/policy.ts';
import { freshnessOf } from '../query/answer/freshness.ts';
import { readRefusal, rowSource } from '../query/rows/row-source.ts';
import type { Facts, SourceFreshness } from '../query/answer/result.ts';
import { type Sql, sql } from '../sql/sql.ts';
import type { Relation, RunContext, StoredRelation } from './cell-kind.ts';
import type { ChartPainter } from './charts/painter.ts';
import type { ParameterSpec } from './document.ts';
import type { CellNode } from './graph.ts';
import { relationName } from './names.ts';
import { originalPosition } from './original-position.ts';
import type { Output } from './output.ts';
import { bindParameters, queryValues } from './parameters.ts';
import { datasetRelation, hasRows, outputRelation, plainColumns, relationSql } from './relation.ts';
import type { Sandbox } from './sandbox/create-sandbox.ts';
import type { Semantic } from './view.ts';

/** The parts of the server that cells run on. */
export interface RunParts {
  readonly engine: Engine;
  readonly semantic: Semantic;
  readonly painter: ChartPainter;
  readonly sandbox: Sandbox;
  /** Remembers what was compared, whoever looked. */
  readonly ledger: Ledger;
}

/** One run of one cell. */
export interface CellRun {
  readonly node: CellNode;
  readonly fingerprint: string;
  /** Names of all cells, for hints. */
  readonly names: readonly string[];
  /** What the viewer sees. */
  readonly model: Model;
  readonly policy: Policy;
  readonly viewer: Viewer;
  readonly facts: Facts;
  readonly purpose: string | null;
  readonly parameters: readonly ParameterSpec[];
  readonly values: ReadonlyMap<string, Json>;
  readonly now: string;
  readonly lane: 'notebook' | 'background';
  readonly signal: AbortSignal;
  /** Outputs of the cells it reads, by id. */
  readonly inputs: ReadonlyMap<string, Input>;
  readonly onProgress: (fraction: number | null) => void;
}

export interface Input {
  readonly name: string;
  readonly kind: string;
  readonly output: Output;
}

const maxRows = 1_000_000;
/** Stands for cells that the text does not read: known to hints, never spliced. */
const nothing = '(SELECT NULL)';

/** The context of a run. Errors of its methods are TrivetErrors with a position in the cell where there is one. */
export function runContext(parts: RunParts, run: CellRun): RunContext {
  const { engine } = parts;
  const { node, fingerprint, model, values, parameters, signal, lane } = run;
  const request = { lane, maxRows, onProgress: run.onProgress };
  const input = (name: string): Relation | undefined => {
    refuseUnreadable(run, name);
    return inputRelation(run, name);
  };
  return {
    cell: node.analysed.cell,
    fingerprint,
    model,
    purpose: run.purpose,
    parameters,
    values,
    now: run.now,
    signal,
    sources: sourcesOf(run, node.behind),
    names: [...run.names, ...model.datasets.keys()],
    input,
    ask: (query) =>
      parts.semantic.ask(query, {
        purpose: run.purpose,
        viewer: run.viewer,
        parameters: queryValues(parameters, values),
        signal,
        lane,
        onProgress: run.onProgress,
      }),
    analyse: (analysis, request) => runAnalysis(analysis, request, analysisSource(parts, run)),
    sql: async (text) => {
      for (const name of node.analysed.reads.relations) refuseUnreadable(run, name);
      const names = [...node.analysed.reads.relations, ...model.datasets.keys()];
      const known = run.names.map((name) => [name, nothing] as const);
      const relations = new Map([...known, ...names.flatMap((name) => namedSql(run, name, inputRelation(run, name)))]);
      const { statement, ordered } = await compileSelect(engine, text, {
        relations,
        parameters: bindParameters(parameters, values),
      });
      try {
        const stored = await engine.store(fingerprint, { ...request, statement }, signal);
        return { ...storedRelation(run, stored, text), ordered };
      } catch (error) {
        throw whereWritten(error, (offset) => originalPosition(text, statement.text, [...relations.values()], offset));
      }
    },
    keep: async (columns, described) => {
      const table = { columns, rowCount: columns[0]?.values.length ?? 0 };
      const stored = await engine.storeTable(fingerprint, table);
      return { ...storedRelation(run, stored, null), columns: described };
    },
    read: async (relation, { limit, offset = 0 }) => {
      const statement = sql`SELECT * FROM ${sqlOf(run, relation)} LIMIT ${limit} OFFSET ${offset}`.print();
      const result = await engine.query({ statement, lane, maxRows: limit }, signal);
      return tableOf(result.arrow, result.columns).columns;
    },
    drawChart: (spec, columns, data) => parts.painter.draw(spec, columns, data, signal),
    transform: (code, inputs) => parts.sandbox.run(code, inputs, { signal }),
    progress: run.onProgress,
  };
}

/** Cells and datasets as an analysis reads them: in groups also where rows may not be read one by one. */
function analysisSource({ engine, ledger }: RunParts, run: CellRun): AnalysisSource {
  const { model, policy, facts, purpose, lane, signal, now, names } = run;
  const cellNamed = (name: string): Relation | undefined =>
    run.node.relations.has(name.toLowerCase()) ? inputRelation(run, name) : undefined;
  const readNames = run.node.analysed.reads.relations;
  const cells = new Map(
    readNames.flatMap((name) => {
      const relation = cellNamed(name);
      return relation === undefined ? [] : namedSql(run, name, relation);
    }),
  );
  return {
    model,
    now,
    signal,
    ledger,
    names: [...names, ...model.datasets.keys()],
    readable: (name) => {
      const cell = cellNamed(name);
      if (cell !== undefined)
        return {
          name,
          dataset: null,
          kinds: [...new Set(cell.sources.map(({ kind }) => kind))],
          columns: cell.columns,
          statement: cell.sql,
        };
      const dataset = datasetOf(run, name);
      return dataset === undefined || !facts.datasets.has(dataset.name) ? undefined : readableDataset(dataset);
    },
    freshness: (name) => cellNamed(name)?.sources ?? sourcesOf(run, [datasetOf(run, name)?.name ?? name]),
    select: (text, options) => securedSelect({ engine, policy, facts, purpose, cells, lane, signal }, text, options),
    progress: run.onProgress,
  };
}

/** The same error with its place in the text that the cell holds; the engine has seen another one. */
function whereWritten(error: unknown, place: (offset: number) => Position | undefined): unknown {
  const offset = error instanceof TrivetError ? error.position?.offset : undefined;
  if (!(error instanceof TrivetError) || offset === undefined) return error;
  const { code, message, hint, choices } = error;
  return new TrivetError(code, message, { hint, choices, position: place(offset), cause: error });
}

function inputRelation(run: CellRun, name: string): Relation | undefined {
  const id = run.node.relations.get(name.toLowerCase());
  const cell = id === undefined ? undefined : run.inputs.get(id);
  if (cell !== undefined) {
    if (hasRows(cell.output)) return outputRelation(cell.name, cell.output);
    throw new TrivetError('invalid-cell', `${cell.name} is a cell of kind ${cell.kind}: it has no rows to read.`, {
      hint: 'Cells that give rows are of the kinds sql, query, metric and arquero.',
    });
  }
  const dataset = datasetOf(run, name);
  const facts = dataset === undefined ? undefined : run.facts.datasets.get(dataset.name);
  const [source] = dataset === undefined ? [] : sourcesOf(run, [dataset.name]);
  if (dataset === undefined || facts === undefined || source === undefined) return undefined;
  return datasetRelation(dataset, isWhole(run, dataset.name) ? facts.rowCount : null, source);
}

/** Whether every row of a dataset is seen: else their number would tell of those that are not. */
function isWhole({ policy, purpose, facts }: CellRun, dataset: string): boolean {
  const { rows = null, consent = null } = rulesOf(policy, purpose ?? '', facts).get(dataset) ?? {};
  return rows === null && consent === null;
}

function datasetOf({ model }: CellRun, name: string): Dataset | undefined {
  return [...model.datasets.values()].find((known) => known.name.toLowerCase() === name.toLowerCase());
}

/** Refuses a dataset that is quarantined, that the purpose or a threshold closes, or whose rules cannot be told at present. */
function refuseUnreadable(run: CellRun, name: string): void {
  const dataset = run.node.relations.has(name.toLowerCase()) ? undefined : datasetOf(run, name);
  if (dataset === undefined) return;
  const { policy, purpose, facts } = run;
  const [refusal] = [
    ...quarantine(dataset, facts),
    ...[readRefusal(policy, dataset, purpose)].filter((found) => found !== null),
    ...unguarded({ policy, purpose: purpose ?? '' }, [dataset], facts),
  ];
  if (refusal !== undefined) throw refusal;
}

/** The relation a cell names, or `unknown-dataset` with the nearest name; refuses a dataset that is quarantined. */
export function relationOf(context: RunContext, name: string): Relation {
  const relation = context.input(name);
  if (relation !== undefined) return relation;
  const { names } = context;
  throw new TrivetError('unknown-dataset', `There is no cell and no dataset called ${name}.`, {
    hint: didYouMean(name, names),
    choices: names,
  });
}

function namedSql(run: CellRun, name: string, relation: Relation | undefined): readonly (readonly [string, string])[] {
  return relation === undefined ? [] : [[name, sqlOf(run, relation).print().text]];
}

/** What a relation stands for: a stored result, or of a dataset the rows and columns that are left under policy and consent. */
function sqlOf({ policy, purpose, facts }: CellRun, relation: Relation): Sql {
  if (relation.result !== null) return relationSql(relation.result);
  return rowSource(policy, rulesOf(policy, purpose ?? '', facts), relation.name, duckdb);
}

function sourcesOf({ model, facts, now }: CellRun, names: readonly string[]): readonly SourceFreshness[] {
  return names.flatMap((name) => {
    const dataset = model.datasets.get(name);
    return dataset === undefined || !facts.datasets.has(name) ? [] : [freshnessOf(dataset, facts, now)];
  });
}

function storedRelation(run: CellRun, stored: StoredResult, text: string | null): StoredRelation {
  return {
    name: relationName(run.node.analysed.cell),
    result: stored.fingerprint,
    columns: plainColumns(stored.columns),
    rowCount: stored.rowCount,
    truncated: false,
    ordered: true,
    sources: sourcesOf(run, run.node.behind),
    elapsedMs: stored.elapsedMs,
    sql: text,
  };
}
