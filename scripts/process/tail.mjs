import { StringDecoder } from 'node:string_decoder';

const KEPT_LINES = 400;

/**
 * Splits output into lines and remembers the last of them.
 * @param {(line: string) => void} [onLine]
 */
export function createTail(onLine) {
  /** @type {string[]} */
  const lines = [];
  /** @param {string} line */
  const keep = (line) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    if (line.trim()) onLine?.(line);
  };
  return {
    /** @returns a function that takes the chunks of one stream */
    reader: () => {
      // Each stream needs its own: a character may be split between two chunks of the same stream.
      const decoder = new StringDecoder('utf8');
      let rest = '';
      return (/** @type {Buffer} */ chunk) => {
        const parts = (rest + decoder.write(chunk)).split(/\r\n|\n|\r/);
        rest = parts.pop() ?? '';
        for (const line of parts) keep(line);
      };
    },
    /** @param {number} [count] */
    last: (count = KEPT_LINES) => lines.slice(-count).join('\n'),
  };
}
