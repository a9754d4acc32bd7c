import { problem, type Problem } from '../lib/problem.ts';
import type { NotebookCell, NotebookDocument, ParameterSpec } from './document.ts';
import { readHeader } from './header.ts';
import { isName, relationName } from './names.ts';
import { scanCells, type ScannedCell } from './scan.ts';

/** text → header and cells, with everything that is wrong as problems */
export interface ParsedNotebook {
  readonly document: NotebookDocument;
  /** Problems of a cell carry its id as subject; positions count lines of the file from 1. */
  readonly problems: readonly Problem[];
}

/** Reads a notebook file. Pure and total: it never throws, and the bodies keep every character but carriage returns. */
export function parseNotebook(text: string, kinds?: ReadonlySet<string>): ParsedNotebook {
  const lines = normalise(text).split('\n');
  const headerEnd =
    lines[0]?.trimEnd() === '---' ? lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---') : -1;
  const { header, problems } = readHeader(headerEnd < 0 ? '' : lines.slice(1, headerEnd).join('\n'), 2);
  const first = headerEnd + 1;
  const scanned = scanCells(lines.slice(first));
  const places = scanned.cells.map((found) => ({ ...found, line: found.line + first + 1 }));
  const document = { header, cells: scanned.cells.map((found) => found.cell) };
  return {
    document,
    problems: [
      ...(headerEnd < 0 ? [missingHeader] : problems),
      ...(scanned.open === null ? [] : [unclosed(scanned.open + first + 1)]),
      ...conflictMarkers(lines),
      ...duplicateIds(places),
      ...takenNames(places, header.params),
      ...(kinds === undefined ? [] : unknownKinds(places, kinds)),
    ],
  };
}

/** Problems after which a notebook may be read but not changed: saving would write what nobody meant. */
export function isReadOnly(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === 'newer-format' || code === 'conflict-markers');
}

/** Text as it is kept: no byte order mark, LF, without the last line end. */
function normalise(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '');
}

const missingHeader = problem('invalid-header', 'The file does not begin with a header between `---` lines.', {
  hint: 'Saving adds one; give the notebook a title there.',
  severity: 'warning',
  position: { line: 1, column: 1 },
});

function unclosed(line: number): Problem {
  return problem(
    'unclosed-fence',
    `The fence that opens on line ${line} is never closed: everything below belongs to it.`,
    {
      hint: 'Close it with a line of as many backticks; saving would close it at the end of the file.',
      position: { line, column: 1 },
    },
  );
}

function conflictMarkers(lines: readonly string[]): readonly Problem[] {
  const start = lines.findIndex((line) => line.startsWith('<<<<<<< '));
  const middle = lines.findIndex((line, at) => at > start && line === '=======');
  const end = lines.findIndex((line, at) => at > middle && line.startsWith('>>>>>>> '));
  if (start < 0 || middle < 0 || end < 0) return [];
  return [
    problem(
      'conflict-markers',
      `Two versions of this notebook were merged and the conflict on line ${start + 1} is not resolved.`,
      {
        hint: 'Keep one of the two texts between the marks <<<<<<< and >>>>>>> and delete the marks; until then the notebook is read-only.',
        position: { line: start + 1, column: 1 },
      },
    ),
  ];
}

type Place = Pick<ScannedCell, 'cell' | 'line'>;

function duplicateIds(places: readonly Place[]): readonly Problem[] {
  const seen = new Set<string>();
  return places.flatMap(({ cell, line }) => {
    if (cell.id === 'new') return [];
    if (!seen.has(cell.id)) {
      seen.add(cell.id);
      return [];
    }
    return [
      problem('duplicate-id', `The id ${cell.id} on line ${line} is taken by a cell above.`, {
        hint: 'The first keeps it; saving gives this cell a new one.',
        severity: 'warning',
        position: { line, column: 1 },
        subject: cell.id,
      }),
    ];
  });
}

function takenNames(places: readonly Place[], params: readonly ParameterSpec[]): readonly Problem[] {
  const parameters = new Set(params.map((param) => param.name.toLowerCase()));
  const counts = new Map<string, number>();
  for (const { cell } of places) if (cell.name !== null) counts.set(lower(cell), (counts.get(lower(cell)) ?? 0) + 1);
  return places.flatMap(({ cell, line }) => {
    if (cell.name === null) return [];
    const at = { position: { line, column: 1 }, subject: cell.id };
    if (!isName(cell.name)) {
      return [
        problem('invalid-cell', `${cell.name} cannot name a cell.`, {
          ...at,
          hint: 'Use letters, digits and underscores; begin with a letter.',
        }),
      ];
    }
    const owner = parameters.has(lower(cell))
      ? 'a parameter'
      : (counts.get(lower(cell)) ?? 0) > 1
        ? 'another cell'
        : null;
    if (owner === null) return [];
    return [
      problem('name-taken', `The name ${cell.name} is taken by ${owner}.`, {
        ...at,
        hint: 'Give one of the two another name; cells that read it wait until then.',
      }),
    ];
  });
}

function lower(cell: NotebookCell): string {
  return relationName(cell).toLowerCase();
}

function unknownKinds(places: readonly Place[], kinds: ReadonlySet<string>): readonly Problem[] {
  return places
    .filter(({ cell }) => !kinds.has(cell.kind))
    .map(({ cell, line }) =>
      problem('unknown-kind', `There is no kind of cell called ${cell.kind}; its text is kept as it is.`, {
        hint: `Kinds are ${[...kinds].join(', ')}.`,
        severity: 'warning',
        position: { line, column: 1 },
        subject: cell.id,
      }),
    );
}
