import { EditorView } from '@codemirror/view';
import { css } from 'lit';

/** What the editor's own base theme would otherwise decide by itself, in our tokens, which know light and dark. */
export const editorTheme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: 'var(--small)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { padding: '0.6rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.85rem 0 0.4rem' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.2em', padding: '0 0.3em 0 0.5em' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent) !important',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--line-2)' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--raised)',
    boxShadow: 'var(--shadow)',
    color: 'var(--ink)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: 'var(--tiny)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.6rem !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent-soft) !important',
    color: 'var(--ink) !important',
  },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal', marginLeft: '1em' },
  '.cm-completionInfo': {
    maxWidth: '22rem',
    padding: '0.5rem 0.7rem',
    fontFamily: 'var(--sans)',
    fontSize: 'var(--tiny)',
  },
  '.cm-meaning': {
    maxWidth: '26rem',
    padding: '0.4rem 0.65rem',
    color: 'var(--ink-2)',
    fontFamily: 'var(--sans)',
    fontSize: 'var(--tiny)',
    lineHeight: '1.45',
  },
  '.cm-meaning strong': { color: 'var(--ink)' },
  '.cm-tooltip-autocomplete': { maxWidth: 'min(44rem, 92vw)' },
  '.cm-diagnostic': { padding: '0.35rem 0.6rem', fontFamily: 'var(--sans)', fontSize: 'var(--tiny)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warn) 1px',
    textUnderlineOffset: '3px',
  },
});

export const editorStyles = css`
  :host {
    display: block;
  }
`;
