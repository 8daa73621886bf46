import { stripVTControlCharacters } from 'node:util';
import { formatDuration } from './duration.mjs';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\x1b[2K';

/**
 * One line that is redrawn in place until it is finished.
 * @param {NodeJS.WriteStream} stream
 * @param {string} name
 * @param {number} started milliseconds since 1970
 */
export function createSpinner(stream, name, started) {
  let latest = '';
  let frame = 0;
  const draw = () => {
    const head = `${FRAMES[frame++ % FRAMES.length]} ${name}  ${formatDuration(Date.now() - started)}`;
    const room = (stream.columns || 80) - head.length - 5;
    const tail = latest && room > 10 ? `  \x1b[2m${latest.slice(0, room)}\x1b[0m` : '';
    stream.write(`${CLEAR_LINE}${head}${tail}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  draw();
  return {
    /** @param {string} text */
    note: (text) => {
      latest = stripVTControlCharacters(text).trim();
    },
    /** @param {string} line */
    finish: (line) => {
      clearInterval(timer);
      stream.write(`${CLEAR_LINE}${line}\n`);
    },
  };
}
