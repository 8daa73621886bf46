// Runs as a process of its own: see keeper-client.mjs. It is told what to end over its standard input.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { leaveCluster } from '../postgres/leave.mjs';
import { isAlive } from './alive.mjs';
import { signalGroup } from './group.mjs';

const GRACE_MS = 3_000;

const parent = Number(process.argv[2]);
/** @type {Set<number>} */
const groups = new Set();
/** @type {Set<string>} */
const clusters = new Set();
let dismissed = false;

// The terminal's Ctrl-C and hang-up are for the command; this process ends after it.
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.watch) groups.add(message.watch);
  if (message.forget) groups.delete(message.forget);
  if (message.cluster) clusters.add(message.cluster);
  if (message.dismissed) dismissed = true;
}

if (!dismissed) {
  for (const pid of groups) {
    signalGroup(pid, 'SIGTERM');
    signalGroup(pid, 'SIGCONT');
  }
  for (const deadline = Date.now() + GRACE_MS; Date.now() < deadline; await sleep(50)) {
    if (![...groups].some(isAlive)) break;
  }
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
  for (const folder of clusters) await leaveCluster(folder, parent);
}
process.exit(0);
