import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = path.dirname(fileURLToPath(import.meta.url));

const files: Record<string, string[]> = {
  unit: ['tests/unit/**/*.test.{ts,tsx}', 'tests/scripts/*.test.ts'],
  integration: ['tests/integration/**/*.test.{ts,tsx}', 'tests/scripts/database/*.test.ts'],
  contract: ['tests/contract/**/*.test.ts'],
  conformance: ['tests/conformance/**/*.test.ts'],
  simulation: ['tests/simulation/**/*.test.ts'],
};

/** Everything that a sandbox sends in these is held against Stripe's declarations. */
const watched = 'tests/support/faithful.ts';

const special: Record<string, object> = {
  integration: { globalSetup: watched },
  // One process for many files: most of a file's time would go into reading the sandbox's and the SDK's code anew.
  contract: { globalSetup: watched, isolate: false },
  simulation: { globalSetup: watched },
  conformance: {
    globalSetup: [watched, 'tests/conformance/target.ts'],
    // At Stripe a test clock takes its time, and the account's limits are shared by all files.
    ...(process.env.CONFORMANCE_KEY
      ? { fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000 }
      : {}),
  },
};

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      // The door files import it to keep client components out; in plain Node it would throw, as it should there.
      'server-only': path.join(root, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    pool: 'forks',
    // Much of the time goes by in the database and the sandbox: of two cores Vitest by itself would use one.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    allowOnly: false,
    // Tests stand alone: a fresh order every time finds those that lean on another.
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: Object.entries(files).map(([name, include]) => ({
      extends: true as const,
      test: { name, include, environment: 'node' as const, ...special[name] },
    })),
  },
});
