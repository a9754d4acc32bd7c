/** A sentence with true minus signs before its numbers, and nothing torn apart that belongs to a number. */
export function setSentence(sentence: string): string {
  return sentence
    .replace(/(^|[\s([])-(?=\d)/g, '$1−')
    .replace(/(?<=\d) (?=%)/g, '\u00a0')
    .replace(/\b([npq]) ([=<]) (?=\d)/g, '$1\u00a0$2\u00a0');
}

/** The first sentence of a text, if it is long enough to stand alone, and the others. */
export function firstSentence(text: string): { readonly first: string; readonly rest: string | null } {
  const [, first = text, rest = null] = /^(.{24,}?[a-z%)\]][.!?])\s+(.+)$/s.exec(text) ?? [];
  return { first, rest };
}
