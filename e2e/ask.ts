import { expect, inject } from 'vitest';

export interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** Posts a GraphQL document as any program outside would; to the one Trivet of all tests unless another is named. */
export async function post(query: string, variables: object = {}, address = inject('trivet').address): Promise<Answer> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** The data of an answer that must have no errors; its shape is what the document asks for. */
export async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await post(query, variables);
  expect(errors).toBeUndefined();
  return data as Data;
}
