import { rmSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process/run.mjs';
import { packageFile, stateFolder } from '../project/folders.mjs';
import { countVitest } from './counts.mjs';
import { counted, describeCounts } from './test-failure.mjs';

const WITHOUT_DATABASE = ['unit', 'conformance'];

/**
 * @param {'unit' | 'integration' | 'contract' | 'conformance' | 'simulation'} project
 * @returns {import('./steps.mjs').Step}
 */
export function vitest(project) {
  return async ({ context: { lifetime, progress }, env, extra, databases }) => {
    const found = WITHOUT_DATABASE.includes(project) ? {} : (await databases()).env;
    const report = path.join(stateFolder('test', 'reports'), `${project}.json`);
    rmSync(report, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const program = packageFile('vitest', 'vitest.mjs');
    return progress.step(
      `${project.charAt(0).toUpperCase()}${project.slice(1)} tests`,
      (note) =>
        counted(
          () =>
            run({
              name: `vitest-${project}`,
              command: process.execPath,
              args: [program, 'run', '--project', project, '--passWithNoTests', ...reporters, ...extra],
              env: { ...env, ...found },
              lifetime,
              onLine: note,
            }),
          () => countVitest(report),
        ),
      describeCounts,
    );
  };
}
