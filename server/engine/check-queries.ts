/** saved queries of a model → prepared with their defaults, and with a value for every parameter → what is refused */
import { TrivetError } from '../lib/errors.ts';
import type { Json } from '../lib/json.ts';
import { type Problem, problemOf } from '../lib/problem.ts';
import type { Model, QueryParameter, SavedQuery } from '../model/model.ts';
import { prepareMetricQuery } from '../query/answer/answer.ts';
import { parseMetricQuery } from '../query/language/parse-query.ts';
import { openPolicy } from '../query/policy/policy.ts';
import type { Facts } from '../query/answer/result.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';

interface QueryCheck {
  readonly model: Model;
  readonly facts: Facts;
  readonly dialect: Dialect;
}

/** What is refused of each saved query before it is ever asked; without its data a query is refused for that alone. */
export function checkQueries(check: QueryCheck): readonly Problem[] {
  return [...check.model.queries.values()].flatMap((saved) => {
    const place = { file: saved.file, position: { line: saved.line, column: 1 }, subject: `queries.${saved.name}` };
    const problems = [refusalsOf(saved, (parameter) => parameter.default, check), refusalsOf(saved, sampleOf, check)]
      .flat()
      .map((refusal) => problemOf(refusal, place));
    const told = new Map(problems.map((found) => [found.message, found]));
    return [...told.values()].map((found) => ({ ...found, message: `${saved.name}: ${found.message}` }));
  });
}

function refusalsOf(
  { query, parameters }: SavedQuery,
  valueOf: (parameter: QueryParameter) => Json,
  { model, facts, dialect }: QueryCheck,
): readonly TrivetError[] {
  const { purpose, zone, weekStart } = model.settings;
  const given = new Map([...parameters.values()].map((parameter) => [parameter.name, valueOf(parameter)]));
  try {
    const parsed = parseMetricQuery(query, { purpose, zone, weekStart, parameters: given });
    prepareMetricQuery(parsed, openPolicy(model), facts, dialect);
    return [];
  } catch (error) {
    if (error instanceof TrivetError) return [error, ...error.refusals];
    throw error;
  }
}

/** Some value of a parameter's type: where the default is none, the condition it stands in is tried all the same. */
function sampleOf({ type, default: fallback }: QueryParameter): Json {
  return fallback ?? samples[type];
}

const samples: { readonly [Type in QueryParameter['type']]: Json } = {
  string: 'x',
  number: 1,
  boolean: true,
  date: '2024-01-31',
};
