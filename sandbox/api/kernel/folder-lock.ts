import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Makes a folder one process's own: two writers of one journal would each undo the other's work. The lock is a
 * socket that listens, so that it ends with its process however that ends; a file with a process id would not.
 * Rejects when another sandbox holds it.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const address = addressFor(realpathSync(folder));
  const server = await listen(address).catch(async (error: unknown) => {
    if (!isCode(error, 'EADDRINUSE')) throw error;
    if (await answers(address)) throw new Error(`The folder ${folder} is in use by another sandbox.`);
    // Nobody answers: a killed process left its socket behind.
    unlinkSync(address);
    return listen(address);
  });
  server.unref();
  return () => server.close();
}

/** Socket names may not be long, so it is made from the folder's digest. */
function addressFor(folder: string): string {
  const name = `sandbox-${createHash('sha256').update(`${userInfo().username} ${folder}`).digest('hex').slice(0, 20)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
