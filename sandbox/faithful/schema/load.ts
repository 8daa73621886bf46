import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { admit } from './exceptions';
import type { SchemaDocument } from './json-schema';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MAKERS = ['make.ts', 'walk.ts'];

/**
 * The schemas of the installed `stripe` package. Made once (some seconds, with the TypeScript compiler) and then kept
 * beside the package, under a name that changes with its version and with the code that makes them.
 */
export async function loadSchemas(): Promise<SchemaDocument> {
  const folder = packageFolder();
  const file = path.join(folder, '..', '.cache', 'stripe-schemas', `${fingerprint(folder)}.json`);
  if (!existsSync(file)) {
    const { makeSchemas } = await import('./make');
    keep(file, JSON.stringify(makeSchemas(folder)));
  }
  const document: SchemaDocument = JSON.parse(readFileSync(file, 'utf8'));
  return admit(document);
}

/** Where the `stripe` package lies. */
export function packageFolder(): string {
  const entry = createRequire(import.meta.url).resolve('stripe');
  return path.join(entry.slice(0, entry.lastIndexOf(`${path.sep}stripe${path.sep}`)), 'stripe');
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256').update(readFileSync(path.join(folder, 'package.json')));
  for (const maker of MAKERS) hash.update(readFileSync(path.join(HERE, maker)));
  return hash.digest('hex').slice(0, 20);
}

/** Another process may be making the same at the same time: each sees a whole file or none. */
function keep(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, text);
  renameSync(own, file);
}
