import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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

  private constructor(path: string) {
    this.path = path;
    this.handle = openSync(path, 'a');
  }

  /** Opens the journal of a folder, making both when they are missing. */
  static open(folder: string): Journal {
    mkdirSync(folder, { recursive: true });
    return new Journal(join(folder, 'journal.jsonl'));
  }

  /** Every complete record. A torn last line is what a kill in mid-write leaves; its request had no answer. */
  *records(): Generator<JournalRecord> {
    if (!existsSync(this.path)) return;
    const lines = readFileSync(this.path, 'utf8').split('\n');
    const torn = lines.pop();
    for (const [index, line] of lines.entries()) yield this.decode(line, index + 1);
    if (torn !== undefined && torn !== '') this.truncated = true;
  }

  /** Whether the last reading met a torn line. */
  truncated = false;

  append(entry: JournalRecord): void {
    writeWhole(this.handle, `${JSON.stringify(entry)}\n`);
  }

  /** Replaces the file by what is alive now. The rename makes it all or nothing. */
  rewrite(entries: Iterable<JournalRecord>): void {
    const next = `${this.path}.next`;
    const handle = openSync(next, 'w');
    for (const entry of entries) writeWhole(handle, `${JSON.stringify(entry)}\n`);
    fsyncSync(handle);
    closeSync(this.handle);
    renameSync(next, this.path);
    this.handle = handle;
  }

  close(): void {
    closeSync(this.handle);
  }

  private decode(line: string, number: number): JournalRecord {
    const parsed = record.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
    throw new Error(
      `The sandbox's journal ${this.path} is damaged at line ${number}; move it away to start afresh.`,
    );
  }
}

function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}
