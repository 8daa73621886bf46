import { formatDuration } from './duration.mjs';
import { createPalette } from './palette.mjs';
import { createSpinner } from './spinner.mjs';

const STILL_RUNNING_MS = 20_000;

/**
 * @typedef {(text: string) => void} Note shows what a running step is at
 * @typedef {object} Progress
 * @property {<T>(name: string, work: (note: Note) => Promise<T>, detail?: (result: T) => string) => Promise<T>} step
 *   runs `work` under a name and shows how long it took; `detail` adds a few words to the finished line
 * @property {(text?: string) => void} say prints lines between steps
 * @property {import('./palette.mjs').Palette} palette
 * @property {boolean} live whether a line is redrawn in place
 */

/**
 * Steps with a live line on a terminal, and plain lines elsewhere (a log file, a build server).
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Progress}
 */
export function createProgress(stream = process.stdout) {
  const live = Boolean(stream.isTTY) && process.env.TERM !== 'dumb' && !process.env.CI;
  const palette = createPalette(stream);
  return {
    palette,
    live,
    say: (text = '') => void stream.write(`${text}\n`),
    step: async (name, work, detail) => {
      const started = Date.now();
      const display = live ? createSpinner(stream, name, started) : createPlainLine(stream, name, started);
      try {
        const result = await work(display.note);
        const words = detail?.(result);
        const time = palette.dim(formatDuration(Date.now() - started));
        display.finish(
          `${palette.good('✓')} ${name}${words ? ` ${palette.dim('·')} ${words}` : ''}  ${time}`,
        );
        return result;
      } catch (error) {
        const ended =
          error instanceof Error && ['Interrupted', 'AbortError'].includes(error.name)
            ? palette.dim('–')
            : palette.bad('✗');
        display.finish(`${ended} ${name}  ${palette.dim(formatDuration(Date.now() - started))}`);
        throw error;
      }
    },
  };
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} name
 * @param {number} started
 */
function createPlainLine(stream, name, started) {
  let latest = '';
  stream.write(`· ${name} …\n`);
  const timer = setInterval(() => {
    const time = formatDuration(Date.now() - started);
    stream.write(`  still at it after ${time}${latest ? `: ${latest}` : ''}\n`);
  }, STILL_RUNNING_MS);
  timer.unref();
  return {
    /** @param {string} text */
    note: (text) => {
      latest = text.slice(0, 160);
    },
    /** @param {string} line */
    finish: (line) => {
      clearInterval(timer);
      stream.write(`${line}\n`);
    },
  };
}
