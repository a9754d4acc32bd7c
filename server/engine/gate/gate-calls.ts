import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { FunctionCatalogue } from '../engine.ts';
import { sizeRefusal } from './gate-arguments.ts';
import { placeOf, refused } from './gate-errors.ts';
import { functionRefusal, tableFunctionRefusal, type Refusal } from './gate-functions.ts';
import { type Node, textOf } from '../syntax-tree.ts';

/** The name of a call in an expression, in lower case; throws when it may not be made. */
export function checkFunction(call: Node, text: string, functions: FunctionCatalogue): string {
  const name = nameOf(call, text);
  const known = functions.scalar.has(name) || functions.aggregate.has(name) || name === 'unnest';
  throwRefusal(name, call, text, {
    refusal: functionRefusal(name),
    candidates: known ? null : [...functions.scalar, ...functions.aggregate],
  });
  const size = sizeRefusal(name, call);
  if (size !== null) throw refused(`${name} ${size}.`, text, call);
  return name;
}

/** The same for a call in FROM. */
export function checkTableFunction(call: Node, text: string, functions: FunctionCatalogue): void {
  const name = nameOf(call, text);
  throwRefusal(name, call, text, {
    refusal: tableFunctionRefusal(name),
    candidates: functions.table.has(name) ? null : [...functions.table],
  });
}

function nameOf(call: Node, text: string): string {
  const name = textOf(call['function_name']).toLowerCase();
  const schema = textOf(call['schema']);
  // `main` is what the parser itself writes where syntax stands for a call.
  if (textOf(call['catalog']) !== '' || (schema !== '' && schema !== 'main')) {
    throw refused(`${schema}.${name}: a function is named without a schema.`, text, call);
  }
  return name;
}

interface Judgement {
  readonly refusal: Refusal | null | undefined;
  /** Names to choose from where the engine has no such function; null where it has. */
  readonly candidates: readonly string[] | null;
}

function throwRefusal(name: string, call: Node, text: string, { refusal, candidates }: Judgement): void {
  if (refusal === null) return;
  if (refusal !== undefined) throw refused(`${name} ${refusal.reason}.`, text, call, refusal.hint);
  if (candidates === null) throw refused(`${name} is not among the functions that were looked through.`, text, call);
  throw new TrivetError('sql-invalid', `There is no function called ${name}.`, {
    hint: didYouMean(name, candidates),
    position: placeOf(text, call),
  });
}
