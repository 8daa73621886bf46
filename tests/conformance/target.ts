import type { TestProject } from 'vitest/node';
import { startSandbox } from '../../sandbox/start';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the sandbox of this run listens; null when the run is against Stripe itself. */
    sandboxUrl: string | null;
  }
}

/** Gives the run its one target: Stripe when `npm run conformance` was given a key, else a sandbox in this process. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.CONFORMANCE_KEY) {
    project.provide('sandboxUrl', null);
    return async () => undefined;
  }
  const sandbox = await startSandbox({ port: 0, data: null, check: process.env.SANDBOX_CHECK ?? true });
  project.provide('sandboxUrl', sandbox.url);
  return () => sandbox.close();
}
