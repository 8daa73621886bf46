import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Sample, sample } from './sample';

const run = promisify(execFile);
const CLIENT = 'tests/bench/webhooks/load/client.ts';

export type Load = {
  readonly connections: number;
  readonly seconds: number;
  readonly secret: string;
  readonly events: string;
};

/** Sends signed events for so long from a process of its own. */
export async function putLoad(url: string, load: Load): Promise<Sample> {
  const orders = JSON.stringify({ url, ...load });
  const { stdout } = await run(process.execPath, ['--import', 'tsx', CLIENT, orders]);
  return sample.parse(JSON.parse(stdout));
}
