import { element } from './dom';

/** One labelled list of a wallet's sheet to choose from. */
export class SheetChoice {
  readonly root: HTMLElement;
  readonly #label: HTMLElement;
  readonly #select: HTMLSelectElement;
  readonly #onChoose: (value: string) => void;
  #offered = '';
  #hadFocus = false;

  constructor(name: string, onChoose: (value: string) => void) {
    this.#onChoose = onChoose;
    this.#label = element('label', { for: `choice-${name}` });
    this.#select = element('select', { id: `choice-${name}` });
    this.#select.addEventListener('change', () => this.announce());
    this.root = element('div', { class: 'Choice', hidden: '' }, this.#label, this.#select);
  }

  get value(): string {
    return this.#select.value;
  }

  /** Offers choices, keeping the one that was made if it is still there; with none it is not shown. */
  offer(label: string, choices: readonly { readonly value: string; readonly label: string }[]): void {
    this.#label.textContent = label;
    this.root.hidden = choices.length === 0;
    const offered = JSON.stringify(choices);
    if (offered === this.#offered) return;
    this.#offered = offered;
    const chosen = this.#select.value;
    this.#select.replaceChildren(
      ...choices.map((choice) => element('option', { value: choice.value }, choice.label)),
    );
    if (choices.some((choice) => choice.value === chosen)) this.#select.value = chosen;
  }

  /** Locks the list or opens it again; it gets back the focus that being locked took from it. */
  lock(isLocked: boolean): void {
    if (isLocked === this.#select.disabled) return;
    if (isLocked) this.#hadFocus = document.activeElement === this.#select;
    this.#select.disabled = isLocked;
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (!isLocked && this.#hadFocus && isFree) this.#select.focus();
  }

  announce(): void {
    this.#onChoose(this.#select.value);
  }
}
