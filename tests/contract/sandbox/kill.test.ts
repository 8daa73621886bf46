import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chance, seeded } from '../../../sandbox/faults/seeded';
import { Client, type Write } from './kill-client';
import { killAll, type SandboxProcess, spawnSandbox } from './sandbox-process';

const ROUNDS = 10;
const CLIENTS = 4;
/** Another one each time, printed when it fails, so that it can be had again. */
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'sandbox-kills-'));
});
afterAll(() => {
  killAll();
  rmSync(data, { recursive: true });
});

/** The types of events that each request caused, by its idempotency key, in order of time. */
async function eventsByKey(sandbox: SandboxProcess): Promise<Map<string, string[]>> {
  const byKey = new Map<string, string[]>();
  for await (const event of sandbox.stripe.events.list({ limit: 100 })) {
    const key = event.request?.idempotency_key ?? '';
    byKey.set(key, [event.type, ...(byKey.get(key) ?? [])]);
  }
  return byKey;
}

/** Whatever was answered is there, and is answered again for its key. */
async function expectKept(sandbox: SandboxProcess, write: Write, events: Map<string, string[]>) {
  const { answer } = write;
  if (!answer) throw new Error('Only answered writes can be looked for.');
  const replay = await sandbox.send('POST', write.path, write);
  expect(replay.headers.get('idempotent-replayed'), write.name).toBe('true');
  expect(replay.body).toEqual(answer);
  expect(events.get(write.name), write.name).toEqual(write.events);
}

/** What got no answer has happened wholly or not at all; sent again it has happened once. */
async function expectWhole(sandbox: SandboxProcess, write: Write, events: Map<string, string[]>) {
  const caused = events.get(write.name);
  const again = await sandbox.send('POST', write.path, write);
  expect(again.status, write.name).toBe(200);
  expect(again.headers.get('idempotent-replayed'), write.name).toBe(caused ? 'true' : null);
  if (caused) expect(caused, write.name).toEqual(write.events);
  write.answer = again.body;
}

async function verify(sandbox: SandboxProcess, client: Client, events: Map<string, string[]>) {
  const { answered, unanswered } = client.takeRound();
  for (const write of answered) await expectKept(sandbox, write, events);
  if (unanswered) await expectWhole(sandbox, unanswered, events);
  for (const [path, last] of client.takeStates(unanswered)) {
    expect((await sandbox.send('GET', path)).body).toEqual(last);
  }
}

async function work(sandbox: SandboxProcess, clients: Client[], chance: Chance): Promise<void> {
  const busy = clients.map((client) => client.work(sandbox));
  await sleep(50 + chance() * 400);
  if (chance() < 0.5) {
    void sandbox.control('POST', '/compact').catch(() => null);
    await sleep(chance() * 30);
  }
  await sandbox.kill('SIGKILL');
  await Promise.all(busy);
}

describe('kill -9 at any moment', () => {
  it(`keeps every answered write, and nothing half done (KILL_SEED=${SEED})`, async () => {
    const chance = seeded(SEED);
    const clients = Array.from({ length: CLIENTS }, (_, index) => new Client(`client${index}`, chance));
    let sandbox = await spawnSandbox(data);
    for (let round = 0; round < ROUNDS; round += 1) {
      await work(sandbox, clients, chance);
      sandbox = await spawnSandbox(data);
      const events = await eventsByKey(sandbox);
      await Promise.all(clients.map((client) => verify(sandbox, client, events)));
    }
    const answered = clients.reduce((sum, client) => sum + client.total, 0);
    expect(answered).toBeGreaterThan(ROUNDS * CLIENTS);
    expect(await sandbox.kill('SIGTERM')).toBe(0);
  }, 120_000);
});
