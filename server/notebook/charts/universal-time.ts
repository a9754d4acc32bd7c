import type { Json } from '../../lib/json.ts';

const names = new Map([
  ['timeFormat', 'utcFormat'],
  ['timeParse', 'utcParse'],
  ['timeOffset', 'utcOffset'],
  ['timeSequence', 'utcSequence'],
  ['datetime', 'utc'],
  ...[
    'year',
    'quarter',
    'month',
    'date',
    'day',
    'dayofyear',
    'week',
    'hours',
    'minutes',
    'seconds',
    'milliseconds',
  ].map((part) => [part, `utc${part}`] as const),
]);
const call = new RegExp(String.raw`(?<![\w."'])(${[...names.keys()].join('|')})(?=\()`, 'g');
const parsing = /^toDate\((datum\["(?:[^"\\]|\\.)*"\])\)$/;

/**
 * Compiled Vega that tells time as UTC wherever it runs: the data's times are those of the calendar they were recorded
 * in, and must not move with the clock of the server or the reader.
 */
export function inUniversalTime(vega: Json): Json {
  if (typeof vega !== 'object' || vega === null) return vega;
  if (Array.isArray(vega)) return vega.map(inUniversalTime);
  const result = Object.fromEntries(
    Object.entries(vega).map(([key, value]) => [key, translate(key, value ?? null)] as const),
  );
  return result['type'] === 'timeunit' ? { ...result, timezone: 'utc' } : result;
}

function translate(key: string, value: Json): Json {
  if (typeof value !== 'string') return inUniversalTime(value);
  if ((key === 'type' || key === 'formatType') && value === 'time') return 'utc';
  return expressionKeys.has(key) ? universalExpression(value) : value;
}

const expressionKeys = new Set(['signal', 'expr', 'test', 'update', 'init']);

/** An expression of Vega with local calendar functions made universal; a text with a time but no zone is read as UTC. */
function universalExpression(expression: string): string {
  const [, datum] = parsing.exec(expression) ?? [];
  if (datum !== undefined) {
    return `toDate(isString(${datum}) && length(${datum}) > 10 && indexof(${datum}, "Z") < 0 ? ${datum} + "Z" : ${datum})`;
  }
  return expression.replaceAll(call, (name) => names.get(name) ?? name);
}
