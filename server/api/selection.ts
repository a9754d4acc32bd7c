import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** What is asked for below a field: names of fields (never aliases), each with what is asked below it. */
export interface Selection extends ReadonlyMap<string, Selection> {}

/** The selection of the field that is being resolved; what a directive may leave out is counted in. */
export function selectionOf(info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): Selection {
  const found: Fields = new Map();
  for (const { selectionSet } of info.fieldNodes) collect(selectionSet, info.fragments, found);
  return found;
}

interface Fields extends Map<string, Fields> {}

function collect(set: SelectionSetNode | undefined, fragments: GraphQLResolveInfo['fragments'], into: Fields): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, fragments, into);
    else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      collect(fragments[selection.name.value]?.selectionSet, fragments, into);
    } else {
      const below: Fields = into.get(selection.name.value) ?? new Map();
      into.set(selection.name.value, below);
      collect(selection.selectionSet, fragments, below);
    }
  }
}
