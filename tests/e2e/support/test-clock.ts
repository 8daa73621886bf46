import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import type { Books } from './books';
import type { Buyer } from './buyer';
import type { Sandbox } from './sandbox';

const DAY = 86_400;
/** The furthest a clock is moved in one go: less than two of the shortest periods. */
const STRIDE = 50;

/** The time of one buyer alone, which can be moved on. */
export class TestClock {
  private constructor(
    private readonly sandbox: Sandbox,
    private readonly id: string,
    readonly customerId: string,
    private now: number,
  ) {}

  /**
   * Gives a buyer who never paid a customer whose time the clock keeps: the checkout finds it and uses it.
   * @param daysAgo where that time begins
   */
  static async of(
    sandbox: Sandbox,
    books: Books,
    { id: userId, email, name }: Buyer,
    daysAgo = 0,
  ): Promise<TestClock> {
    const now = Math.floor(Date.now() / 1000) - daysAgo * DAY;
    const clock = await sandbox.stripe.testHelpers.testClocks.create({ frozen_time: now });
    const customer = await sandbox.stripe.customers.create({
      email,
      name,
      test_clock: clock.id,
      metadata: { user_id: userId },
    });
    await books.query('UPDATE users SET stripe_customer_id = $2 WHERE id = $1', [userId, customer.id]);
    return new TestClock(sandbox, clock.id, customer.id, now);
  }

  /** Moves on, and waits until everything that falls due has happened. */
  async advance(days: number): Promise<void> {
    for (let left = days; left > 0; left -= STRIDE) await this.step(Math.min(left, STRIDE));
  }

  private async step(days: number): Promise<void> {
    this.now += days * DAY;
    const { testClocks } = this.sandbox.stripe.testHelpers;
    await testClocks.advance(this.id, { frozen_time: this.now });
    for (;;) {
      const { status } = await testClocks.retrieve(this.id);
      if (status === 'ready') return;
      await sleep(50);
    }
  }

  /** Every subscription of the buyer, whatever its status. */
  async subscriptions(): Promise<Stripe.Subscription[]> {
    const { data } = await this.sandbox.stripe.subscriptions.list({
      customer: this.customerId,
      status: 'all',
    });
    return data;
  }

  /** All that was ever charged and not given back, in minor units. */
  async charged(): Promise<number> {
    let sum = 0;
    for await (const charge of this.sandbox.stripe.charges.list({ customer: this.customerId, limit: 100 }))
      if (charge.status === 'succeeded') sum += charge.amount_captured - charge.amount_refunded;
    return sum;
  }

  /** What the buyer has paid, the last first, in minor units. */
  async paid(): Promise<number[]> {
    const { data } = await this.sandbox.stripe.paymentIntents.list({ customer: this.customerId, limit: 100 });
    return data.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount);
  }
}
