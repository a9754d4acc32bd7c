import { z } from 'zod';
import type { ParameterSpec, ParameterType } from './document.ts';

const types = [
  'text',
  'integer',
  'number',
  'boolean',
  'date',
  'date_range',
  'enum',
  'list',
] as const satisfies readonly ParameterType[];

// YAML's core schema reads 2026-01-01 as text; a bound may be a date or a number.
const bound = z.union([z.number(), z.string()]);

/** What a person may write below a name in `params`. */
export const parameterShape = z.strictObject({
  type: z.enum(types),
  default: z.json().optional(),
  label: z.string().optional(),
  help: z.string().optional(),
  required: z.boolean().optional(),
  optional: z.boolean().optional(),
  min: bound.optional(),
  max: bound.optional(),
  options: z.array(z.json()).optional(),
  options_from: z.string().optional(),
  identifier: z.boolean().optional(),
});

export type ParameterRequest = z.infer<typeof parameterShape>;

/** The complete parameter: label from the name, no default is null. */
export function parameterSpec(name: string, written: ParameterRequest): ParameterSpec {
  return {
    name,
    type: written.type,
    default: written.default ?? null,
    label: written.label ?? labelOf(name),
    help: written.help ?? null,
    required: written.required ?? false,
    optional: written.optional ?? false,
    min: written.min ?? null,
    max: written.max ?? null,
    options: written.options ?? null,
    optionsFrom: written.options_from ?? null,
  };
}

function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
