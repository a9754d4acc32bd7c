import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten';
import { type Position, TrivetError } from '../../lib/errors.ts';
import type { Column } from '../../lib/table.ts';
import type { Context } from './context.ts';
import { type RunRequest, smallerHint } from './create-sandbox.ts';
import { decodeColumn } from './decode-column.ts';
import { encodeColumn } from './encode-column.ts';

const file = 'cell.js';

/** Runs the cell in a context that serves nobody else afterwards. */
export function runCode(
  { vm, call, bytes }: Context,
  { code, inputs, memoryMb, timeoutMs }: RunRequest,
  isAbandoned: () => boolean,
): readonly Column[] {
  const limits = { memoryMb, timeoutMs, throws: /throw/.test(code) };
  const tables = inputs.map(({ columns }) =>
    columns.map(({ name, ...column }) => [name, encodeColumn(column)] as const),
  );
  vm.runtime.setMemoryLimit(bytes + memoryMb * 2 ** 20);
  const handles = tables.map((table) => tableHandle(vm, table));
  const deadline = Date.now() + timeoutMs;
  vm.runtime.setInterruptHandler(() => isAbandoned() || Date.now() > deadline);
  const cell = valueOf(vm, vm.evalCode(code, file, { strict: true }), limits);
  const result = valueOf(vm, vm.callFunction(call, vm.undefined, cell, ...handles), limits);
  vm.runtime.removeInterruptHandler();
  // Written by inside.js.
  const names = JSON.parse(vm.getProp(result, 'names').consume((handle) => vm.getString(handle))) as readonly string[];
  const columns = vm.getProp(result, 'columns');
  const before = new Map(inputs.flatMap((input) => input.columns.map(({ name, type }) => [name, type] as const)));
  return names.map((name, index) => ({ name, ...decodeColumn(vm, vm.getProp(columns, index), before.get(name)) }));
}

type EncodedColumn = ReturnType<typeof encodeColumn>;

function tableHandle(vm: QuickJSContext, table: readonly (readonly [string, EncodedColumn])[]): QuickJSHandle {
  const columns = vm.newArray();
  table.forEach(([name, column], index) => {
    const pair = vm.newArray();
    vm.setProp(pair, 0, vm.newString(name));
    vm.setProp(pair, 1, columnHandle(vm, column));
    vm.setProp(columns, index, pair);
  });
  return columns;
}

function columnHandle(vm: QuickJSContext, column: EncodedColumn): QuickJSHandle {
  const handle = vm.newObject();
  vm.setProp(handle, 'length', vm.newNumber(column.length));
  if (column.kind === 'numbers') {
    vm.setProp(handle, 'numbers', vm.newArrayBuffer(column.numbers.buffer));
    vm.setProp(handle, 'isWhole', column.isWhole ? vm.true : vm.false);
  } else {
    vm.setProp(handle, 'codes', vm.newArrayBuffer(column.codes.buffer));
    vm.setProp(handle, 'texts', vm.newString(column.texts));
  }
  return handle;
}

interface Limits {
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** Whether the cell may throw something of its own. */
  readonly throws: boolean;
}

function valueOf(vm: QuickJSContext, result: ReturnType<QuickJSContext['evalCode']>, limits: Limits): QuickJSHandle {
  if (!result.error) return result.value;
  const thrown: unknown = vm.dump(result.error);
  throw meaning(thrown, limits);
}

function meaning(thrown: unknown, { memoryMb, timeoutMs, throws }: Limits): TrivetError {
  const { name, message, stack } = partsOf(thrown);
  if (name === 'InternalError' && message === 'interrupted') {
    const text = `The cell ran longer than ${timeoutMs / 1000} seconds.`;
    return new TrivetError('timeout', text, { hint: smallerHint });
  }
  // With no room left for an error the engine throws null.
  const isNull = thrown === null && !throws;
  if (isNull || message === 'out of memory' || message === 'string too long') {
    return new TrivetError('out-of-memory', `The cell needed more than ${memoryMb} MB.`, { hint: smallerHint });
  }
  const text = name === 'Refusal' ? message : `${name}: ${message}`;
  return new TrivetError('invalid-cell', text, { hint: hintFor(name, message), position: positionIn(stack) });
}

function partsOf(thrown: unknown): { readonly name: string; readonly message: string; readonly stack: string } {
  const parts =
    typeof thrown === 'object' && thrown !== null ? new Map(Object.entries(thrown)) : new Map<string, unknown>();
  return {
    name: String(parts.get('name') ?? 'Error'),
    message: String(parts.get('message') ?? JSON.stringify(thrown)),
    stack: String(parts.get('stack') ?? ''),
  };
}

function hintFor(name: string, message: string): string | undefined {
  if (message.includes('Table expressions')) return undefined;
  if (name === 'ReferenceError') return 'In reach are the tables of in=, aq and op; no file, no network, no clock.';
  return /mixes|not available/.test(message)
    ? undefined
    : 'Write one arrow function that takes the tables of in= in order and returns a table: (a, b) => a.join(b).';
}

/** The innermost place inside the cell. */
function positionIn(stack: string): Position | undefined {
  const [, line, column] = /cell\.js:(\d+)(?::(\d+))?/.exec(stack) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column ?? 1) };
}
