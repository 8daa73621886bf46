import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startHarness } from './kernel-harness';

const SOURCE = 'sandbox/examples/subscription.mjs';
// Below the project, where the example finds the SDK as a reader's copy of it would.
const FOLDER = path.resolve('.billfold/test');

/** Runs the example as it stands, but for the listener's port, which may be taken here. */
async function run(sandboxPort: number, listenerPort: number): Promise<string> {
  const text = await readFile(SOURCE, 'utf8');
  const file = path.join(FOLDER, `example-${sandboxPort}.mjs`);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, text.replaceAll('4242', String(listenerPort)));
  try {
    return (
      await promisify(execFile)(process.execPath, [file], {
        env: { ...process.env, SANDBOX_PORT: String(sandboxPort) },
        timeout: 30_000,
      })
    ).stdout;
  } finally {
    await rm(file);
  }
}

test('the example subscribes, renews twice, fails, recovers and refunds, and leaves nothing behind', async () => {
  const harness = await startHarness();
  try {
    const port = Number(new URL(harness.url).port);
    const output = await run(port, port > 40_000 ? port - 10_000 : port + 10_000);
    const told = output.split('\n').filter((line) => !line.startsWith('   webhook'));
    expect(told.filter((line) => line !== '')).toEqual([
      'month 1 active',
      'month 2 active',
      'month 3 past_due',
      'paid with the good card active',
      'refund succeeded',
    ]);
    for (const type of ['invoice.paid', 'invoice.payment_failed', 'charge.refunded']) {
      expect(output).toContain(`webhook ${type}\n`);
    }
    const text = await readFile(SOURCE, 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  } finally {
    await harness.close();
  }
});
