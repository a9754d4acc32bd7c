/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where an analysis belongs. */
export type AnalysisGroup =
  | 'JOURNEYS'
  | 'MONEY'
  | 'SCORES'
  | 'VOICE';

/** The cell that is meant. */
export type CellInput = {
  /** What identifies it. */
  id: string | number;
};

/** Whether the result of a cell is current, and if not, why. */
export type CellState =
  | 'BLOCKED'
  | 'CANCELLED'
  | 'CYCLE'
  | 'DISABLED'
  | 'ERROR'
  | 'FRESH'
  | 'QUEUED'
  | 'RUNNING'
  | 'STALE';

/** What a comparison adds: the earlier value, the change, the change in per cent. */
export type CompareAs =
  | 'DELTA'
  | 'PCT'
  | 'VALUE';

/** Where a number comes from in the four kinds of data; an insight needs two different ones (reference does not count). */
export type DatasetKind =
  | 'FINANCIAL'
  | 'OPERATIONAL'
  | 'REFERENCE'
  | 'SURVEY';

/** How far a claim carries. Computed from sources, design and diagnostics; nobody can raise it. */
export type EvidenceGrade =
  /** Counted or described; nothing is compared. */
  | 'E0'
  /** An association in one kind of source, unadjusted, or outside of a register of comparisons. */
  | 'E1'
  /** An adjusted association across two or more kinds of sources, with false discoveries controlled. */
  | 'E2'
  /** A quasi-experiment that passed its diagnostics. */
  | 'E3'
  /** Assigned by chance, recorded before the outcome. */
  | 'E4';

/** How old data are beside what their dataset promises. */
export type FreshnessState =
  | 'CURRENT'
  | 'EXPIRED'
  | 'LATE'
  | 'UNKNOWN';

/** How long a period of the calendar is. */
export type Grain =
  | 'DAY'
  | 'FISCAL_QUARTER'
  | 'FISCAL_YEAR'
  | 'MONTH'
  | 'QUARTER'
  | 'WEEK'
  | 'YEAR';

/** A new cell and its place. */
export type InsertCellInput = {
  /** Null: at the top. */
  after?: string | number | null | undefined;
  /** Attributes of the fence: name and value, true for a bare flag. */
  attributes?: unknown;
  /** Its text; absent: the starter of its kind. */
  body?: string | null | undefined;
  /** An id of one's own; absent: the server gives one. */
  id?: string | number | null | undefined;
  /** Its kind. */
  kind: string;
  /** The name by which it is referred to. */
  name?: string | null | undefined;
};

/** A cell and its new place. */
export type MoveCellInput = {
  /** The cell after which it stands; null for the top. */
  after?: string | number | null | undefined;
  /** What identifies it. */
  id: string | number;
};

/** One change of a notebook. */
export type OperationInput =
  {   /** Moves a cell to the bin. */
  deleteCell: CellInput; insertCell?: never; moveCell?: never; restoreCell?: never; setAttribute?: never; setBody?: never; setHeader?: never; setKind?: never; setName?: never; }
  |  { deleteCell?: never;   /** A new cell. */
  insertCell: InsertCellInput; moveCell?: never; restoreCell?: never; setAttribute?: never; setBody?: never; setHeader?: never; setKind?: never; setName?: never; }
  |  { deleteCell?: never; insertCell?: never;   /** Moves a cell. */
  moveCell: MoveCellInput; restoreCell?: never; setAttribute?: never; setBody?: never; setHeader?: never; setKind?: never; setName?: never; }
  |  { deleteCell?: never; insertCell?: never; moveCell?: never;   /** Brings a cell back from the bin. */
  restoreCell: CellInput; setAttribute?: never; setBody?: never; setHeader?: never; setKind?: never; setName?: never; }
  |  { deleteCell?: never; insertCell?: never; moveCell?: never; restoreCell?: never;   /** Sets or removes an attribute. */
  setAttribute: SetAttributeInput; setBody?: never; setHeader?: never; setKind?: never; setName?: never; }
  |  { deleteCell?: never; insertCell?: never; moveCell?: never; restoreCell?: never; setAttribute?: never;   /** Replaces the text of a cell. */
  setBody: SetBodyInput; setHeader?: never; setKind?: never; setName?: never; }
  |  { deleteCell?: never; insertCell?: never; moveCell?: never; restoreCell?: never; setAttribute?: never; setBody?: never;   /** Replaces the header. */
  setHeader: SetHeaderInput; setKind?: never; setName?: never; }
  |  { deleteCell?: never; insertCell?: never; moveCell?: never; restoreCell?: never; setAttribute?: never; setBody?: never; setHeader?: never;   /** Makes it a cell of another kind. */
  setKind: SetKindInput; setName?: never; }
  |  { deleteCell?: never; insertCell?: never; moveCell?: never; restoreCell?: never; setAttribute?: never; setBody?: never; setHeader?: never; setKind?: never;   /** Names a cell, or takes its name away. */
  setName: SetNameInput; };

/** Whether two kinds of data or more stand behind a page. */
export type PageLabel =
  | 'INSIGHT'
  | 'OBSERVATION';

/** What a refusal does. */
export type RefusalEffect =
  /** No number is shown. */
  | 'REFUSE'
  /** The number is shown with the note beside it. */
  | 'WARN'
  /** The number is shown; a label, order, colour or status is not. */
  | 'WITHHOLD';

/** What somebody may do; each role may also do what those before it may. */
export type Role =
  /** Everything. */
  | 'ADMIN'
  /** Ask the whole model, and work in notebooks. */
  | 'ANALYST'
  /** Read the model again, and see executed SQL. */
  | 'BUILDER'
  /** Read published pages, and ask views and saved queries. */
  | 'LEADER';

/** A cell and one of its attributes. */
export type SetAttributeInput = {
  /** What identifies it. */
  id: string | number;
  /** The name of the attribute. */
  key: string;
  /** Text, true for a bare flag, null to remove. */
  value?: unknown;
};

/** A cell and its new text. */
export type SetBodyInput = {
  /** The revision over which the text was typed; a newer one is a conflict. */
  baseCellRevision: number;
  /** The text of the cell. */
  body: string;
  /** What identifies it. */
  id: string | number;
};

/** The new header of the notebook. */
export type SetHeaderInput = {
  /** The revision over which the text was typed; a newer one is a conflict. */
  baseCellRevision: number;
  /** The YAML of the header. */
  text: string;
};

/** A cell and its new kind. */
export type SetKindInput = {
  /** What identifies it. */
  id: string | number;
  /** The new kind. */
  kind: string;
};

/** A cell and its new name. */
export type SetNameInput = {
  /** What identifies it. */
  id: string | number;
  /** The new name; null for none. */
  name?: string | null | undefined;
};

/** Whether something is wrong or only worth knowing. */
export type Severity =
  | 'ERROR'
  | 'WARNING';

export type DatasetFieldsFragment = { __typename: 'DatasetInfo', name: string, label: string, description: string | null, kind: DatasetKind, role: string, population: string, owner: string | null, grain: Array<string>, time: string | null, file: string, source: string, purposes: Array<string>, origin: unknown, consent: unknown, k: number | null, rowCount: string | null, deduplicated: string | null, quarantined: string | null, metrics: Array<string>, columns: Array<{ name: string, label: string, type: string, unit: string | null, class: string | null, pii: string | null, why: string | null, nulls: string | null, failedCasts: string | null, samples: Array<string> }>, joins: Array<{ name: string, to: string, cardinality: string, on: Array<Array<string>> }>, freshness: { __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> };

export type MetricInfoFieldsFragment = { __typename: 'MetricInfo', name: string, label: string, description: string | null, kind: string, definition: string, formula: string, denominator: string | null, exclusions: Array<string>, unit: string | null, format: string, owner: string | null, good: string | null, range: Array<number> | null, target: number | null, minN: number, datasets: Array<string>, kinds: Array<DatasetKind>, dimensions: Array<string>, components: Array<{ name: string, dataset: string, aggregate: string, of: string | null, where: string | null, time: string | null }> };

export type ReadWorkspaceQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadWorkspaceQuery = { workspace: { __typename: 'Workspace', name: string, version: string, zone: string, purpose: string | null, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, cellKinds: Array<{ __typename: 'CellKind', name: string, label: string, language: string, starter: string, schema: unknown }> }, analyses: Array<{ __typename: 'AnalysisInfo', name: string, label: string, group: AnalysisGroup, question: string, starter: string }>, catalogue: { datasets: Array<{ __typename: 'DatasetInfo', name: string, label: string, description: string | null, kind: DatasetKind, role: string, population: string, owner: string | null, grain: Array<string>, time: string | null, file: string, source: string, purposes: Array<string>, origin: unknown, consent: unknown, k: number | null, rowCount: string | null, deduplicated: string | null, quarantined: string | null, metrics: Array<string>, columns: Array<{ name: string, label: string, type: string, unit: string | null, class: string | null, pii: string | null, why: string | null, nulls: string | null, failedCasts: string | null, samples: Array<string> }>, joins: Array<{ name: string, to: string, cardinality: string, on: Array<Array<string>> }>, freshness: { __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, metrics: Array<{ __typename: 'MetricInfo', name: string, label: string, description: string | null, kind: string, definition: string, formula: string, denominator: string | null, exclusions: Array<string>, unit: string | null, format: string, owner: string | null, good: string | null, range: Array<number> | null, target: number | null, minN: number, datasets: Array<string>, kinds: Array<DatasetKind>, dimensions: Array<string>, components: Array<{ name: string, dataset: string, aggregate: string, of: string | null, where: string | null, time: string | null }> }>, dimensions: Array<{ __typename: 'DimensionInfo', name: string, label: string, description: string | null, type: string, grains: Array<Grain>, datasets: Array<string>, homes: Array<{ dataset: string, expression: string }>, rollup: { from: string, bands: Array<string> } | null }> } };

export type ProblemFieldsFragment = { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null };

export type FreshnessFieldsFragment = { __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState };

export type PageFieldsFragment = { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null };

export type ReadHomeQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadHomeQuery = { notebooks: Array<{ __typename: 'NotebookSummary', slug: string, title: string, description: string | null, cellCount: number, changedAt: string, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null }>, pages: Array<{ __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null }> };

export type CellTextFieldsFragment = { __typename: 'NotebookCell', id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> };

export type CellFieldsFragment = { __typename: 'NotebookCell', state: CellState, progress: number | null, elapsedMs: number | null, reads: Array<string>, waitsFor: Array<string>, id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, datasets: Array<{ name: string, kind: DatasetKind }>, output:
    | { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
    | { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
    | { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
    | { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
    | { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
    | { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
    | { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
   | null, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> };

export type HeaderFieldsFragment = { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null };

export type NotebookFieldsFragment = { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, params: Array<{ name: string, type: string, label: string, help: string | null, value: unknown, default: unknown, optional: boolean, problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null }>, cells: Array<{ __typename: 'NotebookCell', state: CellState, progress: number | null, elapsedMs: number | null, reads: Array<string>, waitsFor: Array<string>, id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, datasets: Array<{ name: string, kind: DatasetKind }>, output:
      | { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
      | { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
      | { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
      | { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
      | { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
      | { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
      | { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
     | null, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null };

export type ApplyFieldsFragment = { __typename: 'ApplyResult', notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, cells: Array<{ __typename: 'NotebookCell', id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null }, conflicts: Array<{ cell: string | null, yours: string, theirs: string, revision: number }> };

export type OpenNotebookQueryVariables = Exact<{
  slug: string | number;
  params?: unknown;
}>;


export type OpenNotebookQuery = { notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, params: Array<{ name: string, type: string, label: string, help: string | null, value: unknown, default: unknown, optional: boolean, problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null }>, cells: Array<{ __typename: 'NotebookCell', state: CellState, progress: number | null, elapsedMs: number | null, reads: Array<string>, waitsFor: Array<string>, id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, datasets: Array<{ name: string, kind: DatasetKind }>, output:
        | { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
        | { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
        | { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
        | { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
        | { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
        | { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
        | { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
       | null, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null } | null };

export type NotebookEventsSubscriptionVariables = Exact<{
  slug: string | number;
  params?: unknown;
}>;


export type NotebookEventsSubscription = { notebookEvents:
    | { __typename: 'CellsChanged', slug: string, cells: Array<{ __typename: 'NotebookCell', state: CellState, progress: number | null, elapsedMs: number | null, reads: Array<string>, waitsFor: Array<string>, id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, datasets: Array<{ name: string, kind: DatasetKind }>, output:
          | { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
          | { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
          | { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
          | { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
          | { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
          | { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
          | { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
         | null, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }> }
    | { __typename: 'DocumentChanged', notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, params: Array<{ name: string, type: string, label: string, help: string | null, value: unknown, default: unknown, optional: boolean, problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null }>, cells: Array<{ __typename: 'NotebookCell', state: CellState, progress: number | null, elapsedMs: number | null, reads: Array<string>, waitsFor: Array<string>, id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, datasets: Array<{ name: string, kind: DatasetKind }>, output:
            | { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
            | { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
            | { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
            | { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
            | { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
            | { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
            | { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } }
           | null, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null } }
   };

export type CreateNotebookMutationVariables = Exact<{
  title: string;
}>;


export type CreateNotebookMutation = { createNotebook: { slug: string } };

export type ApplyOperationsMutationVariables = Exact<{
  notebook: string | number;
  baseRevision: number;
  operations: Array<OperationInput> | OperationInput;
}>;


export type ApplyOperationsMutation = { applyOperations: { __typename: 'ApplyResult', notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, cells: Array<{ __typename: 'NotebookCell', id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null }, conflicts: Array<{ cell: string | null, yours: string, theirs: string, revision: number }> } };

export type UndoChangeMutationVariables = Exact<{
  notebook: string | number;
}>;


export type UndoChangeMutation = { undo: { __typename: 'ApplyResult', notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, cells: Array<{ __typename: 'NotebookCell', id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null }, conflicts: Array<{ cell: string | null, yours: string, theirs: string, revision: number }> } };

export type RedoChangeMutationVariables = Exact<{
  notebook: string | number;
}>;


export type RedoChangeMutation = { redo: { __typename: 'ApplyResult', notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, cells: Array<{ __typename: 'NotebookCell', id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null }, conflicts: Array<{ cell: string | null, yours: string, theirs: string, revision: number }> } };

export type RepairNotebookMutationVariables = Exact<{
  notebook: string | number;
}>;


export type RepairNotebookMutation = { repair: { __typename: 'ApplyResult', notebook: { __typename: 'Notebook', slug: string, title: string, description: string | null, purpose: string | null, header: string, headerRevision: number, revision: number, readOnly: boolean, canUndo: boolean, canRedo: boolean, cells: Array<{ __typename: 'NotebookCell', id: string, kind: string, name: string | null, attributes: unknown, body: string, revision: number, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }>, problems: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }>, page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } | null }, conflicts: Array<{ cell: string | null, yours: string, theirs: string, revision: number }> } };

export type RunCellsMutationVariables = Exact<{
  notebook: string | number;
  cells?: Array<string | number> | string | number | null | undefined;
  params?: unknown;
  force: boolean;
}>;


export type RunCellsMutation = { run: { slug: string, revision: number } };

export type CancelCellsMutationVariables = Exact<{
  notebook: string | number;
  cells?: Array<string | number> | string | number | null | undefined;
  params?: unknown;
}>;


export type CancelCellsMutation = { cancel: { slug: string, revision: number } };

export type ReadResultPageQueryVariables = Exact<{
  id: string | number;
  offset: number;
  limit: number;
  orderBy?: string | null | undefined;
  descending: boolean;
}>;


export type ReadResultPageQuery = { resultPage: { __typename: 'ResultPage', id: string, rowCount: number, offset: number, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> } };

export type PublishNotebookMutationVariables = Exact<{
  notebook: string | number;
  params?: unknown;
  message?: string | null | undefined;
}>;


export type PublishNotebookMutation = { publish:
    | { __typename: 'PublishRefused', refusals: Array<{ __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }> }
    | { __typename: 'Published', page: { __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null } }
   };

export type ProvenanceFieldsFragment = { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> };

export type ColumnFieldsFragment = { __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null };

export type WarningFieldsFragment = { __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null };

export type AccountFieldsFragment = { __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> };

export type TextFieldsFragment = { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type TableFieldsFragment = { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type ChartFieldsFragment = { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type InputFieldsFragment = { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type MetricFieldsFragment = { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type EstimateFieldsFragment = { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null };

export type FindingFieldsFragment = { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type ProblemOutputFieldsFragment = { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_ChartOutput_Fragment = { __typename: 'ChartOutput', result: string, caption: string | null, spec: unknown, values: unknown, svg: string, summary: string, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_FindingOutput_Fragment = { __typename: 'FindingOutput', result: string, finding: { analysis: string, label: string, verdict: string, n: number, of: string, grade: EvidenceGrade, gradeReason: string, gradeWord: string, gradeMeaning: string, gradeNext: string | null, assumptions: Array<string>, limits: Array<string>, comparisons: number, q: number | null, estimate: { __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null } | null, estimates: Array<{ __typename: 'Estimate', name: string, label: string, value: number, unit: string | null, format: string, p: number | null, n: number, of: string, interval: { low: number, high: number, level: number, method: string } | null }>, diagnostics: Array<{ name: string, label: string, value: unknown, passed: boolean | null, message: string }>, refusals: Array<{ code: string, effect: RefusalEffect, message: string, hint: string, of: string | null }>, tables: Array<{ name: string, title: string, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }> }>, charts: Array<{ name: string, title: string, table: string, summary: string, svg: string | null }>, steps: Array<{ title: string, language: string, text: string }> }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_InputOutput_Fragment = { __typename: 'InputOutput', parameter: string, control: string, label: string, help: string | null, optional: boolean, min: unknown, max: unknown, value: unknown, default: unknown, options: Array<{ value: unknown, label: string }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_MetricOutput_Fragment = { __typename: 'MetricOutput', metric: string, label: string, definition: string, unit: string | null, format: string | null, good: string | null, suppressed: boolean, low: number | null, high: number | null, n: number | null, minN: number, target: number | null, current: number | null, comparison: { label: string, value: number | null, suppressed: boolean, delta: number | null, signal: boolean | null } | null, spark: Array<{ at: string, value: number | null }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_ProblemOutput_Fragment = { __typename: 'ProblemOutput', problem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null }, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_TableOutput_Fragment = { __typename: 'TableOutput', result: string, rowCount: number, truncated: boolean, values: unknown, columns: Array<{ __typename: 'OutputColumn', name: string, label: string, type: string, unit: string | null, format: string | null, role: string | null, metric: string | null, defines: string | null, overlapping: boolean, compared: CompareAs | null, explains: string | null, k: number | null }>, totals: Array<{ totalOf: Array<string>, values: unknown }>, accounting: Array<{ __typename: 'LegAccount', leg: string, dataset: string, kind: DatasetKind, rowsInSource: string, rowsUsed: string, nullKeyRows: string, orphanRows: string, outsideFilter: string, deleted: string, deduplicated: string, withheldByConsent: string, withheldByPolicy: string | null, outsideGroups: string, asOf: Array<{ path: string, matched: string, unmatched: string, share: number | null }> }>, warnings: Array<{ __typename: 'Warning', code: string, message: string, hint: string | null, metric: string | null, dataset: string | null, count: string | null }>, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

type OutputFields_TextOutput_Fragment = { __typename: 'TextOutput', html: string, provenance: { __typename: 'Provenance', fingerprint: string, elapsedMs: number, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, steps: Array<{ title: string, language: string, text: string }> } };

export type OutputFieldsFragment =
  | OutputFields_ChartOutput_Fragment
  | OutputFields_FindingOutput_Fragment
  | OutputFields_InputOutput_Fragment
  | OutputFields_MetricOutput_Fragment
  | OutputFields_ProblemOutput_Fragment
  | OutputFields_TableOutput_Fragment
  | OutputFields_TextOutput_Fragment
;

export type ReadViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadViewerQuery = { viewer: { name: string, roles: Array<Role>, isSignedIn: boolean } };

export type ReadPagesQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadPagesQuery = { workspace: { name: string }, pages: Array<{ __typename: 'PageSummary', slug: string, title: string, description: string | null, version: number, publishedAt: string, url: string, label: PageLabel, kinds: Array<DatasetKind>, sources: Array<{ __typename: 'Freshness', dataset: string, kind: DatasetKind, loadedAt: string, dataThrough: string | null, version: string, state: FreshnessState }>, refreshProblem: { __typename: 'Problem', code: string, severity: Severity, message: string, hint: string | null, choices: Array<string>, file: string | null, line: number | null, column: number | null, offset: number | null, length: number | null, subject: string | null } | null }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const FreshnessFieldsFragmentDoc = new TypedDocumentString(`
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
    `, {"fragmentName":"FreshnessFields"}) as unknown as TypedDocumentString<FreshnessFieldsFragment, unknown>;
export const ProblemFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
    `, {"fragmentName":"ProblemFields"}) as unknown as TypedDocumentString<ProblemFieldsFragment, unknown>;
export const DatasetFieldsFragmentDoc = new TypedDocumentString(`
    fragment DatasetFields on DatasetInfo {
  __typename
  name
  label
  description
  kind
  role
  population
  owner
  grain
  time
  file
  source
  purposes
  origin
  consent
  k
  rowCount
  deduplicated
  quarantined
  metrics
  columns {
    name
    label
    type
    unit
    class
    pii
    why
    nulls
    failedCasts
    samples
  }
  joins {
    name
    to
    cardinality
    on
  }
  freshness {
    ...FreshnessFields
  }
  problems {
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}`, {"fragmentName":"DatasetFields"}) as unknown as TypedDocumentString<DatasetFieldsFragment, unknown>;
export const MetricInfoFieldsFragmentDoc = new TypedDocumentString(`
    fragment MetricInfoFields on MetricInfo {
  __typename
  name
  label
  description
  kind
  definition
  formula
  denominator
  components {
    name
    dataset
    aggregate
    of
    where
    time
  }
  exclusions
  unit
  format
  owner
  good
  range
  target
  minN
  datasets
  kinds
  dimensions
}
    `, {"fragmentName":"MetricInfoFields"}) as unknown as TypedDocumentString<MetricInfoFieldsFragment, unknown>;
export const PageFieldsFragmentDoc = new TypedDocumentString(`
    fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}`, {"fragmentName":"PageFields"}) as unknown as TypedDocumentString<PageFieldsFragment, unknown>;
export const HeaderFieldsFragmentDoc = new TypedDocumentString(`
    fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}`, {"fragmentName":"HeaderFields"}) as unknown as TypedDocumentString<HeaderFieldsFragment, unknown>;
export const CellTextFieldsFragmentDoc = new TypedDocumentString(`
    fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}`, {"fragmentName":"CellTextFields"}) as unknown as TypedDocumentString<CellTextFieldsFragment, unknown>;
export const ProvenanceFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}`, {"fragmentName":"ProvenanceFields"}) as unknown as TypedDocumentString<ProvenanceFieldsFragment, unknown>;
export const TextFieldsFragmentDoc = new TypedDocumentString(`
    fragment TextFields on TextOutput {
  __typename
  html
  provenance {
    ...ProvenanceFields
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}`, {"fragmentName":"TextFields"}) as unknown as TypedDocumentString<TextFieldsFragment, unknown>;
export const ColumnFieldsFragmentDoc = new TypedDocumentString(`
    fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
    `, {"fragmentName":"ColumnFields"}) as unknown as TypedDocumentString<ColumnFieldsFragment, unknown>;
export const AccountFieldsFragmentDoc = new TypedDocumentString(`
    fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}
    `, {"fragmentName":"AccountFields"}) as unknown as TypedDocumentString<AccountFieldsFragment, unknown>;
export const WarningFieldsFragmentDoc = new TypedDocumentString(`
    fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
    `, {"fragmentName":"WarningFields"}) as unknown as TypedDocumentString<WarningFieldsFragment, unknown>;
export const TableFieldsFragmentDoc = new TypedDocumentString(`
    fragment TableFields on TableOutput {
  __typename
  result
  rowCount
  truncated
  values
  columns {
    ...ColumnFields
  }
  totals {
    totalOf
    values
  }
  accounting {
    ...AccountFields
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}`, {"fragmentName":"TableFields"}) as unknown as TypedDocumentString<TableFieldsFragment, unknown>;
export const ChartFieldsFragmentDoc = new TypedDocumentString(`
    fragment ChartFields on ChartOutput {
  __typename
  result
  caption
  spec
  values
  svg
  summary
  columns {
    ...ColumnFields
  }
  provenance {
    ...ProvenanceFields
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}`, {"fragmentName":"ChartFields"}) as unknown as TypedDocumentString<ChartFieldsFragment, unknown>;
export const InputFieldsFragmentDoc = new TypedDocumentString(`
    fragment InputFields on InputOutput {
  __typename
  parameter
  control
  label
  help
  optional
  min
  max
  value
  default
  options {
    value
    label
  }
  provenance {
    ...ProvenanceFields
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}`, {"fragmentName":"InputFields"}) as unknown as TypedDocumentString<InputFieldsFragment, unknown>;
export const MetricFieldsFragmentDoc = new TypedDocumentString(`
    fragment MetricFields on MetricOutput {
  __typename
  metric
  label
  definition
  unit
  format
  good
  current: value
  suppressed
  low
  high
  n
  minN
  target
  comparison {
    label
    value
    suppressed
    delta
    signal
  }
  spark {
    at
    value
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}`, {"fragmentName":"MetricFields"}) as unknown as TypedDocumentString<MetricFieldsFragment, unknown>;
export const EstimateFieldsFragmentDoc = new TypedDocumentString(`
    fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}
    `, {"fragmentName":"EstimateFields"}) as unknown as TypedDocumentString<EstimateFieldsFragment, unknown>;
export const FindingFieldsFragmentDoc = new TypedDocumentString(`
    fragment FindingFields on FindingOutput {
  __typename
  result
  finding {
    analysis
    label
    verdict
    estimate {
      ...EstimateFields
    }
    estimates {
      ...EstimateFields
    }
    n
    of
    grade
    gradeReason
    gradeWord
    gradeMeaning
    gradeNext
    diagnostics {
      name
      label
      value
      passed
      message
    }
    refusals {
      code
      effect
      message
      hint
      of
    }
    assumptions
    limits
    tables {
      name
      title
      values
      columns {
        ...ColumnFields
      }
    }
    charts {
      name
      title
      table
      summary
      svg
    }
    comparisons
    q
    steps {
      title
      language
      text
    }
  }
  provenance {
    ...ProvenanceFields
  }
}
    fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}`, {"fragmentName":"FindingFields"}) as unknown as TypedDocumentString<FindingFieldsFragment, unknown>;
export const ProblemOutputFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProblemOutputFields on ProblemOutput {
  __typename
  problem {
    ...ProblemFields
  }
  provenance {
    ...ProvenanceFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}`, {"fragmentName":"ProblemOutputFields"}) as unknown as TypedDocumentString<ProblemOutputFieldsFragment, unknown>;
export const OutputFieldsFragmentDoc = new TypedDocumentString(`
    fragment OutputFields on Output {
  ...TextFields
  ...TableFields
  ...ChartFields
  ...InputFields
  ...MetricFields
  ...FindingFields
  ...ProblemOutputFields
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}
fragment TextFields on TextOutput {
  __typename
  html
  provenance {
    ...ProvenanceFields
  }
}
fragment TableFields on TableOutput {
  __typename
  result
  rowCount
  truncated
  values
  columns {
    ...ColumnFields
  }
  totals {
    totalOf
    values
  }
  accounting {
    ...AccountFields
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ChartFields on ChartOutput {
  __typename
  result
  caption
  spec
  values
  svg
  summary
  columns {
    ...ColumnFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment InputFields on InputOutput {
  __typename
  parameter
  control
  label
  help
  optional
  min
  max
  value
  default
  options {
    value
    label
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment MetricFields on MetricOutput {
  __typename
  metric
  label
  definition
  unit
  format
  good
  current: value
  suppressed
  low
  high
  n
  minN
  target
  comparison {
    label
    value
    suppressed
    delta
    signal
  }
  spark {
    at
    value
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}
fragment FindingFields on FindingOutput {
  __typename
  result
  finding {
    analysis
    label
    verdict
    estimate {
      ...EstimateFields
    }
    estimates {
      ...EstimateFields
    }
    n
    of
    grade
    gradeReason
    gradeWord
    gradeMeaning
    gradeNext
    diagnostics {
      name
      label
      value
      passed
      message
    }
    refusals {
      code
      effect
      message
      hint
      of
    }
    assumptions
    limits
    tables {
      name
      title
      values
      columns {
        ...ColumnFields
      }
    }
    charts {
      name
      title
      table
      summary
      svg
    }
    comparisons
    q
    steps {
      title
      language
      text
    }
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ProblemOutputFields on ProblemOutput {
  __typename
  problem {
    ...ProblemFields
  }
  provenance {
    ...ProvenanceFields
  }
}`, {"fragmentName":"OutputFields"}) as unknown as TypedDocumentString<OutputFieldsFragment, unknown>;
export const CellFieldsFragmentDoc = new TypedDocumentString(`
    fragment CellFields on NotebookCell {
  ...CellTextFields
  state
  progress
  elapsedMs
  reads
  waitsFor
  datasets {
    name
    kind
  }
  output {
    ...OutputFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}
fragment TextFields on TextOutput {
  __typename
  html
  provenance {
    ...ProvenanceFields
  }
}
fragment TableFields on TableOutput {
  __typename
  result
  rowCount
  truncated
  values
  columns {
    ...ColumnFields
  }
  totals {
    totalOf
    values
  }
  accounting {
    ...AccountFields
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ChartFields on ChartOutput {
  __typename
  result
  caption
  spec
  values
  svg
  summary
  columns {
    ...ColumnFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment InputFields on InputOutput {
  __typename
  parameter
  control
  label
  help
  optional
  min
  max
  value
  default
  options {
    value
    label
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment MetricFields on MetricOutput {
  __typename
  metric
  label
  definition
  unit
  format
  good
  current: value
  suppressed
  low
  high
  n
  minN
  target
  comparison {
    label
    value
    suppressed
    delta
    signal
  }
  spark {
    at
    value
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}
fragment FindingFields on FindingOutput {
  __typename
  result
  finding {
    analysis
    label
    verdict
    estimate {
      ...EstimateFields
    }
    estimates {
      ...EstimateFields
    }
    n
    of
    grade
    gradeReason
    gradeWord
    gradeMeaning
    gradeNext
    diagnostics {
      name
      label
      value
      passed
      message
    }
    refusals {
      code
      effect
      message
      hint
      of
    }
    assumptions
    limits
    tables {
      name
      title
      values
      columns {
        ...ColumnFields
      }
    }
    charts {
      name
      title
      table
      summary
      svg
    }
    comparisons
    q
    steps {
      title
      language
      text
    }
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ProblemOutputFields on ProblemOutput {
  __typename
  problem {
    ...ProblemFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment OutputFields on Output {
  ...TextFields
  ...TableFields
  ...ChartFields
  ...InputFields
  ...MetricFields
  ...FindingFields
  ...ProblemOutputFields
}`, {"fragmentName":"CellFields"}) as unknown as TypedDocumentString<CellFieldsFragment, unknown>;
export const NotebookFieldsFragmentDoc = new TypedDocumentString(`
    fragment NotebookFields on Notebook {
  ...HeaderFields
  params {
    name
    type
    label
    help
    value
    default
    optional
    problem {
      ...ProblemFields
    }
  }
  cells {
    ...CellFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment CellFields on NotebookCell {
  ...CellTextFields
  state
  progress
  elapsedMs
  reads
  waitsFor
  datasets {
    name
    kind
  }
  output {
    ...OutputFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}
fragment TextFields on TextOutput {
  __typename
  html
  provenance {
    ...ProvenanceFields
  }
}
fragment TableFields on TableOutput {
  __typename
  result
  rowCount
  truncated
  values
  columns {
    ...ColumnFields
  }
  totals {
    totalOf
    values
  }
  accounting {
    ...AccountFields
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ChartFields on ChartOutput {
  __typename
  result
  caption
  spec
  values
  svg
  summary
  columns {
    ...ColumnFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment InputFields on InputOutput {
  __typename
  parameter
  control
  label
  help
  optional
  min
  max
  value
  default
  options {
    value
    label
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment MetricFields on MetricOutput {
  __typename
  metric
  label
  definition
  unit
  format
  good
  current: value
  suppressed
  low
  high
  n
  minN
  target
  comparison {
    label
    value
    suppressed
    delta
    signal
  }
  spark {
    at
    value
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}
fragment FindingFields on FindingOutput {
  __typename
  result
  finding {
    analysis
    label
    verdict
    estimate {
      ...EstimateFields
    }
    estimates {
      ...EstimateFields
    }
    n
    of
    grade
    gradeReason
    gradeWord
    gradeMeaning
    gradeNext
    diagnostics {
      name
      label
      value
      passed
      message
    }
    refusals {
      code
      effect
      message
      hint
      of
    }
    assumptions
    limits
    tables {
      name
      title
      values
      columns {
        ...ColumnFields
      }
    }
    charts {
      name
      title
      table
      summary
      svg
    }
    comparisons
    q
    steps {
      title
      language
      text
    }
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ProblemOutputFields on ProblemOutput {
  __typename
  problem {
    ...ProblemFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment OutputFields on Output {
  ...TextFields
  ...TableFields
  ...ChartFields
  ...InputFields
  ...MetricFields
  ...FindingFields
  ...ProblemOutputFields
}`, {"fragmentName":"NotebookFields"}) as unknown as TypedDocumentString<NotebookFieldsFragment, unknown>;
export const ApplyFieldsFragmentDoc = new TypedDocumentString(`
    fragment ApplyFields on ApplyResult {
  __typename
  notebook {
    ...HeaderFields
    cells {
      ...CellTextFields
    }
  }
  conflicts {
    cell
    yours
    theirs
    revision
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}`, {"fragmentName":"ApplyFields"}) as unknown as TypedDocumentString<ApplyFieldsFragment, unknown>;
export const ReadWorkspaceDocument = new TypedDocumentString(`
    query ReadWorkspace {
  workspace {
    __typename
    name
    version
    zone
    purpose
    problems {
      ...ProblemFields
    }
    cellKinds {
      __typename
      name
      label
      language
      starter
      schema
    }
  }
  analyses {
    __typename
    name
    label
    group
    question
    starter
  }
  catalogue {
    datasets {
      ...DatasetFields
    }
    metrics {
      ...MetricInfoFields
    }
    dimensions {
      __typename
      name
      label
      description
      type
      grains
      datasets
      homes {
        dataset
        expression
      }
      rollup {
        from
        bands
      }
    }
  }
}
    fragment DatasetFields on DatasetInfo {
  __typename
  name
  label
  description
  kind
  role
  population
  owner
  grain
  time
  file
  source
  purposes
  origin
  consent
  k
  rowCount
  deduplicated
  quarantined
  metrics
  columns {
    name
    label
    type
    unit
    class
    pii
    why
    nulls
    failedCasts
    samples
  }
  joins {
    name
    to
    cardinality
    on
  }
  freshness {
    ...FreshnessFields
  }
  problems {
    ...ProblemFields
  }
}
fragment MetricInfoFields on MetricInfo {
  __typename
  name
  label
  description
  kind
  definition
  formula
  denominator
  components {
    name
    dataset
    aggregate
    of
    where
    time
  }
  exclusions
  unit
  format
  owner
  good
  range
  target
  minN
  datasets
  kinds
  dimensions
}
fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}`) as unknown as TypedDocumentString<ReadWorkspaceQuery, ReadWorkspaceQueryVariables>;
export const ReadHomeDocument = new TypedDocumentString(`
    query ReadHome {
  notebooks {
    __typename
    slug
    title
    description
    cellCount
    changedAt
    problems {
      ...ProblemFields
    }
    page {
      ...PageFields
    }
  }
  pages {
    ...PageFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}`) as unknown as TypedDocumentString<ReadHomeQuery, ReadHomeQueryVariables>;
export const OpenNotebookDocument = new TypedDocumentString(`
    query OpenNotebook($slug: ID!, $params: JSON) {
  notebook(slug: $slug, params: $params) {
    ...NotebookFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment CellFields on NotebookCell {
  ...CellTextFields
  state
  progress
  elapsedMs
  reads
  waitsFor
  datasets {
    name
    kind
  }
  output {
    ...OutputFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment NotebookFields on Notebook {
  ...HeaderFields
  params {
    name
    type
    label
    help
    value
    default
    optional
    problem {
      ...ProblemFields
    }
  }
  cells {
    ...CellFields
  }
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}
fragment TextFields on TextOutput {
  __typename
  html
  provenance {
    ...ProvenanceFields
  }
}
fragment TableFields on TableOutput {
  __typename
  result
  rowCount
  truncated
  values
  columns {
    ...ColumnFields
  }
  totals {
    totalOf
    values
  }
  accounting {
    ...AccountFields
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ChartFields on ChartOutput {
  __typename
  result
  caption
  spec
  values
  svg
  summary
  columns {
    ...ColumnFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment InputFields on InputOutput {
  __typename
  parameter
  control
  label
  help
  optional
  min
  max
  value
  default
  options {
    value
    label
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment MetricFields on MetricOutput {
  __typename
  metric
  label
  definition
  unit
  format
  good
  current: value
  suppressed
  low
  high
  n
  minN
  target
  comparison {
    label
    value
    suppressed
    delta
    signal
  }
  spark {
    at
    value
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}
fragment FindingFields on FindingOutput {
  __typename
  result
  finding {
    analysis
    label
    verdict
    estimate {
      ...EstimateFields
    }
    estimates {
      ...EstimateFields
    }
    n
    of
    grade
    gradeReason
    gradeWord
    gradeMeaning
    gradeNext
    diagnostics {
      name
      label
      value
      passed
      message
    }
    refusals {
      code
      effect
      message
      hint
      of
    }
    assumptions
    limits
    tables {
      name
      title
      values
      columns {
        ...ColumnFields
      }
    }
    charts {
      name
      title
      table
      summary
      svg
    }
    comparisons
    q
    steps {
      title
      language
      text
    }
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ProblemOutputFields on ProblemOutput {
  __typename
  problem {
    ...ProblemFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment OutputFields on Output {
  ...TextFields
  ...TableFields
  ...ChartFields
  ...InputFields
  ...MetricFields
  ...FindingFields
  ...ProblemOutputFields
}`) as unknown as TypedDocumentString<OpenNotebookQuery, OpenNotebookQueryVariables>;
export const NotebookEventsDocument = new TypedDocumentString(`
    subscription NotebookEvents($slug: ID!, $params: JSON) {
  notebookEvents(slug: $slug, params: $params) {
    __typename
    ... on DocumentChanged {
      notebook {
        ...NotebookFields
      }
    }
    ... on CellsChanged {
      slug
      cells {
        ...CellFields
      }
    }
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment CellFields on NotebookCell {
  ...CellTextFields
  state
  progress
  elapsedMs
  reads
  waitsFor
  datasets {
    name
    kind
  }
  output {
    ...OutputFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment NotebookFields on Notebook {
  ...HeaderFields
  params {
    name
    type
    label
    help
    value
    default
    optional
    problem {
      ...ProblemFields
    }
  }
  cells {
    ...CellFields
  }
}
fragment ProvenanceFields on Provenance {
  __typename
  fingerprint
  elapsedMs
  sources {
    ...FreshnessFields
  }
  steps {
    title
    language
    text
  }
}
fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}
fragment WarningFields on Warning {
  __typename
  code
  message
  hint
  metric
  dataset
  count
}
fragment AccountFields on LegAccount {
  __typename
  leg
  dataset
  kind
  rowsInSource
  rowsUsed
  nullKeyRows
  orphanRows
  outsideFilter
  deleted
  deduplicated
  withheldByConsent
  withheldByPolicy
  outsideGroups
  asOf {
    path
    matched
    unmatched
    share
  }
}
fragment TextFields on TextOutput {
  __typename
  html
  provenance {
    ...ProvenanceFields
  }
}
fragment TableFields on TableOutput {
  __typename
  result
  rowCount
  truncated
  values
  columns {
    ...ColumnFields
  }
  totals {
    totalOf
    values
  }
  accounting {
    ...AccountFields
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ChartFields on ChartOutput {
  __typename
  result
  caption
  spec
  values
  svg
  summary
  columns {
    ...ColumnFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment InputFields on InputOutput {
  __typename
  parameter
  control
  label
  help
  optional
  min
  max
  value
  default
  options {
    value
    label
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment MetricFields on MetricOutput {
  __typename
  metric
  label
  definition
  unit
  format
  good
  current: value
  suppressed
  low
  high
  n
  minN
  target
  comparison {
    label
    value
    suppressed
    delta
    signal
  }
  spark {
    at
    value
  }
  warnings {
    ...WarningFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment EstimateFields on Estimate {
  __typename
  name
  label
  value
  unit
  format
  p
  n
  of
  interval {
    low
    high
    level
    method
  }
}
fragment FindingFields on FindingOutput {
  __typename
  result
  finding {
    analysis
    label
    verdict
    estimate {
      ...EstimateFields
    }
    estimates {
      ...EstimateFields
    }
    n
    of
    grade
    gradeReason
    gradeWord
    gradeMeaning
    gradeNext
    diagnostics {
      name
      label
      value
      passed
      message
    }
    refusals {
      code
      effect
      message
      hint
      of
    }
    assumptions
    limits
    tables {
      name
      title
      values
      columns {
        ...ColumnFields
      }
    }
    charts {
      name
      title
      table
      summary
      svg
    }
    comparisons
    q
    steps {
      title
      language
      text
    }
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment ProblemOutputFields on ProblemOutput {
  __typename
  problem {
    ...ProblemFields
  }
  provenance {
    ...ProvenanceFields
  }
}
fragment OutputFields on Output {
  ...TextFields
  ...TableFields
  ...ChartFields
  ...InputFields
  ...MetricFields
  ...FindingFields
  ...ProblemOutputFields
}`) as unknown as TypedDocumentString<NotebookEventsSubscription, NotebookEventsSubscriptionVariables>;
export const CreateNotebookDocument = new TypedDocumentString(`
    mutation CreateNotebook($title: String!) {
  createNotebook(title: $title) {
    slug
  }
}
    `) as unknown as TypedDocumentString<CreateNotebookMutation, CreateNotebookMutationVariables>;
export const ApplyOperationsDocument = new TypedDocumentString(`
    mutation ApplyOperations($notebook: ID!, $baseRevision: Int!, $operations: [OperationInput!]!) {
  applyOperations(
    notebook: $notebook
    baseRevision: $baseRevision
    operations: $operations
  ) {
    ...ApplyFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment ApplyFields on ApplyResult {
  __typename
  notebook {
    ...HeaderFields
    cells {
      ...CellTextFields
    }
  }
  conflicts {
    cell
    yours
    theirs
    revision
  }
}`) as unknown as TypedDocumentString<ApplyOperationsMutation, ApplyOperationsMutationVariables>;
export const UndoChangeDocument = new TypedDocumentString(`
    mutation UndoChange($notebook: ID!) {
  undo(notebook: $notebook) {
    ...ApplyFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment ApplyFields on ApplyResult {
  __typename
  notebook {
    ...HeaderFields
    cells {
      ...CellTextFields
    }
  }
  conflicts {
    cell
    yours
    theirs
    revision
  }
}`) as unknown as TypedDocumentString<UndoChangeMutation, UndoChangeMutationVariables>;
export const RedoChangeDocument = new TypedDocumentString(`
    mutation RedoChange($notebook: ID!) {
  redo(notebook: $notebook) {
    ...ApplyFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment ApplyFields on ApplyResult {
  __typename
  notebook {
    ...HeaderFields
    cells {
      ...CellTextFields
    }
  }
  conflicts {
    cell
    yours
    theirs
    revision
  }
}`) as unknown as TypedDocumentString<RedoChangeMutation, RedoChangeMutationVariables>;
export const RepairNotebookDocument = new TypedDocumentString(`
    mutation RepairNotebook($notebook: ID!) {
  repair(notebook: $notebook) {
    ...ApplyFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}
fragment CellTextFields on NotebookCell {
  __typename
  id
  kind
  name
  attributes
  body
  revision
  problems {
    ...ProblemFields
  }
}
fragment HeaderFields on Notebook {
  __typename
  slug
  title
  description
  purpose
  header
  headerRevision
  revision
  readOnly
  canUndo
  canRedo
  problems {
    ...ProblemFields
  }
  page {
    ...PageFields
  }
}
fragment ApplyFields on ApplyResult {
  __typename
  notebook {
    ...HeaderFields
    cells {
      ...CellTextFields
    }
  }
  conflicts {
    cell
    yours
    theirs
    revision
  }
}`) as unknown as TypedDocumentString<RepairNotebookMutation, RepairNotebookMutationVariables>;
export const RunCellsDocument = new TypedDocumentString(`
    mutation RunCells($notebook: ID!, $cells: [ID!], $params: JSON, $force: Boolean!) {
  run(notebook: $notebook, cells: $cells, params: $params, force: $force) {
    slug
    revision
  }
}
    `) as unknown as TypedDocumentString<RunCellsMutation, RunCellsMutationVariables>;
export const CancelCellsDocument = new TypedDocumentString(`
    mutation CancelCells($notebook: ID!, $cells: [ID!], $params: JSON) {
  cancel(notebook: $notebook, cells: $cells, params: $params) {
    slug
    revision
  }
}
    `) as unknown as TypedDocumentString<CancelCellsMutation, CancelCellsMutationVariables>;
export const ReadResultPageDocument = new TypedDocumentString(`
    query ReadResultPage($id: ID!, $offset: Int!, $limit: Int!, $orderBy: String, $descending: Boolean!) {
  resultPage(
    id: $id
    offset: $offset
    limit: $limit
    orderBy: $orderBy
    descending: $descending
  ) {
    __typename
    id
    rowCount
    offset
    values
    columns {
      ...ColumnFields
    }
  }
}
    fragment ColumnFields on OutputColumn {
  __typename
  name
  label
  type
  unit
  format
  role
  metric
  defines
  overlapping
  compared
  explains
  k
}`) as unknown as TypedDocumentString<ReadResultPageQuery, ReadResultPageQueryVariables>;
export const PublishNotebookDocument = new TypedDocumentString(`
    mutation PublishNotebook($notebook: ID!, $params: JSON, $message: String) {
  publish(notebook: $notebook, params: $params, message: $message) {
    __typename
    ... on Published {
      page {
        ...PageFields
      }
    }
    ... on PublishRefused {
      refusals {
        ...ProblemFields
      }
    }
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}`) as unknown as TypedDocumentString<PublishNotebookMutation, PublishNotebookMutationVariables>;
export const ReadViewerDocument = new TypedDocumentString(`
    query ReadViewer {
  viewer {
    name
    roles
    isSignedIn
  }
}
    `) as unknown as TypedDocumentString<ReadViewerQuery, ReadViewerQueryVariables>;
export const ReadPagesDocument = new TypedDocumentString(`
    query ReadPages {
  workspace {
    name
  }
  pages {
    ...PageFields
  }
}
    fragment ProblemFields on Problem {
  __typename
  code
  severity
  message
  hint
  choices
  file
  line
  column
  offset
  length
  subject
}
fragment FreshnessFields on Freshness {
  __typename
  dataset
  kind
  loadedAt
  dataThrough
  version
  state
}
fragment PageFields on PageSummary {
  __typename
  slug
  title
  description
  version
  publishedAt
  url
  label
  kinds
  sources {
    ...FreshnessFields
  }
  refreshProblem {
    ...ProblemFields
  }
}`) as unknown as TypedDocumentString<ReadPagesQuery, ReadPagesQueryVariables>;