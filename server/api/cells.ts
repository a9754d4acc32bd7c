/** the table of a notebook's cell as a file, however long it is */
import type { FastifyInstance } from 'fastify';
import type { Engine, StoredResult } from '../engine/engine.ts';
import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import { hasRows } from '../notebook/relation.ts';
import type { CellView, GivenParameters, Notebooks, NotebookSession } from '../notebook/view.ts';
import { fileNameOf } from './flat/formats.ts';
import { fileOptions, optionNames, type QueryPart, refuseUnknown } from './flat/options.ts';
import { serveStored, storedFormats } from './flat/serve-stored.ts';
import { goneSignal } from './gone-signal.ts';

export interface CellParts {
  readonly notebooks: Notebooks;
  engine(): Engine;
}

interface CellRoute {
  readonly Params: { readonly slug: string; readonly file: string };
  readonly Querystring: QueryPart;
}

/** `GET /notebooks/<slug>/cells/<name>.<format>`, with values of the notebook's parameters. */
export function cellRoutes(scope: FastifyInstance, parts: CellParts): void {
  scope.get<CellRoute>('/notebooks/:slug/cells/:file', async (request, reply) => {
    const { name, format } = fileNameOf(request.params.file, storedFormats);
    const session = await parts.notebooks.open(request.params.slug, request.viewer);
    const { parameters } = await session.snapshot();
    refuseUnknown(
      request.query,
      parameters.map((parameter) => parameter.name),
    );
    const known = new Set(parameters.map((parameter) => parameter.name));
    const params = Object.fromEntries(Object.entries(request.query).filter(([key]) => known.has(key)));
    const { forExcel } = fileOptions(without(request.query, known));
    const signal = goneSignal(reply.raw);
    const stored = await resultOf(session, { name, params, engine: parts.engine(), signal });
    return serveStored(request, reply, { engine: parts.engine(), stored, name, format, forExcel, signal });
  });
}

function without(query: QueryPart, names: ReadonlySet<string>): QueryPart {
  return Object.fromEntries(Object.entries(query).filter(([key]) => !names.has(key) && optionNames.includes(key)));
}

interface Asked {
  readonly name: string;
  readonly params: GivenParameters;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/** Runs the cell where it is not fresh; a client that goes away stops what runs for it alone. */
async function resultOf(session: NotebookSession, { name, params, engine, signal }: Asked): Promise<StoredResult> {
  const before = cellNamed((await session.snapshot(params)).cells, name);
  const cells = [before.cell.id];
  const stop = (): void => void session.cancel({ cells, params }).catch(() => undefined);
  if (before.state !== 'running') signal.addEventListener('abort', stop, { once: true });
  try {
    const { output, problems } = cellNamed((await session.run({ cells, params, wait: true })).cells, name);
    const own = problems.find(({ severity }) => severity === 'error');
    const problem = output?.type === 'ProblemOutput' ? output.problem : own;
    if (problem !== undefined)
      throw new TrivetError(problem.code, problem.message, { hint: problem.hint ?? undefined });
    const stored = output !== null && hasRows(output) ? await engine.stored(output.result) : null;
    if (stored !== null) return stored;
    throw new TrivetError('invalid-cell', `The cell ${name} has no table.`, {
      hint: 'Cells of SQL, queries, metrics and arquero have one.',
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function cellNamed(cells: readonly CellView[], name: string): CellView {
  const found = cells.find(({ cell }) => cell.name === name) ?? cells.find(({ cell }) => cell.id === name);
  if (found !== undefined) return found;
  const names = cells.flatMap(({ cell }) => cell.name ?? []);
  throw new TrivetError('unknown-cell', `No cell is called ${name}.`, { hint: didYouMean(name, names) });
}
