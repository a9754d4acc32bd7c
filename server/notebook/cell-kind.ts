import type { Analysis } from '../analyses/contract/analysis.ts';
import type { Finding } from '../analyses/contract/finding.ts';
import type { AnalysisRequest } from '../analyses/contract/request.ts';
import type { Json } from '../lib/json.ts';
import type { Named } from '../lib/registry.ts';
import type { Column } from '../lib/table.ts';
import type { Model } from '../model/model.ts';
import type { MetricResult, SourceFreshness } from '../query/answer/result.ts';
import type { NotebookCell, ParameterSpec } from './document.ts';
import type { Output, OutputColumn } from './output.ts';

/** A kind of cell: one file, one line in the registry, one pass of the contract test. `name` is the fence's word. */
export interface CellKind<Spec = unknown> extends Named {
  /** Part of the fingerprint: raised when the same body would give another result. */
  readonly version: number;
  readonly label: string;
  readonly language: 'markdown' | 'sql' | 'javascript' | 'yaml';
  /** Runs by itself as soon as its inputs are fresh, because it costs nothing: prose, inputs. */
  readonly eager?: boolean;
  /** Body of a new cell; it parses. */
  readonly starter: string;
  /** JSON Schema of the body for completion and hover; null where the body is not YAML. */
  readonly schema: Json | null;
  /** Throws TrivetError with line and column inside the body. */
  parse(cell: NotebookCell): Spec;
  reads(spec: Spec, context: ReadContext): Promise<Reads> | Reads;
  /** What of the body enters the fingerprint: not comments, not layout. */
  canonical(spec: Spec, context: ReadContext): Promise<Json> | Json;
  run(spec: Spec, context: RunContext): Promise<Output>;
}

/** Names a cell reads. Relations are cells or datasets; which of the two, the graph decides. */
export interface Reads {
  readonly relations: readonly string[];
  readonly parameters: readonly string[];
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
  /** Datasets into which filters look; absent: none. */
  readonly entities?: readonly string[];
  /** Whether it reads rows in groups, so that thresholds decide which of them it sees. */
  readonly inGroups?: boolean;
  /** Why the cell's own text may give another result over the same data; absent: it always gives the same. */
  readonly unstable?: readonly Unstable[];
}

/** `volatile`: at random; `per-query`: depends on the moment; `unordered`: some rows, nobody knows which. */
export type Unstable = 'volatile' | 'per-query' | 'unordered';

/** What the engine's own parser finds in a SELECT. */
interface InspectedSql {
  readonly tables: readonly string[];
  readonly parameters: readonly string[];
  readonly volatile: boolean;
  readonly perQuery: boolean;
  readonly unorderedLimit: boolean;
}

export interface ReadContext {
  /** The parameters that the notebook declares. */
  readonly parameters: readonly ParameterSpec[];
  inspectSql(text: string): Promise<InspectedSql>;
  /** The syntax tree without positions: equal for texts that mean the same. */
  canonicalSql(text: string): Promise<Json>;
}

/** All a running cell can reach: nothing global, no clock, no random source. */
export interface RunContext {
  readonly cell: NotebookCell;
  readonly fingerprint: string;
  readonly model: Model;
  readonly purpose: string | null;
  readonly parameters: readonly ParameterSpec[];
  readonly values: ReadonlyMap<string, Json>;
  /** The run's instant, the same for all cells of a run. */
  readonly now: string;
  readonly signal: AbortSignal;
  /** Every dataset behind the cell, with those behind the cells it reads. */
  readonly sources: readonly SourceFreshness[];
  /** Names of all cells and datasets, for hints. */
  readonly names: readonly string[];
  /** An upstream cell's or dataset's relation. */
  input(name: string): Relation | undefined;
  /** A metric query as people write it, through the semantic layer; parameters are already known. */
  ask(query: unknown): Promise<MetricResult>;
  /** Runs an analysis over the cells and datasets that this cell reads. */
  analyse(analysis: Analysis, request: AnalysisRequest): Promise<Finding>;
  /** A SELECT of the user: gated, spliced, run, and stored under this cell's fingerprint. */
  sql(text: string): Promise<StoredRelation>;
  /** Keeps columns that were computed here under this cell's fingerprint, so that SQL can read them. */
  keep(columns: readonly Column[], described: readonly OutputColumn[]): Promise<StoredRelation>;
  /** Rows of a relation, as columns. */
  read(relation: Relation, options: { readonly limit: number; readonly offset?: number }): Promise<readonly Column[]>;
  /** Compiles Vega-Lite and draws it, in a worker. */
  drawChart(spec: Json, columns: readonly OutputColumn[], data: readonly Column[]): Promise<DrawnChart>;
  /** Calls one function of the user on tables, in a sandbox; throws `invalid-cell`, `timeout`, `out-of-memory`. */
  transform(
    code: string,
    inputs: readonly { readonly name: string; readonly columns: readonly Column[] }[],
  ): Promise<readonly Column[]>;
  progress(fraction: number | null): void;
}

export interface DrawnChart {
  readonly spec: Json;
  readonly svg: string;
}

/** A stored result or a dataset that cells can read by name. */
export interface Relation {
  readonly name: string;
  /** The stored result's id; null for a dataset. */
  readonly result: string | null;
  readonly columns: readonly OutputColumn[];
  /** Null for a dataset of which the viewer sees some rows only: how many shows when they are read. */
  readonly rowCount: number | null;
  readonly truncated: boolean;
  /** Whether its rows stand in an order that somebody asked for. */
  readonly ordered: boolean;
  readonly sources: readonly SourceFreshness[];
  readonly elapsedMs: number;
  /** The statement over the names people know, where it came from SQL. */
  readonly sql: string | null;
}

/** Rows that are kept, and so were counted. */
export type StoredRelation = Relation & { readonly rowCount: number };

export type CellState =
  'fresh' | 'stale' | 'queued' | 'running' | 'error' | 'blocked' | 'cycle' | 'cancelled' | 'disabled';
