import { z } from 'zod';
import { didYouMean } from '../lib/closest.ts';
import { type ErrorCode, messageOf, type Position, TrivetError } from '../lib/errors.ts';
import { utf16Offset, wordAt } from './positions.ts';

const engineError = z.object({
  exception_type: z.string(),
  exception_message: z.string(),
  error_subtype: z.string().optional(),
  position: z.string().optional(),
  candidates: z.string().optional(),
  name: z.string().optional(),
});

type EngineError = z.infer<typeof engineError>;

/** A mistake of the engine itself, after which its database answers nothing any more. */
export class EngineBroken extends Error {
  override readonly name = 'EngineBroken';
}

/**
 * What the engine threw, as the caller's mistake, with the place in `text` and without a path of the machine;
 * or EngineBroken; or a plain Error where nothing of the engine's is in it. `before` bytes stood before the text when it ran.
 */
export function sqlError(thrown: unknown, text: string, before = 0): Error {
  if (thrown instanceof TrivetError || thrown instanceof EngineBroken) return thrown;
  if (/No space left on device|Disk quota exceeded/.test(messageOf(thrown))) return diskFull();
  const error = withoutPrefix(readError(messageOf(thrown)), before);
  if (error === null) return plainError(messageOf(thrown));
  if (/internal|fatal/i.test(error.exception_type)) return new EngineBroken(scrub(error.exception_message));
  if (error.exception_type === 'Out of Memory') return outOfMemory();
  const code = isExpired(error) ? 'result-expired' : codeOf(error.exception_type);
  return new TrivetError(code, message(error), { hint: hintOf(error, code), position: positionOf(error, text) });
}

/** What the parser says of a text that it cannot read; its position counts code points. */
export function parserError(written: string, position: string, text: string): TrivetError {
  const error = { exception_type: 'Parser', exception_message: written, error_subtype: 'SYNTAX_ERROR' };
  return new TrivetError('sql-invalid', message(error), {
    hint: hintOf(error, 'sql-invalid'),
    position: position === '' ? undefined : positionOf({ ...error, position }, text),
  });
}

/** `{ "exception_type": … }` as `errors_as_json` makes it, with or without a prefix; null when it is plain text. */
function readError(text: string): EngineError | null {
  const start = text.indexOf('{"exception_type"');
  if (start < 0) return null;
  try {
    const parsed = engineError.safeParse(JSON.parse(text.slice(start)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isExpired(error: EngineError): boolean {
  return error.exception_message.startsWith('No files found');
}

function plainError(text: string): Error {
  if (/out of memory|bad_alloc|allocation failure/i.test(text)) return outOfMemory();
  return /^[A-Z][A-Za-z ]+ Error: /.test(text) ? new TrivetError('sql-invalid', scrub(text)) : new Error(scrub(text));
}

function diskFull(): TrivetError {
  return new TrivetError('disk-full', 'The disk is full: the result could not be kept.', {
    hint: 'Free some space (.trivet/cache may be deleted while Trivet does not run), or ask for fewer rows.',
  });
}

function outOfMemory(): TrivetError {
  return new TrivetError('out-of-memory', 'The query needs more memory than one query may have.', {
    hint: 'Aggregate before joining, select fewer columns, or filter earlier.',
  });
}

function withoutPrefix(error: EngineError | null, before: number): EngineError | null {
  if (error?.position === undefined || before === 0) return error;
  const { position, ...rest } = error;
  const at = Number(position) - before;
  return at < 0 ? rest : { ...rest, position: String(at) };
}

function codeOf(exception: string): ErrorCode {
  if (exception === 'INTERRUPT') return 'cancelled';
  return exception === 'Permission' ? 'sql-refused' : 'sql-invalid';
}

function message(error: EngineError): string {
  if (isExpired(error)) return 'A stored result that the query reads is no longer there.';
  const [first = ''] = scrub(error.exception_message).split(/\n\s*(?:Did you mean|Candidate|LINE \d)/);
  return first.trim();
}

function hintOf(error: EngineError, code: ErrorCode): string | undefined {
  if (code === 'result-expired') return 'Run the cells above again.';
  const candidates = (error.candidates ?? '').split(',').filter((candidate) => candidate !== '');
  if (candidates.length > 0) return didYouMean(error.name ?? '', candidates);
  if (/must appear in the GROUP BY/.test(error.exception_message))
    return 'Add it to GROUP BY, or take any_value() of it.';
  if (error.error_subtype === 'SYNTAX_ERROR') return syntaxHint(error.exception_message);
  return undefined;
}

function syntaxHint(text: string): string | undefined {
  if (/end of input/.test(text)) return 'Something is missing at the end: a bracket, a table or an expression.';
  return undefined;
}

function positionOf(error: EngineError, text: string): Position | undefined {
  if (error.position === undefined) return undefined;
  const unit = error.exception_type === 'Parser' ? 'code points' : 'bytes';
  return wordAt(text, utf16Offset(text, Number(error.position), unit));
}

/** Without the paths of files, which say where the server keeps its data. */
export function scrub(text: string): string {
  return text
    .replaceAll(/"(?:[^"\n]*\/)+([^"/\n]*)"/g, '"$1"')
    .replaceAll(/'(?:[^'\n]*\/)+([^'/\n]*)'/g, "'$1'")
    .replaceAll(/(?<![\w<:/])(?:\.{0,2}\/)+(?:[\w.@-]+\/)+([\w.@-]+)/g, '$1');
}
