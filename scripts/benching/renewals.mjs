import { generate } from '../steps/generate.mjs';
import { startTestDatabases } from '../testing/databases.mjs';
import { testEnvironment } from '../testing/environment.mjs';

/**
 * @param {import('../commands/command.mjs').Context} context
 * @returns {Promise<Record<string, string>>}
 */
export async function prepareRenewals(context) {
  await generate(context);
  return { ...testEnvironment(), ...(await startTestDatabases(context)).env };
}
