import type { MetricQuery } from '../query/language/metric-query.ts';
import type { MetricResult } from '../query/answer/result.ts';
import { createResultCache } from './result-cache.ts';

/** Answers that were given, for pages, links and evidence that refer to them later; the least used go first. */
export interface AnswerStore {
  /** `policy`: fingerprint of the policy under which it was answered. */
  keep(result: MetricResult, policy: string, query: MetricQuery): void;
  /** The answer with this id, or null where it is gone or was given under another policy: nobody learns which. */
  find(id: string, policy: string): MetricResult | null;
  /** The question behind it; null likewise. */
  question(id: string, policy: string): MetricQuery | null;
}

interface Kept {
  readonly result: MetricResult;
  readonly policy: string;
  readonly query: MetricQuery;
}

/** `bytes` bounds what is kept, roughly counted. */
export function createAnswerStore(bytes: number): AnswerStore {
  const kept = createResultCache<Kept>(bytes);
  return {
    keep: (result, policy, query) => {
      kept.set(result.id, { result, policy, query }, 1024 + result.rowCount * result.columns.length * 24);
    },
    find: (id, policy) => {
      const found = kept.get(id);
      return found?.policy === policy ? found.result : null;
    },
    question: (id, policy) => {
      const found = kept.get(id);
      return found?.policy === policy ? found.query : null;
    },
  };
}
