/** @typedef {Record<'good' | 'bad' | 'dim' | 'strong' | 'warm', (text: string) => string>} Palette */

/**
 * Colours where they are seen; plain text in files and where NO_COLOR asks for it.
 * @param {NodeJS.WriteStream} stream
 * @returns {Palette}
 */
export function createPalette(stream) {
  const coloured = Boolean(stream.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  /** @param {number} code */
  const paint = (code) => (/** @type {string} */ text) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { good: paint(32), bad: paint(31), dim: paint(2), strong: paint(1), warm: paint(33) };
}
