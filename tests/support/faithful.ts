import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describeFindings } from '../../sandbox/faithful/findings';
import { loadSchemas } from '../../sandbox/faithful/schema/load';

/**
 * Has every sandbox of a test run hold what it sends against Stripe's declarations, in this process or in one of its
 * own. One that differed fails the run, even when the test that met it did not mind.
 */
export default async function setup(): Promise<() => void> {
  // Made before the first test needs them: several processes would make them at the same time.
  await loadSchemas();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'billfold-faithful-'));
  const file = path.join(folder, 'findings.jsonl');
  process.env.SANDBOX_CHECK = file;
  return () => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    rmSync(folder, { recursive: true, force: true });
    if (text === '') return;
    process.exitCode = 1;
    throw new Error(describeFindings(text));
  };
}
