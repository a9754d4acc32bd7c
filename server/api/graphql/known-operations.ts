import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { sha256 } from '../../lib/hash.ts';

/** Tokens of a document that is looked up among the known ones; what is longer is none of them. */
export const longestKnown = 8000;
const mostRemembered = 2000;

/** The operations of the client itself: they are written here, so the limits of open documents do not bind them. */
export interface KnownOperations {
  readonly size: number;
  /** Whether a document is one of them, however it is laid out. */
  has(text: string): boolean;
}

/** Reads the operations and fragments of a folder of `.graphql` files; none where there is no such folder. */
export function readKnownOperations(folder: string): KnownOperations {
  const definitions = filesIn(folder).flatMap(
    (file) => parse(readFileSync(file, 'utf8'), { noLocation: true }).definitions,
  );
  const fragments = new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const known = new Set(
    operations.map((operation) => fingerprintOf([operation, ...fragmentsOf(operation, fragments)])),
  );
  const remembered = new Map<string, boolean>();
  return {
    size: known.size,
    has: (text) => {
      const key = sha256(text);
      const seen = remembered.get(key);
      if (seen !== undefined) return seen;
      const document = documentOf(text);
      const found = document !== null && known.has(fingerprintOf(document.definitions));
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(key, found);
      return found;
    },
  };
}

function filesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function documentOf(text: string): DocumentNode | null {
  try {
    return parse(text, { noLocation: true, maxTokens: longestKnown });
  } catch {
    return null;
  }
}

/** The same for the same definitions in any order and layout. */
function fingerprintOf(definitions: readonly DefinitionNode[]): string {
  return sha256(definitions.map(print).sort().join('\n'));
}

function fragmentsOf(
  operation: DefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FragmentDefinitionNode[] {
  const used = new Set<FragmentDefinitionNode>();
  const collect = (node: DefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...used];
}
