import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ValidationRule } from 'graphql';
import { longestKnown } from './known-operations.ts';

/** Bytes of a request body. */
export const bodyLimit = 256 * 1024;

/** Whose document it is: one of the client's own, or anybody's. */
export type Trust = 'known' | 'open';

/** Rules that bound depth, aliases, directives and cost of a document; the real cost is the engine's to bound. */
function limitRules(): readonly ValidationRule[] {
  const armor = new ApolloArmor({
    // A fragment is no level of its own.
    maxDepth: { enabled: true, n: 8, flattenFragments: true },
    maxAliases: { enabled: true, n: 15 },
    maxDirectives: { enabled: true, n: 20 },
    costLimit: {
      enabled: true,
      flattenFragments: true,
      maxCost: 5000,
      objectCost: 1,
      scalarCost: 0.2,
      depthCostFactor: 1.2,
    },
    // Both answer a plain syntax error with 500; Apollo's own options stand in for them.
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  });
  return armor.protect().validationRules;
}

/** What a document may be: tokens, refused while parsing, and rules. What was written here needs none, it is bounded as it is. */
export const limits: {
  readonly [T in Trust]: { readonly maxTokens: number; readonly rules: readonly ValidationRule[] };
} = {
  known: { maxTokens: longestKnown, rules: [] },
  open: { maxTokens: 2000, rules: limitRules() },
};
