/** A tap's click follows the finger's leaving after a moment. */
const CLICK_FOLLOWS_MS = 50;
/** A release that the page never hears of must not hold anything back for good. */
const LONGEST_PRESS_MS = 2_000;

/**
 * Holds back what would move the page while something in it is being pressed: a button that moves away between the
 * pointer's going down and its coming up is not clicked, and whoever pressed it waits for nothing.
 */
export class PressWatch {
  #isPressed = false;
  #held: (() => void) | null = null;
  #release: number | undefined;

  constructor() {
    window.addEventListener('pointerdown', this.#press, true);
    window.addEventListener('pointerup', this.#letGo, true);
    window.addEventListener('pointercancel', this.#letGo, true);
  }

  /** Does it now, or once the press has ended; of several that wait only the last is done. */
  afterPress(act: () => void): void {
    if (this.#isPressed) this.#held = act;
    else act();
  }

  stop(): void {
    window.removeEventListener('pointerdown', this.#press, true);
    window.removeEventListener('pointerup', this.#letGo, true);
    window.removeEventListener('pointercancel', this.#letGo, true);
    window.clearTimeout(this.#release);
    this.#held = null;
  }

  readonly #press = (): void => {
    this.#isPressed = true;
    this.#endIn(LONGEST_PRESS_MS);
  };

  readonly #letGo = (): void => this.#endIn(CLICK_FOLLOWS_MS);

  #endIn(milliseconds: number): void {
    window.clearTimeout(this.#release);
    this.#release = window.setTimeout(() => {
      this.#isPressed = false;
      this.#held?.();
      this.#held = null;
    }, milliseconds);
  }
}
