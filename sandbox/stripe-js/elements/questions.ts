/** What a frame has been asked and has not answered yet. */
export class Questions<Answer> {
  readonly #open = new Map<number, (answer: Answer | null) => void>();
  #lastId = 0;

  /** Notes a question and answers the number that its answer will carry. */
  note(settle: (answer: Answer | null) => void): number {
    this.#lastId += 1;
    this.#open.set(this.#lastId, settle);
    return this.#lastId;
  }

  settle(id: number, answer: Answer): void {
    const settle = this.#open.get(id);
    this.#open.delete(id);
    settle?.(answer);
  }

  /** The frame is gone or never came: whoever waits is told that there is no answer. */
  abandon(): void {
    for (const settle of this.#open.values()) settle(null);
    this.#open.clear();
  }
}
