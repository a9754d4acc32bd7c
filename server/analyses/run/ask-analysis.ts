import { analysisRecord, type AuditLog } from '../../engine/audit-log.ts';
import type { Engine } from '../../engine/engine.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { Json } from '../../lib/json.ts';
import type { Model } from '../../model/model.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { Facts } from '../../query/answer/result.ts';
import { parseFilter } from '../../query/language/parse-filter.ts';
import { policyOf } from '../../query/policy/policy.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { Finding } from '../contract/finding.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { AnalysisRequest } from '../contract/request.ts';
import { runAnalysis } from './run-analysis.ts';
import { semanticSource } from './semantic-source.ts';

/** A finding with the SHA-256 of everything that could change it. */
interface AskedFinding {
  readonly finding: Finding;
  readonly fingerprint: string;
}

/** Runs an analysis by name, outside of a notebook, under the policy of whoever asks. */
export type AskAnalysis = (
  analysis: Analysis,
  request: AnalysisRequest,
  options: { readonly viewer: Viewer; readonly purpose: string | null; readonly signal: AbortSignal },
) => Promise<AskedFinding>;

interface AskAnalysisParts {
  engine(): Engine;
  model(): Model;
  facts(): Facts;
  readonly clock: () => Date;
  readonly ledger: Ledger;
  /** Absent: nobody keeps a record. */
  readonly audit?: AuditLog;
}

export function createAskAnalysis(parts: AskAnalysisParts): AskAnalysis {
  return async (analysis, request, { viewer, purpose, signal }) => {
    const now = parts.clock().toISOString();
    const [model, facts, engine] = [parts.model(), parts.facts(), parts.engine()];
    const policy = policyOf(model, viewer);
    const used = purpose ?? policy.purpose ?? model.settings.purpose;
    const finding = await runAnalysis(
      analysis,
      request,
      semanticSource({
        engine,
        policy,
        facts,
        purpose: used,
        now,
        lane: 'interactive',
        signal,
        ledger: parts.ledger,
      }),
    );
    const versions = finding.sources.map(({ dataset, version }) => [dataset, version]);
    const print = fingerprint({
      analysis: analysis.name,
      version: analysis.version,
      request: request as unknown as Json, // parsed from JSON
      versions,
      policy: policy.fingerprint,
      purpose: used,
      engine: engine.version,
    });
    const record = {
      analysis: analysis.name,
      datasets: finding.sources.map(({ dataset }) => dataset),
      where: parseFilter(request.where, ['where'], []),
      purpose: used ?? '',
      result: print,
    };
    parts.audit?.record(analysisRecord(record, { viewer, at: now }));
    return { finding, fingerprint: print };
  };
}
