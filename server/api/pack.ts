/** domain values → the shapes of the wire: codes in capitals, wide numbers as text */
import { wireCode } from '../lib/errors.ts';
import type { Problem } from '../lib/problem.ts';
import type { Model } from '../model/model.ts';
import type { LegAccount, QueryWarning, SourceFreshness } from '../query/answer/result.ts';
import type {
  DatasetKind,
  Freshness,
  LegAccount as WireAccount,
  Problem as WireProblem,
  Warning,
} from './generated.ts';

const kinds = { survey: 'SURVEY', operational: 'OPERATIONAL', financial: 'FINANCIAL', reference: 'REFERENCE' } as const;

/** The kind of a dataset as the wire spells it. */
export function packKind(kind: keyof typeof kinds): DatasetKind {
  return kinds[kind];
}

export function packProblem(problem: Problem): WireProblem {
  return {
    code: wireCode(problem.code),
    severity: problem.severity === 'error' ? 'ERROR' : 'WARNING',
    message: problem.message,
    hint: problem.hint,
    choices: problem.choices,
    file: problem.file,
    line: problem.position?.line ?? null,
    column: problem.position?.column ?? null,
    offset: problem.position?.offset ?? null,
    length: problem.position?.length ?? null,
    subject: problem.subject,
  };
}

export function packFreshness(source: SourceFreshness): Freshness {
  return { ...source, kind: packKind(source.kind), dataThrough: instant(source.dataThrough) };
}

export function packAccount(account: LegAccount): WireAccount {
  return {
    leg: account.leg,
    dataset: account.dataset,
    kind: packKind(account.kind),
    rowsInSource: String(account.rowsInSource),
    rowsUsed: String(account.rowsUsed),
    nullKeyRows: String(account.nullKeyRows),
    orphanRows: String(account.orphanRows),
    asOfUnmatched: String(account.asOfUnmatched),
    asOf: account.paths.flatMap(({ path, asOf }) =>
      asOf === null
        ? []
        : [{ path, matched: String(asOf.matched), unmatched: String(asOf.unmatched), share: asOf.share }],
    ),
    outsideGroups: String(account.outsideGroups),
    outsideFilter: String(account.outsideFilter),
    deleted: String(account.deleted),
    deduplicated: String(account.deduplicated),
    withheldByConsent: String(account.withheldByConsent),
    withheldByPolicy: account.withheldByPolicy === null ? null : String(account.withheldByPolicy),
  };
}

export function packWarning(warning: QueryWarning): Warning {
  return { ...warning, count: warning.count === null ? null : String(warning.count) };
}

/** A timestamp of the engine (UTC, without a zone) as an instant of the wire. */
export function instant(timestamp: string | null): string | null {
  if (timestamp === null) return null;
  return /(?:Z|[+-]\d\d:?\d\d)$/.test(timestamp) ? timestamp : `${timestamp.replace(' ', 'T')}Z`;
}

/** The kinds of data behind some datasets, in the order survey, operational, financial, reference. */
export function kindsBehind(model: Model, datasets: readonly string[]): DatasetKind[] {
  const present = new Set(datasets.map((name) => model.datasets.get(name)?.kind));
  return (['survey', 'operational', 'financial', 'reference'] as const)
    .filter((kind) => present.has(kind))
    .map(packKind);
}
