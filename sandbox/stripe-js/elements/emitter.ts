type Handler<Event> = (event: Event) => unknown;

/** A typed list of listeners for each event name. */
export class Emitter<Events extends object> {
  readonly #handlers: { [Name in keyof Events]?: { handler: Handler<Events[Name]>; once: boolean }[] } = {};

  on<Name extends keyof Events>(name: Name, handler: Handler<Events[Name]>, once = false): void {
    this.#handlers[name] = [...(this.#handlers[name] ?? []), { handler, once }];
  }

  /** Removes one handler, or every handler of the event when none is named. */
  off<Name extends keyof Events>(name: Name, handler?: Handler<Events[Name]>): void {
    const kept =
      handler === undefined ? [] : (this.#handlers[name] ?? []).filter((each) => each.handler !== handler);
    this.#handlers[name] = kept;
  }

  /** Whether anybody listens to an event. */
  has(name: keyof Events): boolean {
    return (this.#handlers[name] ?? []).length > 0;
  }

  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    const called = this.#handlers[name] ?? [];
    this.#handlers[name] = called.filter((each) => !each.once);
    for (const { handler } of called) {
      try {
        handler(event);
      } catch (problem) {
        // A listener that throws is the page's bug: it must be seen, but must not stop the others.
        reportError(problem);
      }
    }
  }
}
