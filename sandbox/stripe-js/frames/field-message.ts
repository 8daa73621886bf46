import { element } from './dom';

/** What a field has to say of what is wrong with it, below it. */
export class FieldMessage {
  readonly root: HTMLElement;
  #room = 0;

  constructor(id: string) {
    this.root = element('p', { class: 'Error', id, role: 'alert' });
  }

  /**
   * Says something, or with '' nothing. The room stays once it was needed: else the page's button would jump away
   * from under a press as the last field is put right.
   */
  say(message: string): void {
    // An unchanged message is not written again: a screen reader would read it again.
    if (this.root.textContent === message) return;
    this.#keep(Math.max(this.#room, this.root.offsetHeight));
    this.root.textContent = message;
  }

  /** Says nothing and gives the room back. */
  clear(): void {
    this.root.textContent = '';
    this.#keep(0);
  }

  #keep(room: number): void {
    this.#room = room;
    this.root.style.minHeight = room === 0 ? '' : `${room}px`;
    this.root.classList.toggle('Error--kept', room > 0);
  }
}
