/** Which theme a person chose; `system` follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];

const key = 'trivet:theme';

export function readTheme(storage: Pick<Storage, 'getItem'>): Theme {
  const kept = storage.getItem(key);
  return themes.find((theme) => theme === kept) ?? 'system';
}

/** Remembers the choice and shows it: `tokens.css` looks at the attribute. */
export function applyTheme(theme: Theme, storage: Storage, root: HTMLElement): void {
  if (theme === 'system') {
    storage.removeItem(key);
    root.removeAttribute('data-theme');
  } else {
    storage.setItem(key, theme);
    root.setAttribute('data-theme', theme);
  }
}
