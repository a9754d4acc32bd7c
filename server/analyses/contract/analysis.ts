import type { Json } from '../../lib/json.ts';
import type { Named } from '../../lib/registry.ts';
import type { AnalysisContext } from './context.ts';
import type { Draft } from './finding.ts';
import type { Option } from './options.ts';
import type { RefusalCode } from './refusal-codes/index.ts';
import type { Role } from './role.ts';

/**
 * A customer-experience analysis: one file, one line in the registry. SQL over its roles reduces rows to sufficient
 * statistics, a function of `stats/` finishes, and the draft says in words what was found and what was refused.
 */
export interface Analysis extends Named {
  /** In kebab-case; what `analysis:` names in a cell. Never changes. */
  readonly name: string;
  readonly label: string;
  readonly group: 'scores' | 'voice' | 'money' | 'journeys';
  /** The question it answers, as somebody would ask it. */
  readonly question: string;
  /** Part of the fingerprint: raised when the same data would give another finding. */
  readonly version: number;
  readonly roles: readonly Role[];
  readonly options: readonly Option[];
  /** The option that says what day it is: without it the same data give another finding tomorrow. */
  readonly today?: string;
  /** Every code that it may refuse, withhold or warn by, beyond those of any statistic. */
  readonly refuses: readonly RefusalCode[];
  readonly method: Method;
  /** A body that runs on the demo workspace: the starter of a cell, the example of its page, a test. */
  readonly example: Json;
  /** Throws TrivetErrors of statements; everything that the data say is in the draft. */
  run(context: AnalysisContext): Promise<Draft>;
}

/** How it computes, for people. */
interface Method {
  /** What is computed, in words and formulas, as Markdown. */
  readonly formula: string;
  /** Where the formulas come from: authors, year, title. */
  readonly sources: readonly string[];
  /** What has to be true for its numbers to mean what they say. */
  readonly assumptions: readonly string[];
  /** What its numbers may not be read as. */
  readonly limits: readonly string[];
}
