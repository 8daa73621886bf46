import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isAlive } from '@/scripts/process/alive.mjs';

const COMMAND = path.resolve('scripts/commands/command.mjs');

/** A command with one child, which itself has a child that ignores SIGTERM; prints the numbers of both. */
const PROGRAM = `
  const { runCommand } = await import(${JSON.stringify(COMMAND)});
  const stubborn = "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)";
  const parent = 'const { spawn } = require("child_process"); console.log(process.pid);' +
    'spawn(process.execPath, ["-e", ' + JSON.stringify(stubborn) + '], { stdio: "inherit" }); setInterval(() => {}, 1000)';
  await runCommand(async ({ lifetime }) => {
    lifetime.spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'inherit', 'inherit'] });
    if (process.env.FAIL) { await new Promise((resolve) => setTimeout(resolve, 600)); throw new Error('halfway'); }
    await new Promise(() => setInterval(() => {}, 1000));
  });
`;

async function start(
  env: Record<string, string> = {},
): Promise<{ command: ChildProcess; children: number[] }> {
  const command = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let output = '';
  command.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const numbers = () =>
    output
      .split('\n')
      .filter((line) => /^\d+$/.test(line))
      .map(Number);
  while (numbers().length < 2) await sleep(20);
  return { command, children: numbers() };
}

/** Waits for the command's end, and a little for what is ended after it. */
async function leftAfter(command: ChildProcess, children: number[]): Promise<number[]> {
  if (command.exitCode === null && command.signalCode === null) await once(command, 'exit');
  for (let i = 0; i < 100 && children.some(isAlive); i++) await sleep(50);
  return children.filter(isAlive);
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)('%s ends everything, grandchildren too', async (signal, code) => {
  const { command, children } = await start();
  command.kill(signal);
  expect(await leftAfter(command, children)).toEqual([]);
  expect(command.exitCode).toBe(code);
});

it('ends children that were stopped themselves', async () => {
  const { command, children } = await start();
  for (const pid of children) process.kill(pid, 'SIGSTOP');
  command.kill('SIGINT');
  expect(await leftAfter(command, children)).toEqual([]);
});

it('ends everything when the start fails halfway', async () => {
  const { command, children } = await start({ FAIL: '1' });
  expect(await leftAfter(command, children)).toEqual([]);
  expect(command.exitCode).toBe(1);
});

it('leaves nothing behind when it is killed outright', async () => {
  const { command, children } = await start();
  command.kill('SIGKILL');
  expect(await leftAfter(command, children)).toEqual([]);
});
