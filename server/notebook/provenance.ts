import type { SourceFreshness } from '../query/answer/result.ts';
import type { Provenance, ProvenanceStep } from './output.ts';
import type { RunContext } from './cell-kind.ts';

/** The provenance of what a cell gives; the time it took is added when it has ended. */
export function provenanceOf(
  context: RunContext,
  steps: readonly ProvenanceStep[],
  sources: readonly SourceFreshness[] = context.sources,
): Provenance {
  return { fingerprint: context.fingerprint, sources, elapsedMs: 0, steps };
}
