import { close, closeSync, fsync, openSync, readSync, rmSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { writeWhole } from './lines';

/** How long requests may have to wait for a slice of the work (milliseconds). */
const SLICE_MS = 10;
const COPY_BYTES = 1 << 20;

export interface Compaction {
  /** Resolves when it is done, having called back once with the new file; answers false when it was abandoned. */
  done(replace: (next: string) => void): Promise<boolean>;
  /** Leaves the old file as it is. */
  abandon(): void;
}

/**
 * Writes a new file beside a journal that goes on growing: first what is alive, then what was appended since the
 * beginning, so that the order of objects stays what it is.
 */
export function rewriteBeside(path: string, size: () => number, lines: Iterator<string>): Compaction {
  let abandoned = false;
  const next = `${path}.compact`;
  const began = size();
  return {
    abandon: () => {
      abandoned = true;
    },
    async done(replace) {
      const target = openSync(next, 'w');
      const source = openSync(path, 'r');
      const closeBoth = () => {
        closeSync(target);
        closeSync(source);
      };
      try {
        await writeLines(target, lines, () => abandoned);
        let copied = began;
        while (!abandoned && size() - copied > COPY_BYTES) {
          copied += copy(source, target, copied, copied + COPY_BYTES);
          await breathe();
        }
        if (!abandoned) await promisify(fsync)(target);
        if (abandoned) {
          closeBoth();
          rmSync(next, { force: true });
          return false;
        }
        // From here to the rename nothing else can happen.
        while (copied < size()) copied += copy(source, target, copied, size());
        closeBoth();
        replace(next);
        return true;
      } catch (error) {
        close(target);
        close(source);
        throw error;
      }
    },
  };
}

async function writeLines(target: number, lines: Iterator<string>, stop: () => boolean): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (let line = lines.next(); !line.done && !stop(); line = lines.next()) {
    writeWhole(target, Buffer.from(line.value));
    if (performance.now() < until) continue;
    await breathe();
    until = performance.now() + SLICE_MS;
  }
}

function copy(source: number, target: number, from: number, to: number): number {
  const bytes = Buffer.alloc(Math.min(to - from, COPY_BYTES));
  const count = readSync(source, bytes, 0, bytes.length, from);
  if (count === 0) throw new Error('The journal is shorter than it should be.');
  writeWhole(target, bytes.subarray(0, count));
  return count;
}
