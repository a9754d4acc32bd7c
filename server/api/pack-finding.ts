import type {
  Estimate as DomainEstimate,
  Finding as DomainFinding,
  FindingTable,
} from '../analyses/contract/finding.ts';
import { gradeWords } from '../analyses/words/grade-words.ts';
import { plainValue } from '../lib/table.ts';
import { outputColumns, tableColumns } from '../notebook/finding-columns.ts';
import type { Estimate, Finding, RefusalEffect } from './generated.ts';
import { packColumn } from './output.ts';
import { packFreshness } from './pack.ts';

/** A finding on the wire; `pictures`: its charts as they were drawn, by name. */
export function packFinding(
  finding: DomainFinding,
  fingerprint: string,
  pictures: ReadonlyMap<string, string> = new Map(),
): Finding {
  const { comparisons, steps, estimate, estimates, refusals, tables, charts, sources, ...rest } = finding;
  const grade = gradeWords(finding);
  return {
    ...rest,
    gradeWord: grade.word,
    gradeMeaning: grade.meaning,
    gradeNext: grade.next,
    estimate: estimate === null ? null : packEstimate(estimate),
    estimates: estimates.map(packEstimate),
    sources: sources.map(packFreshness),
    // The effects are the same words.
    refusals: refusals.map((each) => ({ ...each, effect: each.effect.toUpperCase() as RefusalEffect })),
    tables: tables.map((table) => packTable(table)),
    charts: charts.map((chart) => ({ ...chart, svg: pictures.get(chart.name) ?? null })),
    ledgerId: comparisons.ledger,
    comparisons: comparisons.m,
    q: comparisons.q,
    steps: steps.map(({ title, sql }) => ({ title, language: 'sql', text: sql })),
    fingerprint,
  };
}

function packEstimate({ interval, ...rest }: DomainEstimate): Estimate {
  return { ...rest, interval: interval === null ? null : { ...interval } };
}

function packTable(table: FindingTable): Finding['tables'][number] {
  const values = tableColumns(table).map((column) => column.values.map((_, row) => plainValue(column, row)));
  return { name: table.name, title: table.title, columns: outputColumns(table).map(packColumn), values };
}
