import type { FindingFieldsFragment } from '../generated.ts';
import type { NewCell } from './notebook-state.ts';
import { newCellId } from './notebook-structure.ts';

interface Found {
  /** The name of its cell. */
  readonly name: string | null;
  readonly finding: Pick<FindingFieldsFragment['finding'], 'analysis' | 'label' | 'steps'>;
}

interface Surroundings {
  /** Names that are taken: of cells, datasets and parameters. */
  readonly names: Iterable<string>;
  /** Datasets whose rows SQL cells do not see, only groups of persons. */
  readonly guarded: readonly string[];
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
}

/** What an analysis cell is made of: a text that says so, and an SQL cell for each of its statements. */
export function explodedCells(
  { name: own, finding: { label, steps, analysis } }: Found,
  { names, guarded, random }: Surroundings,
): readonly NewCell[] {
  if (steps.length === 0) return [];
  const taken = new Set([...names].map((name) => name.toLowerCase()));
  const base = own ?? nameFrom(analysis);
  const statements = steps.map(({ title, text }): NewCell => {
    const name = freeName(`${base}_${nameFrom(title)}`, taken);
    taken.add(name);
    return { id: newCellId(random), kind: 'sql', name, body: text };
  });
  const closed = guarded.filter((dataset) => steps.some(({ text }) => wordsIn(text).has(dataset.toLowerCase())));
  return [{ id: newCellId(random), kind: 'md', name: null, body: prose(label, steps.length, closed) }, ...statements];
}

function prose(label: string, count: number, closed: readonly string[]): string {
  const what = count === 1 ? 'the statement' : `the ${count} statements`;
  const lines = [
    `### What “${label}” is made of`,
    '',
    `Below ${count === 1 ? 'stands' : 'stand'} ${what} behind the finding above, one a cell. Their rows go into the formulas of the analysis. Changing them here leaves the finding as it is.`,
  ];
  if (closed.length > 0)
    lines.push(
      '',
      `Single rows of ${closed.join(' and ')} are about employees and stay closed: a cell that reads them says so instead of showing rows, while the analysis reads them in groups that are large enough.`,
    );
  return lines.join('\n');
}

/** `Answers by score` as `answers_by_score`. */
function nameFrom(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(name) ? name : `step_${name}`;
}

/** The name, or the name with the first number that makes it free; at most 63 characters. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const name = wanted.slice(0, 56).replace(/_+$/, '');
  if (!taken.has(name.toLowerCase())) return name;
  for (let number = 2; ; number++) if (!taken.has(`${name}_${number}`.toLowerCase())) return `${name}_${number}`;
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[a-z_]\w*/g) ?? []);
}
