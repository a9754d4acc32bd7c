import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NotebookCell, NotebookDocument } from './document.ts';
import { readHeader } from './header.ts';
import { isReadOnly, parseNotebook } from './parse.ts';
import { printCell, printNotebook } from './print.ts';
import { needsRepair, repair } from './repair.ts';

const headerText = 'trivet: 1\nid: 7h2k9m4q\ntitle: Late parcels # why they are late';
const wrap = (cells: string): string => `---\n${headerText}\n---\n\n${cells}\n`;
const codes = (text: string): readonly string[] => parseNotebook(text).problems.map(({ code }) => code);

const example = wrap(`<!-- md:k3f9x2ab -->
# Late parcels

NPS is {{ nps_now.nps | points }}.

\`\`\`js
a fence without an id belongs to the prose
\`\`\`

\`\`\`sql id=ab12cd34 name=detractors
select 1 -- one
\`\`\`

\`\`\`chart id=zz01tk4m data=detractors disabled caption="Refunds per detractor"
mark: bar
\`\`\``);

describe('reading', () => {
  test('a notebook is read cell by cell with attributes, names and bodies as written', () => {
    const { document, problems } = parseNotebook(example);
    expect(problems).toEqual([]);
    expect(document.header.title).toBe('Late parcels');
    expect(document.cells.map((cell) => [cell.kind, cell.id, cell.name])).toEqual([
      ['md', 'k3f9x2ab', null],
      ['sql', 'ab12cd34', 'detractors'],
      ['chart', 'zz01tk4m', null],
    ]);
    expect(document.cells[0]?.body).toContain('a fence without an id');
    expect(document.cells[1]?.body).toBe('select 1 -- one');
    expect([...(document.cells[2]?.attributes ?? [])]).toEqual([
      ['data', 'detractors'],
      ['disabled', true],
      ['caption', 'Refunds per detractor'],
    ]);
  });

  test('canonical text prints back to the same bytes', () => {
    expect(printNotebook(parseNotebook(example).document)).toBe(example);
  });

  test('a byte order mark and CRLF are accepted and normalised', () => {
    const windows = `\uFEFF${example.replaceAll('\n', '\r\n')}`;
    expect(printNotebook(parseNotebook(windows).document)).toBe(example);
  });

  test('loose text under a fence becomes a prose cell that waits for its id', () => {
    const { document } = parseNotebook(wrap('```sql id=ab12cd34\nselect 1\n```\n\nA hand-written line.'));
    expect(document.cells[1]).toMatchObject({ kind: 'md', id: 'new', body: 'A hand-written line.' });
  });

  test.each(['12345678', '1234e567', '0x123456', '00000000', '7h2k9m4q', '"12345678"'])(
    'the id %s is a text, also where YAML would take it for a number',
    (id) => {
      const { document, problems } = parseNotebook(`---\ntrivet: 1\nid: ${id}\ntitle: T\n---\n`);
      expect(document.header.id).toBe(id.replaceAll('"', ''));
      expect(problems).toEqual([]);
    },
  );

  test('a plain Markdown file opens as prose and gets a header when repaired', () => {
    const { document, problems } = parseNotebook('# Notes\n\nText.\n');
    expect(problems.map(({ code }) => code)).toEqual(['invalid-header']);
    const ids = ['aaaaaaaa', 'bbbbbbbb'];
    const fixed = repair(document, () => ids.shift() ?? '');
    expect(printNotebook(fixed)).toBe(
      '---\ntrivet: 1\nid: bbbbbbbb\ntitle: "Notes"\n---\n\n<!-- md:aaaaaaaa -->\n# Notes\n\nText.\n',
    );
    expect(needsRepair(fixed)).toBe(false);
  });

  test('the empty file opens', () => {
    expect(parseNotebook('').document.cells).toEqual([]);
  });
});

describe('problems', () => {
  test('a fence that never closes keeps the text and says where it began', () => {
    const text = wrap('```sql id=ab12cd34\nselect 1\n\n<!-- md:k3f9x2ab -->\nlost?');
    const { document, problems } = parseNotebook(text);
    expect(problems).toMatchObject([{ code: 'unclosed-fence', position: { line: 7, column: 1 } }]);
    expect(document.cells[0]?.body).toContain('lost?');
  });

  test('an ordinary fence that never closes is reported too, for it swallows the cells below', () => {
    expect(codes(wrap('<!-- md:k3f9x2ab -->\n~~~\ncode\n\n```sql id=ab12cd34\nselect 1\n```'))).toEqual([
      'unclosed-fence',
    ]);
  });

  test('two cells of one name are both flagged, whatever the case', () => {
    const text = wrap('```sql id=ab12cd34 name=a\nselect 1\n```\n\n```sql id=ab12cd35 name=A\nselect 2\n```');
    expect(parseNotebook(text).problems.map(({ code, subject }) => [code, subject])).toEqual([
      ['name-taken', 'ab12cd34'],
      ['name-taken', 'ab12cd35'],
    ]);
  });

  test('a cell may not take the name of a parameter', () => {
    const text =
      '---\ntitle: T\nparams: {region: {type: text}}\n---\n\n```sql id=ab12cd34 name=region\nselect 1\n```\n';
    expect(parseNotebook(text).problems).toMatchObject([
      { code: 'name-taken', message: 'The name region is taken by a parameter.' },
    ]);
  });

  test('a doubled id is flagged and repaired: the first keeps it', () => {
    const text = wrap('```sql id=ab12cd34\nselect 1\n```\n\n```sql id=ab12cd34\nselect 2\n```');
    expect(codes(text)).toEqual(['duplicate-id']);
    const fixed = repair(parseNotebook(text).document, () => 'zzzzzzzz');
    expect(fixed.cells.map((cell) => cell.id)).toEqual(['ab12cd34', 'zzzzzzzz']);
  });

  test('conflict marks make the notebook read-only, a heading underlined by = does not', () => {
    const conflict = wrap('<<<<<<< ours\nselect 1\n=======\nselect 2\n>>>>>>> theirs');
    expect(isReadOnly(parseNotebook(conflict).problems)).toBe(true);
    expect(codes(wrap('<!-- md:k3f9x2ab -->\nTitle\n======='))).toEqual([]);
  });

  test('a newer format opens read-only', () => {
    const { problems } = parseNotebook('---\ntrivet: 2\ntitle: T\n---\n');
    expect(problems.map(({ code }) => code)).toEqual(['newer-format']);
    expect(isReadOnly(problems)).toBe(true);
  });

  test('a header with broken YAML says the line, and the cells open all the same', () => {
    const { document, problems } = parseNotebook(
      '---\ntitle: T\nparams: {a: [\n---\n\n```sql id=ab12cd34\nselect 1\n```\n',
    );
    expect(problems[0]).toMatchObject({ code: 'invalid-header', position: { line: 3 } });
    expect(document.cells).toHaveLength(1);
  });

  test('a misspelt key of a parameter gets a hint', () => {
    const { problems } = readHeader('title: T\nparams: {a: {type: text, labell: A}}', 2);
    expect(problems[0]).toMatchObject({
      code: 'invalid-parameter',
      message: 'Parameter a has no key labell.',
      hint: 'Did you mean label?',
    });
  });

  test('an unknown kind is a warning and is printed back unchanged', () => {
    const text = wrap('```pivot id=ab12cd34 rows=region\nx: 1\n```');
    const { document, problems } = parseNotebook(text, new Set(['sql', 'md']));
    expect(problems).toMatchObject([{ code: 'unknown-kind', severity: 'warning' }]);
    expect(printNotebook(document)).toBe(text);
  });
});

const cell = (body: string, rest: Partial<NotebookCell> = {}): NotebookCell => ({
  id: 'ab12cd34',
  kind: 'md',
  name: null,
  attributes: new Map(),
  body,
  ...rest,
});

describe('printing', () => {
  test('prose that would open a cell is printed in the fenced spelling', () => {
    expect(printCell(cell('a\n<!-- md:k3f9x2ab -->'))).toBe('```md id=ab12cd34\na\n<!-- md:k3f9x2ab -->\n```');
  });

  test('the fence is longer than any run of backticks in the body', () => {
    expect(printCell(cell('````\n', { kind: 'sql' }))).toBe('`````sql id=ab12cd34\n````\n\n`````');
  });

  test('neither a backtick nor two hyphens in a value break the opening line', () => {
    const attributes = new Map([['caption', 'a `b` -- c']]);
    expect(printCell(cell('x', { attributes }))).toBe('<!-- md:ab12cd34 caption="a \\u0060b\\u0060 -\\u002d c" -->\nx');
  });
});

const line = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'text',
    '```',
    '````',
    '~~~',
    '~~~~',
    '   ```',
    '```sql',
    '---',
    '`````js x',
    'a `` b',
    '-->',
    '=====',
    '# h',
  ),
  fc.constantFrom(
    '```sql id=ab12cd34',
    '```md id=new',
    '<!-- md:k3f9x2ab -->',
    '<!-- md:new name=x -->',
    '~~~sql id=ab12cd34',
    '````chart id=zz01tk4m data="x',
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, '')),
);
const body = fc.array(line, { maxLength: 7 }).map((lines) => lines.join('\n'));
const value = fc.oneof(
  fc.constant<true>(true),
  fc.constantFrom('a b', '--', '"', '`', '-->', 'x=y', '', "it's", '\\', 'é\u00a0ü', '\n'),
  fc.string({ maxLength: 8 }).filter((text) => !text.includes('\r')),
);
const base32 = [...'0123456789abcdefghjkmnpqrstvwxyz'];
const cells: fc.Arbitrary<NotebookCell> = fc.record({
  id: fc.oneof(fc.constant('new'), fc.string({ unit: fc.constantFrom(...base32), minLength: 8, maxLength: 8 })),
  kind: fc.constantFrom('md', 'md', 'sql', 'chart', 'x-1'),
  name: fc.option(fc.constantFrom('a', 'late_parcels', '_x')),
  attributes: fc
    .array(fc.tuple(fc.constantFrom('in', 'caption', 'disabled', 'zeta', 'a-b'), value), { maxLength: 4 })
    .map((entries) => new Map(entries)),
  body,
});
const documents: fc.Arbitrary<NotebookDocument> = fc
  .tuple(fc.constantFrom('', headerText, 'title: A\n# note', '  ', 'a: ['), fc.array(cells, { maxLength: 6 }))
  .map(([text, found]) => ({ header: readHeader(text, 2).header, cells: found }));

describe('laws of the format', () => {
  test('what is printed reads back as the same notebook', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(parseNotebook(printNotebook(document)).document).toEqual(document);
      }),
      { numRuns: 1_500 },
    );
  });

  test('any text reaches a fixed point after one print', () => {
    const texts = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.oneof(texts, texts.map(wrap), fc.string()), (text) => {
        const once = printNotebook(parseNotebook(text).document);
        expect(printNotebook(parseNotebook(once).document)).toBe(once);
      }),
      { numRuns: 1_500 },
    );
  });

  test('repair leaves no cell without an id of its own and changes no body', () => {
    let next = 0;
    const newId = (): string => String(next++).padStart(8, '0');
    fc.assert(
      fc.property(documents, (document) => {
        const fixed = repair(document, newId);
        expect(new Set(fixed.cells.map((cell) => cell.id)).size).toBe(fixed.cells.length);
        expect(fixed.cells.map((cell) => cell.body)).toEqual(document.cells.map((cell) => cell.body));
        expect(needsRepair(fixed)).toBe(false);
      }),
    );
  });
});
