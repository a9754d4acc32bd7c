import type { AskAnalysis } from '../analyses/run/ask-analysis.ts';
import type { Ask } from '../engine/ask.ts';
import type { MetricJobs } from '../engine/metric-jobs.ts';
import type { ReadEvidence } from '../engine/read-evidence.ts';
import type { ReadRows } from '../engine/read-rows.ts';
import type { Workspace } from '../engine/workspace.ts';
import type { CellKind } from '../notebook/cell-kind.ts';
import type { GivenParameters, Notebooks } from '../notebook/view.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Registry } from '../lib/registry.ts';
import type { Pages, Published } from '../pages/pages.ts';
import type { SignedLinks } from './flat/links.ts';
import type { ShownResults } from './shown-results.ts';

/** What a resolver can reach; built once a request and frozen. */
export interface ApiContext {
  readonly version: string;
  readonly workspace: Workspace;
  readonly ask: Ask;
  readonly jobs: MetricJobs;
  readonly rows: ReadRows;
  readonly evidence: ReadEvidence;
  readonly analyse: AskAnalysis;
  readonly links: SignedLinks;
  readonly shown: ShownResults;
  readonly notebooks: Notebooks;
  readonly pages: Pages;
  publish(notebook: string, params: GivenParameters, message: string | null, viewer: Viewer): Promise<Published>;
  /** Who asks. */
  readonly viewer: Viewer;
  /** Whether they came through the sign-in page. */
  readonly isSignedIn: boolean;
  /** Path below which browsers find the server; empty: the root. */
  readonly basePath: string;
  readonly cellKinds: Registry<CellKind>;
  readonly clock: () => Date;
  /** Ends when the client goes away. */
  readonly signal: AbortSignal;
}
