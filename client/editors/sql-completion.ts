import type { RelationWord, Word, Words } from './words.ts';

/** What to offer, and from where in the text it replaces. */
export interface Offer {
  readonly from: number;
  readonly options: readonly Option[];
}

export interface Option {
  readonly label: string;
  readonly type: string;
  readonly detail: string;
  readonly info?: string;
  readonly apply?: string;
  readonly boost?: number;
}

/** Names for the place before `position` of a SELECT; null where nothing can be said. `isAsked`: the reader pressed the key. */
export function offerSql(text: string, position: number, words: Words, isAsked: boolean): Offer | null {
  const before = text.slice(0, position);
  const param = /\$(\w*)$/.exec(before);
  if (param)
    return { from: position - (param[1]?.length ?? 0), options: words.params.map((word) => option(word, 'constant')) };
  const member = /([a-z_]\w*)\.(\w*)$/i.exec(before);
  if (member) {
    const relation = namedRelation(text, member[1] ?? '', words);
    return relation
      ? { from: position - (member[2]?.length ?? 0), options: relation.columns.map((word) => option(word, 'property')) }
      : null;
  }
  const word = /[a-z_]\w*$/i.exec(before)?.[0] ?? '';
  if (word === '' && !isAsked) return null;
  const from = position - word.length;
  const lead = before.slice(0, from);
  const relations = words.relations.map((relation) => option(relation, 'class'));
  if (/\bjoin\s+$/i.test(lead)) return { from, options: [...joinOptions(text, words), ...relations] };
  if (/\bfrom\s+$|\bfrom\b[^()]*,\s*$/i.test(lead)) return { from, options: relations };
  const columns = mentioned(text, words).flatMap((relation) =>
    relation.columns.map((column) => ({ ...option(column, 'property'), boost: 2 })),
  );
  return { from, options: [...unique(columns), ...relations] };
}

/** Declared joins of the datasets that the text names already, written out. */
function joinOptions(text: string, words: Words): readonly Option[] {
  return mentioned(text, words).flatMap((relation) =>
    relation.joins.map((join) => ({
      label: `${join.to} on …`,
      type: 'keyword',
      detail: `${join.cardinality} from ${relation.name}`,
      apply: `${join.to} on ${join.on.map(([own, target]) => `${relation.name}.${own} = ${join.to}.${target}`).join(' and ')}`,
      boost: 5,
    })),
  );
}

function mentioned(text: string, words: Words): readonly RelationWord[] {
  const names = new Set(
    [...text.matchAll(/\b(?:from|join|,)\s+([a-z_]\w*)/gi)].map((match) => (match[1] ?? '').toLowerCase()),
  );
  return words.relations.filter((relation) => names.has(relation.name.toLowerCase()));
}

/** A relation by its name, or by the alias that the text gives it. */
function namedRelation(text: string, name: string, words: Words): RelationWord | undefined {
  const direct = words.relations.find((relation) => relation.name.toLowerCase() === name.toLowerCase());
  if (direct) return direct;
  const aliased = [...text.matchAll(/\b(?:from|join|,)\s+([a-z_]\w*)\s+(?:as\s+)?([a-z_]\w*)/gi)].find(
    (match) => match[2]?.toLowerCase() === name.toLowerCase(),
  );
  return words.relations.find((relation) => relation.name.toLowerCase() === aliased?.[1]?.toLowerCase());
}

function unique(options: readonly Option[]): readonly Option[] {
  return [...new Map(options.map((each) => [each.label, each])).values()];
}

/** A word as an option of a list. */
export function option(word: Word, type: string): Option {
  const { name: label, detail, meaning } = word;
  return meaning === null ? { label, type, detail } : { label, type, detail, info: meaning };
}
