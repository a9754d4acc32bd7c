import { expect, test } from 'vitest';
import { commands, hasModifier, type KeyPress, matchKey, printKeys } from './commands.ts';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

test('single keys act in command mode alone', () => {
  expect(matchKey(press('j'), 'command', null).command).toBe('next');
  expect(matchKey(press('j'), 'edit', null).command).toBeNull();
});

test('running works from both modes, with Control or Command', () => {
  expect(matchKey(press('Enter', { ctrlKey: true }), 'edit', null).command).toBe('run');
  expect(matchKey(press('Enter', { metaKey: true }), 'command', null).command).toBe('run');
  expect(matchKey(press('Enter', { shiftKey: true }), 'edit', null).command).toBe('runNext');
  expect(matchKey(press('Enter', { altKey: true }), 'edit', null).command).toBe('runInsert');
  expect(matchKey(press('Enter', { ctrlKey: true, shiftKey: true }), 'edit', null).command).toBe('runStale');
});

test('one d waits, the second deletes', () => {
  const first = matchKey(press('d'), 'command', null);
  expect(first).toEqual({ command: null, pending: 'd' });
  expect(matchKey(press('d'), 'command', first.pending).command).toBe('delete');
});

test('another key after d is that key, not half a chord', () => {
  expect(matchKey(press('j'), 'command', 'd')).toEqual({ command: 'next', pending: null });
});

test('a question mark is one key on every keyboard', () => {
  expect(matchKey(press('?', { shiftKey: true }), 'command', null).command).toBe('keys');
  expect(matchKey(press('?'), 'command', null).command).toBe('keys');
});

test('undo and redo differ by Shift', () => {
  expect(matchKey(press('z'), 'command', null).command).toBe('undo');
  expect(matchKey(press('Z', { shiftKey: true }), 'command', null).command).toBe('redo');
});

test('copying text with Control and c is not a command', () => {
  expect(matchKey(press('c', { ctrlKey: true }), 'command', null).command).toBeNull();
});

test('Enter with Shift means the same inside an editor, a plain letter does not', () => {
  expect(hasModifier(press('Enter', { shiftKey: true }))).toBe(true);
  expect(hasModifier(press('D', { shiftKey: true }))).toBe(false);
});

test('no key has two meanings in one mode', () => {
  for (const mode of ['command', 'edit'] as const) {
    const keys = commands.filter((command) => command.modes.includes(mode)).flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('keys are printed as they stand on the keyboard', () => {
  expect(printKeys('Mod-Shift-Enter', false)).toEqual(['Ctrl', 'Shift', 'Enter']);
  expect(printKeys('Mod-Enter', true)).toEqual(['⌘', 'Enter']);
  expect(printKeys('d d', false)).toEqual(['D', 'D']);
});
