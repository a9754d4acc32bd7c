import type { Option } from './sql-completion.ts';
import type { Words } from './words.ts';
import { offerYaml } from './yaml-completion.ts';

/** What a word of a YAML body means, and where it stands; null where nothing is known of it. */
export function meaningInYaml(
  text: string,
  position: number,
  words: Words,
): { readonly from: number; readonly to: number; readonly option: Option } | null {
  const start = /[\w.$-]*$/.exec(text.slice(0, position))?.[0].length ?? 0;
  const from = position - start;
  const word = /^[\w.$-]*/.exec(text.slice(from))?.[0] ?? '';
  if (!/^[A-Za-z_]/.test(word)) return null;
  const option = offerYaml(text, from, words, true)?.options.find(({ label }) => label === word);
  return option === undefined ? null : { from, to: from + word.length, option };
}
