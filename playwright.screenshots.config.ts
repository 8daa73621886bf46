import config from './playwright.config';

const { SCREENSHOTS } = process.env;
if (!SCREENSHOTS) throw new Error('The screenshots need the running product: use `npm run screenshots`.');

export default {
  ...config,
  testDir: 'tests/screenshots',
  testMatch: '**/*.shots.ts',
  outputDir: '.billfold/screenshots',
};
