import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Compaction, rewriteBeside } from './compaction';
import { decodeRecord, type JournalRecord } from './journal-record';
import { readLines, writeWhole } from './lines';

/**
 * An append-only file of JSON lines, one for each request that wrote something. A line is handed to the
 * operating system before the request is answered, so that killing the process loses nothing answered.
 */
export class Journal {
  private handle: number;
  private bytes: number;
  private closed = false;
  private compaction: Compaction | null = null;
  private scratch = Buffer.allocUnsafeSlow(64 * 1024);

  private constructor(private readonly path: string) {
    this.handle = openSync(path, 'a');
    this.bytes = fstatSync(this.handle).size;
  }

  /** Opens the journal of a folder, making both when they are missing. */
  static open(folder: string): Journal {
    mkdirSync(folder, { recursive: true });
    return new Journal(join(folder, 'journal.jsonl'));
  }

  get size(): number {
    return this.bytes;
  }

  /** Every complete record. A torn last line is what a kill in mid-write leaves; its request had no answer. */
  *records(): Generator<JournalRecord> {
    let number = 0;
    for (const line of readLines(this.path)) {
      number += 1;
      const record = decodeRecord(line);
      if (!record) {
        throw new Error(
          `The sandbox's journal ${this.path} is damaged at line ${number}; move it away to start afresh.`,
        );
      }
      yield record;
    }
  }

  /** Makes a line durable against the end of this process. Throws, leaving nothing behind, when it cannot. */
  append(line: string): void {
    // A closed handle's number may by now be another file's.
    if (this.closed) throw new Error('The journal is closed.');
    const bytes = this.bytesOf(line);
    try {
      writeWhole(this.handle, bytes);
    } catch (error) {
      // Half a line in the middle of the file would make all that follows unreadable.
      ftruncateSync(this.handle, this.bytes);
      throw error;
    }
    this.bytes += bytes.length;
  }

  /** Replaces the file by these lines at once. The rename makes it all or nothing. */
  rewrite(lines: Iterable<string>): void {
    this.compaction?.abandon();
    const next = `${this.path}.next`;
    const handle = openSync(next, 'w');
    for (const line of lines) writeWhole(handle, Buffer.from(line));
    fsyncSync(handle);
    closeSync(handle);
    this.replaceBy(next);
  }

  /**
   * Replaces the file by these lines and what is appended meanwhile, in the background. A kill at any moment leaves
   * either the old file or the new one, and both say the same. Answers false when it was not carried through.
   * @param lines what is alive, in the state it has when the line is asked for
   */
  async compact(lines: Iterator<string>): Promise<boolean> {
    if (this.compaction || this.closed) return false;
    const compaction = rewriteBeside(this.path, () => this.bytes, lines);
    this.compaction = compaction;
    try {
      return await compaction.done((next) => this.replaceBy(next));
    } finally {
      this.compaction = null;
    }
  }

  close(): void {
    this.compaction?.abandon();
    this.closed = true;
    closeSync(this.handle);
  }

  /** In one buffer for all lines: a fresh one for each would be garbage by the megabyte. */
  private bytesOf(line: string): Buffer {
    const length = Buffer.byteLength(line);
    if (this.scratch.length < length) this.scratch = Buffer.allocUnsafeSlow(length * 2);
    return this.scratch.subarray(0, this.scratch.write(line, 'utf8'));
  }

  private replaceBy(next: string): void {
    closeSync(this.handle);
    renameSync(next, this.path);
    this.handle = openSync(this.path, 'a');
    this.bytes = fstatSync(this.handle).size;
  }
}
