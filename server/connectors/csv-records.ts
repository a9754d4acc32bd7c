export interface CsvFormat {
  readonly delimiter: string;
  /** One character, or empty where nothing is quoted. */
  readonly quote: string;
}

export interface CsvRecord {
  readonly cells: readonly string[];
  /** 1-based line on which the record begins. */
  readonly line: number;
}

/**
 * Records of the beginning of a CSV text, as RFC 4180 reads it: quotes double themselves, line breaks may stand within quotes,
 * blank lines are none. When the text is cut off, its last record is left out.
 */
export function csvRecords(text: string, format: CsvFormat, limit: number, cut: boolean): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let position = 0;
  let line = 1;
  while (position < text.length && records.length < limit) {
    const record = readRecord(text, position, format);
    const complete = record.end < text.length || !cut;
    if (complete && text.slice(position, record.end).trim() !== '') records.push({ cells: record.cells, line });
    line += record.lines;
    position = record.next;
  }
  return records;
}

interface Read {
  readonly cells: readonly string[];
  /** Where the record's text ends, and where the next begins. */
  readonly end: number;
  readonly next: number;
  readonly lines: number;
}

function readRecord(text: string, start: number, format: CsvFormat): Read {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  let lines = 1;
  let position = start;
  let atStart = true;
  for (; position < text.length; position++) {
    const character = text.charAt(position);
    if (quoted) {
      if (character === format.quote && text.charAt(position + 1) === format.quote) position++;
      else if (character === format.quote) {
        quoted = false;
        continue;
      }
      if (character === '\n') lines++;
      cell += character;
    } else if (character === format.quote && atStart && format.quote !== '') {
      quoted = true;
      atStart = false;
    } else if (character === format.delimiter) {
      cells.push(cell);
      cell = '';
      atStart = true;
    } else if (character === '\n' || character === '\r') {
      break;
    } else {
      cell += character;
      atStart = false;
    }
  }
  cells.push(cell);
  const width = text.startsWith('\r\n', position) ? 2 : 1;
  return { cells, end: position, next: position + width, lines };
}
