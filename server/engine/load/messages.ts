import type { Problem } from '../../lib/problem.ts';
import type { Dataset } from '../../model/model.ts';
import type { LoadedDataset } from '../engine.ts';
import type { SourceRoots } from '../../connectors/resolve-files.ts';

/** Everything one dataset needs to be imported; plain data, since it crosses to another process. */
export interface LoadRequest {
  readonly dataset: Dataset;
  readonly roots: SourceRoots;
  readonly cacheFolder: string;
  /** The workspace's zone: its days are kept beside every time. */
  readonly zone: string;
}

export interface ImportSettings {
  /** DuckDB's limit for the whole import, such as `1GB`. */
  readonly memory: string;
  /** Datasets that are imported at the same time. */
  readonly parallel: number;
}

export type LoadState = 'waiting' | 'reading' | 'checking' | 'unchanged' | 'ready' | 'failed';

/** Where the import of one dataset stands. */
export interface LoadProgress {
  readonly dataset: string;
  readonly state: LoadState;
  /** 0 to 1, or null while it cannot be told. */
  readonly fraction: number | null;
}

export type ToImport = {
  readonly type: 'load';
  readonly requests: readonly LoadRequest[];
  readonly settings: ImportSettings;
};

export type FromImport =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  | { readonly type: 'loaded'; readonly dataset: string; readonly loaded: LoadedDataset }
  | { readonly type: 'failed'; readonly dataset: string; readonly problems: readonly Problem[] };
