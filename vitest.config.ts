import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = path.dirname(fileURLToPath(import.meta.url));

const files: Record<string, string[]> = {
  unit: ['tests/unit/**/*.test.{ts,tsx}', 'tests/scripts/*.test.ts'],
  integration: ['tests/integration/**/*.test.{ts,tsx}', 'tests/scripts/database/*.test.ts'],
  contract: ['tests/contract/**/*.test.ts'],
  simulation: ['tests/simulation/**/*.test.ts'],
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
    allowOnly: false,
    // Tests stand alone: a fresh order every time finds those that lean on another.
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: Object.entries(files).map(([name, include]) => ({
      extends: true as const,
      test: { name, include, environment: 'node' as const },
    })),
  },
});
