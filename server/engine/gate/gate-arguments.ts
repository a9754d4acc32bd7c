import type { Json } from '../../lib/json.ts';
import { isNode, listOf, literalOf, type Node, textOf } from '../syntax-tree.ts';

/** Longest text, widest field and longest list that an expression may ask for by number. */
const largestSize = 100_000;

/**
 * Why a call would make a value of a size that only running it tells, or null: such calls take all memory at once and some
 * cannot be stopped.
 */
export function sizeRefusal(name: string, call: Node): string | null {
  return (sizeRules.get(name) ?? (() => null))(listOf(call['children']));
}

type Rule = (children: readonly Json[]) => string | null;

const sizeRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['repeat', size(1)],
  ['lpad', size(1)],
  ['rpad', size(1)],
  ['list_resize', size(1)],
  ['array_resize', size(1)],
  ['bitstring', size(1)],
  ['equi_width_bins', size(2)],
  ['range', series],
  ['generate_series', series],
  ['printf', (children) => format(children[0])],
  ['format', (children) => format(children[0])],
  ['regexp_extract_all', plainSubject],
]);

function size(at: number): Rule {
  return (children) => {
    if (children.length <= at) return null;
    const value = literalOf(children[at]);
    if (typeof value !== 'number') return `needs its size as a number of at most ${largestSize}, not as an expression`;
    return value <= largestSize ? null : `makes a value of size ${value}; the largest is ${largestSize}`;
  };
}

function series(children: readonly Json[]): string | null {
  const bounds = children.map(literalOf);
  const inFrom = 'write FROM range(…), which streams';
  if (!bounds.every((bound) => typeof bound === 'number')) return `needs whole numbers as bounds here; ${inFrom}`;
  const [from, to, step] =
    bounds.length === 1 ? [0, bounds[0] ?? 0, 1] : [bounds[0] ?? 0, bounds[1] ?? 0, bounds[2] ?? 1];
  const count = step === 0 ? 0 : (to - from) / step;
  return count <= largestSize ? null : `makes ${Math.round(count)} values here, ${largestSize} is the most; ${inFrom}`;
}

function format(pattern: Json | undefined): string | null {
  const text = literalOf(pattern);
  if (typeof text !== 'string') return 'needs its pattern written out';
  if (/%[-+ 0#]*\*|%[^a-zA-Z%]*\.\*|\{[^}]*:[^}]*\{/.test(text)) return 'takes no width from an argument';
  return /\d{5,}/.test(text) ? 'has a width of more than four digits' : null;
}

function plainSubject(children: readonly Json[]): string | null {
  const [subject] = children;
  if (isNode(subject) && ['COLUMN_REF', 'CONSTANT'].includes(textOf(subject['class']))) return null;
  return 'looks through a column as it is, not through a text that is made first';
}
