import type { FindingFieldsFragment } from '../generated.ts';
import type { NewCell } from './notebook-state.ts';
import { newCellId } from './notebook-structure.ts';

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
  { label, steps }: Pick<FindingFieldsFragment['finding'], 'label' | 'steps'>,
  { names, guarded, random }: Surroundings,
): readonly NewCell[] {
  if (steps.length === 0) return [];
  const taken = new Set([...names].map((name) => name.toLowerCase()));
  const statements = steps.map(({ title, text }): NewCell => {
    const name = freeName(nameFrom(title), taken);
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

const longest = 48;

/** `Answers by score` as `answers_by_score`, of as many whole words as a name can bear. */
function nameFrom(text: string): string {
  const whole = (text.toLowerCase().match(/[a-z0-9]+/g) ?? ['statement']).join('_');
  const cut = whole.slice(0, longest + 1).lastIndexOf('_');
  const name = whole.length <= longest ? whole : whole.slice(0, cut > 0 ? cut : longest);
  return /^[a-z]/.test(name) ? name : `step_${name}`;
}

/** The name, or the name with the first number that makes it free. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[a-z_]\w*/g) ?? []);
}
