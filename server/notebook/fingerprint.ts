import { fingerprint } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import type { Model } from '../model/model.ts';
import type { Policy } from '../query/policy/policy.ts';
import type { Facts } from '../query/answer/result.ts';
import { readThrough, sourcesOf } from '../query/policy/secured-source.ts';
import { definitionsOf } from './definitions.ts';
import type { ParameterSpec } from './document.ts';
import type { CellGraph, CellNode } from './graph.ts';
import { parameterOf } from './parameters.ts';
import { isMomentary } from './stability.ts';

/** Everything that can change a result and does not stand in the cells. */
export interface Circumstances {
  readonly model: Model;
  readonly policy: Policy;
  readonly facts: Facts;
  readonly purpose: string | null;
  readonly parameters: readonly ParameterSpec[];
  readonly values: ReadonlyMap<string, Json>;
  readonly engineVersion: string;
  /** Names the run that cells with random() or now() belong to. */
  readonly runId: string;
}

/**
 * One fingerprint a cell, from source alone: the state of the whole notebook is known without running anything.
 * null where a cell cannot run: its text is broken, or it stands in a cycle, or behind such a cell.
 */
export function fingerprintCells(graph: CellGraph, circumstances: Circumstances): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  const definitions = new Map<string, Json>();
  for (const id of graph.order) {
    const node = graph.nodes.get(id);
    if (node === undefined) continue;
    const inputs = node.needs.map((need) => found.get(need) ?? null);
    const isReady = node.cycle === null && node.analysed.problem === null && node.ambiguous.length === 0;
    found.set(id, isReady && !inputs.includes(null) ? fingerprintOf(node, found, circumstances, definitions) : null);
  }
  return found;
}

// Four arguments: the node, what is known already, and what it is told from outside.
function fingerprintOf(
  node: CellNode,
  found: ReadonlyMap<string, string | null>,
  from: Circumstances,
  cache: Map<string, Json>,
): string {
  const { kind, reads, canonical } = node.analysed;
  const inputs = new Map([...node.relations].map(([name, id]) => [name, found.get(id) ?? '']));
  const definitionKey = JSON.stringify([reads.metrics, reads.dimensions, reads.entities ?? []]);
  const definitions = cache.get(definitionKey) ?? definitionsOf(from.model, reads);
  cache.set(definitionKey, definitions);
  const names = new Set(reads.parameters.map((name) => parameterOf(from.parameters, name)?.name ?? name));
  return fingerprint({
    kind: kind?.name ?? '',
    version: kind?.version ?? 0,
    canonical: withInputs(canonical, inputs),
    inputs: reads.relations.map((name) => inputs.get(name.toLowerCase()) ?? `dataset:${name.toLowerCase()}`),
    parameters: [...names]
      .sort()
      .map((name) => [
        name,
        from.parameters.find((spec) => spec.name === name)?.type ?? null,
        from.values.get(name) ?? null,
      ]),
    datasets: node.datasets.map((name) => [name, from.facts.datasets.get(name)?.version ?? null]),
    definitions,
    purpose: from.purpose,
    rules: rulesBehind(node, from),
    engine: from.engineVersion,
    ...(isMomentary(reads.unstable ?? []) ? { run: [from.runId, node.analysed.cell.id] } : {}),
  });
}

/**
 * Of the policy what can change this cell: rules of the datasets behind it, with versions of what those look at, and for
 * metrics the thresholds. Viewers for whom all of it is equal share the result.
 */
function rulesBehind({ datasets, analysed }: CellNode, { policy, purpose, facts }: Circumstances): Json {
  const sources = sourcesOf(policy, purpose ?? '', facts);
  const read = [...readThrough(sources, datasets)];
  const rules = read.map((name) => {
    const { columns = null, rows = null, consent = null } = sources.get(name) ?? {};
    return [name, columns, rows, consent];
  });
  const own = new Set(datasets);
  const others = read.filter((name) => !own.has(name));
  const { metrics, dimensions, inGroups = false } = analysed.reads;
  const asks = metrics.length > 0 || dimensions.length > 0 || inGroups;
  // Rules are plain data; their interfaces only lack an index signature.
  return {
    rules: rules.filter(([, ...some]) => some.some((rule) => rule !== null)) as unknown as Json,
    looksAt: others.map((name) => [name, facts.datasets.get(name)?.version ?? null]),
    ...(asks ? { thresholds: [...policy.thresholds].map((entry) => [...entry]), seesRules: policy.seesRules } : {}),
  };
}

/** Puts fingerprints in the place of cell names in a syntax tree: renaming a cell leaves what reads it as fresh as it was. */
function withInputs(canonical: Json, inputs: ReadonlyMap<string, string>): Json {
  if (canonical === null || typeof canonical !== 'object') return canonical;
  if (isList(canonical)) return canonical.map((member) => withInputs(member, inputs));
  const members = Object.entries(canonical).map(([key, member]) => [key, withInputs(member ?? null, inputs)] as const);
  const replaced = Object.fromEntries(members);
  if (canonical['type'] !== 'BASE_TABLE') return replaced;
  const name = canonical['table_name'];
  return typeof name === 'string' ? { ...replaced, table_name: inputs.get(name.toLowerCase()) ?? name } : replaced;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
