import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Answer } from '../api/kernel/answer';

const SOURCES = fileURLToPath(new URL('../stripe-js/', import.meta.url));

/** What is served, and the sources it is made of. The page's script and the frames' scripts are bundles. */
const ASSETS: Record<string, { sources: readonly string[]; type: string }> = {
  '/endive/stripe.js': { sources: ['stripe.ts'], type: 'text/javascript' },
  ...frameAssets('payment', 'fields'),
  ...frameAssets('address', 'fields'),
  ...frameAssets('link-authentication', 'fields'),
  ...frameAssets('express-checkout', 'fields'),
  '/elements/challenge.js': { sources: ['frames/challenge.ts'], type: 'text/javascript' },
  '/elements/challenge.css': { sources: ['frames/sheet.css'], type: 'text/css' },
  ...frameAssets('wallet', 'sheet'),
  '/dashboard/live.js': { sources: ['../dashboard/browser/live.ts'], type: 'text/javascript' },
  '/dashboard/style.css': { sources: ['../dashboard/style.css'], type: 'text/css' },
};

/** A frame's script, and its styles on top of those it shares with others. */
function frameAssets(name: string, shared: 'fields' | 'sheet') {
  return {
    [`/elements/${name}.js`]: { sources: [`frames/${name}.ts`], type: 'text/javascript' },
    [`/elements/${name}.css`]: {
      sources: [`frames/${shared}.css`, `frames/${name}.css`],
      type: 'text/css',
    },
  };
}

/** The frames' pages, and what they are called. */
const FRAMES: Record<string, string> = {
  '/elements/payment': 'Secure payment input frame',
  '/elements/address': 'Secure address input frame',
  '/elements/link-authentication': 'Secure email input frame',
  '/elements/express-checkout': 'Secure express checkout frame',
  '/elements/challenge': '3D Secure authentication',
  '/elements/wallet': 'Sandbox wallet',
};

/** Pages of this machine may frame the card fields; nobody else may. */
const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  // 'self' is for a sandbox on [::1], an address that policies cannot spell.
  "frame-ancestors 'self' http://localhost:* http://*.localhost:* http://127.0.0.1:* https://localhost:* https://*.localhost:* https://127.0.0.1:*",
].join('; ');

/** Serves the Stripe.js stand-in and its frames, bundled once and kept in memory. */
export class Bundles {
  private readonly made = new Map<string, Promise<string>>();

  /** Begins to bundle everything, so that the first page does not wait for it. */
  warm(): void {
    for (const [path, asset] of Object.entries(ASSETS)) {
      // A failure is told to whoever asks for the file.
      void this.content(path, asset.sources).catch(() => undefined);
    }
  }

  /** The file at a path, or null when it is none of ours. */
  async serve(path: string): Promise<Answer | null> {
    const title = FRAMES[path];
    if (title !== undefined) return { status: 200, headers: frameHeaders(), body: shell(path, title) };
    const asset = ASSETS[path];
    if (!asset) return null;
    const body = await this.content(path, asset.sources);
    const headers = {
      'content-type': `${asset.type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    };
    return { status: 200, headers, body };
  }

  private content(path: string, sources: readonly string[]): Promise<string> {
    const known = this.made.get(path);
    if (known) return known;
    const making = Promise.all(sources.map(load)).then((parts) => parts.join('\n'));
    this.made.set(path, making);
    // A failed bundle is tried again when it is next asked for, so that mending the source is enough.
    making.catch(() => this.made.delete(path));
    return making;
  }
}

function load(source: string): Promise<string> {
  return source.endsWith('.css') ? readFile(SOURCES + source, 'utf8') : bundle(SOURCES + source);
}

async function bundle(entry: string): Promise<string> {
  const options = {
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
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
