/**
 * Holds an action back while a button of the pointer is pressed. What is selected changes the layout, and a press that moves
 * the thing under the pointer before it is let go would click on something else.
 */
export class AfterPress {
  #isPressed = false;
  #waiting: (() => void) | null = null;

  listen(): void {
    window.addEventListener('pointerdown', this.#down, { capture: true });
    window.addEventListener('pointerup', this.#up, { capture: true });
    window.addEventListener('pointercancel', this.#up, { capture: true });
  }

  end(): void {
    window.removeEventListener('pointerdown', this.#down, { capture: true });
    window.removeEventListener('pointerup', this.#up, { capture: true });
    window.removeEventListener('pointercancel', this.#up, { capture: true });
  }

  /** At once, or after the click that is under way; a later action takes the place of one that waits. */
  do(action: () => void): void {
    this.#waiting = this.#isPressed ? action : null;
    if (!this.#isPressed) action();
  }

  readonly #down = (): void => {
    this.#isPressed = true;
  };

  readonly #up = (): void => {
    this.#isPressed = false;
    setTimeout(() => {
      if (this.#isPressed) return;
      const action = this.#waiting;
      this.#waiting = null;
      action?.();
    });
  };
}
