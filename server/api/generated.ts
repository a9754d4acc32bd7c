import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { SeenCatalogue } from './catalogue.ts';
import type { MetricResult as AnsweredQuery } from '../query/answer/result.ts';
import type { EvidencePage } from './evidence.ts';
import type { MetricJob } from '../engine/metric-jobs.ts';
import type { ApiContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An analysis of the registry. */
  AnalysisKind: { input: string; output: string; }
  /** A whole number that may pass 2^53, as text. */
  BigInt: { input: string; output: string; }
  /** The name of a dataset of this workspace's model. */
  DatasetName: { input: string; output: string; }
  /** A calendar day, `2026-01-31`. */
  Date: { input: string; output: string; }
  /** An instant in UTC, `2026-01-31T22:30:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number, as text. */
  Decimal: { input: string; output: string; }
  /** The name of a dimension of this workspace's model; a dimension of one dataset is `dataset.dimension`. */
  DimensionName: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** The name of a metric of this workspace's model. */
  MetricName: { input: string; output: string; }
  /** A filter: dimension → value, list of values, or operators (`_eq _neq _gt _gte _lt _lte _in _nin _like _contains _startsWith _isNull`), and `_and`, `_or`, `_not`. */
  MetricWhere: { input: unknown; output: unknown; }
  /** Why data are used; each dataset lists the purposes it allows. */
  PurposeName: { input: string; output: string; }
  /** Why an analysis refuses, withholds or warns. Codes never change. */
  RefusalCode: { input: string; output: string; }
};

/** Where an analysis belongs. */
export type AnalysisGroup =
  | 'JOURNEYS'
  | 'MONEY'
  | 'SCORES'
  | 'VOICE';

/** An analysis, described richly enough to make a form of it. */
export type AnalysisInfo = {
  readonly __typename?: 'AnalysisInfo';
  /** What has to be true for its numbers to mean what they say. */
  readonly assumptions: ReadonlyArray<Scalars['String']['output']>;
  /** Bindings that run on the demo workspace. */
  readonly example: Scalars['JSON']['output'];
  /** What is computed, as Markdown. */
  readonly formula: Scalars['String']['output'];
  /** Where it belongs. */
  readonly group: AnalysisGroup;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** What its numbers may not be read as. */
  readonly limits: ReadonlyArray<Scalars['String']['output']>;
  /** The name by which it is run. */
  readonly name: Scalars['AnalysisKind']['output'];
  /** What can be chosen besides. */
  readonly options: ReadonlyArray<AnalysisOption>;
  /** The question it answers. */
  readonly question: Scalars['String']['output'];
  /** Every code that it may refuse, withhold or warn by. */
  readonly refuses: ReadonlyArray<Scalars['RefusalCode']['output']>;
  /** The parts that data play in it. */
  readonly roles: ReadonlyArray<AnalysisRole>;
  /** Where the formulas come from. */
  readonly sources: ReadonlyArray<Scalars['String']['output']>;
  /** The same as the text of an analysis cell. */
  readonly starter: Scalars['String']['output'];
};

/** Something that can be chosen for an analysis. */
export type AnalysisOption = {
  readonly __typename?: 'AnalysisOption';
  /** The values to choose from; empty: any. */
  readonly choices: ReadonlyArray<Scalars['String']['output']>;
  /** The value when none is given. */
  readonly default?: Maybe<Scalars['JSON']['output']>;
  /** What it means. */
  readonly description: Scalars['String']['output'];
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The largest number that is taken. */
  readonly max?: Maybe<Scalars['Float']['output']>;
  /** The smallest number that is taken. */
  readonly min?: Maybe<Scalars['Float']['output']>;
  /** Its key under `options`. */
  readonly name: Scalars['String']['output'];
  /** Whether it has to be given. */
  readonly required: Scalars['Boolean']['output'];
  /** text, number, integer, boolean, date, choice, texts, dates or numbers. */
  readonly type: Scalars['String']['output'];
};

/** A part that a dataset, or a cell with rows, plays in an analysis. */
export type AnalysisRole = {
  readonly __typename?: 'AnalysisRole';
  /** Its columns. */
  readonly columns: ReadonlyArray<AnalysisRoleColumn>;
  /** The dataset that plays it unless another is named. */
  readonly dataset: Scalars['String']['output'];
  /** What a row is. */
  readonly description: Scalars['String']['output'];
  /** Kinds of data that can play it. */
  readonly kinds: ReadonlyArray<DatasetKind>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Its key under `datasets`. */
  readonly name: Scalars['String']['output'];
  /** Whether the analysis does without it. */
  readonly optional: Scalars['Boolean']['output'];
};

/** A column that a role needs or can use. */
export type AnalysisRoleColumn = {
  readonly __typename?: 'AnalysisRoleColumn';
  /** What it holds. */
  readonly description: Scalars['String']['output'];
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Whether several columns can be bound. */
  readonly many: Scalars['Boolean']['output'];
  /** Its key under `columns`. */
  readonly name: Scalars['String']['output'];
  /** Whether the analysis does without it. */
  readonly optional: Scalars['Boolean']['output'];
  /** any, text, number, boolean or time. */
  readonly type: Scalars['String']['output'];
};

/** The notebook after a change, or the conflicts that prevented it. */
export type ApplyResult = {
  readonly __typename?: 'ApplyResult';
  /** Empty when everything was applied; otherwise nothing was. */
  readonly conflicts: ReadonlyArray<Conflict>;
  /** The notebook as it is now. */
  readonly notebook: Notebook;
};

/** What a join as of a time found for the rows of a dataset. */
export type AsOfAccount = {
  readonly __typename?: 'AsOfAccount';
  /** Rows that found one. */
  readonly matched: Scalars['BigInt']['output'];
  /** The names of the joins. */
  readonly path: Scalars['String']['output'];
  /** Matched rows of all used rows, 0 to 1; null where none is used. */
  readonly share?: Maybe<Scalars['Float']['output']>;
  /** Rows that found none: they are in the group without a value. */
  readonly unmatched: Scalars['BigInt']['output'];
};

/** Conditions on true or false. */
export type BooleanCondition = {
  /** Is this; null: has no value. */
  readonly _eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is one of these; null stands for no value. */
  readonly _in?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['Boolean']['input']>>>;
  /** Has no value; false: has one. */
  readonly _isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this, and has a value. */
  readonly _neq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether `_neq` keeps rows without a value. */
  readonly nulls?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Metrics, dimensions and datasets by name, and which go together. */
export type Catalogue = {
  readonly __typename?: 'Catalogue';
  /** Dimensions that every one of these metrics can be split by. */
  readonly compatibleDimensions: ReadonlyArray<Scalars['DimensionName']['output']>;
  /** Metrics that can be split by every one of these dimensions. */
  readonly compatibleMetrics: ReadonlyArray<Scalars['MetricName']['output']>;
  /** One dataset by its name. */
  readonly dataset?: Maybe<DatasetInfo>;
  /** Datasets, all or those that have every word of the search. */
  readonly datasets: ReadonlyArray<DatasetInfo>;
  /** One dimension by its name. */
  readonly dimension?: Maybe<DimensionInfo>;
  /** Dimensions, all or those that have every word of the search. */
  readonly dimensions: ReadonlyArray<DimensionInfo>;
  /** One metric by its name. */
  readonly metric?: Maybe<MetricInfo>;
  /** Metrics, all or those that have every word of the search. */
  readonly metrics: ReadonlyArray<MetricInfo>;
  /** Queries with a name, each with its address. */
  readonly queries: ReadonlyArray<QueryInfo>;
  /** Whatever has every word of a text in its name, label or description; what has it in its name comes first. */
  readonly search: ReadonlyArray<SearchHit>;
  /** Selections that tools show to those who only read. */
  readonly views: ReadonlyArray<ViewInfo>;
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueCompatibleDimensionsArgs = {
  metrics: ReadonlyArray<Scalars['MetricName']['input']>;
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueCompatibleMetricsArgs = {
  dimensions: ReadonlyArray<Scalars['DimensionName']['input']>;
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueDatasetArgs = {
  name: Scalars['DatasetName']['input'];
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueDatasetsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueDimensionArgs = {
  name: Scalars['DimensionName']['input'];
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueDimensionsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueMetricArgs = {
  name: Scalars['MetricName']['input'];
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueMetricsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
};


/** Metrics, dimensions and datasets by name, and which go together. */
export type CatalogueSearchArgs = {
  first?: Scalars['Int']['input'];
  text: Scalars['String']['input'];
};

/** One value; exactly one of s, n, d, b is set unless it is null. Whole numbers past 2^53 and money stand in s, exactly, with n beside it. */
export type Cell = {
  readonly __typename?: 'Cell';
  /** True or false. */
  readonly b?: Maybe<Scalars['Boolean']['output']>;
  /** The number of answers or cases behind it. */
  readonly count?: Maybe<Scalars['Int']['output']>;
  /** A day or an instant. */
  readonly d?: Maybe<Scalars['String']['output']>;
  /** Upper end of the 95 % interval. */
  readonly high?: Maybe<Scalars['Float']['output']>;
  /** Whether there is no value. */
  readonly isNull: Scalars['Boolean']['output'];
  /** Lower end of the 95 % interval. */
  readonly low?: Maybe<Scalars['Float']['output']>;
  /** The value as a number. */
  readonly n?: Maybe<Scalars['Float']['output']>;
  /** Why a grouped value is missing, where that was asked for. */
  readonly nullReason?: Maybe<NullReason>;
  /** Text, or exact digits. */
  readonly s?: Maybe<Scalars['String']['output']>;
  /** Whether the value is hidden because too few persons stand behind it, or behind what it would tell of. */
  readonly suppressed: Scalars['Boolean']['output'];
};

/** A dataset behind a cell. */
export type CellDataset = {
  readonly __typename?: 'CellDataset';
  /** Its kind. */
  readonly kind: DatasetKind;
  /** The name by which it is referred to. */
  readonly name: Scalars['DatasetName']['output'];
};

/** The cell that is meant. */
export type CellInput = {
  /** What identifies it. */
  readonly id: Scalars['ID']['input'];
};

/** A kind of notebook cell that can be added. */
export type CellKind = {
  readonly __typename?: 'CellKind';
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Language of the body: `markdown`, `sql`, `javascript` or `yaml`. */
  readonly language: Scalars['String']['output'];
  /** The word of its fence. */
  readonly name: Scalars['String']['output'];
  /** JSON Schema of a YAML body, for completion. */
  readonly schema?: Maybe<Scalars['JSON']['output']>;
  /** Body of a new cell. */
  readonly starter: Scalars['String']['output'];
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

/** States or outputs of these cells changed. */
export type CellsChanged = {
  readonly __typename?: 'CellsChanged';
  /** The cells, in order. */
  readonly cells: ReadonlyArray<NotebookCell>;
  /** The name of its file, and of its page. */
  readonly slug: Scalars['ID']['output'];
};

/** A chart, drawn and as a specification. */
export type ChartOutput = {
  readonly __typename?: 'ChartOutput';
  /** A caption for the figure. */
  readonly caption?: Maybe<Scalars['String']['output']>;
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<OutputColumn>;
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
  /** The id of the stored rows. */
  readonly result: Scalars['ID']['output'];
  /** Compiled Vega; its data set `source` is empty and takes `values`. */
  readonly spec: Scalars['JSON']['output'];
  /** One sentence for those who do not see the picture. */
  readonly summary: Scalars['String']['output'];
  /** Drawn on the server; colours fit light and dark. */
  readonly svg: Scalars['String']['output'];
  /** One list of values a column, at most 5,000 rows. */
  readonly values: Scalars['JSON']['output'];
};

/** Groups of entities by when they began. */
export type CohortInput = {
  /** The length of the periods in which entities began. */
  readonly grain: Grain;
  /** The length of the periods in which they age. */
  readonly period: Grain;
  /** A rollup that yields a time, such as a first order. */
  readonly rollup: Scalars['DimensionName']['input'];
};

/** A column of an answer, with what a program needs to print it. */
export type Column = {
  readonly __typename?: 'Column';
  /** How the column may be added up, if at all. */
  readonly additivity?: Maybe<Scalars['String']['output']>;
  /** The formula in words. */
  readonly definition?: Maybe<Scalars['String']['output']>;
  /** How to print its values: number, integer, percent, points, currency, or the grain of a date. */
  readonly format?: Maybe<Scalars['String']['output']>;
  /** Which direction is good: up, down or null. */
  readonly good?: Maybe<Scalars['String']['output']>;
  /** The length of a period, for calendar dimensions. */
  readonly grain?: Maybe<Grain>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The metric it belongs to. */
  readonly metric?: Maybe<Scalars['String']['output']>;
  /** Below this n a value is uncertain. */
  readonly minN?: Maybe<Scalars['Int']['output']>;
  /** The name by which it is referred to. */
  readonly name: Scalars['String']['output'];
  /** Whether a row may count in several groups, so that the column must not be added up. */
  readonly overlapping: Scalars['Boolean']['output'];
  /** What the column is. */
  readonly role: ColumnRole;
  /** string, integer, bigint, decimal, real, boolean, date or timestamp. */
  readonly type: Scalars['String']['output'];
  /** The unit of its values, such as EUR or days. */
  readonly unit?: Maybe<Scalars['String']['output']>;
};

/** A declared column and what was found in it. */
export type ColumnInfo = {
  readonly __typename?: 'ColumnInfo';
  /** identity, descriptive, attitudinal or behavioural. */
  readonly class?: Maybe<Scalars['String']['output']>;
  /** Values that the declared type refused at load; null likewise. */
  readonly failedCasts?: Maybe<Scalars['BigInt']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Rows without a value; null for those who see some rows only, or not the value as it is. */
  readonly nulls?: Maybe<Scalars['BigInt']['output']>;
  /** direct, quasi or free_text where the column is personal. */
  readonly pii?: Maybe<Scalars['String']['output']>;
  /** A few values, most frequent first; none for personal columns, and likewise. */
  readonly samples: ReadonlyArray<Scalars['String']['output']>;
  /** The type of its values. */
  readonly type: Scalars['String']['output'];
  /** The unit of its values, such as EUR or days. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** Why the field is collected. */
  readonly why?: Maybe<Scalars['String']['output']>;
};

/** What a column of an answer is. */
export type ColumnRole =
  | 'COMPARE'
  | 'COUNT'
  | 'DIMENSION'
  | 'INTERVAL'
  | 'METRIC'
  | 'REASON'
  | 'TOTAL';

/** What a comparison adds: the earlier value, the change, the change in per cent. */
export type CompareAs =
  | 'DELTA'
  | 'PCT'
  | 'VALUE';

/** The calendar period to compare with. */
export type CompareInput = {
  /** Which columns to add: the earlier value, the change, the change in per cent. */
  readonly as?: ReadonlyArray<CompareAs>;
  /** An ISO 8601 length of time: P1M, P1Y, P3M, P1W, P28D. */
  readonly offset: Scalars['String']['input'];
};

/** Somebody saved a newer text of the same cell: both are here, nothing was overwritten. */
export type Conflict = {
  readonly __typename?: 'Conflict';
  /** The cell; null for the header. */
  readonly cell?: Maybe<Scalars['ID']['output']>;
  /** The revision of the text that stands there now. */
  readonly revision: Scalars['Int']['output'];
  /** The text that stands there now. */
  readonly theirs: Scalars['String']['output'];
  /** The text that was sent. */
  readonly yours: Scalars['String']['output'];
};

/** A table with its kind, grain, times, joins and what was found when it was loaded. */
export type DatasetInfo = {
  readonly __typename?: 'DatasetInfo';
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<ColumnInfo>;
  /** Where consent for its rows is declared. */
  readonly consent?: Maybe<Scalars['JSON']['output']>;
  /** Rows that a declared rule dropped as duplicates; null likewise. */
  readonly deduplicated?: Maybe<Scalars['BigInt']['output']>;
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The file that declares it, relative to the workspace. */
  readonly file: Scalars['String']['output'];
  /** How old the data are. */
  readonly freshness: Freshness;
  /** The columns that are together unique: one row is one of these. */
  readonly grain: ReadonlyArray<Scalars['String']['output']>;
  /** Ways to other datasets. */
  readonly joins: ReadonlyArray<JoinInfo>;
  /** Smallest number of persons that a shown group may have. */
  readonly k?: Maybe<Scalars['Int']['output']>;
  /** What the data are: what customers say, what happened, or what it cost and earned. */
  readonly kind: DatasetKind;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The metrics that stand on it. */
  readonly metrics: ReadonlyArray<Scalars['MetricName']['output']>;
  /** The name by which it is referred to. */
  readonly name: Scalars['DatasetName']['output'];
  /** Where the data were captured and stored, and under which consent and rule. */
  readonly origin?: Maybe<Scalars['JSON']['output']>;
  /** Who answers for it. */
  readonly owner?: Maybe<Scalars['String']['output']>;
  /** customers, employees or public. */
  readonly population: Scalars['String']['output'];
  /** What is wrong with it. */
  readonly problems: ReadonlyArray<Problem>;
  /** What its data may be used for. */
  readonly purposes: ReadonlyArray<Scalars['PurposeName']['output']>;
  /** Why the dataset may not be used at present. */
  readonly quarantined?: Maybe<Scalars['String']['output']>;
  /** fact, entity, bridge, snapshot or calendar. */
  readonly role: Scalars['String']['output'];
  /** Values of its rows that are computed from other datasets. */
  readonly rollups: ReadonlyArray<RollupInfo>;
  /** How many rows there are; null for those who see some only. */
  readonly rowCount?: Maybe<Scalars['BigInt']['output']>;
  /** Connector and path of the source. */
  readonly source: Scalars['String']['output'];
  /** Column that dates the rows. */
  readonly time?: Maybe<Scalars['String']['output']>;
};

/** Where a number comes from in the four kinds of data; an insight needs two different ones (reference does not count). */
export type DatasetKind =
  | 'FINANCIAL'
  | 'OPERATIONAL'
  | 'REFERENCE'
  | 'SURVEY';

/** Conditions on a day; several hold together. */
export type DateCondition = {
  /** Is this; null: has no value. */
  readonly _eq?: InputMaybe<Scalars['Date']['input']>;
  /** Comes after this. */
  readonly _gt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this or comes after it. */
  readonly _gte?: InputMaybe<Scalars['Date']['input']>;
  /** Is one of these; null stands for no value. */
  readonly _in?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['Date']['input']>>>;
  /** Has no value; false: has one. */
  readonly _isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Comes before this. */
  readonly _lt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this or comes before it. */
  readonly _lte?: InputMaybe<Scalars['Date']['input']>;
  /** Is not this, and has a value. */
  readonly _neq?: InputMaybe<Scalars['Date']['input']>;
  /** Is none of these, and has a value. */
  readonly _nin?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['Date']['input']>>>;
  /** Whether `_neq` and `_nin` keep rows without a value. */
  readonly nulls?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Conditions on an instant; several hold together. */
export type DateTimeCondition = {
  /** Is this; null: has no value. */
  readonly _eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Comes after this. */
  readonly _gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this or comes after it. */
  readonly _gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is one of these; null stands for no value. */
  readonly _in?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['DateTime']['input']>>>;
  /** Has no value; false: has one. */
  readonly _isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Comes before this. */
  readonly _lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this or comes before it. */
  readonly _lte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is not this, and has a value. */
  readonly _neq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is none of these, and has a value. */
  readonly _nin?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['DateTime']['input']>>>;
  /** Whether `_neq` and `_nin` keep rows without a value. */
  readonly nulls?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A check that a design has to pass, or a figure that helps to judge it. */
export type Diagnostic = {
  readonly __typename?: 'Diagnostic';
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** What it says, in one sentence. */
  readonly message: Scalars['String']['output'];
  /** A short name. */
  readonly name: Scalars['String']['output'];
  /** Whether the check passed; null: it is for reading only. */
  readonly passed?: Maybe<Scalars['Boolean']['output']>;
  /** The figure: a number or a text. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** Where a dimension lives. */
export type DimensionHomeInfo = {
  readonly __typename?: 'DimensionHomeInfo';
  /** The dataset that has it. */
  readonly dataset: Scalars['DatasetName']['output'];
  /** What it is there. */
  readonly expression: Scalars['String']['output'];
};

/** Something that metrics can be split or filtered by. */
export type DimensionInfo = {
  readonly __typename?: 'DimensionInfo';
  /** The datasets that can be split by it. */
  readonly datasets: ReadonlyArray<Scalars['DatasetName']['output']>;
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The periods into which it can be cut. */
  readonly grains: ReadonlyArray<Grain>;
  /** Where it lives: one place, or one in each of several datasets that mean the same; empty for the calendar. */
  readonly homes: ReadonlyArray<DimensionHomeInfo>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The name by which it is referred to. */
  readonly name: Scalars['DimensionName']['output'];
  /** How each dataset gets there; several ways of one dataset are equally short, and a query has to say which. */
  readonly paths: ReadonlyArray<DimensionPathInfo>;
  /** How it is computed from another dataset's rows, where it is. */
  readonly rollup?: Maybe<RollupInfo>;
  /** number, string, boolean, date, timestamp or calendar. */
  readonly type: Scalars['String']['output'];
};

/** How a dataset gets to a dimension. */
export type DimensionPathInfo = {
  readonly __typename?: 'DimensionPathInfo';
  /** The dataset. */
  readonly dataset: Scalars['DatasetName']['output'];
  /** The dataset where the dimension lives. */
  readonly home: Scalars['DatasetName']['output'];
  /** The joins on the way; empty at home. */
  readonly joins: ReadonlyArray<Scalars['String']['output']>;
};

/** From small to large, or the other way. */
export type Direction =
  | 'ASC'
  | 'DESC';

/** The document has another revision: order, text or header changed. */
export type DocumentChanged = {
  readonly __typename?: 'DocumentChanged';
  /** The notebook as it is now. */
  readonly notebook: Notebook;
};

/** The time over which metrics of entities are aggregated. */
export type EntityTime = {
  /** Half-open: from the first day until before the second. */
  readonly range: ReadonlyArray<Scalars['Date']['input']>;
};

/** A number that an analysis claims, with how many cases stand behind it. */
export type Estimate = {
  readonly __typename?: 'Estimate';
  /** How to print it: number, integer, decimal, percent (of a fraction), percentage_points (a difference of two fractions), points or currency. */
  readonly format: Scalars['String']['output'];
  /** How sure it is; null where it is counted in full. */
  readonly interval?: Maybe<EstimateInterval>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Cases behind it. */
  readonly n: Scalars['Int']['output'];
  /** A short name, unique in the finding. */
  readonly name: Scalars['String']['output'];
  /** What is counted by n. */
  readonly of: Scalars['String']['output'];
  /** The two-sided p-value, where something was compared. */
  readonly p?: Maybe<Scalars['Float']['output']>;
  /** The unit of its values, such as EUR or days. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** The value. */
  readonly value: Scalars['Float']['output'];
};

/** Both ends of an interval and how they were computed. */
export type EstimateInterval = {
  readonly __typename?: 'EstimateInterval';
  /** The upper end. */
  readonly high: Scalars['Float']['output'];
  /** The coverage it aims for, as a fraction. */
  readonly level: Scalars['Float']['output'];
  /** The lower end. */
  readonly low: Scalars['Float']['output'];
  /** The method with the name of its variance estimator. */
  readonly method: Scalars['String']['output'];
};

/** Rows of a dataset behind a cell. */
export type EvidenceConnection = {
  readonly __typename?: 'EvidenceConnection';
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<Column>;
  /** The dataset whose rows they are. */
  readonly dataset: Scalars['DatasetName']['output'];
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** One list of values a column, by its name. */
  readonly table: Scalars['JSON']['output'];
  /** How many rows there are behind the cell. */
  readonly totalCount: Scalars['Int']['output'];
};

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

/** How an answer was computed. */
export type Explain = {
  readonly __typename?: 'Explain';
  /** How many of its statements were answered from memory. */
  readonly cacheHits: Scalars['Int']['output'];
  /** Whether it was answered from memory. */
  readonly cached: Scalars['Boolean']['output'];
  /** The engine whose SQL it is. */
  readonly dialect: Scalars['String']['output'];
  /** Milliseconds in the engine. */
  readonly engineMs: Scalars['Float']['output'];
  /** The statement that ran, with the conditions of policies; for builders and admins. */
  readonly executedSql?: Maybe<Scalars['String']['output']>;
  /** The joins of each dataset, by its name. */
  readonly joinPaths: Scalars['JSON']['output'];
  /** Each dataset with its joins and metrics. */
  readonly legs: Scalars['JSON']['output'];
  /** Milliseconds that it took to read, check and plan the query. */
  readonly planMs: Scalars['Float']['output'];
  /** The statement over dataset names, parameters written beside it. */
  readonly sql: Scalars['String']['output'];
};

/** What a filter does to datasets that do not have its dimension. */
export type FilterScope =
  | 'CONFORMED_ONLY'
  | 'PER_FACT'
  | 'SEMI_JOIN';

/** What an analysis found, and everything that it may not be read as. */
export type Finding = {
  readonly __typename?: 'Finding';
  /** The analysis. */
  readonly analysis: Scalars['AnalysisKind']['output'];
  /** What has to be true for its numbers to mean what they say. */
  readonly assumptions: ReadonlyArray<Scalars['String']['output']>;
  /** Pictures of its tables. */
  readonly charts: ReadonlyArray<FindingChart>;
  /** How many comparisons there are on the same data and outcome, this one among them. */
  readonly comparisons: Scalars['Int']['output'];
  /** Checks that the design has to pass, and figures that help to judge it. */
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  /** The number of the verdict; null where it is refused, or where the answer is a table. */
  readonly estimate?: Maybe<Estimate>;
  /** Further numbers. */
  readonly estimates: ReadonlyArray<Estimate>;
  /** SHA-256 of everything that could change it: equal where two findings are the same. */
  readonly fingerprint: Scalars['String']['output'];
  /** How far it carries. */
  readonly grade: EvidenceGrade;
  /** What a reader may take from a finding of this grade, in a sentence. */
  readonly gradeMeaning: Scalars['String']['output'];
  /** What the next grade needs, in a sentence; null at the top, and where gradeReason says it. */
  readonly gradeNext?: Maybe<Scalars['String']['output']>;
  /** Why this grade, and what the next one would need. */
  readonly gradeReason: Scalars['String']['output'];
  /** The grade in one or two words, for those who do not know the codes. */
  readonly gradeWord: Scalars['String']['output'];
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Names the record of comparisons that this one is counted in. */
  readonly ledgerId: Scalars['ID']['output'];
  /** What it may not be read as. */
  readonly limits: ReadonlyArray<Scalars['String']['output']>;
  /** Cases behind the finding as a whole. */
  readonly n: Scalars['Int']['output'];
  /** What is counted by n. */
  readonly of: Scalars['String']['output'];
  /** The smallest q-value among its own comparisons; null where nothing was tested. */
  readonly q?: Maybe<Scalars['Float']['output']>;
  /** What is refused, withheld or warned of. */
  readonly refusals: ReadonlyArray<Refusal>;
  /** The datasets behind it and how old they are. */
  readonly sources: ReadonlyArray<Freshness>;
  /** Statements it is made of, over the names that people know: each runs as an SQL cell. */
  readonly steps: ReadonlyArray<ProvenanceStep>;
  /** Tables of groups, never of single persons. */
  readonly tables: ReadonlyArray<FindingTable>;
  /** What was found, in one or two plain sentences. */
  readonly verdict: Scalars['String']['output'];
};

/** A picture of a table of a finding. */
export type FindingChart = {
  readonly __typename?: 'FindingChart';
  /** A short name. */
  readonly name: Scalars['String']['output'];
  /** Vega-Lite without data. */
  readonly spec: Scalars['JSON']['output'];
  /** One sentence for those who do not see the picture. */
  readonly summary: Scalars['String']['output'];
  /** Drawn on the server, with colours for light and dark; null where nobody asked for pictures: outside of notebooks and pages. */
  readonly svg?: Maybe<Scalars['String']['output']>;
  /** The table whose rows it draws. */
  readonly table: Scalars['String']['output'];
  /** What it shows. */
  readonly title: Scalars['String']['output'];
};

/** What an analysis found. */
export type FindingOutput = {
  readonly __typename?: 'FindingOutput';
  /** What was found. */
  readonly finding: Finding;
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
  /** Id for resultPage: its estimates, one a row, which other cells can read. */
  readonly result: Scalars['ID']['output'];
};

/** A table of a finding. */
export type FindingTable = {
  readonly __typename?: 'FindingTable';
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<OutputColumn>;
  /** A short name. */
  readonly name: Scalars['String']['output'];
  /** What it shows. */
  readonly title: Scalars['String']['output'];
  /** One list of values a column. */
  readonly values: Scalars['JSON']['output'];
};

/** How old the data of a dataset are. */
export type Freshness = {
  readonly __typename?: 'Freshness';
  /** The newest instant that the data speak of. */
  readonly dataThrough?: Maybe<Scalars['DateTime']['output']>;
  /** The dataset. */
  readonly dataset: Scalars['DatasetName']['output'];
  /** Its kind. */
  readonly kind: DatasetKind;
  /** When the data arrived here. */
  readonly loadedAt: Scalars['DateTime']['output'];
  /** Current, late, expired, or unknown where nothing was promised. */
  readonly state: FreshnessState;
  /** The version of the data: other data, another version. */
  readonly version: Scalars['String']['output'];
};

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

/** A dimension to split by. */
export type GroupInput = {
  /** Of what a rollup says: as known in the end, or at each row's own time. Absent: as the rollup declares. */
  readonly asOf?: InputMaybe<RollupTime>;
  /** The dimension that is meant. */
  readonly dimension: Scalars['DimensionName']['input'];
  /** The length of a period, for calendar dimensions. */
  readonly grain?: InputMaybe<Grain>;
  /** Whether missing keys stand together or by reason. */
  readonly nulls?: InputMaybe<NullGroups>;
  /** Join names, where several paths are equally short. */
  readonly path?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A value that can be chosen. */
export type InputOption = {
  readonly __typename?: 'InputOption';
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The value. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** A control for a parameter. */
export type InputOutput = {
  readonly __typename?: 'InputOutput';
  /** text, number, checkbox, date, date_range, select or multiselect. */
  readonly control: Scalars['String']['output'];
  /** The value when none is given. */
  readonly default?: Maybe<Scalars['JSON']['output']>;
  /** A sentence of help beside the control. */
  readonly help?: Maybe<Scalars['String']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The largest value that is taken. */
  readonly max?: Maybe<Scalars['JSON']['output']>;
  /** The smallest value that is taken. */
  readonly min?: Maybe<Scalars['JSON']['output']>;
  /** Whether null is a value, shown as "All". */
  readonly optional: Scalars['Boolean']['output'];
  /** The values to choose from. */
  readonly options: ReadonlyArray<InputOption>;
  /** The parameter that it sets. */
  readonly parameter: Scalars['String']['output'];
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
  /** The value. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** A new cell and its place. */
export type InsertCellInput = {
  /** Null: at the top. */
  readonly after?: InputMaybe<Scalars['ID']['input']>;
  /** Attributes of the fence: name and value, true for a bare flag. */
  readonly attributes?: InputMaybe<Scalars['JSON']['input']>;
  /** Its text; absent: the starter of its kind. */
  readonly body?: InputMaybe<Scalars['String']['input']>;
  /** An id of one's own; absent: the server gives one. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Its kind. */
  readonly kind: Scalars['String']['input'];
  /** The name by which it is referred to. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** A metric query that runs beside the request that began it. */
export type Job = {
  readonly __typename?: 'Job';
  /** What went wrong, once it has failed: code, message, hint, choices and refusals, as in the errors of a request. */
  readonly error?: Maybe<Scalars['JSON']['output']>;
  /** What identifies it. */
  readonly id: Scalars['ID']['output'];
  /** 0 to 1 while running; null where it cannot be told. */
  readonly progress?: Maybe<Scalars['Float']['output']>;
  /** The answer, once it is done. */
  readonly result?: Maybe<MetricResult>;
  /** How far it is. */
  readonly state: JobState;
};

/** How far a job is. */
export type JobState =
  | 'CANCELLED'
  | 'DONE'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

/** A declared way from one dataset to another. */
export type JoinInfo = {
  readonly __typename?: 'JoinInfo';
  /** many_to_one, one_to_one, as_of, one_to_many or many_to_many. */
  readonly cardinality: Scalars['String']['output'];
  /** The role in which the other dataset is joined. */
  readonly name: Scalars['String']['output'];
  /** Own column and target column, pairwise. */
  readonly on: ReadonlyArray<ReadonlyArray<Scalars['String']['output']>>;
  /** The dataset at the other end. */
  readonly to: Scalars['DatasetName']['output'];
};

/**
 * rowsInSource = withheldByPolicy + withheldByConsent + deleted + deduplicated + outsideFilter + rowsUsed. Who sees some rows
 * only is told of those; under a threshold, where too few persons stand behind the rows, there is no account of them.
 */
export type LegAccount = {
  readonly __typename?: 'LegAccount';
  /** What each join as of a time found for the used rows. */
  readonly asOf: ReadonlyArray<AsOfAccount>;
  /** Used rows for which a join as of a time found no row. */
  readonly asOfUnmatched: Scalars['BigInt']['output'];
  /** The dataset that is meant. */
  readonly dataset: Scalars['DatasetName']['output'];
  /** Rows that a declared rule dropped as duplicates. */
  readonly deduplicated: Scalars['BigInt']['output'];
  /** Rows that are marked as deleted. */
  readonly deleted: Scalars['BigInt']['output'];
  /** Its kind. */
  readonly kind: DatasetKind;
  /** The part of the plan: one dataset, time and filter. */
  readonly leg: Scalars['String']['output'];
  /** Of rowsUsed: rows that have no key for a joined dimension. */
  readonly nullKeyRows: Scalars['BigInt']['output'];
  /** Of rowsUsed: rows whose key has no match. */
  readonly orphanRows: Scalars['BigInt']['output'];
  /** Rows that the filter leaves out. */
  readonly outsideFilter: Scalars['BigInt']['output'];
  /** Used rows whose entity no group selects: in no group and in no total. */
  readonly outsideGroups: Scalars['BigInt']['output'];
  /** Rows that the source has. */
  readonly rowsInSource: Scalars['BigInt']['output'];
  /** Rows that stand behind the values. */
  readonly rowsUsed: Scalars['BigInt']['output'];
  /** Rows without consent for the purpose. */
  readonly withheldByConsent: Scalars['BigInt']['output'];
  /** Rows that the policy of the viewer withholds; null for all but builders and admins. */
  readonly withheldByPolicy?: Maybe<Scalars['BigInt']['output']>;
};

/** The same metric in an earlier period. */
export type MetricComparison = {
  readonly __typename?: 'MetricComparison';
  /** The difference to now. */
  readonly delta?: Maybe<Scalars['Float']['output']>;
  /** previous period, same period last year … */
  readonly label: Scalars['String']['output'];
  /** Whether the difference is more than chance explains; null where nothing says how sure the values are. Only true earns an arrow or a colour. */
  readonly signal?: Maybe<Scalars['Boolean']['output']>;
  /** Whether it is hidden because too few persons stand behind it. */
  readonly suppressed: Scalars['Boolean']['output'];
  /** The value. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** One aggregate that a metric is made of, over one dataset at its own grain. */
export type MetricComponentInfo = {
  readonly __typename?: 'MetricComponentInfo';
  /** count, sum, median … */
  readonly aggregate: Scalars['String']['output'];
  /** The dataset whose rows it looks at. */
  readonly dataset: Scalars['DatasetName']['output'];
  /** Its name in the formula. */
  readonly name: Scalars['String']['output'];
  /** What is aggregated; null: rows are counted. */
  readonly of?: Maybe<Scalars['String']['output']>;
  /** The column that dates its rows. */
  readonly time?: Maybe<Scalars['String']['output']>;
  /** Which rows count; null: every row. */
  readonly where?: Maybe<Scalars['String']['output']>;
};

/** The definition card of a metric. */
export type MetricInfo = {
  readonly __typename?: 'MetricInfo';
  /** What it is made of. */
  readonly components: ReadonlyArray<MetricComponentInfo>;
  /** The datasets behind it. */
  readonly datasets: ReadonlyArray<Scalars['DatasetName']['output']>;
  /** Formula in words, with what it is made of. */
  readonly definition: Scalars['String']['output'];
  /** What the value is divided by; null where it is no quotient. */
  readonly denominator?: Maybe<Scalars['String']['output']>;
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The dimensions by which it can be split. */
  readonly dimensions: ReadonlyArray<Scalars['DimensionName']['output']>;
  /** Rows that never count, in words. */
  readonly exclusions: ReadonlyArray<Scalars['String']['output']>;
  /** How to print it: number, integer, percent, points, currency, decimal or duration. */
  readonly format: Scalars['String']['output'];
  /** The formula over its components. */
  readonly formula: Scalars['String']['output'];
  /** Which direction is good: up, down or null. */
  readonly good?: Maybe<Scalars['String']['output']>;
  /** nps, csat, ces, rate, ratio, sum … */
  readonly kind: Scalars['String']['output'];
  /** The kinds of data behind it. */
  readonly kinds: ReadonlyArray<DatasetKind>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Below this number of answers or cases the value is marked as uncertain. */
  readonly minN: Scalars['Int']['output'];
  /** The name by which it is referred to. */
  readonly name: Scalars['MetricName']['output'];
  /** Who answers for it. */
  readonly owner?: Maybe<Scalars['String']['output']>;
  /** The smallest and the largest possible value. */
  readonly range?: Maybe<ReadonlyArray<Scalars['Float']['output']>>;
  /** The value aimed for. */
  readonly target?: Maybe<Scalars['Float']['output']>;
  /** The unit of its values, such as EUR or days. */
  readonly unit?: Maybe<Scalars['String']['output']>;
};

/** A metric to ask for. */
export type MetricInput = {
  /** Name of the column; absent: the metric's name. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** The weight of a bridge by which rows are shared out among their groups, so that these add up. */
  readonly allocate?: InputMaybe<Scalars['String']['input']>;
  /** The same metric a calendar period earlier, beside it. */
  readonly compare?: InputMaybe<CompareInput>;
  /** Dimensions of the query by which this metric is not split: the whole that a share is a share of. */
  readonly excludeFromGrain?: InputMaybe<ReadonlyArray<Scalars['DimensionName']['input']>>;
  /** A condition of this metric alone. */
  readonly filter?: InputMaybe<Scalars['MetricWhere']['input']>;
  /** Low, high and n beside the value, where the kind has an interval. */
  readonly interval?: Scalars['Boolean']['input'];
  /** The metric. */
  readonly name: Scalars['MetricName']['input'];
  /** Whether it may be split by a dimension below its grain, where a row counts whole in several groups. */
  readonly overlap?: Overlap;
  /** What becomes of dimensions and conditions that its datasets lack; absent: as the query says. */
  readonly scope?: InputMaybe<FilterScope>;
  /** Over several periods instead of each period alone. */
  readonly window?: InputMaybe<WindowInput>;
};

/** One number, how sure it is, and beside what. */
export type MetricOutput = {
  readonly __typename?: 'MetricOutput';
  /** The same metric in an earlier period, if asked for. */
  readonly comparison?: Maybe<MetricComparison>;
  /** The formula in words. */
  readonly definition: Scalars['String']['output'];
  /** How to print its values: number, integer, percent, points, currency, or the grain of a date. */
  readonly format?: Maybe<Scalars['String']['output']>;
  /** Which direction is good: up, down or null. */
  readonly good?: Maybe<Scalars['String']['output']>;
  /** Upper end of the 95 % interval. */
  readonly high?: Maybe<Scalars['Float']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** 95 % interval. */
  readonly low?: Maybe<Scalars['Float']['output']>;
  /** The metric it belongs to. */
  readonly metric: Scalars['MetricName']['output'];
  /** Below this n a value is uncertain. */
  readonly minN: Scalars['Int']['output'];
  /** The number of answers or cases behind it. */
  readonly n?: Maybe<Scalars['Int']['output']>;
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
  /** The metric period by period, for a small line. */
  readonly spark: ReadonlyArray<SparkPoint>;
  /** Whether it is hidden because too few persons stand behind it. */
  readonly suppressed: Scalars['Boolean']['output'];
  /** The value aimed for. */
  readonly target?: Maybe<Scalars['Float']['output']>;
  /** The unit of its values, such as EUR or days. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** The value. */
  readonly value?: Maybe<Scalars['Float']['output']>;
  /** What to know about the values. */
  readonly warnings: ReadonlyArray<Warning>;
};

/** A metric query: metrics by dimensions, filtered, over a time. */
export type MetricQueryInput = {
  /** The instant against which the age of data is told, and up to which rollups look at rows. */
  readonly asOf?: InputMaybe<Scalars['DateTime']['input']>;
  /** Splits by when an entity began and by the periods since, with the size of each cohort. */
  readonly cohort?: InputMaybe<CohortInput>;
  /** What a filter does to datasets without its dimension. */
  readonly filterScope?: FilterScope;
  /** The dimensions to split by. */
  readonly groupBy?: ReadonlyArray<GroupInput>;
  /** Conditions on metrics after aggregation, alias → operators. */
  readonly having?: InputMaybe<Scalars['JSON']['input']>;
  /** At most 50,000. */
  readonly limit?: Scalars['Int']['input'];
  /** The metrics to ask for, of any datasets. */
  readonly metrics: ReadonlyArray<MetricInput>;
  /** Rows to leave out at the beginning. */
  readonly offset?: Scalars['Int']['input'];
  /** How rows are sorted; ties follow the dimensions. */
  readonly orderBy?: ReadonlyArray<OrderInput>;
  /** Absent: the workspace's default. */
  readonly purpose?: InputMaybe<Scalars['PurposeName']['input']>;
  /** The time that is asked about. */
  readonly time?: InputMaybe<TimeInput>;
  /** The first values of a dimension by a metric; all others are one group. */
  readonly topN?: InputMaybe<TopNInput>;
  /** `"GRAND"` or `{ "by": [dimension] }`; always recomputed from components. */
  readonly totals?: ReadonlyArray<Scalars['JSON']['input']>;
  /** A filter over dimensions. */
  readonly where?: InputMaybe<Scalars['MetricWhere']['input']>;
};

/** The answer to a metric query, with the account of the rows behind it. */
export type MetricResult = {
  readonly __typename?: 'MetricResult';
  /** What became of every row of every dataset that was asked. */
  readonly accounting: ReadonlyArray<LegAccount>;
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<Column>;
  /** How it was computed. */
  readonly explain: Explain;
  /** How old the data are. */
  readonly freshness: ReadonlyArray<Freshness>;
  /** What identifies it. */
  readonly id: Scalars['ID']['output'];
  /** Addresses of the whole answer as files, good for a quarter of an hour also without signing in. */
  readonly links: ResultLinks;
  /** Why the data are used. */
  readonly purpose: Scalars['PurposeName']['output'];
  /** Rows of this answer, totals apart. */
  readonly rowCount: Scalars['Int']['output'];
  /** Rows for people: at most 1,000 a page. */
  readonly rows: MetricRowConnection;
  /** All rows as one JSON value. COLUMNS: name → values; ARRAYS: rows in the order of columns; OBJECTS: rows by name. */
  readonly table: Scalars['JSON']['output'];
  /** Rows before the limit. */
  readonly totalCount: Scalars['Int']['output'];
  /** Totals, recomputed from components. */
  readonly totals: ReadonlyArray<MetricRow>;
  /** What to know about the values. */
  readonly warnings: ReadonlyArray<Warning>;
};


/** The answer to a metric query, with the account of the rows behind it. */
export type MetricResultRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** The answer to a metric query, with the account of the rows behind it. */
export type MetricResultTableArgs = {
  layout?: TableLayout;
};

/** One row, in the order of the columns. */
export type MetricRow = {
  readonly __typename?: 'MetricRow';
  /** The cells, in order. */
  readonly cells: ReadonlyArray<Cell>;
  /** Whether the row is the group of all values but the first ones. */
  readonly isOthers: Scalars['Boolean']['output'];
  /** Whether the row is a total. */
  readonly isTotal: Scalars['Boolean']['output'];
  /** The dimensions still grouped by in a total; null in other rows. */
  readonly totalOf?: Maybe<ReadonlyArray<Scalars['DimensionName']['output']>>;
};

/** Rows page by page. */
export type MetricRowConnection = {
  readonly __typename?: 'MetricRowConnection';
  /** The rows with their cursors. */
  readonly edges: ReadonlyArray<MetricRowEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A row and its place. */
export type MetricRowEdge = {
  readonly __typename?: 'MetricRowEdge';
  /** The place of the row; opaque. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: MetricRow;
};

/** A cell and its new place. */
export type MoveCellInput = {
  /** The cell after which it stands; null for the top. */
  readonly after?: InputMaybe<Scalars['ID']['input']>;
  /** What identifies it. */
  readonly id: Scalars['ID']['input'];
};

/** What can be changed. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Applies all operations or none. A newer version of the same cell is a conflict, given back as data: nothing is overwritten. */
  readonly applyOperations: ApplyResult;
  /** Stops running and queued cells; all of them when none are named. */
  readonly cancel: Notebook;
  /** Stops a job; one that has ended stays as it is. */
  readonly cancelJob: Job;
  /** A new notebook with a title and one empty cell. */
  readonly createNotebook: Notebook;
  /** Runs everything with these parameter values and freezes it into an immutable page, or says why not. */
  readonly publish: PublishResult;
  /** Undoes the last undo. */
  readonly redo: ApplyResult;
  /** Reads model files and data again; queries in flight finish on the old versions. */
  readonly reload: Workspace;
  /** Gives repaired ids to cells of a file that was written by hand and saves it. */
  readonly repair: ApplyResult;
  /** Starts cells and what they need; all of them when none are named. States arrive by notebookEvents. */
  readonly run: Notebook;
  /** Begins a metric query that may take long; follow it with `jobChanged`, or look at `job` now and then. */
  readonly startMetricQuery: Job;
  /** Undoes the last change of this document that is not undone yet. */
  readonly undo: ApplyResult;
};


/** What can be changed. */
export type MutationApplyOperationsArgs = {
  baseRevision: Scalars['Int']['input'];
  notebook: Scalars['ID']['input'];
  operations: ReadonlyArray<OperationInput>;
};


/** What can be changed. */
export type MutationCancelArgs = {
  cells?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  notebook: Scalars['ID']['input'];
  params?: InputMaybe<Scalars['JSON']['input']>;
};


/** What can be changed. */
export type MutationCancelJobArgs = {
  id: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationCreateNotebookArgs = {
  title: Scalars['String']['input'];
};


/** What can be changed. */
export type MutationPublishArgs = {
  message?: InputMaybe<Scalars['String']['input']>;
  notebook: Scalars['ID']['input'];
  params?: InputMaybe<Scalars['JSON']['input']>;
};


/** What can be changed. */
export type MutationRedoArgs = {
  notebook: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRepairArgs = {
  notebook: Scalars['ID']['input'];
};


/** What can be changed. */
export type MutationRunArgs = {
  cells?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  force?: Scalars['Boolean']['input'];
  notebook: Scalars['ID']['input'];
  params?: InputMaybe<Scalars['JSON']['input']>;
};


/** What can be changed. */
export type MutationStartMetricQueryArgs = {
  input: MetricQueryInput;
};


/** What can be changed. */
export type MutationUndoArgs = {
  notebook: Scalars['ID']['input'];
};

/** A notebook with the states and outputs of its cells for some parameter values. */
export type Notebook = {
  readonly __typename?: 'Notebook';
  /** Whether there is something to redo. */
  readonly canRedo: Scalars['Boolean']['output'];
  /** Whether there is something to undo. */
  readonly canUndo: Scalars['Boolean']['output'];
  /** The cells, in order. */
  readonly cells: ReadonlyArray<NotebookCell>;
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The YAML of the header as written. */
  readonly header: Scalars['String']['output'];
  /** Raised by every change of the header; send it back as baseCellRevision. */
  readonly headerRevision: Scalars['Int']['output'];
  /** The latest published page, if any. */
  readonly page?: Maybe<PageSummary>;
  /** Its parameters and their values. */
  readonly params: ReadonlyArray<Parameter>;
  /** What is wrong with it. */
  readonly problems: ReadonlyArray<Problem>;
  /** Why the data are used. */
  readonly purpose?: Maybe<Scalars['PurposeName']['output']>;
  /** Whether it cannot be changed here: a newer format, or marks of a merge. */
  readonly readOnly: Scalars['Boolean']['output'];
  /** Raised by every change. */
  readonly revision: Scalars['Int']['output'];
  /** The name of its file, and of its page. */
  readonly slug: Scalars['ID']['output'];
  /** Its title. */
  readonly title: Scalars['String']['output'];
};

/** A cell of a notebook with its text, its state and its output. */
export type NotebookCell = {
  readonly __typename?: 'NotebookCell';
  /** Attributes of the fence: name and value, true for a bare flag. */
  readonly attributes: Scalars['JSON']['output'];
  /** The text of the cell. */
  readonly body: Scalars['String']['output'];
  /** Names of datasets it reads, with those behind the cells it reads. */
  readonly datasets: ReadonlyArray<CellDataset>;
  /** Milliseconds since it started, or that the last run took. */
  readonly elapsedMs?: Maybe<Scalars['Float']['output']>;
  /** What identifies it. */
  readonly id: Scalars['ID']['output'];
  /** Its kind, one of the workspace's cellKinds. */
  readonly kind: Scalars['String']['output'];
  /** The name by which it is referred to. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The last result for these params; shown dimmed while the state is not FRESH. */
  readonly output?: Maybe<Output>;
  /** What is wrong with the cell's text itself. */
  readonly problems: ReadonlyArray<Problem>;
  /** 0 to 1 while running; null where it cannot be told. */
  readonly progress?: Maybe<Scalars['Float']['output']>;
  /** Names of cells it reads. */
  readonly reads: ReadonlyArray<Scalars['String']['output']>;
  /** Raised by every change of this cell; send it back as baseCellRevision. */
  readonly revision: Scalars['Int']['output'];
  /** How things stand with it. */
  readonly state: CellState;
  /** The cell it waits for, or the path of the cycle it stands in. */
  readonly waitsFor: ReadonlyArray<Scalars['String']['output']>;
};

/** Something that happened to a notebook. */
export type NotebookEvent = CellsChanged | DocumentChanged;

/** A notebook as lists show it. */
export type NotebookSummary = {
  readonly __typename?: 'NotebookSummary';
  /** How many cells it has. */
  readonly cellCount: Scalars['Int']['output'];
  /** When the file was last changed. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The latest published page, if any. */
  readonly page?: Maybe<PageSummary>;
  /** Problems of the file itself. */
  readonly problems: ReadonlyArray<Problem>;
  /** The name of its file, and of its page. */
  readonly slug: Scalars['ID']['output'];
  /** Its title. */
  readonly title: Scalars['String']['output'];
};

/** Whether missing keys stand in one group or in one a reason. */
export type NullGroups =
  | 'MERGE'
  | 'SPLIT';

/** Why a grouped value is missing: the row has no key, the key has no match, or the matched row has no value. */
export type NullReason =
  | 'EMPTY'
  | 'NO_KEY'
  | 'NO_MATCH';

/** Where rows without a value stand. */
export type Nulls =
  | 'FIRST'
  | 'LAST';

/** Conditions on a number; several hold together. */
export type NumberCondition = {
  /** Is this; null: has no value. */
  readonly _eq?: InputMaybe<Scalars['Float']['input']>;
  /** Is more than this. */
  readonly _gt?: InputMaybe<Scalars['Float']['input']>;
  /** Is this or more. */
  readonly _gte?: InputMaybe<Scalars['Float']['input']>;
  /** Is one of these; null stands for no value. */
  readonly _in?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['Float']['input']>>>;
  /** Has no value; false: has one. */
  readonly _isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is less than this. */
  readonly _lt?: InputMaybe<Scalars['Float']['input']>;
  /** Is this or less. */
  readonly _lte?: InputMaybe<Scalars['Float']['input']>;
  /** Is not this, and has a value. */
  readonly _neq?: InputMaybe<Scalars['Float']['input']>;
  /** Is none of these, and has a value. */
  readonly _nin?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['Float']['input']>>>;
  /** Whether `_neq` and `_nin` keep rows without a value. */
  readonly nulls?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One change of a notebook. */
export type OperationInput =
  /** Moves a cell to the bin. */
  { readonly deleteCell: CellInput; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader?: never; readonly setKind?: never; readonly setName?: never; }
  |  /** A new cell. */
  { readonly deleteCell?: never; readonly insertCell: InsertCellInput; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader?: never; readonly setKind?: never; readonly setName?: never; }
  |  /** Moves a cell. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell: MoveCellInput; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader?: never; readonly setKind?: never; readonly setName?: never; }
  |  /** Brings a cell back from the bin. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell: CellInput; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader?: never; readonly setKind?: never; readonly setName?: never; }
  |  /** Sets or removes an attribute. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute: SetAttributeInput; readonly setBody?: never; readonly setHeader?: never; readonly setKind?: never; readonly setName?: never; }
  |  /** Replaces the text of a cell. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody: SetBodyInput; readonly setHeader?: never; readonly setKind?: never; readonly setName?: never; }
  |  /** Replaces the header. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader: SetHeaderInput; readonly setKind?: never; readonly setName?: never; }
  |  /** Makes it a cell of another kind. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader?: never; readonly setKind: SetKindInput; readonly setName?: never; }
  |  /** Names a cell, or takes its name away. */
  { readonly deleteCell?: never; readonly insertCell?: never; readonly moveCell?: never; readonly restoreCell?: never; readonly setAttribute?: never; readonly setBody?: never; readonly setHeader?: never; readonly setKind?: never; readonly setName: SetNameInput; };

/** How rows are sorted. */
export type OrderInput = {
  /** A dimension or a metric's alias. */
  readonly by: Scalars['String']['input'];
  /** The direction of sorting. */
  readonly dir?: Direction;
  /** Where rows without a value stand. */
  readonly nulls?: Nulls;
};

/** What a run of a cell leaves. */
export type Output = ChartOutput | FindingOutput | InputOutput | MetricOutput | ProblemOutput | TableOutput | TextOutput;

/** A column of an output, with what a client needs to print it. */
export type OutputColumn = {
  readonly __typename?: 'OutputColumn';
  /** What of a comparison it is: an earlier value, a change, or a change in per cent. */
  readonly compared?: Maybe<CompareAs>;
  /** The model's metric that it comes from, whose definition card tells more. */
  readonly defines?: Maybe<Scalars['MetricName']['output']>;
  /** The column that this one explains: why a group has no value, which group is all others, which values are hidden. */
  readonly explains?: Maybe<Scalars['String']['output']>;
  /** How to print its values: number, integer, percent, points, currency, or the grain of a date. */
  readonly format?: Maybe<Scalars['String']['output']>;
  /** The smallest number of persons that a shown value may stand on. */
  readonly k?: Maybe<Scalars['Int']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The metric that an interval or a count stands beside. */
  readonly metric?: Maybe<Scalars['String']['output']>;
  /** The name by which it is referred to. */
  readonly name: Scalars['String']['output'];
  /** Whether a row may count in several groups, so that the column must not be added up. */
  readonly overlapping: Scalars['Boolean']['output'];
  /** What the column is. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** string, integer, bigint, decimal, real, boolean, date, timestamp, time or json. */
  readonly type: Scalars['String']['output'];
  /** The unit of its values, such as EUR or days. */
  readonly unit?: Maybe<Scalars['String']['output']>;
};

/** Whether a row may count whole in several groups. */
export type Overlap =
  | 'ALLOW'
  | 'REFUSE';

/** Where a page of rows stands among the others. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last row, for `after`. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether rows follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether rows come before. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first row. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Whether two kinds of data or more stand behind a page. */
export type PageLabel =
  | 'INSIGHT'
  | 'OBSERVATION';

/** A published page as lists show it. */
export type PageSummary = {
  readonly __typename?: 'PageSummary';
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The kinds of data behind it. */
  readonly kinds: ReadonlyArray<DatasetKind>;
  /** Whether this is an insight (two kinds of data or more) or an observation (one). */
  readonly label: PageLabel;
  /** When it was frozen. */
  readonly publishedAt: Scalars['DateTime']['output'];
  /** Why the last refresh failed, while an older page is still shown. */
  readonly refreshProblem?: Maybe<Problem>;
  /** The name of its file, and of its page. */
  readonly slug: Scalars['ID']['output'];
  /** The datasets behind it and how old they are. */
  readonly sources: ReadonlyArray<Freshness>;
  /** Its title. */
  readonly title: Scalars['String']['output'];
  /** Path of the latest page on this server. */
  readonly url: Scalars['String']['output'];
  /** Number of the latest good snapshot. */
  readonly version: Scalars['Int']['output'];
};

/** A parameter of a notebook and its value. */
export type Parameter = {
  readonly __typename?: 'Parameter';
  /** The value when none is given. */
  readonly default?: Maybe<Scalars['JSON']['output']>;
  /** A sentence of help beside the control. */
  readonly help?: Maybe<Scalars['String']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The name by which it is referred to. */
  readonly name: Scalars['String']['output'];
  /** Whether null is a value, shown as "All". */
  readonly optional: Scalars['Boolean']['output'];
  /** Why the value from outside was not taken, if it was not. */
  readonly problem?: Maybe<Problem>;
  /** The type of its values. */
  readonly type: Scalars['String']['output'];
  /** The value in force for these params. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** A mistake found in something a person wrote, or a refusal, as data. */
export type Problem = {
  readonly __typename?: 'Problem';
  /** Names to choose from, where there is a closed set of ways out. */
  readonly choices: ReadonlyArray<Scalars['String']['output']>;
  /** A closed set in capitals, such as `UNKNOWN_METRIC`. */
  readonly code: Scalars['String']['output'];
  /** Column in that line, from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Relative to the workspace. */
  readonly file?: Maybe<Scalars['String']['output']>;
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
  /** How many UTF-16 units are concerned. */
  readonly length?: Maybe<Scalars['Int']['output']>;
  /** Line in the file or body, from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** What is wrong, naming the thing. */
  readonly message: Scalars['String']['output'];
  /** Offset and length in UTF-16 units, for marking the place in an editor. */
  readonly offset?: Maybe<Scalars['Int']['output']>;
  /** Whether it is an error or a warning. */
  readonly severity: Severity;
  /** What it is about: a dataset, a metric, a cell. */
  readonly subject?: Maybe<Scalars['String']['output']>;
};

/** What went wrong instead of a result. */
export type ProblemOutput = {
  readonly __typename?: 'ProblemOutput';
  /** What went wrong. */
  readonly problem: Problem;
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
};

/** Where a result comes from, how old it is and how it was computed. */
export type Provenance = {
  readonly __typename?: 'Provenance';
  /** Milliseconds that it took. */
  readonly elapsedMs: Scalars['Float']['output'];
  /** SHA-256 of everything that could change the result. */
  readonly fingerprint: Scalars['String']['output'];
  /** The datasets behind it and how old they are. */
  readonly sources: ReadonlyArray<Freshness>;
  /** How it was computed, step by step. */
  readonly steps: ReadonlyArray<ProvenanceStep>;
};

/** One step of how a result was computed. */
export type ProvenanceStep = {
  readonly __typename?: 'ProvenanceStep';
  /** sql, yaml or text. */
  readonly language: Scalars['String']['output'];
  /** The text. */
  readonly text: Scalars['String']['output'];
  /** What the step is. */
  readonly title: Scalars['String']['output'];
};

/** Nothing was published; the last good page, if any, stays. */
export type PublishRefused = {
  readonly __typename?: 'PublishRefused';
  /** Every reason, by name. */
  readonly refusals: ReadonlyArray<Problem>;
};

/** A page, or the reasons why there is none. */
export type PublishResult = PublishRefused | Published;

/** What was published. */
export type Published = {
  readonly __typename?: 'Published';
  /** What a reader is told beside it, such as that only one kind of data stands behind the page. */
  readonly notes: ReadonlyArray<Problem>;
  /** The page. */
  readonly page: PageSummary;
};

/** What can be asked. */
export type Query = {
  readonly __typename?: 'Query';
  /** The analyses of customer experience that can be run, in order of name. */
  readonly analyses: ReadonlyArray<AnalysisInfo>;
  /** Runs an analysis. `bindings` has the keys of an analysis cell: `datasets` by role, `where`, `options`; absent: what the analysis finds by itself. What the data do not allow stands among the finding's refusals, not among the errors. */
  readonly analysis: Finding;
  /** What can be asked: metrics, dimensions, datasets, and which go together. */
  readonly catalogue: Catalogue;
  /** The rows behind one cell of an answer, under the same rules: those of its group that its filters leave and its metric looks at. */
  readonly evidence: EvidenceConnection;
  /** A job of one's own; null when there is none of this id, or no more. */
  readonly job?: Maybe<Job>;
  /** Any metrics of any datasets by shared dimensions: each dataset is aggregated on its own, then the results are merged, so no row is ever multiplied. */
  readonly metricQuery: MetricResult;
  /** A notebook with the states and outputs of its cells for these parameter values; null when there is none of that slug. */
  readonly notebook?: Maybe<Notebook>;
  /** All notebooks of the workspace, in order of their slugs. */
  readonly notebooks: ReadonlyArray<NotebookSummary>;
  /** The latest page of a notebook; null when it was never published. */
  readonly page?: Maybe<PageSummary>;
  /** All published pages. */
  readonly pages: ReadonlyArray<PageSummary>;
  /** An answer that was given to somebody who may see the same, by its id; asked again it may have another. */
  readonly result?: Maybe<MetricResult>;
  /** A page of a stored result. */
  readonly resultPage: ResultPage;
  /** A query that the model keeps under a name, with values of its parameters; those that are left out have their defaults, null drops their condition. */
  readonly savedQuery: MetricResult;
  /** Who asks. */
  readonly viewer: Viewer;
  /** The workspace that this server serves. */
  readonly workspace: Workspace;
};


/** What can be asked. */
export type QueryAnalysisArgs = {
  bindings?: InputMaybe<Scalars['JSON']['input']>;
  kind: Scalars['AnalysisKind']['input'];
  purpose?: InputMaybe<Scalars['PurposeName']['input']>;
};


/** What can be asked. */
export type QueryEvidenceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  alias?: InputMaybe<Scalars['String']['input']>;
  dataset?: InputMaybe<Scalars['DatasetName']['input']>;
  first?: Scalars['Int']['input'];
  metric: Scalars['MetricName']['input'];
  result: Scalars['ID']['input'];
  row: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryMetricQueryArgs = {
  input: MetricQueryInput;
};


/** What can be asked. */
export type QueryNotebookArgs = {
  params?: InputMaybe<Scalars['JSON']['input']>;
  slug: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryPageArgs = {
  slug: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryResultArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryResultPageArgs = {
  descending?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  limit?: Scalars['Int']['input'];
  offset?: Scalars['Int']['input'];
  orderBy?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QuerySavedQueryArgs = {
  parameters?: InputMaybe<Scalars['JSON']['input']>;
  slug: Scalars['String']['input'];
};

/** A query with a name: `savedQuery` asks it, and its files lie at addresses of their own. */
export type QueryInfo = {
  readonly __typename?: 'QueryInfo';
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Where its answer lies as files; parameters stand in the query part. */
  readonly links: QueryLinks;
  /** The name by which it is asked. */
  readonly name: Scalars['String']['output'];
  /** What can be given. */
  readonly parameters: ReadonlyArray<QueryParameterInfo>;
  /** The query as it is written, with `$name` where a parameter stands. */
  readonly query: Scalars['JSON']['output'];
};

/** Literal addresses of a saved query; paths on this server. */
export type QueryLinks = {
  readonly __typename?: 'QueryLinks';
  /** As an Arrow stream. */
  readonly arrow: Scalars['String']['output'];
  /** As CSV. */
  readonly csv: Scalars['String']['output'];
  /** As JSON. */
  readonly json: Scalars['String']['output'];
  /** As Parquet. */
  readonly parquet: Scalars['String']['output'];
};

/** A value that can be given to a saved query. */
export type QueryParameterInfo = {
  readonly __typename?: 'QueryParameterInfo';
  /** Its value when none is given; null drops the condition it stands in. */
  readonly default?: Maybe<Scalars['JSON']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** string, number, boolean or date. */
  readonly type: Scalars['String']['output'];
};

/** Something that is refused, withheld or warned of: an answer, not an error. */
export type Refusal = {
  readonly __typename?: 'Refusal';
  /** Its code, for programs. */
  readonly code: Scalars['RefusalCode']['output'];
  /** The figures of the message, by name. */
  readonly details: Scalars['JSON']['output'];
  /** What it does. */
  readonly effect: RefusalEffect;
  /** The way out. */
  readonly hint: Scalars['String']['output'];
  /** What it says, in plain words. */
  readonly message: Scalars['String']['output'];
  /** The one estimate that it concerns; null: the finding as a whole. */
  readonly of?: Maybe<Scalars['String']['output']>;
};

/** What a refusal does. */
export type RefusalEffect =
  /** No number is shown. */
  | 'REFUSE'
  /** The number is shown with the note beside it. */
  | 'WARN'
  /** The number is shown; a label, order, colour or status is not. */
  | 'WITHHOLD';

/** Where an answer lies as files; paths on this server. */
export type ResultLinks = {
  readonly __typename?: 'ResultLinks';
  /** As an Arrow stream. */
  readonly arrow: Scalars['String']['output'];
  /** The description of its columns, as JSON. */
  readonly columns: Scalars['String']['output'];
  /** As CSV. */
  readonly csv: Scalars['String']['output'];
  /** As JSON. */
  readonly json: Scalars['String']['output'];
  /** As Parquet. */
  readonly parquet: Scalars['String']['output'];
};

/** Some rows of a stored result. */
export type ResultPage = {
  readonly __typename?: 'ResultPage';
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<OutputColumn>;
  /** What identifies it. */
  readonly id: Scalars['ID']['output'];
  /** The row at which this page begins. */
  readonly offset: Scalars['Int']['output'];
  /** How many rows there are. */
  readonly rowCount: Scalars['Int']['output'];
  /** One list of values a column. */
  readonly values: Scalars['JSON']['output'];
};

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

/** A value for each row of an entity that is computed from another dataset. */
export type RollupInfo = {
  readonly __typename?: 'RollupInfo';
  /** END: what is known at the end; FACT: what was known at each row's own time. */
  readonly asOf: Scalars['String']['output'];
  /** Labels of its ranges, in order; empty where it has none. */
  readonly bands: ReadonlyArray<Scalars['String']['output']>;
  /** What an entity without rows has. */
  readonly empty?: Maybe<Scalars['String']['output']>;
  /** The dataset whose rows have it. */
  readonly entity: Scalars['DatasetName']['output'];
  /** The dataset that it is computed from. */
  readonly from: Scalars['DatasetName']['output'];
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** How it is computed. */
  readonly value: Scalars['String']['output'];
  /** Which rows count; null: every row. */
  readonly where?: Maybe<Scalars['String']['output']>;
};

/** As of when a rollup is looked at. */
export type RollupTime =
  /** All rows up to the query's `asOf`. */
  | 'END'
  /** What was known at the time of each row that is split. */
  | 'FACT';

/** Something that a search found. */
export type SearchHit = {
  readonly __typename?: 'SearchHit';
  /** What it is, in a sentence or two. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** What it is. */
  readonly kind: SearchKind;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** The name by which it is referred to. */
  readonly name: Scalars['String']['output'];
};

/** What a hit of a search is. */
export type SearchKind =
  | 'DATASET'
  | 'DIMENSION'
  | 'METRIC'
  | 'QUERY'
  | 'VIEW';

/** A cell and one of its attributes. */
export type SetAttributeInput = {
  /** What identifies it. */
  readonly id: Scalars['ID']['input'];
  /** The name of the attribute. */
  readonly key: Scalars['String']['input'];
  /** Text, true for a bare flag, null to remove. */
  readonly value?: InputMaybe<Scalars['JSON']['input']>;
};

/** A cell and its new text. */
export type SetBodyInput = {
  /** The revision over which the text was typed; a newer one is a conflict. */
  readonly baseCellRevision: Scalars['Int']['input'];
  /** The text of the cell. */
  readonly body: Scalars['String']['input'];
  /** What identifies it. */
  readonly id: Scalars['ID']['input'];
};

/** The new header of the notebook. */
export type SetHeaderInput = {
  /** The revision over which the text was typed; a newer one is a conflict. */
  readonly baseCellRevision: Scalars['Int']['input'];
  /** The YAML of the header. */
  readonly text: Scalars['String']['input'];
};

/** A cell and its new kind. */
export type SetKindInput = {
  /** What identifies it. */
  readonly id: Scalars['ID']['input'];
  /** The new kind. */
  readonly kind: Scalars['String']['input'];
};

/** A cell and its new name. */
export type SetNameInput = {
  /** What identifies it. */
  readonly id: Scalars['ID']['input'];
  /** The new name; null for none. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** Whether something is wrong or only worth knowing. */
export type Severity =
  | 'ERROR'
  | 'WARNING';

/** A point of the small line beside a metric. */
export type SparkPoint = {
  readonly __typename?: 'SparkPoint';
  /** The first day of the period. */
  readonly at: Scalars['Date']['output'];
  /** The value. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** Whether periods without rows stand in the answer. */
export type Spine =
  | 'DENSE'
  | 'SPARSE';

/** Conditions on a text; several hold together. */
export type StringCondition = {
  /** Has this in it, in any case of letters. */
  readonly _contains?: InputMaybe<Scalars['String']['input']>;
  /** Is this; null: has no value. */
  readonly _eq?: InputMaybe<Scalars['String']['input']>;
  /** Comes after this. */
  readonly _gt?: InputMaybe<Scalars['String']['input']>;
  /** Is this or comes after it. */
  readonly _gte?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these; null stands for no value. */
  readonly _in?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  /** Has no value; false: has one. */
  readonly _isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Fits this pattern with `%` and `_`; `\` stands before a literal one. */
  readonly _like?: InputMaybe<Scalars['String']['input']>;
  /** Comes before this. */
  readonly _lt?: InputMaybe<Scalars['String']['input']>;
  /** Is this or comes before it. */
  readonly _lte?: InputMaybe<Scalars['String']['input']>;
  /** Is not this, and has a value. */
  readonly _neq?: InputMaybe<Scalars['String']['input']>;
  /** Is none of these, and has a value. */
  readonly _nin?: InputMaybe<ReadonlyArray<InputMaybe<Scalars['String']['input']>>>;
  /** Begins with this. */
  readonly _startsWith?: InputMaybe<Scalars['String']['input']>;
  /** Whether `_neq` and `_nin` keep rows without a value. */
  readonly nulls?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What can be watched, over server-sent events. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** The job now and whenever it changes; the stream ends with the job. */
  readonly jobChanged: Job;
  /** The version of the model, now and whenever model or data are exchanged; ask the catalogue again then. */
  readonly modelChanged: Scalars['String']['output'];
  /** What happens to a notebook as seen with these parameter values; begins with its present state. */
  readonly notebookEvents: NotebookEvent;
};


/** What can be watched, over server-sent events. */
export type SubscriptionJobChangedArgs = {
  id: Scalars['ID']['input'];
};


/** What can be watched, over server-sent events. */
export type SubscriptionNotebookEventsArgs = {
  params?: InputMaybe<Scalars['JSON']['input']>;
  slug: Scalars['ID']['input'];
};

/** How a whole answer is laid out as JSON. */
export type TableLayout =
  | 'ARRAYS'
  | 'COLUMNS'
  | 'OBJECTS';

/** Rows and columns. */
export type TableOutput = {
  readonly __typename?: 'TableOutput';
  /** What became of every row of every dataset. */
  readonly accounting: ReadonlyArray<LegAccount>;
  /** Its columns, in order. */
  readonly columns: ReadonlyArray<OutputColumn>;
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
  /** Id for resultPage. */
  readonly result: Scalars['ID']['output'];
  /** How many rows there are. */
  readonly rowCount: Scalars['Int']['output'];
  /** Totals, recomputed from components. */
  readonly totals: ReadonlyArray<TableTotal>;
  /** Whether rows were left out at a limit. */
  readonly truncated: Scalars['Boolean']['output'];
  /** The first page: one list of values a column. */
  readonly values: Scalars['JSON']['output'];
  /** What to know about the values. */
  readonly warnings: ReadonlyArray<Warning>;
};

/** A total, recomputed from components. */
export type TableTotal = {
  readonly __typename?: 'TableTotal';
  /** The dimensions still grouped by; empty for the grand total. */
  readonly totalOf: ReadonlyArray<Scalars['String']['output']>;
  /** The values, in the order of the columns. */
  readonly values: Scalars['JSON']['output'];
};

/** Prose, as HTML. */
export type TextOutput = {
  readonly __typename?: 'TextOutput';
  /** Safe HTML: no script, style or handler passes. */
  readonly html: Scalars['String']['output'];
  /** Where it comes from, how old it is and how it was computed. */
  readonly provenance: Provenance;
};

/** The time that is asked about, and how it is read. */
export type TimeInput = {
  /** Half-open: from the first day until before the second; absent: all of time. */
  readonly range?: InputMaybe<ReadonlyArray<Scalars['Date']['input']>>;
  /** Whether periods without rows stand in the answer. */
  readonly spine?: Spine;
  /** Whether comparisons end where the present period's data end. */
  readonly toDate?: Scalars['Boolean']['input'];
  /** The day on which a week begins. */
  readonly weekStart?: InputMaybe<WeekStart>;
  /** The time zone in which days begin. */
  readonly zone?: InputMaybe<Scalars['String']['input']>;
};

/** The first values of a dimension. */
export type TopNInput = {
  /** The metric, or the alias of a metric of the query, by which values are ranked; highest first. */
  readonly by: Scalars['String']['input'];
  /** A dimension of the query. */
  readonly dimension: Scalars['DimensionName']['input'];
  /** How many values, at most 1,000. */
  readonly n: Scalars['Int']['input'];
  /** Whether all other values stand in the answer, as one group. */
  readonly others?: Scalars['Boolean']['input'];
};

/** A selection of metrics and dimensions under a name. */
export type ViewInfo = {
  readonly __typename?: 'ViewInfo';
  /** Its dimensions. */
  readonly dimensions: ReadonlyArray<Scalars['DimensionName']['output']>;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Its metrics. */
  readonly metrics: ReadonlyArray<Scalars['MetricName']['output']>;
  /** The name by which it is referred to. */
  readonly name: Scalars['String']['output'];
};

/** Somebody who was let in: a person, or a program with a token. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Whether they came through the sign-in page, and may leave by signing out. */
  readonly isSignedIn: Scalars['Boolean']['output'];
  /** Name in audit records. */
  readonly name: Scalars['String']['output'];
  /** The one purpose that their token was made for, or null for any. */
  readonly purpose?: Maybe<Scalars['PurposeName']['output']>;
  /** What they may do; each role includes those before it. */
  readonly roles: ReadonlyArray<Role>;
  /** The views that their token may ask, or null for any. */
  readonly views?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Something to know about an answer. */
export type Warning = {
  readonly __typename?: 'Warning';
  /** A closed set in capitals. */
  readonly code: Scalars['String']['output'];
  /** How many are concerned. */
  readonly count?: Maybe<Scalars['BigInt']['output']>;
  /** The dataset that is meant. */
  readonly dataset?: Maybe<Scalars['DatasetName']['output']>;
  /** What to do about it. */
  readonly hint?: Maybe<Scalars['String']['output']>;
  /** What is wrong, naming the thing. */
  readonly message: Scalars['String']['output'];
  /** The metric it belongs to. */
  readonly metric?: Maybe<Scalars['String']['output']>;
};

/** The day on which a week begins. */
export type WeekStart =
  | 'MONDAY'
  | 'SUNDAY';

/** The periods over which a metric is computed, each time ending with the period of the row; one of the two. */
export type WindowInput = {
  /** Since the period of this grain began: YEAR is the year to date. */
  readonly cumulative?: InputMaybe<Grain>;
  /** An ISO 8601 length of time: P3M is this month and the two before. */
  readonly rolling?: InputMaybe<Scalars['String']['input']>;
};

/** A folder with model files, notebooks and settings. */
export type Workspace = {
  readonly __typename?: 'Workspace';
  /** The kinds of cells that can be added. */
  readonly cellKinds: ReadonlyArray<CellKind>;
  /** What the workspace is called. */
  readonly name: Scalars['String']['output'];
  /** Everything that is wrong with model files and data; what is not named here works. */
  readonly problems: ReadonlyArray<Problem>;
  /** The purpose of queries that name none; null when every query must say its own. */
  readonly purpose?: Maybe<Scalars['PurposeName']['output']>;
  /** Version of the program. */
  readonly version: Scalars['String']['output'];
  /** The time zone in which its days begin. */
  readonly zone: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  NotebookEvent:
    | ( Omit<CellsChanged, 'cells'> & { cells: ReadonlyArray<_RefType['NotebookCell']> } )
    | ( Omit<DocumentChanged, 'notebook'> & { notebook: _RefType['Notebook'] } )
  ;
  Output:
    | ( ChartOutput )
    | ( FindingOutput )
    | ( InputOutput )
    | ( MetricOutput )
    | ( ProblemOutput )
    | ( TableOutput )
    | ( TextOutput )
  ;
  PublishResult:
    | ( PublishRefused )
    | ( Published )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AnalysisGroup: AnalysisGroup;
  AnalysisInfo: ResolverTypeWrapper<AnalysisInfo>;
  AnalysisKind: ResolverTypeWrapper<Scalars['AnalysisKind']['output']>;
  AnalysisOption: ResolverTypeWrapper<AnalysisOption>;
  AnalysisRole: ResolverTypeWrapper<AnalysisRole>;
  AnalysisRoleColumn: ResolverTypeWrapper<AnalysisRoleColumn>;
  ApplyResult: ResolverTypeWrapper<Omit<ApplyResult, 'notebook'> & { notebook: ResolversTypes['Notebook'] }>;
  AsOfAccount: ResolverTypeWrapper<AsOfAccount>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BooleanCondition: BooleanCondition;
  Catalogue: ResolverTypeWrapper<SeenCatalogue>;
  Cell: ResolverTypeWrapper<Cell>;
  CellDataset: ResolverTypeWrapper<CellDataset>;
  CellInput: CellInput;
  CellKind: ResolverTypeWrapper<CellKind>;
  CellState: CellState;
  CellsChanged: ResolverTypeWrapper<Omit<CellsChanged, 'cells'> & { cells: ReadonlyArray<ResolversTypes['NotebookCell']> }>;
  ChartOutput: ResolverTypeWrapper<ChartOutput>;
  CohortInput: CohortInput;
  Column: ResolverTypeWrapper<Column>;
  ColumnInfo: ResolverTypeWrapper<ColumnInfo>;
  ColumnRole: ColumnRole;
  CompareAs: CompareAs;
  CompareInput: CompareInput;
  Conflict: ResolverTypeWrapper<Conflict>;
  DatasetInfo: ResolverTypeWrapper<DatasetInfo>;
  DatasetKind: DatasetKind;
  DatasetName: ResolverTypeWrapper<Scalars['DatasetName']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateCondition: DateCondition;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeCondition: DateTimeCondition;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Diagnostic: ResolverTypeWrapper<Diagnostic>;
  DimensionHomeInfo: ResolverTypeWrapper<DimensionHomeInfo>;
  DimensionInfo: ResolverTypeWrapper<DimensionInfo>;
  DimensionName: ResolverTypeWrapper<Scalars['DimensionName']['output']>;
  DimensionPathInfo: ResolverTypeWrapper<DimensionPathInfo>;
  Direction: Direction;
  DocumentChanged: ResolverTypeWrapper<Omit<DocumentChanged, 'notebook'> & { notebook: ResolversTypes['Notebook'] }>;
  EntityTime: EntityTime;
  Estimate: ResolverTypeWrapper<Estimate>;
  EstimateInterval: ResolverTypeWrapper<EstimateInterval>;
  EvidenceConnection: ResolverTypeWrapper<EvidencePage>;
  EvidenceGrade: EvidenceGrade;
  Explain: ResolverTypeWrapper<Explain>;
  FilterScope: FilterScope;
  Finding: ResolverTypeWrapper<Finding>;
  FindingChart: ResolverTypeWrapper<FindingChart>;
  FindingOutput: ResolverTypeWrapper<FindingOutput>;
  FindingTable: ResolverTypeWrapper<FindingTable>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Freshness: ResolverTypeWrapper<Freshness>;
  FreshnessState: FreshnessState;
  Grain: Grain;
  GroupInput: GroupInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  InputOption: ResolverTypeWrapper<InputOption>;
  InputOutput: ResolverTypeWrapper<InputOutput>;
  InsertCellInput: InsertCellInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Job: ResolverTypeWrapper<MetricJob>;
  JobState: JobState;
  JoinInfo: ResolverTypeWrapper<JoinInfo>;
  LegAccount: ResolverTypeWrapper<LegAccount>;
  MetricComparison: ResolverTypeWrapper<MetricComparison>;
  MetricComponentInfo: ResolverTypeWrapper<MetricComponentInfo>;
  MetricInfo: ResolverTypeWrapper<MetricInfo>;
  MetricInput: MetricInput;
  MetricName: ResolverTypeWrapper<Scalars['MetricName']['output']>;
  MetricOutput: ResolverTypeWrapper<MetricOutput>;
  MetricQueryInput: MetricQueryInput;
  MetricResult: ResolverTypeWrapper<AnsweredQuery>;
  MetricRow: ResolverTypeWrapper<MetricRow>;
  MetricRowConnection: ResolverTypeWrapper<MetricRowConnection>;
  MetricRowEdge: ResolverTypeWrapper<MetricRowEdge>;
  MetricWhere: ResolverTypeWrapper<Scalars['MetricWhere']['output']>;
  MoveCellInput: MoveCellInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Notebook: ResolverTypeWrapper<Omit<Notebook, 'cells'> & { cells: ReadonlyArray<ResolversTypes['NotebookCell']> }>;
  NotebookCell: ResolverTypeWrapper<Omit<NotebookCell, 'datasets' | 'output'> & { datasets: ReadonlyArray<ResolversTypes['CellDataset']>, output?: Maybe<ResolversTypes['Output']> }>;
  NotebookEvent: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['NotebookEvent']>;
  NotebookSummary: ResolverTypeWrapper<NotebookSummary>;
  NullGroups: NullGroups;
  NullReason: NullReason;
  Nulls: Nulls;
  NumberCondition: NumberCondition;
  OperationInput: OperationInput;
  OrderInput: OrderInput;
  Output: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['Output']>;
  OutputColumn: ResolverTypeWrapper<OutputColumn>;
  Overlap: Overlap;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PageLabel: PageLabel;
  PageSummary: ResolverTypeWrapper<PageSummary>;
  Parameter: ResolverTypeWrapper<Parameter>;
  Problem: ResolverTypeWrapper<Problem>;
  ProblemOutput: ResolverTypeWrapper<ProblemOutput>;
  Provenance: ResolverTypeWrapper<Provenance>;
  ProvenanceStep: ResolverTypeWrapper<ProvenanceStep>;
  PublishRefused: ResolverTypeWrapper<PublishRefused>;
  PublishResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PublishResult']>;
  Published: ResolverTypeWrapper<Published>;
  PurposeName: ResolverTypeWrapper<Scalars['PurposeName']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QueryInfo: ResolverTypeWrapper<QueryInfo>;
  QueryLinks: ResolverTypeWrapper<QueryLinks>;
  QueryParameterInfo: ResolverTypeWrapper<QueryParameterInfo>;
  Refusal: ResolverTypeWrapper<Refusal>;
  RefusalCode: ResolverTypeWrapper<Scalars['RefusalCode']['output']>;
  RefusalEffect: RefusalEffect;
  ResultLinks: ResolverTypeWrapper<ResultLinks>;
  ResultPage: ResolverTypeWrapper<ResultPage>;
  Role: Role;
  RollupInfo: ResolverTypeWrapper<RollupInfo>;
  RollupTime: RollupTime;
  SearchHit: ResolverTypeWrapper<SearchHit>;
  SearchKind: SearchKind;
  SetAttributeInput: SetAttributeInput;
  SetBodyInput: SetBodyInput;
  SetHeaderInput: SetHeaderInput;
  SetKindInput: SetKindInput;
  SetNameInput: SetNameInput;
  Severity: Severity;
  SparkPoint: ResolverTypeWrapper<SparkPoint>;
  Spine: Spine;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringCondition: StringCondition;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TableLayout: TableLayout;
  TableOutput: ResolverTypeWrapper<TableOutput>;
  TableTotal: ResolverTypeWrapper<TableTotal>;
  TextOutput: ResolverTypeWrapper<TextOutput>;
  TimeInput: TimeInput;
  TopNInput: TopNInput;
  ViewInfo: ResolverTypeWrapper<ViewInfo>;
  Viewer: ResolverTypeWrapper<Viewer>;
  Warning: ResolverTypeWrapper<Warning>;
  WeekStart: WeekStart;
  WindowInput: WindowInput;
  Workspace: ResolverTypeWrapper<Workspace>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AnalysisInfo: AnalysisInfo;
  AnalysisKind: Scalars['AnalysisKind']['output'];
  AnalysisOption: AnalysisOption;
  AnalysisRole: AnalysisRole;
  AnalysisRoleColumn: AnalysisRoleColumn;
  ApplyResult: Omit<ApplyResult, 'notebook'> & { notebook: ResolversParentTypes['Notebook'] };
  AsOfAccount: AsOfAccount;
  BigInt: Scalars['BigInt']['output'];
  Boolean: Scalars['Boolean']['output'];
  BooleanCondition: BooleanCondition;
  Catalogue: SeenCatalogue;
  Cell: Cell;
  CellDataset: CellDataset;
  CellInput: CellInput;
  CellKind: CellKind;
  CellsChanged: Omit<CellsChanged, 'cells'> & { cells: ReadonlyArray<ResolversParentTypes['NotebookCell']> };
  ChartOutput: ChartOutput;
  CohortInput: CohortInput;
  Column: Column;
  ColumnInfo: ColumnInfo;
  CompareInput: CompareInput;
  Conflict: Conflict;
  DatasetInfo: DatasetInfo;
  DatasetName: Scalars['DatasetName']['output'];
  Date: Scalars['Date']['output'];
  DateCondition: DateCondition;
  DateTime: Scalars['DateTime']['output'];
  DateTimeCondition: DateTimeCondition;
  Decimal: Scalars['Decimal']['output'];
  Diagnostic: Diagnostic;
  DimensionHomeInfo: DimensionHomeInfo;
  DimensionInfo: DimensionInfo;
  DimensionName: Scalars['DimensionName']['output'];
  DimensionPathInfo: DimensionPathInfo;
  DocumentChanged: Omit<DocumentChanged, 'notebook'> & { notebook: ResolversParentTypes['Notebook'] };
  EntityTime: EntityTime;
  Estimate: Estimate;
  EstimateInterval: EstimateInterval;
  EvidenceConnection: EvidencePage;
  Explain: Explain;
  Finding: Finding;
  FindingChart: FindingChart;
  FindingOutput: FindingOutput;
  FindingTable: FindingTable;
  Float: Scalars['Float']['output'];
  Freshness: Freshness;
  GroupInput: GroupInput;
  ID: Scalars['ID']['output'];
  InputOption: InputOption;
  InputOutput: InputOutput;
  InsertCellInput: InsertCellInput;
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Job: MetricJob;
  JoinInfo: JoinInfo;
  LegAccount: LegAccount;
  MetricComparison: MetricComparison;
  MetricComponentInfo: MetricComponentInfo;
  MetricInfo: MetricInfo;
  MetricInput: MetricInput;
  MetricName: Scalars['MetricName']['output'];
  MetricOutput: MetricOutput;
  MetricQueryInput: MetricQueryInput;
  MetricResult: AnsweredQuery;
  MetricRow: MetricRow;
  MetricRowConnection: MetricRowConnection;
  MetricRowEdge: MetricRowEdge;
  MetricWhere: Scalars['MetricWhere']['output'];
  MoveCellInput: MoveCellInput;
  Mutation: Record<PropertyKey, never>;
  Notebook: Omit<Notebook, 'cells'> & { cells: ReadonlyArray<ResolversParentTypes['NotebookCell']> };
  NotebookCell: Omit<NotebookCell, 'datasets' | 'output'> & { datasets: ReadonlyArray<ResolversParentTypes['CellDataset']>, output?: Maybe<ResolversParentTypes['Output']> };
  NotebookEvent: ResolversUnionTypes<ResolversParentTypes>['NotebookEvent'];
  NotebookSummary: NotebookSummary;
  NumberCondition: NumberCondition;
  OperationInput: OperationInput;
  OrderInput: OrderInput;
  Output: ResolversUnionTypes<ResolversParentTypes>['Output'];
  OutputColumn: OutputColumn;
  PageInfo: PageInfo;
  PageSummary: PageSummary;
  Parameter: Parameter;
  Problem: Problem;
  ProblemOutput: ProblemOutput;
  Provenance: Provenance;
  ProvenanceStep: ProvenanceStep;
  PublishRefused: PublishRefused;
  PublishResult: ResolversUnionTypes<ResolversParentTypes>['PublishResult'];
  Published: Published;
  PurposeName: Scalars['PurposeName']['output'];
  Query: Record<PropertyKey, never>;
  QueryInfo: QueryInfo;
  QueryLinks: QueryLinks;
  QueryParameterInfo: QueryParameterInfo;
  Refusal: Refusal;
  RefusalCode: Scalars['RefusalCode']['output'];
  ResultLinks: ResultLinks;
  ResultPage: ResultPage;
  RollupInfo: RollupInfo;
  SearchHit: SearchHit;
  SetAttributeInput: SetAttributeInput;
  SetBodyInput: SetBodyInput;
  SetHeaderInput: SetHeaderInput;
  SetKindInput: SetKindInput;
  SetNameInput: SetNameInput;
  SparkPoint: SparkPoint;
  String: Scalars['String']['output'];
  StringCondition: StringCondition;
  Subscription: Record<PropertyKey, never>;
  TableOutput: TableOutput;
  TableTotal: TableTotal;
  TextOutput: TextOutput;
  TimeInput: TimeInput;
  TopNInput: TopNInput;
  ViewInfo: ViewInfo;
  Viewer: Viewer;
  Warning: Warning;
  WindowInput: WindowInput;
  Workspace: Workspace;
};

export type AnalysisInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AnalysisInfo'] = ResolversParentTypes['AnalysisInfo']> = {
  assumptions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  example?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  formula?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  group?: Resolver<ResolversTypes['AnalysisGroup'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['AnalysisKind'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['AnalysisOption']>, ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refuses?: Resolver<ReadonlyArray<ResolversTypes['RefusalCode']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['AnalysisRole']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  starter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface AnalysisKindScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AnalysisKind'], any> {
  name: 'AnalysisKind';
}

export type AnalysisOptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AnalysisOption'] = ResolversParentTypes['AnalysisOption']> = {
  choices?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  default?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AnalysisRoleResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AnalysisRole'] = ResolversParentTypes['AnalysisRole']> = {
  columns?: Resolver<ReadonlyArray<ResolversTypes['AnalysisRoleColumn']>, ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kinds?: Resolver<ReadonlyArray<ResolversTypes['DatasetKind']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  optional?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AnalysisRoleColumnResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AnalysisRoleColumn'] = ResolversParentTypes['AnalysisRoleColumn']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  many?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  optional?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApplyResultResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ApplyResult'] = ResolversParentTypes['ApplyResult']> = {
  conflicts?: Resolver<ReadonlyArray<ResolversTypes['Conflict']>, ParentType, ContextType>;
  notebook?: Resolver<ResolversTypes['Notebook'], ParentType, ContextType>;
};

export type AsOfAccountResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AsOfAccount'] = ResolversParentTypes['AsOfAccount']> = {
  matched?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unmatched?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CatalogueResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Catalogue'] = ResolversParentTypes['Catalogue']> = {
  compatibleDimensions?: Resolver<ReadonlyArray<ResolversTypes['DimensionName']>, ParentType, ContextType, RequireFields<CatalogueCompatibleDimensionsArgs, 'metrics'>>;
  compatibleMetrics?: Resolver<ReadonlyArray<ResolversTypes['MetricName']>, ParentType, ContextType, RequireFields<CatalogueCompatibleMetricsArgs, 'dimensions'>>;
  dataset?: Resolver<Maybe<ResolversTypes['DatasetInfo']>, ParentType, ContextType, RequireFields<CatalogueDatasetArgs, 'name'>>;
  datasets?: Resolver<ReadonlyArray<ResolversTypes['DatasetInfo']>, ParentType, ContextType, Partial<CatalogueDatasetsArgs>>;
  dimension?: Resolver<Maybe<ResolversTypes['DimensionInfo']>, ParentType, ContextType, RequireFields<CatalogueDimensionArgs, 'name'>>;
  dimensions?: Resolver<ReadonlyArray<ResolversTypes['DimensionInfo']>, ParentType, ContextType, Partial<CatalogueDimensionsArgs>>;
  metric?: Resolver<Maybe<ResolversTypes['MetricInfo']>, ParentType, ContextType, RequireFields<CatalogueMetricArgs, 'name'>>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['MetricInfo']>, ParentType, ContextType, Partial<CatalogueMetricsArgs>>;
  queries?: Resolver<ReadonlyArray<ResolversTypes['QueryInfo']>, ParentType, ContextType>;
  search?: Resolver<ReadonlyArray<ResolversTypes['SearchHit']>, ParentType, ContextType, RequireFields<CatalogueSearchArgs, 'first' | 'text'>>;
  views?: Resolver<ReadonlyArray<ResolversTypes['ViewInfo']>, ParentType, ContextType>;
};

export type CellResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Cell'] = ResolversParentTypes['Cell']> = {
  b?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  d?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  high?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  isNull?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  low?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  n?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  nullReason?: Resolver<Maybe<ResolversTypes['NullReason']>, ParentType, ContextType>;
  s?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CellDatasetResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CellDataset'] = ResolversParentTypes['CellDataset']> = {
  kind?: Resolver<ResolversTypes['DatasetKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
};

export type CellKindResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CellKind'] = ResolversParentTypes['CellKind']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  schema?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  starter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CellsChangedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CellsChanged'] = ResolversParentTypes['CellsChanged']> = {
  cells?: Resolver<ReadonlyArray<ResolversTypes['NotebookCell']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChartOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ChartOutput'] = ResolversParentTypes['ChartOutput']> = {
  caption?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  columns?: Resolver<ReadonlyArray<ResolversTypes['OutputColumn']>, ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  spec?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  svg?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ColumnResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Column'] = ResolversParentTypes['Column']> = {
  additivity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  good?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grain?: Resolver<Maybe<ResolversTypes['Grain']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metric?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  minN?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  overlapping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ColumnRole'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ColumnInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ColumnInfo'] = ResolversParentTypes['ColumnInfo']> = {
  class?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failedCasts?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nulls?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  pii?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  samples?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  why?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConflictResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Conflict'] = ResolversParentTypes['Conflict']> = {
  cell?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  theirs?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  yours?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DatasetInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DatasetInfo'] = ResolversParentTypes['DatasetInfo']> = {
  columns?: Resolver<ReadonlyArray<ResolversTypes['ColumnInfo']>, ParentType, ContextType>;
  consent?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  deduplicated?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  file?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['Freshness'], ParentType, ContextType>;
  grain?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  joins?: Resolver<ReadonlyArray<ResolversTypes['JoinInfo']>, ParentType, ContextType>;
  k?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DatasetKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['MetricName']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  population?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['PurposeName']>, ParentType, ContextType>;
  quarantined?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rollups?: Resolver<ReadonlyArray<ResolversTypes['RollupInfo']>, ParentType, ContextType>;
  rowCount?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DatasetNameScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DatasetName'], any> {
  name: 'DatasetName';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DiagnosticResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Diagnostic'] = ResolversParentTypes['Diagnostic']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  passed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type DimensionHomeInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DimensionHomeInfo'] = ResolversParentTypes['DimensionHomeInfo']> = {
  dataset?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  expression?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DimensionInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DimensionInfo'] = ResolversParentTypes['DimensionInfo']> = {
  datasets?: Resolver<ReadonlyArray<ResolversTypes['DatasetName']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grains?: Resolver<ReadonlyArray<ResolversTypes['Grain']>, ParentType, ContextType>;
  homes?: Resolver<ReadonlyArray<ResolversTypes['DimensionHomeInfo']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['DimensionName'], ParentType, ContextType>;
  paths?: Resolver<ReadonlyArray<ResolversTypes['DimensionPathInfo']>, ParentType, ContextType>;
  rollup?: Resolver<Maybe<ResolversTypes['RollupInfo']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DimensionNameScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DimensionName'], any> {
  name: 'DimensionName';
}

export type DimensionPathInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DimensionPathInfo'] = ResolversParentTypes['DimensionPathInfo']> = {
  dataset?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  home?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  joins?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DocumentChangedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DocumentChanged'] = ResolversParentTypes['DocumentChanged']> = {
  notebook?: Resolver<ResolversTypes['Notebook'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EstimateResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Estimate'] = ResolversParentTypes['Estimate']> = {
  format?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  interval?: Resolver<Maybe<ResolversTypes['EstimateInterval']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  of?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  p?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type EstimateIntervalResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['EstimateInterval'] = ResolversParentTypes['EstimateInterval']> = {
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EvidenceConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['EvidenceConnection'] = ResolversParentTypes['EvidenceConnection']> = {
  columns?: Resolver<ReadonlyArray<ResolversTypes['Column']>, ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  table?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExplainResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Explain'] = ResolversParentTypes['Explain']> = {
  cacheHits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cached?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dialect?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engineMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  executedSql?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  joinPaths?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  legs?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  planMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sql?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  analysis?: Resolver<ResolversTypes['AnalysisKind'], ParentType, ContextType>;
  assumptions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  charts?: Resolver<ReadonlyArray<ResolversTypes['FindingChart']>, ParentType, ContextType>;
  comparisons?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  diagnostics?: Resolver<ReadonlyArray<ResolversTypes['Diagnostic']>, ParentType, ContextType>;
  estimate?: Resolver<Maybe<ResolversTypes['Estimate']>, ParentType, ContextType>;
  estimates?: Resolver<ReadonlyArray<ResolversTypes['Estimate']>, ParentType, ContextType>;
  fingerprint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grade?: Resolver<ResolversTypes['EvidenceGrade'], ParentType, ContextType>;
  gradeMeaning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gradeNext?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gradeReason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gradeWord?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ledgerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  of?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  q?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  refusals?: Resolver<ReadonlyArray<ResolversTypes['Refusal']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['Freshness']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ProvenanceStep']>, ParentType, ContextType>;
  tables?: Resolver<ReadonlyArray<ResolversTypes['FindingTable']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingChartResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['FindingChart'] = ResolversParentTypes['FindingChart']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spec?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  svg?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  table?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['FindingOutput'] = ResolversParentTypes['FindingOutput']> = {
  finding?: Resolver<ResolversTypes['Finding'], ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FindingTableResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['FindingTable'] = ResolversParentTypes['FindingTable']> = {
  columns?: Resolver<ReadonlyArray<ResolversTypes['OutputColumn']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type FreshnessResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Freshness'] = ResolversParentTypes['Freshness']> = {
  dataThrough?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DatasetKind'], ParentType, ContextType>;
  loadedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FreshnessState'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InputOptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InputOption'] = ResolversParentTypes['InputOption']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type InputOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InputOutput'] = ResolversParentTypes['InputOutput']> = {
  control?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  default?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  help?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  optional?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['InputOption']>, ParentType, ContextType>;
  parameter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JobResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  error?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['MetricResult']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobState'], ParentType, ContextType>;
};

export type JoinInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JoinInfo'] = ResolversParentTypes['JoinInfo']> = {
  cardinality?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  on?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
};

export type LegAccountResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LegAccount'] = ResolversParentTypes['LegAccount']> = {
  asOf?: Resolver<ReadonlyArray<ResolversTypes['AsOfAccount']>, ParentType, ContextType>;
  asOfUnmatched?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  deduplicated?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  deleted?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DatasetKind'], ParentType, ContextType>;
  leg?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nullKeyRows?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  orphanRows?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  outsideFilter?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  outsideGroups?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  rowsInSource?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  rowsUsed?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  withheldByConsent?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  withheldByPolicy?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type MetricComparisonResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricComparison'] = ResolversParentTypes['MetricComparison']> = {
  delta?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type MetricComponentInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricComponentInfo'] = ResolversParentTypes['MetricComponentInfo']> = {
  aggregate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  of?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  where?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MetricInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricInfo'] = ResolversParentTypes['MetricInfo']> = {
  components?: Resolver<ReadonlyArray<ResolversTypes['MetricComponentInfo']>, ParentType, ContextType>;
  datasets?: Resolver<ReadonlyArray<ResolversTypes['DatasetName']>, ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  denominator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dimensions?: Resolver<ReadonlyArray<ResolversTypes['DimensionName']>, ParentType, ContextType>;
  exclusions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  formula?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  good?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kinds?: Resolver<ReadonlyArray<ResolversTypes['DatasetKind']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  minN?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['MetricName'], ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  range?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Float']>>, ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface MetricNameScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MetricName'], any> {
  name: 'MetricName';
}

export type MetricOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricOutput'] = ResolversParentTypes['MetricOutput']> = {
  comparison?: Resolver<Maybe<ResolversTypes['MetricComparison']>, ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  good?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  high?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  low?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  metric?: Resolver<ResolversTypes['MetricName'], ParentType, ContextType>;
  minN?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  n?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  spark?: Resolver<ReadonlyArray<ResolversTypes['SparkPoint']>, ParentType, ContextType>;
  suppressed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['Warning']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MetricResultResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricResult'] = ResolversParentTypes['MetricResult']> = {
  accounting?: Resolver<ReadonlyArray<ResolversTypes['LegAccount']>, ParentType, ContextType>;
  columns?: Resolver<ReadonlyArray<ResolversTypes['Column']>, ParentType, ContextType>;
  explain?: Resolver<ResolversTypes['Explain'], ParentType, ContextType>;
  freshness?: Resolver<ReadonlyArray<ResolversTypes['Freshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  links?: Resolver<ResolversTypes['ResultLinks'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['PurposeName'], ParentType, ContextType>;
  rowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['MetricRowConnection'], ParentType, ContextType, RequireFields<MetricResultRowsArgs, 'first'>>;
  table?: Resolver<ResolversTypes['JSON'], ParentType, ContextType, RequireFields<MetricResultTableArgs, 'layout'>>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totals?: Resolver<ReadonlyArray<ResolversTypes['MetricRow']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['Warning']>, ParentType, ContextType>;
};

export type MetricRowResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricRow'] = ResolversParentTypes['MetricRow']> = {
  cells?: Resolver<ReadonlyArray<ResolversTypes['Cell']>, ParentType, ContextType>;
  isOthers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isTotal?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  totalOf?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DimensionName']>>, ParentType, ContextType>;
};

export type MetricRowConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricRowConnection'] = ResolversParentTypes['MetricRowConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MetricRowEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MetricRowEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MetricRowEdge'] = ResolversParentTypes['MetricRowEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MetricRow'], ParentType, ContextType>;
};

export interface MetricWhereScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['MetricWhere'], any> {
  name: 'MetricWhere';
}

export type MutationResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  applyOperations?: Resolver<ResolversTypes['ApplyResult'], ParentType, ContextType, RequireFields<MutationApplyOperationsArgs, 'baseRevision' | 'notebook' | 'operations'>>;
  cancel?: Resolver<ResolversTypes['Notebook'], ParentType, ContextType, RequireFields<MutationCancelArgs, 'notebook'>>;
  cancelJob?: Resolver<ResolversTypes['Job'], ParentType, ContextType, RequireFields<MutationCancelJobArgs, 'id'>>;
  createNotebook?: Resolver<ResolversTypes['Notebook'], ParentType, ContextType, RequireFields<MutationCreateNotebookArgs, 'title'>>;
  publish?: Resolver<ResolversTypes['PublishResult'], ParentType, ContextType, RequireFields<MutationPublishArgs, 'notebook'>>;
  redo?: Resolver<ResolversTypes['ApplyResult'], ParentType, ContextType, RequireFields<MutationRedoArgs, 'notebook'>>;
  reload?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
  repair?: Resolver<ResolversTypes['ApplyResult'], ParentType, ContextType, RequireFields<MutationRepairArgs, 'notebook'>>;
  run?: Resolver<ResolversTypes['Notebook'], ParentType, ContextType, RequireFields<MutationRunArgs, 'force' | 'notebook'>>;
  startMetricQuery?: Resolver<ResolversTypes['Job'], ParentType, ContextType, RequireFields<MutationStartMetricQueryArgs, 'input'>>;
  undo?: Resolver<ResolversTypes['ApplyResult'], ParentType, ContextType, RequireFields<MutationUndoArgs, 'notebook'>>;
};

export type NotebookResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Notebook'] = ResolversParentTypes['Notebook']> = {
  canRedo?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canUndo?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cells?: Resolver<ReadonlyArray<ResolversTypes['NotebookCell']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  header?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  headerRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  page?: Resolver<Maybe<ResolversTypes['PageSummary']>, ParentType, ContextType>;
  params?: Resolver<ReadonlyArray<ResolversTypes['Parameter']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['PurposeName']>, ParentType, ContextType>;
  readOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NotebookCellResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NotebookCell'] = ResolversParentTypes['NotebookCell']> = {
  attributes?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  datasets?: Resolver<ReadonlyArray<ResolversTypes['CellDataset']>, ParentType, ContextType>;
  elapsedMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['Output']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reads?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CellState'], ParentType, ContextType>;
  waitsFor?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NotebookEventResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NotebookEvent'] = ResolversParentTypes['NotebookEvent']> = {
  __resolveType: TypeResolveFn<'CellsChanged' | 'DocumentChanged', ParentType, ContextType>;
};

export type NotebookSummaryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NotebookSummary'] = ResolversParentTypes['NotebookSummary']> = {
  cellCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  page?: Resolver<Maybe<ResolversTypes['PageSummary']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Output'] = ResolversParentTypes['Output']> = {
  __resolveType: TypeResolveFn<'ChartOutput' | 'FindingOutput' | 'InputOutput' | 'MetricOutput' | 'ProblemOutput' | 'TableOutput' | 'TextOutput', ParentType, ContextType>;
};

export type OutputColumnResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['OutputColumn'] = ResolversParentTypes['OutputColumn']> = {
  compared?: Resolver<Maybe<ResolversTypes['CompareAs']>, ParentType, ContextType>;
  defines?: Resolver<Maybe<ResolversTypes['MetricName']>, ParentType, ContextType>;
  explains?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  k?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metric?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  overlapping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageSummaryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PageSummary'] = ResolversParentTypes['PageSummary']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kinds?: Resolver<ReadonlyArray<ResolversTypes['DatasetKind']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['PageLabel'], ParentType, ContextType>;
  publishedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshProblem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['Freshness']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ParameterResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Parameter'] = ResolversParentTypes['Parameter']> = {
  default?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  help?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  optional?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['Problem']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ProblemResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Problem'] = ResolversParentTypes['Problem']> = {
  choices?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  length?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  offset?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProblemOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ProblemOutput'] = ResolversParentTypes['ProblemOutput']> = {
  problem?: Resolver<ResolversTypes['Problem'], ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProvenanceResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Provenance'] = ResolversParentTypes['Provenance']> = {
  elapsedMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fingerprint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['Freshness']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ProvenanceStep']>, ParentType, ContextType>;
};

export type ProvenanceStepResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ProvenanceStep'] = ResolversParentTypes['ProvenanceStep']> = {
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PublishRefusedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PublishRefused'] = ResolversParentTypes['PublishRefused']> = {
  refusals?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PublishResultResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PublishResult'] = ResolversParentTypes['PublishResult']> = {
  __resolveType: TypeResolveFn<'PublishRefused' | 'Published', ParentType, ContextType>;
};

export type PublishedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Published'] = ResolversParentTypes['Published']> = {
  notes?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  page?: Resolver<ResolversTypes['PageSummary'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface PurposeNameScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['PurposeName'], any> {
  name: 'PurposeName';
}

export type QueryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  analyses?: Resolver<ReadonlyArray<ResolversTypes['AnalysisInfo']>, ParentType, ContextType>;
  analysis?: Resolver<ResolversTypes['Finding'], ParentType, ContextType, RequireFields<QueryAnalysisArgs, 'kind'>>;
  catalogue?: Resolver<ResolversTypes['Catalogue'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['EvidenceConnection'], ParentType, ContextType, RequireFields<QueryEvidenceArgs, 'first' | 'metric' | 'result' | 'row'>>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  metricQuery?: Resolver<ResolversTypes['MetricResult'], ParentType, ContextType, RequireFields<QueryMetricQueryArgs, 'input'>>;
  notebook?: Resolver<Maybe<ResolversTypes['Notebook']>, ParentType, ContextType, RequireFields<QueryNotebookArgs, 'slug'>>;
  notebooks?: Resolver<ReadonlyArray<ResolversTypes['NotebookSummary']>, ParentType, ContextType>;
  page?: Resolver<Maybe<ResolversTypes['PageSummary']>, ParentType, ContextType, RequireFields<QueryPageArgs, 'slug'>>;
  pages?: Resolver<ReadonlyArray<ResolversTypes['PageSummary']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['MetricResult']>, ParentType, ContextType, RequireFields<QueryResultArgs, 'id'>>;
  resultPage?: Resolver<ResolversTypes['ResultPage'], ParentType, ContextType, RequireFields<QueryResultPageArgs, 'descending' | 'id' | 'limit' | 'offset'>>;
  savedQuery?: Resolver<ResolversTypes['MetricResult'], ParentType, ContextType, RequireFields<QuerySavedQueryArgs, 'slug'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
};

export type QueryInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['QueryInfo'] = ResolversParentTypes['QueryInfo']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  links?: Resolver<ResolversTypes['QueryLinks'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameters?: Resolver<ReadonlyArray<ResolversTypes['QueryParameterInfo']>, ParentType, ContextType>;
  query?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type QueryLinksResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['QueryLinks'] = ResolversParentTypes['QueryLinks']> = {
  arrow?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  csv?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  json?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parquet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryParameterInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['QueryParameterInfo'] = ResolversParentTypes['QueryParameterInfo']> = {
  default?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  code?: Resolver<ResolversTypes['RefusalCode'], ParentType, ContextType>;
  details?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['RefusalEffect'], ParentType, ContextType>;
  hint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  of?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface RefusalCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['RefusalCode'], any> {
  name: 'RefusalCode';
}

export type ResultLinksResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ResultLinks'] = ResolversParentTypes['ResultLinks']> = {
  arrow?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  columns?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  csv?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  json?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parquet?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ResultPageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ResultPage'] = ResolversParentTypes['ResultPage']> = {
  columns?: Resolver<ReadonlyArray<ResolversTypes['OutputColumn']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type RollupInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RollupInfo'] = ResolversParentTypes['RollupInfo']> = {
  asOf?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bands?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  empty?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DatasetName'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  where?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchHitResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SearchHit'] = ResolversParentTypes['SearchHit']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SearchKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SparkPointResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SparkPoint'] = ResolversParentTypes['SparkPoint']> = {
  at?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  jobChanged?: SubscriptionResolver<ResolversTypes['Job'], "jobChanged", ParentType, ContextType, RequireFields<SubscriptionJobChangedArgs, 'id'>>;
  modelChanged?: SubscriptionResolver<ResolversTypes['String'], "modelChanged", ParentType, ContextType>;
  notebookEvents?: SubscriptionResolver<ResolversTypes['NotebookEvent'], "notebookEvents", ParentType, ContextType, RequireFields<SubscriptionNotebookEventsArgs, 'slug'>>;
};

export type TableOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TableOutput'] = ResolversParentTypes['TableOutput']> = {
  accounting?: Resolver<ReadonlyArray<ResolversTypes['LegAccount']>, ParentType, ContextType>;
  columns?: Resolver<ReadonlyArray<ResolversTypes['OutputColumn']>, ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totals?: Resolver<ReadonlyArray<ResolversTypes['TableTotal']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['Warning']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TableTotalResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TableTotal'] = ResolversParentTypes['TableTotal']> = {
  totalOf?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type TextOutputResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TextOutput'] = ResolversParentTypes['TextOutput']> = {
  html?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provenance?: Resolver<ResolversTypes['Provenance'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ViewInfo'] = ResolversParentTypes['ViewInfo']> = {
  dimensions?: Resolver<ReadonlyArray<ResolversTypes['DimensionName']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['MetricName']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  isSignedIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['PurposeName']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  views?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type WarningResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Warning'] = ResolversParentTypes['Warning']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['DatasetName']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metric?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkspaceResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Workspace'] = ResolversParentTypes['Workspace']> = {
  cellKinds?: Resolver<ReadonlyArray<ResolversTypes['CellKind']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['Problem']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['PurposeName']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  zone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = ApiContext> = {
  AnalysisInfo?: AnalysisInfoResolvers<ContextType>;
  AnalysisKind?: GraphQLScalarType;
  AnalysisOption?: AnalysisOptionResolvers<ContextType>;
  AnalysisRole?: AnalysisRoleResolvers<ContextType>;
  AnalysisRoleColumn?: AnalysisRoleColumnResolvers<ContextType>;
  ApplyResult?: ApplyResultResolvers<ContextType>;
  AsOfAccount?: AsOfAccountResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  Catalogue?: CatalogueResolvers<ContextType>;
  Cell?: CellResolvers<ContextType>;
  CellDataset?: CellDatasetResolvers<ContextType>;
  CellKind?: CellKindResolvers<ContextType>;
  CellsChanged?: CellsChangedResolvers<ContextType>;
  ChartOutput?: ChartOutputResolvers<ContextType>;
  Column?: ColumnResolvers<ContextType>;
  ColumnInfo?: ColumnInfoResolvers<ContextType>;
  Conflict?: ConflictResolvers<ContextType>;
  DatasetInfo?: DatasetInfoResolvers<ContextType>;
  DatasetName?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Diagnostic?: DiagnosticResolvers<ContextType>;
  DimensionHomeInfo?: DimensionHomeInfoResolvers<ContextType>;
  DimensionInfo?: DimensionInfoResolvers<ContextType>;
  DimensionName?: GraphQLScalarType;
  DimensionPathInfo?: DimensionPathInfoResolvers<ContextType>;
  DocumentChanged?: DocumentChangedResolvers<ContextType>;
  Estimate?: EstimateResolvers<ContextType>;
  EstimateInterval?: EstimateIntervalResolvers<ContextType>;
  EvidenceConnection?: EvidenceConnectionResolvers<ContextType>;
  Explain?: ExplainResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  FindingChart?: FindingChartResolvers<ContextType>;
  FindingOutput?: FindingOutputResolvers<ContextType>;
  FindingTable?: FindingTableResolvers<ContextType>;
  Freshness?: FreshnessResolvers<ContextType>;
  InputOption?: InputOptionResolvers<ContextType>;
  InputOutput?: InputOutputResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Job?: JobResolvers<ContextType>;
  JoinInfo?: JoinInfoResolvers<ContextType>;
  LegAccount?: LegAccountResolvers<ContextType>;
  MetricComparison?: MetricComparisonResolvers<ContextType>;
  MetricComponentInfo?: MetricComponentInfoResolvers<ContextType>;
  MetricInfo?: MetricInfoResolvers<ContextType>;
  MetricName?: GraphQLScalarType;
  MetricOutput?: MetricOutputResolvers<ContextType>;
  MetricResult?: MetricResultResolvers<ContextType>;
  MetricRow?: MetricRowResolvers<ContextType>;
  MetricRowConnection?: MetricRowConnectionResolvers<ContextType>;
  MetricRowEdge?: MetricRowEdgeResolvers<ContextType>;
  MetricWhere?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Notebook?: NotebookResolvers<ContextType>;
  NotebookCell?: NotebookCellResolvers<ContextType>;
  NotebookEvent?: NotebookEventResolvers<ContextType>;
  NotebookSummary?: NotebookSummaryResolvers<ContextType>;
  Output?: OutputResolvers<ContextType>;
  OutputColumn?: OutputColumnResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PageSummary?: PageSummaryResolvers<ContextType>;
  Parameter?: ParameterResolvers<ContextType>;
  Problem?: ProblemResolvers<ContextType>;
  ProblemOutput?: ProblemOutputResolvers<ContextType>;
  Provenance?: ProvenanceResolvers<ContextType>;
  ProvenanceStep?: ProvenanceStepResolvers<ContextType>;
  PublishRefused?: PublishRefusedResolvers<ContextType>;
  PublishResult?: PublishResultResolvers<ContextType>;
  Published?: PublishedResolvers<ContextType>;
  PurposeName?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  QueryInfo?: QueryInfoResolvers<ContextType>;
  QueryLinks?: QueryLinksResolvers<ContextType>;
  QueryParameterInfo?: QueryParameterInfoResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RefusalCode?: GraphQLScalarType;
  ResultLinks?: ResultLinksResolvers<ContextType>;
  ResultPage?: ResultPageResolvers<ContextType>;
  RollupInfo?: RollupInfoResolvers<ContextType>;
  SearchHit?: SearchHitResolvers<ContextType>;
  SparkPoint?: SparkPointResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TableOutput?: TableOutputResolvers<ContextType>;
  TableTotal?: TableTotalResolvers<ContextType>;
  TextOutput?: TextOutputResolvers<ContextType>;
  ViewInfo?: ViewInfoResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Warning?: WarningResolvers<ContextType>;
  Workspace?: WorkspaceResolvers<ContextType>;
};

