import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ValidationRule } from 'graphql';

/** Bytes of a request body. */
export const bodyLimit = 256 * 1024;

/** Tokens of a document; more is refused while parsing. */
export const tokenLimit = 4000;

/** Rules that bound depth, aliases, directives and cost of a document; the real cost is the engine's to bound. */
export function limitRules(): readonly ValidationRule[] {
  const armor = new ApolloArmor({
    // A fragment is no level of its own.
    maxDepth: { enabled: true, n: 12, flattenFragments: true },
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
