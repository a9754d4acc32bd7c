import type { Finding } from '../analyses/contract/finding.ts';
import type { Json } from '../lib/json.ts';
import type { Problem } from '../lib/problem.ts';
import type { Column, ValueType } from '../lib/table.ts';
import type { CompareAs } from '../query/language/metric-query.ts';
import type { LegAccount, QueryWarning, SourceFreshness, TotalRow } from '../query/answer/result.ts';

/** What a run of a cell leaves: a closed union, so that a client does not compile until it renders all of it. */
export type Output =
  TextOutput | TableOutput | ChartOutput | InputOutput | MetricOutput | FindingOutput | ProblemOutput;

/** Where a result comes from and how old it is. */
export interface Provenance {
  /** SHA-256 of everything that could change the result; also the id under which data are stored. */
  readonly fingerprint: string;
  readonly sources: readonly SourceFreshness[];
  readonly elapsedMs: number;
  /** How it was computed, for people: SQL over dataset names, or the definition of a metric. */
  readonly steps: readonly ProvenanceStep[];
}

export interface ProvenanceStep {
  readonly title: string;
  readonly language: 'sql' | 'yaml' | 'text';
  readonly text: string;
}

interface TextOutput {
  readonly type: 'TextOutput';
  readonly provenance: Provenance;
  /** Sanitised HTML; inline values are `<data class="value" data-cell="…">`. */
  readonly html: string;
}

export interface OutputColumn {
  readonly name: string;
  readonly label: string;
  readonly type: ValueType;
  readonly unit: string | null;
  readonly format: string | null;
  readonly role: string | null;
  /** The metric alias this column belongs to (interval bounds and n stand beside their metric). */
  readonly metric: string | null;
  /** What the semantic layer says of it; absent: it is no column of a metric query. */
  readonly meaning?: ColumnMeaning | undefined;
}

/** What a reader has to know of a column of a metric query, beyond how to print it. */
export interface ColumnMeaning {
  /** The model's metric that it comes from; null for dimensions. */
  readonly defines: string | null;
  readonly additivity: string | null;
  /** Whether a row may count in several groups, so that nobody may add the column up. */
  readonly overlapping: boolean;
  /** What of a comparison it is. */
  readonly compared: CompareAs | null;
  /** The column that this one explains: why a group has no value, which group is all others, which values are hidden. */
  readonly explains: string | null;
  /** The smallest number of persons that a shown value may stand on. */
  readonly k: number | null;
}

export interface TableOutput {
  readonly type: 'TableOutput';
  readonly provenance: Provenance;
  /** The id of the stored result, for pages and charts. */
  readonly result: string;
  readonly columns: readonly OutputColumn[];
  readonly rowCount: number;
  readonly truncated: boolean;
  /** Whether its rows stand in an order that somebody asked for: a chart keeps it. */
  readonly ordered: boolean;
  /** The first page, at most 100 rows. */
  readonly page: readonly Column[];
  readonly totals: readonly TotalRow[];
  readonly accounting: readonly LegAccount[];
  readonly warnings: readonly QueryWarning[];
}

export interface ChartOutput {
  readonly type: 'ChartOutput';
  readonly provenance: Provenance;
  readonly result: string;
  readonly caption: string | null;
  /** Compiled Vega without its data, which belong under the data set called `source`. */
  readonly spec: Json;
  readonly columns: readonly OutputColumn[];
  /** At most 5,000 rows, as columns. */
  readonly data: readonly Column[];
  /** Drawn on the server, colours as `light-dark()`: one picture for both themes. */
  readonly svg: string;
  /** One sentence: what is shown, extremes, n. */
  readonly summary: string;
}

export interface InputOutput {
  readonly type: 'InputOutput';
  readonly provenance: Provenance;
  readonly parameter: string;
  readonly control: 'text' | 'number' | 'checkbox' | 'date' | 'date_range' | 'select' | 'multiselect';
  readonly label: string;
  readonly help: string | null;
  readonly optional: boolean;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly options: readonly { readonly value: Json; readonly label: string }[];
  readonly value: Json;
  readonly default: Json;
}

export interface MetricOutput {
  readonly type: 'MetricOutput';
  readonly provenance: Provenance;
  /** The id under which the one row is stored that other cells read. */
  readonly result: string;
  /** Its columns: the metric, `_low`, `_high` and `_n`. */
  readonly columns: readonly OutputColumn[];
  readonly metric: string;
  readonly label: string;
  readonly definition: string;
  readonly unit: string | null;
  readonly format: string | null;
  readonly good: 'up' | 'down' | null;
  readonly value: number | null;
  /** Whether it is hidden because too few persons stand behind it. */
  readonly suppressed: boolean;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly minN: number;
  readonly target: number | null;
  readonly comparison: MetricComparison | null;
  readonly spark: readonly { readonly at: string; readonly value: number | null }[];
  readonly warnings: readonly QueryWarning[];
}

export interface MetricComparison {
  readonly label: string;
  readonly value: number | null;
  /** Whether the earlier value is hidden because too few persons stand behind it. */
  readonly suppressed: boolean;
  readonly delta: number | null;
  /** Whether the difference lies outside of what chance explains: only then an arrow or a colour. Null: nothing says how sure the values are. */
  readonly signal: boolean | null;
}

export interface FindingOutput {
  readonly type: 'FindingOutput';
  readonly provenance: Provenance;
  /** The id under which its estimates are stored, one a row, which other cells read. */
  readonly result: string;
  readonly columns: readonly OutputColumn[];
  readonly rowCount: number;
  readonly finding: Finding;
  /** Its charts as they were drawn, by name; colours as `light-dark()`. */
  readonly pictures: readonly { readonly name: string; readonly svg: string }[];
}

interface ProblemOutput {
  readonly type: 'ProblemOutput';
  readonly provenance: Provenance;
  readonly problem: Problem;
}
