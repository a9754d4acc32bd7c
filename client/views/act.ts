import type { NotebookEvent } from '../state/notebook-state.ts';

/** An element asks for something: the notebook's view hands it to the store. */
export function act(element: EventTarget, event: NotebookEvent): void {
  element.dispatchEvent(new CustomEvent<NotebookEvent>('act', { detail: event, bubbles: true, composed: true }));
}
