import { setFlagsFromString } from 'node:v8';
import { startSandbox } from './start';

const HOSTS = ['127.0.0.1', 'localhost', '::1'] as const;

// Left alone, V8 lets garbage pile up to three times what is alive before it looks; a stand-in beside a developer's own
// programs had better be small.
setFlagsFromString('--heap-growing-percent=30');

/** Starts the sandbox as a process of its own, configured by its environment. */
async function main(): Promise<void> {
  const host = HOSTS.find((name) => name === (process.env.SANDBOX_HOST ?? '127.0.0.1'));
  if (!host)
    throw new Error(
      'SANDBOX_HOST must be 127.0.0.1, localhost or ::1: the sandbox is for this machine only.',
    );
  const forwardTo = process.env.SANDBOX_FORWARD_TO;
  const secret = process.env.SANDBOX_FORWARD_SECRET;
  if (forwardTo && !secret)
    throw new Error('SANDBOX_FORWARD_TO needs SANDBOX_FORWARD_SECRET (whsec_…) beside it.');
  const sandbox = await startSandbox({
    host,
    port: portIn(process.env.SANDBOX_PORT ?? '12111'),
    data: process.env.SANDBOX_DATA ?? '.billfold/sandbox',
    forward: forwardTo && secret ? { url: forwardTo, secret } : null,
    check: process.env.SANDBOX_CHECK || false,
  });
  const stop = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`sandbox ready on ${sandbox.url}`);
}

function portIn(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`SANDBOX_PORT is ${text}: it must be a number from 0 to 65535.`);
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
