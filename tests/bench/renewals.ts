import { createTestPayments } from '../support/payments';
import { renewAtOnce } from '../support/renewals';

const RENEWALS = 10_000;

/** How many calls to the provider it costs, and how long it takes one worker, when so many subscriptions renew at once. */
async function main(): Promise<void> {
  const renewals = Number(process.argv[2] ?? RENEWALS);
  const world = await createTestPayments();
  const began = performance.now();
  try {
    const burst = await renewAtOnce(world, renewals, (what) => {
      console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`);
    });
    const { events, objects, calls, seconds } = burst;
    console.log(
      `${events} events on ${objects} objects: ${calls} calls, ${(calls / events).toFixed(4)} an event`,
    );
    console.log(`drained in ${seconds.toFixed(1)} s, ${(events / seconds).toFixed(0)} events a second`);
  } finally {
    await world.close();
  }
}

await main();
