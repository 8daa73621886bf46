import path from 'node:path';
import { statusOf } from '../network/http.mjs';
import { startService } from '../process/service.mjs';
import { packageFile, stateFolder } from '../project/folders.mjs';

/**
 * Serves the application, on the loopback address only.
 * @param {import('../commands/command.mjs').Context} context
 * @param {object} options
 * @param {'start' | 'dev'} options.kind of the build, or with hot reload
 * @param {number} options.port
 * @param {Record<string, string>} options.env
 * @param {string} [options.log]
 * @returns {Promise<import('../process/service.mjs').Service>}
 */
export async function web({ lifetime, progress }, { kind, port, env, log }) {
  const url = `http://127.0.0.1:${port}`;
  return progress.step(
    `Application (next ${kind})`,
    () =>
      startService({
        name: 'The application',
        args: [
          packageFile('next', 'dist', 'bin', 'next'),
          kind,
          '--port',
          String(port),
          '--hostname',
          '127.0.0.1',
        ],
        env: {
          ...env,
          NODE_ENV: kind === 'dev' ? 'development' : 'production',
          ...(process.stdout.isTTY && kind === 'dev' ? { FORCE_COLOR: '1' } : {}),
        },
        log: log ?? path.join(stateFolder('logs'), 'web.log'),
        lifetime,
        // Any answer will do: what the answer says about the application's health is shown elsewhere.
        isReady: async () => (await statusOf(`${url}/api/health`, 20_000)) !== null,
        echo: kind === 'dev' ? (text) => void process.stdout.write(text) : undefined,
      }),
    () => `http://localhost:${port}`,
  );
}
