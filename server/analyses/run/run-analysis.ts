/** a request → names bound → the analysis runs → its draft with grade, sources, comparisons and steps: a finding */
import { inTurns } from '../../lib/in-turns.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Table } from '../../lib/table.ts';
import type { DatasetKind, Model } from '../../model/model.ts';
import type { SourceFreshness } from '../../query/answer/result.ts';
import { withLiterals } from '../../sql/literals.ts';
import type { Analysis } from '../contract/analysis.ts';
import { bindRoles, type BoundRole, type Readable } from './bind-roles.ts';
import { type AnalysisContext, Rows } from '../contract/context.ts';
import { checkDraft } from './check-draft.ts';
import type { Draft, Finding, FindingStep } from '../contract/finding.ts';
import { gradeOf } from './grade.ts';
import { createProgress } from './progress.ts';
import type { Comparison, Ledger } from '../contract/ledger.ts';
import { multiplicityIn } from './multiplicity.ts';
import { optionsOf } from '../contract/options.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { AnalysisRequest } from '../contract/request.ts';
import { conditionsIn, filteredSource, refuseIdle } from './where.ts';

/** What an analysis runs on: the data as one viewer may read them. */
export interface AnalysisSource {
  readonly model: Model;
  readonly now: string;
  readonly signal: AbortSignal;
  readonly ledger: Ledger;
  /** Names for hints. */
  readonly names: readonly string[];
  /** A dataset, or a cell with rows; undefined where there is none. */
  readable(name: string): Readable | undefined;
  /** How old the data are that stand behind a readable. */
  freshness(name: string): readonly SourceFreshness[];
  /** Runs one SELECT over readables under policy, purpose and consent. */
  select(text: string, options: SelectOptions): Promise<{ readonly table: Table; readonly withheld: number }>;
  progress(fraction: number | null): void;
}

export interface SelectOptions {
  /** The column with the number of persons behind each row; null: the rows are about no group of persons. */
  readonly persons: string | null;
  readonly maxRows: number;
  /** 0 to 1, or null while it cannot be told. */
  readonly onProgress?: (fraction: number | null) => void;
}

/** Groups that one statement may give. Sufficient statistics of a million customers are far fewer. */
const maxRows = 200_000;

/** Runs an analysis. Throws for a mistake of the caller; what the data do not allow is in the finding's refusals. */
export async function runAnalysis(
  analysis: Analysis,
  request: AnalysisRequest,
  source: AnalysisSource,
): Promise<Finding> {
  const { roles, applied } = boundRoles(analysis, request, source);
  const steps: FindingStep[] = [];
  const compared: Comparison[] = [];
  const looked = lookedAt([...roles.values()], source);
  const where = request.where === undefined ? '' : JSON.stringify(request.where);
  const progress = createProgress((fraction) => source.progress(fraction));
  const context: AnalysisContext = {
    model: source.model,
    options: optionsOf(analysis.name, analysis.options, request.options ?? {}),
    seed: 20_260_101,
    now: source.now,
    signal: source.signal,
    role: (name) => {
      const role = roles.get(name);
      if (role === undefined) throw new Error(`${analysis.name} has no role ${name}, or it is optional.`);
      return role;
    },
    find: (name) => roles.get(name) ?? null,
    rows: async ({ title, sql, persons }) => {
      const { text } = withLiterals(sql).print();
      steps.push({ title, sql: text });
      const { table, withheld } = await source.select(text, {
        persons: persons ?? null,
        maxRows,
        onProgress: (fraction) => progress.at(fraction),
      });
      progress.ended();
      if (table.rowCount >= maxRows)
        throw new TrivetError('too-many-groups', `${analysis.label} would look at more than ${maxRows} groups.`, {
          hint: 'Bind coarser columns, or a shorter time.',
        });
      return new Rows(table, withheld);
    },
    turns: async (long) => {
      const result = await inTurns(long, { signal: source.signal, onProgress: (fraction) => progress.at(fraction) });
      progress.ended();
      return result;
    },
    compared: (comparison) => compared.push({ ...comparison, ...looked, where }),
  };
  const draft = await drafted(analysis, context);
  checkDraft(analysis, draft, compared);
  source.ledger.note(compared);
  return finding({ analysis, draft, roles, steps, compared, source, applied });
}

function boundRoles(
  analysis: Analysis,
  request: AnalysisRequest,
  source: AnalysisSource,
): { readonly roles: ReadonlyMap<string, BoundRole>; readonly applied: readonly string[] } {
  const conditions = conditionsIn(request.where);
  const applied = new Set<number>();
  const filtered = new Set<string>();
  const roles = bindRoles(analysis.name, analysis.roles, request, {
    readable: (name) => source.readable(name),
    names: source.names,
    filtered: (readable) => {
      const made = filteredSource(conditions, readable, source.model);
      for (const index of made.applied) applied.add(index);
      if (made.applied.length > 0) filtered.add(readable.name);
      return made.source;
    },
  });
  refuseIdle(conditions, applied, [...source.model.dimensions.keys()]);
  const whole = [...roles.values()].filter(({ name }) => conditions.parts.length > 0 && !filtered.has(name));
  return { roles, applied: [...new Set(whole.map(({ name }) => name))] };
}

/** The datasets behind the roles, and the relations through which they are read. */
function lookedAt(roles: readonly BoundRole[], source: AnalysisSource): Pick<Comparison, 'datasets' | 'through'> {
  const behind = (name: string): readonly string[] => {
    const known = source.freshness(name).map(({ dataset }) => dataset);
    return known.length > 0 ? known : [name];
  };
  const through = roles.map(({ name, readable }) =>
    readable.statement == null ? name : `${name}: ${readable.statement}`,
  );
  return {
    datasets: [...new Set(roles.flatMap(({ name }) => behind(name)))].sort(),
    through: [...new Set(through)].sort(),
  };
}

/** Rules of the semantic layer that a statement meets are part of the answer, under their own code. */
async function drafted(analysis: Analysis, context: AnalysisContext): Promise<Draft> {
  try {
    return await analysis.run(context);
  } catch (error) {
    if (!(error instanceof TrivetError) || error.code !== 'purpose-denied') throw error;
    const refused: Refusal = refusal('purpose-denied', { message: error.message }, { hint: error.hint ?? undefined });
    return {
      verdict: 'These data may not be used for this purpose.',
      estimate: null,
      n: 0,
      of: 'rows',
      design: 'count',
      refusals: [refused],
    };
  }
}

interface Made {
  readonly analysis: Analysis;
  readonly draft: Draft;
  readonly roles: ReadonlyMap<string, BoundRole>;
  readonly steps: readonly FindingStep[];
  readonly compared: readonly Comparison[];
  readonly source: AnalysisSource;
  /** Names of relations that the conditions do not reach. */
  readonly applied: readonly string[];
}

function finding({ analysis, draft, roles, steps, compared, source, applied }: Made): Finding {
  const { diagnostics = [], estimates = [], tables = [], charts = [] } = draft;
  const family = source.ledger.family(compared);
  const refusals = [...(draft.refusals ?? []), ...multiplicityIn(family)];
  const kinds = new Set<DatasetKind>([...roles.values()].flatMap(({ readable }) => readable.kinds));
  const { grade, reason } = gradeOf({ design: draft.design, kinds, diagnostics, refusals });
  const isRefused = refusals.some(({ effect, of }) => effect === 'refuse' && of === null);
  const unfiltered = applied.map(
    (name) => `The conditions do not apply to ${name}, which has none of their dimensions.`,
  );
  return {
    analysis: analysis.name,
    label: analysis.label,
    verdict: draft.verdict,
    estimate: isRefused ? null : draft.estimate,
    estimates: isRefused ? [] : estimates,
    n: draft.n,
    of: draft.of,
    grade,
    gradeReason: reason,
    sources: freshnessOf(roles, source),
    diagnostics,
    refusals,
    assumptions: [...analysis.method.assumptions, ...(draft.assumptions ?? []), ...unfiltered],
    limits: analysis.method.limits,
    tables,
    charts,
    comparisons: { ledger: source.ledger.id, m: family.m, q: family.q },
    steps,
  };
}

function freshnessOf(roles: ReadonlyMap<string, BoundRole>, source: AnalysisSource): readonly SourceFreshness[] {
  const all = [...roles.values()].flatMap(({ name }) => source.freshness(name));
  return [...new Map(all.map((each) => [each.dataset, each])).values()];
}
