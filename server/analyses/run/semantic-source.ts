import type { Engine, Lane } from '../../engine/engine.ts';
import { freshnessOf } from '../../query/answer/freshness.ts';
import type { Facts } from '../../query/answer/result.ts';
import type { Policy } from '../../query/policy/policy.ts';
import type { Ledger } from '../contract/ledger.ts';
import { readableDataset } from './readable-dataset.ts';
import type { AnalysisSource } from './run-analysis.ts';
import { securedSelect } from './secured-select.ts';

interface SemanticSourceParts {
  readonly engine: Engine;
  readonly policy: Policy;
  readonly facts: Facts;
  readonly purpose: string | null;
  readonly now: string;
  readonly lane: Lane;
  readonly signal: AbortSignal;
  readonly ledger: Ledger;
  readonly onProgress?: (fraction: number | null) => void;
}

/** The datasets that a viewer may read, for analyses that are asked for by name and not from a notebook. */
export function semanticSource(parts: SemanticSourceParts): AnalysisSource {
  const { policy, facts, now, signal, ledger, onProgress = () => {} } = parts;
  const { datasets } = policy.model;
  return {
    model: policy.model,
    now,
    signal,
    ledger,
    names: [...datasets.keys()],
    readable: (name) => {
      const dataset = datasets.get(name);
      return dataset === undefined || !facts.datasets.has(name) ? undefined : readableDataset(dataset);
    },
    freshness: (name) => {
      const dataset = datasets.get(name);
      return dataset === undefined || !facts.datasets.has(name) ? [] : [freshnessOf(dataset, facts, now)];
    },
    select: (text, options) => securedSelect({ ...parts, cells: new Map() }, text, options),
    progress: onProgress,
  };
}
