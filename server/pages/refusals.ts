import { type Problem, problem } from '../lib/problem.ts';
import type { DatasetKind } from '../model/model.ts';
import type { SourceFreshness } from '../query/answer/result.ts';
import { instabilityProblem } from '../notebook/stability.ts';
import { type PageCell, type PageSource, visibleCells } from './page-source.ts';

const observing: readonly DatasetKind[] = ['survey', 'operational', 'financial'];

/** Every reason why this run may not become a page; empty when it may. */
export function refusals(source: PageSource): Problem[] {
  const shown = visibleCells(source);
  const failed = shown.flatMap(failedCell);
  const expired = sourcesOf(source)
    .filter(({ state }) => state === 'EXPIRED')
    .map(expiredSource);
  const empty = shown.every(({ output }) => output === null)
    ? [
        problem('publish-refused', 'Nothing of this notebook would stand on the page.', {
          hint: 'Add a cell, or remove show=none from one.',
        }),
      ]
    : [];
  return [...failed, ...unstableCells(source), ...expired, ...empty];
}

/** One refusal for each cell, shown or not, that leaves open what the page would show. */
function unstableCells(source: PageSource): Problem[] {
  const behind = visibleCells(source).flatMap(({ unstable }) => unstable);
  const each = new Map(behind.map((found) => [`${found.cell} ${found.reason}`, found]));
  return [...each.values()].flatMap(({ cell: id, reason }) => {
    const cell = source.cells.find((known) => known.cell.id === id)?.cell;
    return cell === undefined ? [] : [instabilityProblem(cell, reason, 'error')];
  });
}

/** The sources behind everything that the page shows, by name; the state is the worst that a cell saw. */
export function sourcesOf(source: PageSource): SourceFreshness[] {
  const byName = new Map<string, SourceFreshness>();
  for (const { output } of visibleCells(source))
    for (const found of output?.provenance.sources ?? []) byName.set(found.dataset, found);
  return [...byName.values()].sort((a, b) => (a.dataset < b.dataset ? -1 : 1));
}

/** Whether two kinds of data or more stand behind the page: only then it may be called an insight. */
export function labelOf(sources: readonly SourceFreshness[]): {
  label: 'INSIGHT' | 'OBSERVATION';
  kinds: DatasetKind[];
  notes: Problem[];
} {
  const kinds = observing.filter((kind) => sources.some((found) => found.kind === kind));
  if (kinds.length >= 2) return { label: 'INSIGHT', kinds, notes: [] };
  const what =
    kinds[0] === undefined ? 'No survey, operational or financial data stand' : `Only ${kinds[0]} data stand`;
  const note = problem('single-source', `${what} behind this page: it is an observation, not an insight.`, {
    severity: 'warning',
    hint: 'Bring in a second kind of data (survey, operational, financial) through a query or a SQL cell.',
  });
  return { label: 'OBSERVATION', kinds, notes: [note] };
}

function failedCell({ cell, output, state }: PageCell): Problem[] {
  const name = cell.name ?? `${cell.kind} ${cell.id}`;
  if (output?.type === 'ProblemOutput') {
    const { message, hint } = output.problem;
    return [
      problem('failed-cell', `The cell ${name} failed: ${message}`, {
        subject: cell.id,
        ...(hint === null ? {} : { hint }),
      }),
    ];
  }
  if (output !== null && state === 'fresh') return [];
  return [
    problem('failed-cell', `The cell ${name} has no current result (${state}).`, {
      subject: cell.id,
      hint: 'Run it, or hide it with show=none.',
    }),
  ];
}

function expiredSource({ dataset, dataThrough }: SourceFreshness): Problem {
  const through = dataThrough === null ? 'of unknown age' : `through ${dataThrough.slice(0, 10)}`;
  return problem('stale-data', `The data of ${dataset} (${through}) are older than its max_age allows.`, {
    subject: dataset,
    hint: 'Load newer data, or raise freshness.max_age in its model file.',
  });
}
