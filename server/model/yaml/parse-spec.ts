/** value of a YAML file → checked by zod → spec, or a problem for each thing that is wrong, at its line */
import { z } from 'zod';
import { didYouMean } from '../../lib/closest.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import { type Problem, problem } from '../../lib/problem.ts';
import { below, finding, type FindingDetails, type Place, type Report } from './place.ts';

/** The value as the schema wants it, or null after everything wrong with it was reported under `code`. */
export function parseSpec<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { place, report, code }: { readonly place: Place; readonly report: Report; readonly code: ErrorCode },
): z.output<Schema> | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => innermost(issue));
  for (const issue of issues) for (const found of problemsOf(issue, { schema, value, place, code })) report(found);
  return null;
}

/** The problem of a key that nobody knows, with the nearest known one. */
export function unknownKey(place: Place, key: string, known: readonly string[]): Problem {
  const at = below(place, key);
  return problem('unknown-key', `There is no key ${key} here.`, {
    hint: didYouMean(key, known) ?? `Known keys: ${known.join(', ')}.`,
    choices: known,
    file: place.source.file,
    position: place.source.keyAt(at.path),
    subject: at.subject,
  });
}

type Issue = z.core.$ZodIssue;

interface IssueContext {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly place: Place;
  readonly code: ErrorCode;
}

/** Of a union without words of its own, the complaints of the branch that got furthest. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input' || issue.errors.length === 0) return [issue];
  const depth = (branch: readonly Issue[]): number => Math.max(...branch.map(({ path }) => path.length));
  const best = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function problemsOf(issue: Issue, { schema, value, place, code }: IssueContext): readonly Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const at = below(place, ...path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(at, key, keysAt(schema, path)));
  const [message, details] = wording(issue, valueAt(value, path), String(at.path.at(-1) ?? place.subject));
  return [finding(at, code, message, details)];
}

function wording(issue: Issue, value: unknown, key: string): readonly [message: string, details: FindingDetails] {
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid')) {
    const choices = issue.values.map(String);
    const all = `It is one of ${choices.join(', ')}.`;
    if (value === undefined) return [`${key} is missing.`, { hint: all, choices }];
    const hint = typeof value === 'string' ? didYouMean(value, choices) : undefined;
    return [`${key} cannot be ${show(value)}.`, { hint: hint ?? all, choices }];
  }
  if (value === undefined) return [`${key} is missing.`, {}];
  if (issue.code === 'invalid_type') {
    return [`${key} must be ${nouns.get(issue.expected) ?? issue.expected}, not ${show(value)}.`, {}];
  }
  if (issue.code === 'invalid_key') return [`${key} cannot be a name here.`, { hint: issue.issues[0]?.message }];
  // Our own words are predicates of the key; those of zod are sentences.
  return [/^[A-Z]/.test(issue.message) ? `${key}: ${issue.message}.` : `${key} ${issue.message}`, {}];
}

const nouns: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['object', 'a map of keys and values'],
  ['record', 'a map of names and values'],
]);

function show(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' && value.length > 40 ? `${value.slice(0, 40)}…` : String(value);
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    // The key was just found in the object.
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

/** The keys that a schema knows at a path. */
export function keysAt(schema: z.ZodType, path: readonly (string | number)[] = []): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return keysAt(asType(schema.unwrap()), path);
  }
  if (schema instanceof z.ZodPipe) return keysAt(asType(schema.in), path);
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap((option) => keysAt(asType(option), path)))];
  const [first, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(schema.shape);
    const inner = new Map(Object.entries(schema.shape)).get(String(first));
    return inner === undefined ? [] : keysAt(asType(inner), rest);
  }
  if (schema instanceof z.ZodRecord && first !== undefined) return keysAt(asType(schema.valueType), rest);
  if (schema instanceof z.ZodArray && first !== undefined) return keysAt(asType(schema.element), rest);
  return [];
}

// Every schema of the classic package is a ZodType; its inner types are declared by the core only.
function asType(schema: z.core.$ZodType): z.ZodType {
  return schema as z.ZodType;
}
