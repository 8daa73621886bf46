import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from '@/scripts/project/lock.mjs';
import { loadSecrets } from '@/scripts/project/secrets.mjs';
import { enter, leave, others } from '@/scripts/project/users.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'billfold-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The number of a process that has certainly ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

it('lets one in at a time, and everybody in the end', async () => {
  let inside = 0;
  let most = 0;
  const work = () =>
    withLock(path.join(folder, 'lock'), async () => {
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    });
  await Promise.all(Array.from({ length: 8 }, work));
  expect({ inside, most }).toEqual({ inside: 0, most: 1 });
  expect(existsSync(path.join(folder, 'lock'))).toBe(false);
});

it.each([
  ['whose holder died', () => JSON.stringify({ pid: deadPid(), born: '1' })],
  [
    'whose holder’s number is another process’s now',
    () => JSON.stringify({ pid: process.pid, born: 'long ago' }),
  ],
  ['that is damaged', () => '{'],
])('takes over a lock %s', async (_, content) => {
  writeFileSync(path.join(folder, 'lock'), content());
  await expect(withLock(path.join(folder, 'lock'), async () => 'in')).resolves.toBe('in');
});

it('gives the lock back when the work fails', async () => {
  const fail = () => Promise.reject(new Error('no'));
  await expect(withLock(path.join(folder, 'lock'), fail)).rejects.toThrow('no');
  await expect(withLock(path.join(folder, 'lock'), async () => 'in')).resolves.toBe('in');
});

it('counts only living users', () => {
  enter(folder);
  writeFileSync(path.join(folder, String(deadPid())), '1');
  expect(others(folder, 1)).toEqual([process.pid]);
  leave(folder);
  expect(others(folder, 1)).toEqual([]);
});

it('makes each secret once, also when several commands start together', async () => {
  const all = await Promise.all([loadSecrets(folder), loadSecrets(folder), loadSecrets(folder)]);
  expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
  expect(await loadSecrets(folder)).toEqual(all[0]);
});
