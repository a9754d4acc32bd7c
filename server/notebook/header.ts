import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { z } from 'zod';
import { didYouMean } from '../lib/closest.ts';
import { problem, type Problem } from '../lib/problem.ts';
import type { NotebookHeader, ParameterSpec } from './document.ts';
import { isId, isName } from './names.ts';
import { parameterShape, parameterSpec } from './parameter-spec.ts';

/** The version of the format that this program writes. */
export const formatVersion = 1;

export interface ReadHeader {
  readonly header: NotebookHeader;
  readonly problems: readonly Problem[];
}

const shape = {
  trivet: z.int(),
  id: z.string().refine(isId, 'must be eight characters of 0-9 and a-z without i, l, o, u'),
  title: z.string().min(1),
  description: z.string(),
  purpose: z.string(),
  audience: z.array(z.string()),
  publish: z.record(z.string(), z.json()),
};

/** Reads the YAML of a header. Total: what cannot be read is a problem and takes its default. `line` is that of its first line (from 1). */
export function readHeader(text: string, line: number): ReadHeader {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const problems: Problem[] = yaml.errors.map((error) => {
    const at = lines.linePos(error.pos[0]);
    const message = `The header is not valid YAML: ${error.message.split('\n')[0]?.replace(/ at line .*$/, '')}.`;
    return problem('invalid-header', message, { position: { line: line + at.line - 1, column: at.col } });
  });
  const values = new Map<string, { readonly value: unknown; readonly line: number }>();
  if (problems.length === 0 && isMap(yaml.contents)) {
    for (const { key, value } of yaml.contents.items) {
      const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
      const read = String(key) === 'id' ? asWritten(value) : plain(value, yaml);
      values.set(String(key), { value: read, line: line + lines.linePos(offset).line - 1 });
    }
  } else if (problems.length === 0 && yaml.contents !== null && text.trim() !== '') {
    problems.push(
      problem('invalid-header', 'The header is not a mapping of keys to values.', { position: { line, column: 1 } }),
    );
  }
  const read = fieldReader(values, problems);
  const title = read('title', shape.title);
  if (title === null && problems.length === 0) {
    problems.push(
      problem('invalid-header', 'The notebook has no title.', {
        hint: 'Add a line such as `title: Delivery detractors`.',
        position: { line, column: 1 },
      }),
    );
  }
  const header: NotebookHeader = {
    text,
    trivet: read('trivet', shape.trivet) ?? formatVersion,
    id: read('id', shape.id),
    title: title ?? 'Untitled',
    description: read('description', shape.description),
    purpose: read('purpose', shape.purpose),
    audience: read('audience', shape.audience) ?? [],
    params: readParams(values, problems),
    publish: read('publish', shape.publish) ?? {},
  };
  if (header.trivet > formatVersion) problems.push(newer(header.trivet, line));
  return { header, problems };
}

// 12345678, 1234e567 and 0x123456 are ids, which YAML takes for numbers.
function asWritten(value: unknown): unknown {
  if (!isScalar(value)) return null;
  return typeof value.value === 'number' ? (value.source ?? null) : value.value;
}

// Aliases that multiply without end are refused by the library with an exception.
function plain(value: unknown, yaml: Document): unknown {
  try {
    return isNode(value) ? value.toJS(yaml) : null;
  } catch {
    return null;
  }
}

type Values = ReadonlyMap<string, { readonly value: unknown; readonly line: number }>;

function fieldReader(values: Values, problems: Problem[]): <T>(key: string, type: z.ZodType<T>) => T | null {
  return (key, type) => {
    const found = values.get(key);
    if (found === undefined || found.value === null) return null;
    const result = type.safeParse(found.value);
    if (result.success) return result.data;
    const reason = result.error.issues[0]?.message ?? 'is not valid';
    problems.push(
      problem('invalid-header', `\`${key}\` of the header: ${reason}.`, {
        position: { line: found.line, column: 1 },
        subject: key,
      }),
    );
    return null;
  };
}

function readParams(values: Values, problems: Problem[]): readonly ParameterSpec[] {
  const found = values.get('params');
  if (found === undefined || found.value === null) return [];
  const at = (name: string) => ({ position: { line: found.line, column: 1 }, subject: `params.${name}` });
  const entries = z.record(z.string(), z.unknown()).safeParse(found.value);
  if (!entries.success) {
    problems.push(problem('invalid-header', '`params` is a mapping of names to parameters.', at('')));
    return [];
  }
  return Object.entries(entries.data).flatMap(([name, written]): ParameterSpec[] => {
    if (!isName(name)) {
      problems.push(
        problem('invalid-parameter', `${name} cannot name a parameter.`, {
          ...at(name),
          hint: 'Use letters, digits and underscores; begin with a letter.',
        }),
      );
      return [];
    }
    const parsed = parameterShape.safeParse(written);
    if (parsed.success) return [parameterSpec(name, parsed.data)];
    const issue = parsed.error.issues[0];
    const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const message =
      key === undefined
        ? `Parameter ${name}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`
        : `Parameter ${name} has no key ${key}.`;
    const hint = key === undefined ? undefined : didYouMean(key, Object.keys(parameterShape.shape));
    problems.push(problem('invalid-parameter', message, { ...at(name), hint }));
    return [];
  });
}

function newer(version: number, line: number): Problem {
  return problem(
    'newer-format',
    `This notebook was written by a newer Trivet (format ${version}; this one knows ${formatVersion}).`,
    {
      hint: 'It opens read-only; update Trivet to edit it.',
      position: { line, column: 1 },
    },
  );
}
