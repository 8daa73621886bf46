import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadResult } from './load-result';
import { type ServerProcess, startServer } from './server-process';

const RATE = 500;
const SECONDS = 20;
const run = promisify(execFile);

/** Mixed reads and writes on the sandbox, its limits off and its journal on disk, beside the barest server. */
async function main(): Promise<void> {
  console.log(`Sandbox: ${RATE} requests a second of mixed reads and writes, for ${SECONDS} seconds`);
  console.log('                     achieved/s      p50 ms      p95 ms    worst ms   failed   memory MB');
  const floor = await startServer('tests/bench/floor.ts');
  print('bare node:http', await load(floor, 'floor'), floor.rss());
  await floor.stop();
  const data = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
  const env = { SANDBOX_DATA: data, SANDBOX_PORT: '0' };
  const sandbox = await startServer('sandbox/server.ts', env);
  const idle = sandbox.rss();
  print('the sandbox', await load(sandbox, 'sandbox'), sandbox.rss());
  const journal = statSync(join(data, 'journal.jsonl')).size / 2 ** 20;
  console.log(`The sandbox began with ${idle.toFixed(0)} MB; its journal is ${journal.toFixed(0)} MB.`);
  await sandbox.stop();
  rmSync(data, { recursive: true });
}

async function load(server: ServerProcess, kind: 'floor' | 'sandbox') {
  const args = ['--import', 'tsx', 'tests/bench/load.ts', server.url, String(RATE), String(SECONDS), kind];
  const { stdout } = await run(process.execPath, args);
  return loadResult.parse(JSON.parse(stdout));
}

function print(name: string, result: Awaited<ReturnType<typeof load>>, rss: number): void {
  const figures = [
    result.rate.toFixed(0),
    result.p50.toFixed(2),
    result.p95.toFixed(2),
    result.worst.toFixed(1),
  ];
  const columns = [...figures, String(result.failed), rss.toFixed(0)];
  const widths = [12, 12, 12, 12, 9, 12];
  console.log(name.padEnd(19) + columns.map((text, index) => text.padStart(widths[index] ?? 12)).join(''));
}

await main();
