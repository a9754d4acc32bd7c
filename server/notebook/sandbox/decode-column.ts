import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten';
import type { Value, ValueType } from '../../lib/table.ts';

export interface Decoded {
  readonly type: ValueType;
  readonly values: readonly Value[];
}

/**
 * A column that inside.js has encoded, with the type that all of its values have. Where that leaves a choice, a column of
 * this name among the inputs decides, so that the type does not change with the data.
 */
export function decodeColumn(vm: QuickJSContext, column: QuickJSHandle, before: ValueType | undefined): Decoded {
  const { type, values } = decode(vm, column);
  if (values.every((value) => value === null)) return { type: inexact(before) ?? 'string', values };
  if (type === 'integer' && inexact(before) === 'real') return { type: 'real', values };
  return (type === 'date' || type === 'timestamp') && before === 'string'
    ? { type: 'string', values }
    : { type, values };
}

/** Exact digits went in as numbers. */
function inexact(type: ValueType | undefined): ValueType | undefined {
  if (type === 'bigint') return 'integer';
  return type === 'decimal' ? 'real' : type;
}

function decode(vm: QuickJSContext, column: QuickJSHandle): Decoded {
  const kind = textProp(vm, column, 'kind');
  if (kind === 'number' || kind === 'time') {
    const bytes = bytesProp(vm, column, 'numbers');
    const numbers = Array.from(new Float64Array(bytes.buffer), (value) => (Number.isFinite(value) ? value : null));
    return kind === 'time' ? ofTimes(numbers) : ofNumbers(numbers);
  }
  const codes = new Int32Array(bytesProp(vm, column, 'codes').buffer);
  // Written by inside.js.
  const texts = JSON.parse(textProp(vm, column, 'texts')) as readonly string[];
  return ofTexts(kind, texts, codes);
}

function ofNumbers(values: readonly (number | null)[]): Decoded {
  const areWhole = values.every((value) => value === null || Number.isSafeInteger(value));
  return { type: areWhole ? 'integer' : 'real', values: values.map((value) => (value === 0 ? 0 : value)) };
}

const dayMs = 86_400_000;

function ofTimes(values: readonly (number | null)[]): Decoded {
  const areDays = values.every((value) => value === null || value % dayMs === 0);
  const texts = values.map((value) => (value === null ? null : new Date(value).toISOString()));
  if (!areDays) return { type: 'timestamp', values: texts };
  return { type: 'date', values: texts.map((text) => text?.slice(0, text.indexOf('T')) ?? null) };
}

function ofTexts(kind: string, texts: readonly string[], codes: Int32Array): Decoded {
  const pick = (values: readonly Value[]): readonly Value[] => Array.from(codes, (code) => values[code] ?? null);
  if (kind === 'boolean') return { type: 'boolean', values: pick(texts.map((text) => text === 'true')) };
  if (kind === 'bigint') return { type: 'bigint', values: pick(texts) };
  if (kind === 'json') return { type: 'json', values: pick(texts) };
  return { type: typeOfTexts(texts), values: pick(texts) };
}

const day = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z?$/;

/** Dates and times are told by their form, when all have it and stand in the calendar. */
function typeOfTexts(texts: readonly string[]): ValueType {
  if (texts.length === 0) return 'string';
  const areReal = (form: RegExp): boolean => texts.every((text) => form.test(text) && standsInCalendar(text));
  if (areReal(day)) return 'date';
  const areOfOneZone = new Set(texts.map((text) => text.endsWith('Z'))).size === 1;
  return areOfOneZone && areReal(instant) ? 'timestamp' : 'string';
}

/** 31 February would become 3 March. */
function standsInCalendar(text: string): boolean {
  const date = new Date(text.length > 10 && !text.endsWith('Z') ? `${text}Z` : text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10));
}

function textProp(vm: QuickJSContext, handle: QuickJSHandle, name: string): string {
  return vm.getProp(handle, name).consume((value) => vm.getString(value));
}

/** A copy: the engine's memory goes with its context. */
function bytesProp(vm: QuickJSContext, handle: QuickJSHandle, name: string): Uint8Array {
  return vm.getProp(handle, name).consume((value) => vm.getArrayBuffer(value).consume((bytes) => bytes.value.slice()));
}
