import { type Position, TrivetError } from '../../lib/errors.ts';
import type { YamlBody } from './yaml-body.ts';

/** The same error with its place in the body: the field that it begins with (`metrics[0].compare: …`), else the first name that it says. */
export function placed(error: unknown, body: string, position: YamlBody<unknown>['position']): unknown {
  if (!(error instanceof TrivetError) || error.position !== undefined) return error;
  const found = placeOfField(error.message, position) ?? placeOfName(error.message, body);
  const refusals = error.refusals?.map((each) => placed(each, body, position) as TrivetError); // an error of its kind stays one
  const { code, message, hint, choices } = error;
  return new TrivetError(code, message, {
    hint,
    choices,
    ...(found === undefined ? {} : { position: found }),
    ...(refusals === undefined ? {} : { refusals }),
    cause: error,
  });
}

function placeOfField(message: string, position: YamlBody<unknown>['position']): Position | undefined {
  const field = /^([A-Za-z_][\w.[\]]*): /.exec(message)?.[1];
  if (field === undefined) return undefined;
  return position([...field.matchAll(/\w+/g)].map(([key]) => (/^\d+$/.test(key) ? Number(key) : key)));
}

// Messages name what they are about; the first of their words that the body writes as a whole word outside of comments.
function placeOfName(message: string, body: string): Position | undefined {
  const text = body.replaceAll(/(^|\s)#.*$/gm, (comment) => ' '.repeat(comment.length));
  for (const [word] of message.matchAll(/[A-Za-z_][\w.-]*\w/g)) {
    if (common.has(word.toLowerCase())) continue;
    const found = new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w.-])`).exec(text);
    if (found === null) continue;
    const before = text.slice(0, found.index);
    const line = before.split('\n').length;
    return { line, column: found.index - before.lastIndexOf('\n'), offset: found.index, length: word.length };
  }
  return undefined;
}

/** Keys of a query that messages also use as words. */
const common: ReadonlySet<string> = new Set(
  'a by dimension dimensions filter having is limit metric metrics name no of on time totals where'.split(' '),
);
