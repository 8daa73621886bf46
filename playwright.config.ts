import { defineConfig, devices } from '@playwright/test';

const { BASE_URL, CHROMIUM_PATH, CHROMIUM_SANDBOX, PLAYWRIGHT_REPORT } = process.env;
if (!BASE_URL) throw new Error('The browser tests need the running product: use `npm test -- e2e`.');

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.billfold/test/playwright',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(PLAYWRIGHT_REPORT ? [['json', { outputFile: PLAYWRIGHT_REPORT }] as const] : [])],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: BASE_URL,
    // The last screen is kept; a trace takes a good part of the processor's time: `npm test -- e2e -- --trace on`.
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
      chromiumSandbox: CHROMIUM_SANDBOX === '1',
      // The browser itself must ask nobody for anything: the tests count every request that leaves this machine.
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-default-apps',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
