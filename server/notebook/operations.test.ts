import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NotebookDocument, Operation } from './document.ts';
import type { OperationContext } from './draft.ts';
import { rebase, stepBack } from './history.ts';
import { applyOperations, type ChangedDocument } from './operations.ts';
import { parseNotebook } from './parse.ts';
import { printNotebook } from './print.ts';
import { adopt, revise, type RevisedDocument } from './revised.ts';

const text = `---
trivet: 1
id: 7h2k9m4q
title: T
---

<!-- md:aaaaaaaa -->
# A

\`\`\`sql id=bbbbbbbb name=b disabled
select 1
\`\`\`

\`\`\`sql id=cccccccc name=c
select * from b
\`\`\`
`;
const start = revise(parseNotebook(text).document);

function context(): OperationContext {
  let next = 0;
  return {
    newId: () => String(next++).padStart(8, '0'),
    starters: new Map([
      ['md', ''],
      ['sql', 'select 1'],
      ['chart', 'mark: bar'],
    ]),
  };
}

function apply(state: RevisedDocument, ...operations: Operation[]): ChangedDocument {
  const applied = applyOperations(state, operations, context());
  if ('conflicts' in applied) throw new Error('unexpected conflict');
  return applied;
}

const ids = (state: RevisedDocument): string => state.document.cells.map((cell) => cell.id[0]).join('');
const bodyOf = (document: NotebookDocument, id: string): string | undefined =>
  document.cells.find((cell) => cell.id === id)?.body;

describe('single operations', () => {
  test('a new cell takes the starter of its kind and stands below its anchor', () => {
    const { next } = apply(start, { op: 'insertCell', after: 'aaaaaaaa', cell: { kind: 'sql', name: 'n' } });
    expect(ids(next)).toBe('a0bc');
    expect(next.document.cells[1]).toMatchObject({ id: '00000000', name: 'n', body: 'select 1' });
  });

  test('a deleted cell comes back to its place with id, name and flags', () => {
    const gone = apply(start, { op: 'deleteCell', id: 'bbbbbbbb' });
    expect(ids(gone.next)).toBe('ac');
    const back = apply(gone.next, { op: 'restoreCell', id: 'bbbbbbbb' });
    expect(back.next.document).toEqual(start.document);
    expect(back.next.bin.size).toBe(0);
  });

  test('a deleted cell whose anchor is gone comes back at the end', () => {
    const gone = apply(apply(start, { op: 'deleteCell', id: 'bbbbbbbb' }).next, { op: 'deleteCell', id: 'aaaaaaaa' });
    expect(ids(apply(gone.next, { op: 'restoreCell', id: 'bbbbbbbb' }).next)).toBe('cb');
  });

  test('an unknown cell, a bad name, a bad key and a taken id are refused by name', () => {
    expect(() => apply(start, { op: 'deleteCell', id: 'zzzzzzzz' })).toThrow('There is no cell zzzzzzzz.');
    expect(() => apply(start, { op: 'setName', id: 'bbbbbbbb', name: 'two words' })).toThrow(
      '"two words" cannot name a cell.',
    );
    expect(() => apply(start, { op: 'setAttribute', id: 'bbbbbbbb', key: 'a b', value: 'x' })).toThrow(
      'cannot be an attribute',
    );
    expect(() => apply(start, { op: 'insertCell', after: null, cell: { kind: 'md', id: 'aaaaaaaa' } })).toThrow(
      'There is a cell aaaaaaaa already.',
    );
    expect(() => apply(start, { op: 'setKind', id: 'aaaaaaaa', kind: 'pie' })).toThrow(
      'There is no kind of cell called pie.',
    );
  });

  test('a group with one refused operation changes nothing', () => {
    const before = printNotebook(start.document);
    expect(() => apply(start, { op: 'deleteCell', id: 'aaaaaaaa' }, { op: 'deleteCell', id: 'aaaaaaaa' })).toThrow(
      'There is no cell aaaaaaaa.',
    );
    expect(printNotebook(start.document)).toBe(before);
  });

  test('the id of a notebook stays when its header is rewritten', () => {
    const lost: Operation = { op: 'setHeader', baseCellRevision: 0, text: 'title: Other' };
    expect(() => apply(start, lost)).toThrow('The id of a notebook cannot be changed.');
    expect(() => apply(start, { ...lost, text: 'title: [' })).toThrow('The header is not valid YAML');
    expect(apply(start, { ...lost, text: 'id: 7h2k9m4q\ntitle: Other' }).next.document.header.title).toBe('Other');
  });
});

describe('two people', () => {
  const mine: Operation = { op: 'setBody', id: 'bbbbbbbb', baseCellRevision: 0, body: 'select 2' };

  test('typing over a newer text is a conflict with both texts, and nothing is written', () => {
    const { next } = apply(start, mine);
    const other = applyOperations(
      next,
      [
        { op: 'deleteCell', id: 'aaaaaaaa' },
        { ...mine, body: 'select 3' },
      ],
      context(),
    );
    expect(other).toEqual({ conflicts: [{ cell: 'bbbbbbbb', yours: 'select 3', theirs: 'select 2', revision: 1 }] });
  });

  test('two people who typed the same do not conflict', () => {
    expect(apply(apply(start, mine).next, mine).next.revision).toBe(1);
  });

  test('a change of the name, or of another cell, is no conflict for who types', () => {
    const named = apply(
      start,
      { op: 'setName', id: 'bbbbbbbb', name: 'other' },
      { op: 'setBody', id: 'cccccccc', baseCellRevision: 0, body: 'x' },
    );
    expect(bodyOf(apply(named.next, mine).next.document, 'bbbbbbbb')).toBe('select 2');
  });

  test('a base from a history that is lost proves nothing', () => {
    expect(applyOperations(start, [{ ...mine, baseCellRevision: 40 }], context())).toHaveProperty('conflicts');
  });

  test('a file changed elsewhere raises the revision of the cells that differ and bins those that are gone', () => {
    const document = parseNotebook(
      text.replace('select 1', 'select 9').replace(/\n```sql id=cccccccc[^]*/, ''),
    ).document;
    const next = adopt(start, document);
    expect([...next.cells]).toEqual([
      ['aaaaaaaa', { cell: 0, body: 0 }],
      ['bbbbbbbb', { cell: 1, body: 1 }],
    ]);
    expect(next.bin.get('cccccccc')?.cell.body).toBe('select * from b');
    expect(applyOperations(next, [mine], context())).toHaveProperty('conflicts');
  });
});

describe('undo', () => {
  test('a chain of edits of one cell is undone step by step', () => {
    const first = apply(start, { op: 'setBody', id: 'bbbbbbbb', baseCellRevision: 0, body: 'B' });
    const second = apply(first.next, { op: 'setBody', id: 'bbbbbbbb', baseCellRevision: 1, body: 'C' });
    const once = apply(second.next, ...rebase(stepBack(second), second.next));
    expect(bodyOf(once.next.document, 'bbbbbbbb')).toBe('B');
    const twice = apply(once.next, ...rebase(stepBack(first), once.next));
    expect(twice.next.document).toEqual(start.document);
  });

  test('cells that came back elsewhere, their neighbour being gone, go back to where they were first', () => {
    const undoAll = (...groups: readonly (readonly Operation[])[]): string => {
      const steps = fold(start, groups);
      let current = steps.at(-1)?.change.next ?? start;
      for (const { change } of [...steps].reverse())
        current = apply(current, ...rebase(stepBack(change), current)).next;
      return ids(current);
    };
    const remove = (id: string): Operation => ({ op: 'deleteCell', id });
    const back = (id: string): Operation => ({ op: 'restoreCell', id });
    expect(undoAll([remove('bbbbbbbb')], [remove('aaaaaaaa')], [back('bbbbbbbb')])).toBe('abc');
    expect(undoAll([remove('cccccccc')], [remove('bbbbbbbb')], [back('cccccccc')])).toBe('abc');
    expect(undoAll([remove('bbbbbbbb'), remove('aaaaaaaa'), back('bbbbbbbb')])).toBe('abc');
  });

  test('undo of a text that somebody else has changed since is a conflict', () => {
    const mine = apply(start, { op: 'setBody', id: 'bbbbbbbb', baseCellRevision: 0, body: 'mine' });
    const theirs = apply(mine.next, { op: 'setBody', id: 'bbbbbbbb', baseCellRevision: 1, body: 'theirs' });
    const undone = applyOperations(theirs.next, rebase(stepBack(mine), theirs.next), context());
    expect(undone).toEqual({ conflicts: [{ cell: 'bbbbbbbb', yours: 'select 1', theirs: 'theirs', revision: 2 }] });
  });
});

const cellId = fc.constantFrom('aaaaaaaa', 'bbbbbbbb', 'cccccccc', '00000000');
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    op: fc.constant('insertCell' as const),
    after: fc.option(cellId),
    cell: fc.record({ kind: fc.constantFrom('md', 'sql'), body: fc.constantFrom('x', 'y\n') }),
  }),
  fc.record({ op: fc.constant('deleteCell' as const), id: cellId }),
  fc.record({ op: fc.constant('restoreCell' as const), id: cellId }),
  fc.record({ op: fc.constant('moveCell' as const), id: cellId, after: fc.option(cellId) }),
  fc.record({ op: fc.constant('setKind' as const), id: cellId, kind: fc.constantFrom('md', 'sql', 'chart') }),
  fc.record({ op: fc.constant('setName' as const), id: cellId, name: fc.constantFrom(null, 'a', 'b') }),
  fc.record({
    op: fc.constant('setAttribute' as const),
    id: cellId,
    key: fc.constantFrom('show', 'disabled'),
    value: fc.constantFrom(null, true as const, 'both'),
  }),
  fc.record({
    op: fc.constant('setBody' as const),
    id: cellId,
    baseCellRevision: fc.integer({ min: 0, max: 4 }),
    body: fc.constantFrom('p', 'q', 'r'),
  }),
  fc.record({
    op: fc.constant('setHeader' as const),
    baseCellRevision: fc.integer({ min: 0, max: 4 }),
    text: fc.constantFrom('id: 7h2k9m4q\ntitle: U', 'id: 7h2k9m4q\ntitle: V'),
  }),
);
const groups = fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), { maxLength: 12 });

/** Applies groups as they come; those that are refused or conflict are left out, as for a person. */
function fold(
  state: RevisedDocument,
  operations: readonly (readonly Operation[])[],
): readonly { readonly before: RevisedDocument; readonly change: ChangedDocument }[] {
  const steps: { readonly before: RevisedDocument; readonly change: ChangedDocument }[] = [];
  const shared = context();
  let current = state;
  for (const group of operations) {
    try {
      const change = applyOperations(current, group, shared);
      if ('conflicts' in change) continue;
      steps.push({ before: current, change });
      current = change.next;
    } catch {
      continue;
    }
  }
  return steps;
}

describe('laws of operations', () => {
  test('the inverse of any group restores the document', () => {
    fc.assert(
      fc.property(groups, (operations) => {
        for (const { before, change } of fold(start, operations)) {
          expect(apply(change.next, ...change.inverse).next.document).toEqual(before.document);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('undoing everything, newest first, leads back to the beginning', () => {
    fc.assert(
      fc.property(groups, (operations) => {
        const steps = fold(start, operations);
        let current = steps.at(-1)?.change.next ?? start;
        for (const { change } of [...steps].reverse())
          current = apply(current, ...rebase(stepBack(change), current)).next;
        expect(current.document).toEqual(start.document);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the operations that were applied give the same document when they are applied again', () => {
    fc.assert(
      fc.property(groups, (operations) => {
        let current = start;
        for (const { change } of fold(start, operations)) {
          const again = applyOperations(current, change.applied, { ...context(), starters: context().starters });
          expect('next' in again && again.next.document).toEqual(change.next.document);
          current = change.next;
        }
      }),
    );
  });

  test('no cell is ever lost: it stands in the document or lies in the bin', () => {
    fc.assert(
      fc.property(groups, (operations) => {
        const inserted = new Set(start.document.cells.map((cell) => cell.id));
        for (const { change } of fold(start, operations)) {
          for (const done of change.applied)
            if (done.op === 'insertCell' && done.cell.id !== undefined) inserted.add(done.cell.id);
          const here = [...change.next.document.cells.map((cell) => cell.id), ...change.next.bin.keys()];
          expect(new Set(here)).toEqual(inserted);
          expect(here.length).toBe(inserted.size);
          expect(parseNotebook(printNotebook(change.next.document)).document).toEqual(change.next.document);
        }
      }),
    );
  });
});
