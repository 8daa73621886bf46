import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Answer } from '../api/kernel/answer';

const SOURCES = fileURLToPath(new URL('../stripe-js/', import.meta.url));

/** What is served, and the source it is made of. The page's script and the frames' scripts are bundles. */
const ASSETS: Record<string, { source: string; type: string }> = {
  '/endive/stripe.js': { source: 'stripe.ts', type: 'text/javascript' },
  '/elements/payment.js': { source: 'frames/payment.ts', type: 'text/javascript' },
  '/elements/challenge.js': { source: 'frames/challenge.ts', type: 'text/javascript' },
  '/elements/payment.css': { source: 'frames/payment.css', type: 'text/css' },
  '/elements/challenge.css': { source: 'frames/challenge.css', type: 'text/css' },
};

const FRAMES: Record<string, string> = {
  '/elements/payment': 'Secure payment input frame',
  '/elements/challenge': '3D Secure authentication',
};

/** Pages of this machine may frame the card fields; nobody else may. */
const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  'frame-ancestors http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:*',
].join('; ');

/** Serves the Stripe.js stand-in and its frames, bundled once and kept in memory. */
export class Bundles {
  private readonly made = new Map<string, Promise<string>>();

  /** Begins to bundle everything, so that the first page does not wait for it. */
  warm(): void {
    for (const [path, asset] of Object.entries(ASSETS)) {
      // A failure is told to whoever asks for the file.
      if (existsSync(SOURCES + asset.source)) void this.content(path, asset.source).catch(() => undefined);
    }
  }

  /** The file at a path, or null when it is none of ours. */
  async serve(path: string): Promise<Answer | null> {
    const title = FRAMES[path];
    if (title !== undefined) return { status: 200, headers: frameHeaders(), body: shell(path, title) };
    const asset = ASSETS[path];
    if (!asset || !existsSync(SOURCES + asset.source)) return null;
    const body = await this.content(path, asset.source);
    const headers = {
      'content-type': `${asset.type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, headers, body };
  }

  private content(path: string, source: string): Promise<string> {
    const known = this.made.get(path);
    if (known) return known;
    const making = source.endsWith('.css') ? readFile(SOURCES + source, 'utf8') : bundle(SOURCES + source);
    this.made.set(path, making);
    // A failed bundle is tried again when it is next asked for, so that mending the source is enough.
    making.catch(() => this.made.delete(path));
    return making;
  }
}

async function bundle(entry: string): Promise<string> {
  const options = {
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  } as const;
  const result = await build({ entryPoints: [entry], ...options });
  const [output] = result.outputFiles;
  if (!output) throw new Error(`Bundling ${entry} made no file.`);
  return output.text;
}

function frameHeaders(): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': FRAME_POLICY,
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

function shell(path: string, title: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="${path}.css">
  </head>
  <body>
    <div id="root"></div>
    <script src="${path}.js"></script>
  </body>
</html>
`;
}
