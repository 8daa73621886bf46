import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { seeded } from '../../sandbox/faults/seeded';

interface Call {
  method: 'GET' | 'POST';
  path: string;
  form?: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const chance = seeded(42);

/** Sends one call; answers status and body. */
function send(url: string, call: Call): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { authorization: 'Bearer sk_test_bench' };
    if (call.method === 'POST') {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers['idempotency-key'] = `bench-${process.pid}-${Math.random()}`;
    }
    const outgoing = request(`${url}${call.path}`, { method: call.method, agent, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (part) => {
        body += String(part);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    outgoing.once('error', reject);
    outgoing.end(call.form);
  });
}

/** A shop's day: half of the calls read, half write. */
function next(customers: readonly string[]): Call {
  const id = customers[Math.floor(chance() * customers.length)] ?? '';
  const dice = chance();
  if (dice < 0.3) return { method: 'GET', path: `/v1/customers/${id}` };
  if (dice < 0.4) return { method: 'GET', path: '/v1/customers?limit=10' };
  if (dice < 0.5) return { method: 'GET', path: `/v1/payment_intents?customer=${id}&limit=3` };
  if (dice < 0.7) return { method: 'POST', path: `/v1/customers/${id}`, form: `metadata[n]=${dice}` };
  if (dice < 0.85) return { method: 'POST', path: '/v1/customers', form: 'email=bench@example.com' };
  const form = `amount=2000&currency=usd&customer=${id}&confirm=true&payment_method=pm_card_visa&return_url=https://x.test`;
  return { method: 'POST', path: '/v1/payment_intents', form };
}

async function customersFor(url: string, floor: boolean): Promise<string[]> {
  if (floor) return ['cus_floor'];
  const made = [];
  for (let count = 0; count < 200; count += 1) {
    const { body } = await send(url, {
      method: 'POST',
      path: '/v1/customers',
      form: `email=${count}@example.com`,
    });
    made.push(z.object({ id: z.string() }).parse(JSON.parse(body)).id);
  }
  return made;
}

/** Sends so many calls a second, each at its time whether those before have been answered or not. */
async function run(url: string, rate: number, seconds: number, customers: readonly string[]) {
  const times: number[] = [];
  let failed = 0;
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let sent = 0; sent < rate * seconds; sent += 1) {
    const due = began + (sent * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    // Late calls count from when they were due, so that a stall is not hidden; those a little early from when they left.
    const from = Math.min(due, performance.now());
    const call = send(url, next(customers)).then(({ status }) => {
      times.push(performance.now() - from);
      if (status !== 200) failed += 1;
    });
    under.push(call);
  }
  await Promise.all(under);
  const took = (performance.now() - began) / 1000;
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rate: times.length / took, p50: at(0.5), p95: at(0.95), worst: at(1), failed };
}

const [url = '', rate = '500', seconds = '10', kind = 'sandbox'] = process.argv.slice(2);
const customers = await customersFor(url, kind === 'floor');
await run(url, 100, 2, customers);
console.log(JSON.stringify(await run(url, Number(rate), Number(seconds), customers)));
agent.destroy();
