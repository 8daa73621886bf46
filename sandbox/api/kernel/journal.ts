import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readLines } from './lines';

const record = z.object({
  /** The account the writes belong to. */
  a: z.string(),
  /** Objects written. */
  w: z.array(z.looseObject({ id: z.string(), object: z.string() })),
  /** Objects dropped, as [collection, id]. */
  d: z.array(z.tuple([z.string(), z.string()])),
});

export type JournalRecord = z.infer<typeof record>;

/**
 * An append-only file of JSON lines, one for each request that wrote something. A line is handed to the
 * operating system before the request is answered, so that killing the process loses nothing answered.
 */
export class Journal {
  private readonly path: string;
  private handle: number;
  private size: number;
  private closed = false;

  private constructor(path: string) {
    this.path = path;
    this.handle = openSync(path, 'a');
    this.size = fstatSync(this.handle).size;
  }

  /** Opens the journal of a folder, making both when they are missing. */
  static open(folder: string): Journal {
    mkdirSync(folder, { recursive: true });
    return new Journal(join(folder, 'journal.jsonl'));
  }

  /** Every complete record. A torn last line is what a kill in mid-write leaves; its request had no answer. */
  *records(): Generator<JournalRecord> {
    let number = 0;
    for (const line of readLines(this.path)) {
      number += 1;
      yield this.decode(line, number);
    }
  }

  /** Makes a record durable against the end of this process. Throws, leaving nothing behind, when it cannot. */
  append(entry: JournalRecord): void {
    // A closed handle's number may by now be another file's.
    if (this.closed) throw new Error('The journal is closed.');
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      writeWhole(this.handle, bytes);
    } catch (error) {
      // Half a line in the middle of the file would make all that follows unreadable.
      ftruncateSync(this.handle, this.size);
      throw error;
    }
    this.size += bytes.length;
  }

  /** Replaces the file by what is alive now. The rename makes it all or nothing. */
  rewrite(entries: Iterable<JournalRecord>): void {
    const next = `${this.path}.next`;
    const handle = openSync(next, 'w');
    for (const entry of entries) writeWhole(handle, Buffer.from(`${JSON.stringify(entry)}\n`));
    fsyncSync(handle);
    closeSync(handle);
    closeSync(this.handle);
    renameSync(next, this.path);
    this.handle = openSync(this.path, 'a');
    this.size = fstatSync(this.handle).size;
  }

  close(): void {
    this.closed = true;
    closeSync(this.handle);
  }

  private decode(line: string, number: number): JournalRecord {
    const parsed = record.safeParse(fromJson(line));
    if (parsed.success) return parsed.data;
    throw new Error(
      `The sandbox's journal ${this.path} is damaged at line ${number}; move it away to start afresh.`,
    );
  }
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function writeWhole(handle: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}
