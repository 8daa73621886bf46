import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { browserFiles, findLeaks } from '@/scripts/bundle/scan.mjs';

const SECRETS = { STRIPE_SECRET_KEY: 'sk_test_planted123', SHORT: 'abc' };
let output: string;

beforeEach(() => {
  output = mkdtempSync(path.join(os.tmpdir(), 'billfold-scan-'));
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

function plant(file: string, content: string | Buffer): string {
  const full = path.join(output, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

it.each([
  'static/chunks/app.js',
  'server/app/index.html',
  'server/app/pricing.rsc',
  'server/app/x.segments/_full.segment.rsc',
])('finds a secret planted in %s', (file) => {
  const planted = plant(file, `const a=1;/*x*/"${SECRETS.STRIPE_SECRET_KEY}"`);
  plant('static/chunks/clean.js', 'const b=2');
  expect(findLeaks(browserFiles(output), SECRETS)).toEqual([{ file: planted, name: 'STRIPE_SECRET_KEY' }]);
});

it('finds a secret between bytes that are no text', () => {
  const binary = Buffer.concat([
    Buffer.from([0xff, 0xfe, 0]),
    Buffer.from(SECRETS.STRIPE_SECRET_KEY),
    Buffer.from([0xc3]),
  ]);
  plant('static/media/font.woff2', binary);
  expect(findLeaks(browserFiles(output), SECRETS)).toHaveLength(1);
});

it('leaves the server’s own code alone, which no browser can load', () => {
  plant('server/app/page.js', SECRETS.STRIPE_SECRET_KEY);
  expect(browserFiles(output)).toEqual([]);
});

it('never puts the secret itself into what it reports', () => {
  plant('static/a.js', SECRETS.STRIPE_SECRET_KEY);
  expect(JSON.stringify(findLeaks(browserFiles(output), SECRETS))).not.toContain(SECRETS.STRIPE_SECRET_KEY);
});
