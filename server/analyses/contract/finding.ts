import type { Value } from '../../lib/table.ts';
import type { Json } from '../../lib/json.ts';
import type { SourceFreshness } from '../../query/answer/result.ts';
import type { Refusal } from './refusal.ts';

/** How far a claim carries. Computed from sources, design and diagnostics; nobody can raise it. */
export type EvidenceGrade = 'E0' | 'E1' | 'E2' | 'E3' | 'E4';

/** A number that an analysis claims, never without how many cases stand behind it. */
export interface Estimate {
  /** A short name of small letters and underscores, unique in the finding: `nps`, `cost_effect`. */
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string | null;
  /** As metrics are printed: points, percent (of a fraction), percentage_points (a difference of two fractions), currency, decimal, integer, number. */
  readonly format: string;
  readonly interval: EstimateInterval | null;
  /** The p-value of the comparison with nothing, where one was made; two-sided, from the upper tail. */
  readonly p: number | null;
  readonly n: number;
  /** What is counted by n: answers, customers, depots. */
  readonly of: string;
}

export interface EstimateInterval {
  readonly low: number;
  readonly high: number;
  /** 0.95. */
  readonly level: number;
  /** The method with the name of its variance estimator: `Wilson score`, `CR1 by depot`. */
  readonly method: string;
}

/** A check that the design has to pass, or a figure that helps to judge it. */
export interface Diagnostic {
  readonly name: string;
  readonly label: string;
  readonly value: number | string | null;
  /** Null: it is for reading only. */
  readonly passed: boolean | null;
  /** One sentence: what it says. */
  readonly message: string;
}

export interface FindingColumn {
  readonly name: string;
  readonly label: string;
  readonly type: 'string' | 'integer' | 'real' | 'boolean' | 'date';
  readonly unit?: string | null;
  readonly format?: string | null;
}

/** A table of a finding: groups, never single persons. */
export interface FindingTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly FindingColumn[];
  /** One value a column. */
  readonly rows: readonly (readonly Value[])[];
}

export interface FindingChart {
  readonly name: string;
  readonly title: string;
  /** The table whose rows it draws. */
  readonly table: string;
  /** Vega-Lite without data. */
  readonly spec: Json;
  /** One sentence for those who do not see the picture. */
  readonly summary: string;
}

/** One statement behind a finding, over the names that people know: it runs as an SQL cell. */
export interface FindingStep {
  readonly title: string;
  readonly sql: string;
}

/** What the numbers were compared among. */
interface Comparisons {
  readonly ledger: string;
  /** Comparisons on the same data and outcome, this one among them. */
  readonly m: number;
  /** The smallest q-value among this finding's own comparisons; null where none has a p-value. */
  readonly q: number | null;
}

/** What an analysis gives: a verdict, its numbers with how sure they are, and everything that it may not be read as. */
export interface Finding {
  readonly analysis: string;
  readonly label: string;
  /** One or two plain sentences. */
  readonly verdict: string;
  /** The number of the verdict; null where it is refused, or where the answer is a table. */
  readonly estimate: Estimate | null;
  /** Further numbers. */
  readonly estimates: readonly Estimate[];
  /** Cases behind the finding as a whole. */
  readonly n: number;
  /** What n counts. */
  readonly of: string;
  readonly grade: EvidenceGrade;
  /** Why this grade, and what the next one would need. */
  readonly gradeReason: string;
  readonly sources: readonly SourceFreshness[];
  readonly diagnostics: readonly Diagnostic[];
  readonly refusals: readonly Refusal[];
  readonly assumptions: readonly string[];
  /** What it may not be read as. */
  readonly limits: readonly string[];
  readonly tables: readonly FindingTable[];
  readonly charts: readonly FindingChart[];
  readonly comparisons: Comparisons;
  readonly steps: readonly FindingStep[];
}

/** What stands behind the comparison of an analysis. */
export type Design =
  /** Counted or described. */
  | 'count'
  /** Compared as it is. */
  | 'comparison'
  /** Compared with adjustment for other columns. */
  | 'adjusted'
  /** With a comparison group or a series before the change, and diagnostics. */
  | 'quasi-experiment'
  /** Assigned by chance, recorded before the outcome. */
  | 'randomised';

/** What the code of one analysis returns; the rest of a finding is added around it. */
export interface Draft {
  readonly verdict: string;
  readonly estimate: Estimate | null;
  readonly estimates?: readonly Estimate[];
  readonly n: number;
  readonly of: string;
  readonly design: Design;
  readonly diagnostics?: readonly Diagnostic[];
  readonly refusals?: readonly Refusal[];
  /** Beyond those that the analysis always makes. */
  readonly assumptions?: readonly string[];
  readonly tables?: readonly FindingTable[];
  readonly charts?: readonly FindingChart[];
}
