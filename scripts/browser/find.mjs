import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure.mjs';
import { packageFile } from '../project/folders.mjs';

// The shell first: it opens no window of its own, and the tests are done in three quarters of the time.
const NAMES = [
  'chromium-headless-shell',
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

/**
 * Where a browser may be, the person's own choice first; only files that exist and can be run.
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<string[]>}
 * @throws {Failure} when CHROMIUM_PATH names none
 */
export async function findBrowsers(env = process.env) {
  const chosen = env.CHROMIUM_PATH?.trim();
  if (chosen) {
    if (isProgram(chosen)) return [chosen];
    throw new Failure(
      `CHROMIUM_PATH is ${chosen}, and no program is there: set it to Chrome or Chromium, or unset it.`,
    );
  }
  return [...systemPlaces(env), await playwrightPlace()]
    .filter((file) => file !== null && isProgram(file))
    .map(String);
}

/** @param {Record<string, string | undefined>} env */
function systemPlaces(env) {
  if (process.platform === 'darwin') return [...MAC, ...MAC.map((file) => path.join(env.HOME ?? '/', file))];
  if (process.platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    );
    return roots.flatMap((root) => WINDOWS.map((file) => path.join(root, file)));
  }
  const folders = new Set([
    ...(env.PATH ?? '').split(path.delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ]);
  return NAMES.flatMap((name) =>
    [...folders].filter(path.isAbsolute).map((folder) => path.join(folder, name)),
  );
}

/** @returns {Promise<string | null>} the browser that Playwright would use, whether it is there or not */
export async function playwrightPlace() {
  const entry = packageFile('@playwright', 'test', 'index.mjs');
  if (!existsSync(entry)) return null;
  const { chromium } = await import(pathToFileURL(entry).href);
  return chromium.executablePath();
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
