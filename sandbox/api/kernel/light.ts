import type { Collection } from './collection';
import type { Shelf, Shelved } from './shelf';
import type { Stored } from './wire';

/**
 * An object of which only what is looked for stays in memory as it is; the rest is on a shelf. Its class reads
 * what is missing from there.
 */
export abstract class Light {
  readonly #text: Shelved;

  constructor(text: Shelved) {
    this.#text = text;
  }

  /** The whole object in JSON. */
  text(): string {
    return this.#text.read();
  }

  toJSON(): unknown {
    return JSON.parse(this.text());
  }

  /** A member that is not in memory. */
  protected member(name: string): unknown {
    const whole: unknown = JSON.parse(this.text());
    return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
  }
}

type Make = (item: Stored, text: Shelved) => Stored;

const makers = new Map<string, Make>();

/** Has the members of a collection kept light. */
export function keepLight<T extends Stored>(
  collection: Collection<T>,
  make: (item: T, text: Shelved) => T & Light,
): void {
  makers.set(collection.name, (item, text) => (collection.holds(item) ? make(item, text) : item));
}

/** The object as it is to be kept. */
export function lightened(item: Stored, json: string, shelf: Shelf): Stored {
  const make = makers.get(item.object);
  return make && !(item instanceof Light) ? make(item, shelf.keep(json)) : item;
}

/** The JSON of a stored object, light or not. */
export function jsonOf(item: Stored): string {
  return item instanceof Light ? item.text() : JSON.stringify(item);
}
