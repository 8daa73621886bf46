import { build } from '../steps/build.mjs';
import { generate } from '../steps/generate.mjs';
import { startTestDatabases } from '../testing/databases.mjs';
import { blankedEnvFiles, testEnvironment } from '../testing/environment.mjs';
import { buildFloorApp } from './floor-app.mjs';

/**
 * The production build, the floor beside it, and databases that lose nothing in a power cut, as in production.
 * @param {import('../commands/command.mjs').Context} context
 * @returns {Promise<Record<string, string>>}
 */
export async function prepareWebhooks(context) {
  const env = testEnvironment();
  await generate(context);
  await build(context, env);
  const floorApp = await buildFloorApp(context, env);
  const databases = await startTestDatabases(context, 'bench');
  return { ...env, ...blankedEnvFiles(), ...databases.env, BENCH_FLOOR_APP: floorApp };
}
