/* Runs inside the sandbox, after Arquero and before the cell: takes away what differs from run to run, and moves columns in and out. */
(() => {
  const { aq } = globalThis;
  const { ColumnTable } = aq;
  const NativeDate = Date;
  class Refusal extends Error {
    name = 'Refusal';
  }
  const refuse = (what, instead) => () => {
    throw new Refusal(`${what} is not available in a cell: ${instead}`);
  };

  const noClock = refuse(
    'The clock',
    'a result must be the same tomorrow. Take the date from the data or a parameter.',
  );
  const withoutZone = /^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*$/;
  function UniversalDate(...parts) {
    if (!new.target || parts.length === 0) return noClock();
    const [first] = parts;
    if (parts.length > 1) return new NativeDate(NativeDate.UTC(...parts));
    return new NativeDate(typeof first === 'string' && withoutZone.test(first) ? `${first.trim()}Z` : first);
  }
  UniversalDate.prototype = NativeDate.prototype;
  UniversalDate.UTC = NativeDate.UTC;
  UniversalDate.parse = (text) => new UniversalDate(String(text)).getTime();
  UniversalDate.now = noClock;
  const dates = NativeDate.prototype;
  const define = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  for (const part of ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds', 'Day']) {
    define(dates, `get${part}`, dates[`getUTC${part}`]);
    if (part !== 'Day') define(dates, `set${part}`, dates[`setUTC${part}`]);
  }
  for (const name of [
    'toString',
    'toDateString',
    'toTimeString',
    'toLocaleString',
    'toLocaleDateString',
    'toLocaleTimeString',
  ]) {
    define(dates, name, function inUniversalTime() {
      return this.toISOString();
    });
  }
  define(dates, 'getTimezoneOffset', () => 0);
  define(dates, 'constructor', UniversalDate);
  define(globalThis, 'Date', UniversalDate);

  const random = (seed = 1) => {
    let state = seed | 0;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 0) / 4294967296;
    };
  };
  define(Math, 'random', refuse('Math.random', 'a result must be the same tomorrow. Use aq.random(seed).'));
  aq.seed(1);
  define(aq, 'random', random);
  define(globalThis, 'op', aq.op);
  for (const name of [
    'TextDecoder',
    'TextEncoder',
    'performance',
    'WeakRef',
    'FinalizationRegistry',
    'console',
    'print',
  ]) {
    delete globalThis[name];
  }

  const column = ({ length, numbers, isWhole, codes, texts }) => {
    if (numbers) {
      const values = new Float64Array(numbers);
      if (isWhole) return values;
      return { length, at: (row) => (values[row] === values[row] ? values[row] : null) };
    }
    const places = new Int32Array(codes);
    const entries = JSON.parse(texts);
    return { length, at: (row) => (places[row] < 0 ? null : entries[places[row]]) };
  };

  const table = (columns) => {
    const data = Object.create(null);
    for (const [name, encoded] of columns) data[name] = column(encoded);
    return new ColumnTable(
      data,
      columns.map(([name]) => name),
    );
  };

  const kindOf = (value) => {
    if (typeof value === 'number') return 'number';
    if (value instanceof NativeDate) return 'time';
    return typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
      ? 'json'
      : typeof value;
  };
  const textOf = { string: String, bigint: String, boolean: String, json: (value) => JSON.stringify(value) ?? null };

  const asNumbers = (kind, values) => {
    const numbers = new Float64Array(values.length);
    values.forEach((value, row) => {
      numbers[row] = value === null || value === undefined ? NaN : Number(value);
    });
    return { kind, numbers: numbers.buffer };
  };

  const asTexts = (kind, values) => {
    const places = new Map();
    const codes = new Int32Array(values.length);
    values.forEach((value, row) => {
      const text = value === null || value === undefined ? null : textOf[kind](value);
      if (text === null) codes[row] = -1;
      else {
        let place = places.get(text);
        if (place === undefined) places.set(text, (place = places.size));
        codes[row] = place;
      }
    });
    return { kind, codes: codes.buffer, texts: JSON.stringify([...places.keys()]) };
  };

  const encoded = (name, values) => {
    const kinds = new Set();
    for (const value of values) if (value !== null && value !== undefined) kinds.add(kindOf(value));
    if (kinds.size > 1) {
      throw new Refusal(`The column ${name} mixes ${[...kinds].join(' and ')} values; a column has one type.`);
    }
    const [kind = 'string'] = kinds;
    return kind === 'number' || kind === 'time' ? asNumbers(kind, values) : asTexts(kind, values);
  };

  const described = (value) => {
    if (value === null || value === undefined) return 'nothing';
    if (value instanceof Promise) return 'a promise';
    if (Array.isArray(value)) return 'an array';
    return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
  };

  return (code, ...inputs) => {
    if (typeof code !== 'function') throw new Refusal(`The cell is not a function but ${described(code)}.`);
    const result = code(...inputs.map(table));
    if (!(result instanceof ColumnTable)) {
      throw new Refusal(`The function must return a table; it returned ${described(result)}.`);
    }
    const names = result.columnNames();
    return { names: JSON.stringify(names), columns: names.map((name) => encoded(name, result.array(name))) };
  };
})();
