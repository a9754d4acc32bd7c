import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIGINT, type DuckDBConnection, DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv } from './csv.ts';
import { uniqueNames } from './csv-inspect.ts';
import { csvRecords } from './csv-records.ts';

let folder: string;
let instance: DuckDBInstance;
let connection: DuckDBConnection;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-csv-'));
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(folder, { recursive: true, force: true });
});

describe('the separator', () => {
  test.each([
    [',', 'comma'],
    [';', 'semicolon'],
    ['\t', 'tab'],
    ['|', 'bar'],
  ])('%j is found', async (separator, name) => {
    const { rows, remarks } = await read(
      ['id', 'name'].join(separator) + '\n' + ['1', '"a, b; c"'].join(separator) + '\n',
    );
    expect(rows).toEqual([{ id: '1', name: 'a, b; c' }]);
    expect(remarks).toEqual([`separator: ${name}`]);
  });

  test('commas inside of cells do not outvote semicolons between them', async () => {
    const { rows } = await read('id;amount;text\n1;1,5;a, b, c\n2;2,5;d\n');
    expect(rows).toEqual([
      { id: '1', amount: '1,5', text: 'a, b, c' },
      { id: '2', amount: '2,5', text: 'd' },
    ]);
  });

  test('a file of one column has none', async () => {
    expect((await read('name\nAda\nBob\n')).rows).toEqual([{ name: 'Ada' }, { name: 'Bob' }]);
  });
});

describe('the encoding', () => {
  test('a byte-order mark is no part of the first name', async () => {
    const { rows, remarks } = await read('\uFEFFid,name\r\n1,Zoë\r\n');
    expect(rows).toEqual([{ id: '1', name: 'Zoë' }]);
    expect(remarks).toContain('byte-order mark skipped');
  });

  test('Windows-1252 is recognised where the bytes are no UTF-8', async () => {
    const { rows, remarks } = await read(Buffer.from('name;preis\nCaf\xe9;5 \x80\n', 'latin1'));
    expect(rows).toEqual([{ name: 'Café', preis: '5 €' }]);
    expect(remarks).toContain('encoding: windows-1252, guessed');
  });

  test('also where the first odd byte comes after the first megabyte', async () => {
    const plain = 'name,n\n' + 'abcdefgh,1\n'.repeat(100_000);
    const { rows } = await read(Buffer.concat([Buffer.from(plain), Buffer.from('Caf\xe9,2\n', 'latin1')]));
    expect(rows.at(-1)).toEqual({ name: 'Café', n: '2' });
  });

  test('a UTF-8 character that lies on the border of two pieces is no sign of another encoding', async () => {
    const { rows, remarks } = await read(`name\n${'a'.repeat(1024 * 1024 - 6)}€€\nx\n`);
    expect(rows[1]).toEqual({ name: 'x' });
    expect(remarks).toEqual(['separator: comma']);
  });

  test.each(['utf16le', 'utf16be'] as const)('%s is read with and without its mark', async (encoding) => {
    for (const mark of ['\uFEFF', '']) {
      const bytes = Buffer.from(`${mark}id,name\n1,Ünal 😀\n`, 'utf16le');
      if (encoding === 'utf16be') bytes.swap16();
      expect((await read(bytes)).rows).toEqual([{ id: '1', name: 'Ünal 😀' }]);
    }
  });

  test('a declared encoding wins', async () => {
    const { rows } = await read(Buffer.from([0x6e, 0x0a, 0xcf, 0xf0, 0xe8, 0x0a]), { encoding: 'windows-1251' });
    expect(rows).toEqual([{ n: 'При' }]);
  });

  test('an encoding that does not exist is refused', () => {
    expect(csv.options.safeParse({ encoding: 'utf-81' }).success).toBe(false);
  });
});

describe('line ends', () => {
  test('a line break in quotes is text, whatever ends the lines', async () => {
    expect((await read('id,text\r\n1,"a\r\nb"\r\n')).rows).toEqual([{ id: '1', text: 'a\r\nb' }]);
    expect((await read('id,text\n1,"a\nb"\n')).rows).toEqual([{ id: '1', text: 'a\nb' }]);
  });

  test('mixed line ends are read, and remarked', async () => {
    const { rows, remarks } = await read('id,text\r\n1,a\n2,b\r\n');
    expect(rows).toEqual([
      { id: '1', text: 'a' },
      { id: '2', text: 'b' },
    ]);
    expect(remarks).toContain('mixed line ends, read as one kind');
  });
});

describe('the header', () => {
  test('one name too few is refused with the line', async () => {
    await expect(read('id,name\n1,Ada,x\n2,Bob,y\n')).rejects.toMatchObject({
      code: 'source-unreadable',
      message: expect.stringMatching(/there are 2 column names, but line 2 has 3 cells/),
      hint: expect.stringContaining('header: [ … ]'),
    });
  });

  test('one name too many is refused with the line', async () => {
    await expect(read('id,name,\n1,Ada\n')).rejects.toMatchObject({
      code: 'source-unreadable',
      message: expect.stringMatching(/3 column names, but line 2 has 2 cells/),
    });
  });

  test('names can be given for a file with a wrong header or none', async () => {
    const given = { header: ['id', 'name', 'note'], skip: 1 };
    expect((await read('id,name\n1,Ada,x\n', given)).rows).toEqual([{ id: '1', name: 'Ada', note: 'x' }]);
    expect((await read('1,Ada\n', { header: false })).rows).toEqual([{ column1: '1', column2: 'Ada' }]);
  });

  test('columns without a name and second ones of a name get one of their own', async () => {
    const { rows, remarks } = await read('"",Score,score\n1,2,3\n');
    expect(rows).toEqual([{ column1: '1', Score: '2', score_2: '3' }]);
    expect(remarks).toEqual(
      expect.arrayContaining([
        'column 1 has no name and is called column1',
        'column 3 is a second score and is called score_2',
      ]),
    );
  });

  test('names are unique for every list of names', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 'a', 'A', 'a_2', 'column1', 'b')), (written) => {
        const names = uniqueNames(written).columns.map((name) => name.toLowerCase());
        return new Set(names).size === written.length;
      }),
    );
  });

  test('five hundred columns are five hundred columns', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `question ${index + 1}`);
    const { rows } = await read(`${names.join(',')}\n${names.map((_, index) => index).join(',')}\n`);
    expect(Object.keys(rows[0] ?? {})).toEqual(names);
    expect(rows[0]).toMatchObject({ 'question 500': '499' });
  });

  test('a header alone gives no rows', async () => {
    expect((await read('id,name\n')).rows).toEqual([]);
  });

  test('lines before the header are skipped on request, and a blank first line is refused', async () => {
    expect((await read('Report of May\nid,name\n1,Ada\n', { skip: 1 })).rows).toEqual([{ id: '1', name: 'Ada' }]);
    await expect(read('\nid,name\n1,Ada\n')).rejects.toMatchObject({
      message: expect.stringContaining('begins with a blank line'),
      hint: expect.stringContaining('skip: 1'),
    });
  });
});

test.each([
  [Buffer.from('PK\u0003\u0004rest of a workbook'), 'Excel workbook'],
  [Buffer.from([0x1f, 0x8b, 8, 0, 0]), 'gzip'],
  [Buffer.from('PAR1....PAR1'), 'Parquet'],
])('what is no text is called by its name', async (bytes, name) => {
  await expect(read(bytes)).rejects.toMatchObject({
    code: 'source-unreadable',
    message: expect.stringContaining(name),
  });
});

test('nothing is guessed about types: zeros, dates and words stay as they are written', async () => {
  expect((await read('key,day,yes\n007,01-02-03,Yes\n')).rows).toEqual([{ key: '007', day: '01-02-03', yes: 'Yes' }]);
});

test('files with different columns are put together by name', async () => {
  const paths = [join(folder, 'one.csv'), join(folder, 'two.csv')];
  await writeFile(paths[0] ?? '', 'id,name\n1,Ada\n');
  await writeFile(paths[1] ?? '', 'note;id\nx;2\n');
  const { rows, remarks } = await readFiles(paths, {});
  expect(rows).toEqual([
    { id: '1', name: 'Ada', note: null },
    { id: '2', name: null, note: 'x' },
  ]);
  expect(remarks).toContain('files with different columns: what a file lacks is empty');
});

test('a copy that was rewritten leaves the source alone', async () => {
  const bytes = Buffer.from('name\nCaf\xe9\n', 'latin1');
  const { path } = await read(bytes);
  expect(await readFile(path)).toEqual(bytes);
});

test('records of any cells are read back as they were written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const text = rows.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\n');
      const records = csvRecords(text, { delimiter: ',', quote: '"' }, 1000, false);
      expect(records.map((record) => record.cells)).toEqual(rows);
    }),
  );
});

async function read(content: string | Buffer, given: Record<string, unknown> = {}) {
  const path = join(folder, `${files++}.csv`);
  await writeFile(path, content);
  return { ...(await readFiles([path], given)), path };
}

async function readFiles(paths: readonly string[], given: Record<string, unknown>) {
  const options = csv.options.parse(given);
  const inspection = await csv.inspect(paths, options, await mkdtemp(join(folder, 'scratch-')));
  const { text, parameters } = csv.relation(paths, options, inspection).print();
  const types = parameters.map(({ type }) =>
    type === 'VARCHAR[]' ? LIST(VARCHAR) : type === 'BIGINT' ? BIGINT : VARCHAR,
  );
  const values = parameters.map(({ type, value }) =>
    type === 'BIGINT' ? BigInt(Number(value)) : Array.isArray(value) ? listValue(value) : String(value),
  );
  const rows = (await connection.runAndReadAll(text, values, types)).getRowObjectsJson();
  return { rows, remarks: inspection.remarks };
}
