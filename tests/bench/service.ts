import { type BillingDetails, NO_ADDRESS } from '@/lib/payments/domain/address';
import { createTestPayments, type TestPayments } from '../support/payments';

const ROUNDS = 5;
const CALLS = 300;
/** For the compiler and the connections: the first calls are those of no process that has run for a while. */
const WARM_UP = 1_000;
const GOAL_MS = 3;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function p50(call: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < CALLS; n += 1) {
    const began = performance.now();
    await call(n);
    times.push(performance.now() - began);
  }
  return median(times);
}

let changes = 0;
const details = (): BillingDetails => ({
  name: `Ada ${++changes}`,
  email: 'ada@example.com',
  address: NO_ADDRESS,
});

/** The service's verb, the operation saved and closed included, beside the two calls of the SDK that it makes, in turns. */
async function compare({ payments, stripe, context, requests, createUser }: TestPayments): Promise<void> {
  const userId = await createUser();
  const saved = await payments.updateCustomer(userId, details());
  if (saved.kind !== 'done') throw new Error(`The details were not saved: ${saved.kind}`);
  const { rows } = await context.database.pool.query<{ customer: string }>(
    'SELECT stripe_customer_id AS customer FROM users WHERE id = $1',
    [userId],
  );
  const customer = rows[0]?.customer ?? '';
  await requests();
  await payments.updateCustomer(userId, details());
  const made = (await requests()).map(({ method, path }) => `${method} ${path}`);
  console.log(`\nOne updateCustomer makes: ${made.join(', ')}`);
  for (let n = 0; n < WARM_UP; n += 1) await payments.updateCustomer(userId, details());
  const sdk: number[] = [];
  const service: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    sdk.push(
      await p50(async () => {
        await stripe.customers.update(customer, details());
        await stripe.customers.retrieve(customer);
      }),
    );
    service.push(await p50(() => payments.updateCustomer(userId, details())));
    console.log(
      `  round ${round}: SDK ${sdk.at(-1)?.toFixed(2)} ms, service ${service.at(-1)?.toFixed(2)} ms`,
    );
  }
  const more = median(service.map((time, round) => time - (sdk[round] ?? 0)));
  const verdict = more < GOAL_MS ? 'met' : 'MISSED';
  console.log(
    `  p50 of the service over the bare SDK: ${more.toFixed(2)} ms more   goal < ${GOAL_MS} ms   ${verdict}`,
  );
}

const world = await createTestPayments();
try {
  await compare(world);
} finally {
  await world.close();
}
