/** What a search for the one thing of a kind found. */
export type Found<Thing> =
  | { readonly is: 'one'; readonly found: Thing }
  | { readonly is: 'several'; readonly choices: readonly string[] }
  | { readonly is: 'none' };

/** One, several or none; several are told by their names. */
export function onlyOne<Thing>(things: readonly (readonly [name: string, thing: Thing])[]): Found<Thing> {
  const [first, ...others] = things;
  if (first === undefined) return { is: 'none' };
  if (others.length === 0) return { is: 'one', found: first[1] };
  return { is: 'several', choices: things.map(([name]) => name) };
}
