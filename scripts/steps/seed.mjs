import { run } from '../process/run.mjs';

/**
 * Makes the first admin and pushes the catalogue; running it again changes nothing.
 * @param {import('../commands/command.mjs').Context} context
 * @param {Record<string, string>} env
 */
export async function seed({ lifetime, progress }, env) {
  await progress.step('Admin and catalogue', (note) =>
    run({
      name: 'seed',
      command: process.execPath,
      args: ['--import', 'tsx', 'prisma/seed.ts'],
      env,
      lifetime,
      onLine: note,
    }),
  );
}
