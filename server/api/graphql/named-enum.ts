import { GraphQLError, type GraphQLEnumType, Kind, print, type ValueNode } from 'graphql';
import { didYouMean } from '../../lib/closest.ts';
import { type ErrorCode, TrivetError } from '../../lib/errors.ts';
import type { ModelName } from './model-names.ts';

interface NamedThings {
  readonly names: readonly ModelName[];
  readonly code: ErrorCode;
  readonly noun: string;
}

/**
 * Lets an enumeration of names speak the model's own: resolvers give and take names as the model has them. A name is also
 * taken as a text, in either spelling; an unknown one is refused with its code and the nearest one.
 */
export function readNames(type: GraphQLEnumType, { names, code, noun }: NamedThings): void {
  const wireOf = new Map(names.map(({ name, wire }) => [name, wire]));
  const nameOf = new Map([
    ...names.map(({ name }) => [name, name] as const),
    ...names.map(({ name, wire }) => [wire, name] as const),
  ]);
  const read = (written: unknown): string => {
    const found = typeof written === 'string' ? nameOf.get(written) : undefined;
    if (found !== undefined) return found;
    const text = typeof written === 'string' ? written : JSON.stringify(written);
    const message = `No ${noun} is called ${text}.`;
    throw new GraphQLError(message, {
      originalError: new TrivetError(code, message, { hint: didYouMean(text, wireOf.values()) }),
    });
  };
  type.parseValue = read;
  type.parseLiteral = (node: ValueNode) =>
    read(node.kind === Kind.ENUM || node.kind === Kind.STRING ? node.value : print(node));
  type.serialize = (name: unknown) => wireOf.get(String(name)) ?? String(name);
}
