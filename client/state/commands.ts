import type { Mode } from './notebook-state.ts';

/** Everything a key can do in a notebook; the key sheet, the menus and the tests are made from this list. */
export interface Command {
  readonly id: CommandId;
  readonly title: string;
  readonly modes: readonly Mode[];
  /** `Mod` is Control, or Command on a Mac; two keys with a space between them are pressed one after the other. */
  readonly keys: readonly string[];
}

export type CommandId =
  | 'run'
  | 'runNext'
  | 'runInsert'
  | 'runStale'
  | 'stop'
  | 'edit'
  | 'leave'
  | 'next'
  | 'previous'
  | 'insertAbove'
  | 'insertBelow'
  | 'moveUp'
  | 'moveDown'
  | 'delete'
  | 'undo'
  | 'redo'
  | 'toMarkdown'
  | 'toSql'
  | 'rename'
  | 'save'
  | 'keys';

const both: readonly Mode[] = ['command', 'edit'];
const commandMode: readonly Mode[] = ['command'];

export const commands: readonly Command[] = [
  { id: 'run', title: 'Run the cell', modes: both, keys: ['Mod-Enter'] },
  { id: 'runNext', title: 'Run the cell and go on to the next', modes: both, keys: ['Shift-Enter'] },
  { id: 'runInsert', title: 'Run the cell and add one below', modes: both, keys: ['Alt-Enter'] },
  { id: 'runStale', title: 'Run everything that is not current', modes: both, keys: ['Mod-Shift-Enter'] },
  { id: 'stop', title: 'Stop what is running', modes: both, keys: ['Mod-.'] },
  { id: 'edit', title: 'Edit the cell', modes: commandMode, keys: ['Enter'] },
  { id: 'leave', title: 'Leave the editor', modes: ['edit'], keys: ['Escape'] },
  { id: 'next', title: 'Go to the next cell', modes: commandMode, keys: ['j', 'ArrowDown'] },
  { id: 'previous', title: 'Go to the cell before', modes: commandMode, keys: ['k', 'ArrowUp'] },
  { id: 'insertAbove', title: 'Add a cell above', modes: commandMode, keys: ['a'] },
  { id: 'insertBelow', title: 'Add a cell below', modes: commandMode, keys: ['b'] },
  { id: 'moveUp', title: 'Move the cell up', modes: commandMode, keys: ['Alt-ArrowUp'] },
  { id: 'moveDown', title: 'Move the cell down', modes: commandMode, keys: ['Alt-ArrowDown'] },
  { id: 'delete', title: 'Delete the cell', modes: commandMode, keys: ['d d'] },
  { id: 'undo', title: 'Undo the last change', modes: commandMode, keys: ['z'] },
  { id: 'redo', title: 'Redo what was undone', modes: commandMode, keys: ['Shift-z'] },
  { id: 'toMarkdown', title: 'Turn the cell into text', modes: commandMode, keys: ['m'] },
  { id: 'toSql', title: 'Turn the cell into SQL', modes: commandMode, keys: ['y'] },
  { id: 'rename', title: 'Rename the cell', modes: both, keys: ['F2'] },
  { id: 'save', title: 'Save now', modes: both, keys: ['Mod-s'] },
  { id: 'keys', title: 'Show all keys', modes: commandMode, keys: ['?'] },
];

/** The parts of a keyboard event that decide. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key press means: a command, the first key of a chord to remember, or nothing. */
export type KeyMatch =
  { readonly command: CommandId; readonly pending: null } | { readonly command: null; readonly pending: string | null };

/** Looks a key up in the list; `pending` is the key pressed just before, if it can begin a chord. */
export function matchKey(press: KeyPress, mode: Mode, pending: string | null): KeyMatch {
  const key = keyName(press);
  const chord = pending === null ? null : `${pending} ${key}`;
  const known = commands.filter((command) => command.modes.includes(mode));
  const found =
    known.find((command) => chord !== null && command.keys.includes(chord)) ??
    known.find((command) => command.keys.includes(key));
  if (found) return { command: found.id, pending: null };
  const begins = known.some((command) => command.keys.some((keys) => keys.startsWith(`${key} `)));
  return { command: null, pending: begins ? key : null };
}

/** Whether a press holds a modifier, so that it means the same inside an editor. */
export function hasModifier(press: KeyPress): boolean {
  return press.ctrlKey || press.metaKey || press.altKey || (press.shiftKey && press.key === 'Enter');
}

/** `Mod-Shift-Enter`; Shift is left out where the key itself says it (`?`). */
function keyName(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isSign = press.key.length === 1 && !/[a-z]/i.test(press.key);
  const parts = [
    press.ctrlKey || press.metaKey ? 'Mod' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !isSign ? 'Shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('-');
}

/** Keys as they stand on the keyboard in front of the reader. */
export function printKeys(keys: string, isMac: boolean): readonly string[] {
  const names: ReadonlyMap<string, string> = new Map([
    ['Mod', isMac ? '⌘' : 'Ctrl'],
    ['Alt', isMac ? '⌥' : 'Alt'],
    ['Shift', isMac ? '⇧' : 'Shift'],
    ['ArrowDown', '↓'],
    ['ArrowUp', '↑'],
    ['Escape', 'Esc'],
  ]);
  return keys.split(/[- ]/).map((part) => names.get(part) ?? (part.length === 1 ? part.toUpperCase() : part));
}
