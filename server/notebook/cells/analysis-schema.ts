import type { Analysis } from '../../analyses/contract/analysis.ts';
import { analyses } from '../../analyses/index.ts';
import { analysisShape } from '../../analyses/contract/request.ts';
import type { Option } from '../../analyses/contract/options.ts';
import type { Json } from '../../lib/json.ts';
import { bodySchema } from './yaml-body.ts';

/**
 * The JSON Schema of an analysis cell, made from the registry: which analyses there are, and for each its roles with their
 * columns and its options. `oneOf` tells them apart by `analysis`.
 */
export function analysisSchema(): Json {
  const plain = bodySchema(analysisShape);
  const base = typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? plain : {};
  return { ...base, oneOf: [...analyses].map(bodyOf) };
}

function bodyOf({ name, question, roles, options }: Analysis): Json {
  return {
    type: 'object',
    description: question,
    properties: {
      analysis: { const: name, description: question },
      datasets: {
        type: 'object',
        description: 'The dataset or cell that plays each role.',
        properties: Object.fromEntries(
          roles.map((role) => [
            role.name,
            {
              description: role.description,
              type: 'object',
              properties: {
                dataset: { type: 'string', description: role.description, default: role.dataset ?? role.name },
                columns: {
                  type: 'object',
                  properties: Object.fromEntries(
                    role.columns.map((column) => [column.name, { type: 'string', description: column.description }]),
                  ),
                },
              },
            },
          ]),
        ),
      },
      where: { description: 'Dimension: value, a list of values, or operators.' },
      options: {
        type: 'object',
        description: 'Options of this analysis.',
        properties: Object.fromEntries(options.map((option) => [option.name, optionSchema(option)])),
      },
    },
  };
}

function optionSchema({ description, type, choices, min, max, default: value }: Option): Json {
  const list = type === 'texts' || type === 'dates' || type === 'numbers';
  const member = type === 'number' || type === 'integer' || type === 'boolean' ? type : 'string';
  return {
    description,
    ...(list ? { type: 'array' } : { type: member }),
    ...(choices === undefined ? {} : { enum: [...choices] }),
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(value === null ? {} : { default: value }),
  };
}
