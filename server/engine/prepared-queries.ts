import { canonicalJson } from '../lib/json.ts';
import { type PreparedQuery, prepareMetricQuery } from '../query/answer/answer.ts';
import { queryJson } from '../query/language/canonical.ts';
import type { MetricQuery } from '../query/language/metric-query.ts';
import type { Policy } from '../query/policy/policy.ts';
import type { Facts } from '../query/answer/result.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';

interface Kept {
  readonly facts: Facts;
  readonly queries: Map<string, PreparedQuery>;
}

const mostKept = 256;

/**
 * Prepares metric queries, each once while the model, the policy and the loaded data stay the same objects: to prepare
 * is pure, and most questions of a dashboard were asked before.
 */
export function createPreparations(
  dialect: Dialect,
): (query: MetricQuery, policy: Policy, facts: Facts) => PreparedQuery {
  const kept = new WeakMap<Policy, Kept>();
  return (query, policy, facts) => {
    const last = kept.get(policy);
    const known = last?.facts === facts ? last : { facts, queries: new Map<string, PreparedQuery>() };
    kept.set(policy, known);
    const { queries } = known;
    const key = canonicalJson(queryJson(query));
    const found = queries.get(key) ?? prepareMetricQuery(query, policy, facts, dialect);
    queries.delete(key);
    queries.set(key, found);
    for (const oldest of queries.keys()) {
      if (queries.size <= mostKept) break;
      queries.delete(oldest);
    }
    return found;
  };
}
