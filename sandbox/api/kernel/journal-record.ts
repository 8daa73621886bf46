import { jsonOf } from './light';
import type { Stored } from './wire';

/** What one commit wrote. */
export interface JournalRecord {
  /** The account the writes belong to. */
  a: string;
  /** Objects written. */
  w: Stored[];
  /** Objects dropped, as [collection, id]. */
  d: [collection: string, id: string][];
}

/** A line of the journal, made of objects that are JSON already. */
export function encodeRecord(
  account: string,
  written: readonly string[],
  dropped: JournalRecord['d'],
): string {
  return `{"a":${JSON.stringify(account)},"w":[${written.join(',')}],"d":${JSON.stringify(dropped)}}\n`;
}

/** What a line says; null when it is no record. */
export function decodeRecord(line: string): JournalRecord | null {
  const value = fromJson(line);
  return isRecord(value) ? value : null;
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** By hand: a schema would copy everything that is stored, at each start. */
function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== 'object' || value === null) return false;
  if (!('a' in value && 'w' in value && 'd' in value) || typeof value.a !== 'string') return false;
  return (
    Array.isArray(value.w) && value.w.every(isStored) && Array.isArray(value.d) && value.d.every(isDropped)
  );
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null || !('id' in value && 'object' in value)) return false;
  return typeof value.id === 'string' && typeof value.object === 'string';
}

function isDropped(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}

/** Objects of one line of a snapshot; few enough to be written in a moment. */
const OBJECTS = 25;

/** The objects of an account as lines. */
export function* snapshotLines(account: string, items: Iterable<Stored>): Generator<string> {
  let texts: string[] = [];
  for (const item of items) {
    texts.push(jsonOf(item));
    if (texts.length < OBJECTS) continue;
    yield encodeRecord(account, texts, []);
    texts = [];
  }
  if (texts.length > 0) yield encodeRecord(account, texts, []);
}
