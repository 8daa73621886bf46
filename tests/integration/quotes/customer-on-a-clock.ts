import { setTimeout as sleep } from 'node:timers/promises';
import { createPayments } from '@/lib/payments/compose';
import type { Outcome } from '@/lib/payments/domain/outcome';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';
import type { PaymentService, Selection } from '@/lib/payments/service/payment-service';
import { syncObject } from '@/lib/payments/sync';
import type { TestPayments } from '../../support/payments';

/** Minor units. `due`: of the total what the customer's balance did not pay. */
export type Billed = { readonly total: number; readonly due: number; readonly status: string | null };

/** The furthest a clock is moved in one go (seconds): less than two of the shortest periods. */
const STRIDE = 50 * 86_400;

/** Somebody whose time at the provider is their own: it stands still but when it is moved on. */
export class CustomerOnAClock {
  private constructor(
    private readonly world: TestPayments,
    readonly payments: PaymentService,
    readonly userId: string,
    readonly customerId: string,
    private readonly clock: { readonly id: string; now: number },
  ) {}

  /**
   * A user who is a customer already, at another moment there than here.
   * @param begins where their time stands at the provider, in unix seconds
   * @param today the moment at which they will look at this service's pages, in unix seconds
   */
  static async of(world: TestPayments, begins: number, today: number): Promise<CustomerOnAClock> {
    const { id } = await world.stripe.testHelpers.testClocks.create({ frozen_time: begins });
    const userId = await world.createUser();
    const customer = await world.stripe.customers.create({ test_clock: id, metadata: { user_id: userId } });
    const { prisma } = world.context.database;
    await prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: customer.id } });
    const payments = createPayments({ ...world.context, now: () => new Date(today * 1000) });
    return new CustomerOnAClock(world, payments, userId, customer.id, { id, now: begins });
  }

  /** Moves on to a moment (unix seconds), and lets the mirror know what has become of the subscription. */
  async moveTo(moment: number): Promise<void> {
    const { testClocks } = this.world.stripe.testHelpers;
    while (this.clock.now < moment) {
      this.clock.now = Math.min(moment, this.clock.now + STRIDE);
      await testClocks.advance(this.clock.id, { frozen_time: this.clock.now });
      while ((await testClocks.retrieve(this.clock.id)).status !== 'ready') await sleep(5);
    }
    const { data } = await this.world.stripe.subscriptions.list({ customer: this.customerId });
    for (const { id } of data) await syncObject(this.world.context, 'subscription', id);
  }

  /** Does what the browser does, with a card that is good. */
  private async confirm(outcome: Outcome): Promise<string> {
    if (outcome.kind !== 'requires_action') throw new Error(JSON.stringify(outcome));
    const [id = ''] = outcome.action.clientSecret.split('_secret_');
    const params = { payment_method: 'pm_card_visa', return_url: 'http://localhost:3000/' };
    if (id.startsWith('seti_')) await this.world.stripe.setupIntents.confirm(id, params);
    else await this.world.stripe.paymentIntents.confirm(id, params);
    return outcome.operationId;
  }

  /** An account has a hundred clocks at most. With it goes the customer. */
  async end(): Promise<void> {
    await this.world.stripe.testHelpers.testClocks.del(this.clock.id);
  }

  async subscribe(selection: Selection): Promise<void> {
    const operationId = await this.confirm(await this.payments.startSubscription(this.userId, selection));
    await this.payments.completeCheckout(this.userId, operationId);
  }

  /** Sees a change through; throws when it was refused. */
  async change(lookupKey: string, seats: number, prorationDate: number | null): Promise<void> {
    const { id: subscriptionId, revision } = await this.subscription();
    const seen = { subscriptionId, revision };
    const outcome = await this.payments.changePlan(this.userId, seen, { lookupKey, seats, prorationDate });
    if (outcome.kind === 'done') return;
    await this.payments.completeChange(this.userId, await this.confirm(outcome));
  }

  async subscription(): Promise<OwnSubscriptionView> {
    const [subscription] = (await this.payments.billing(this.userId)).subscriptions;
    if (!subscription) throw new Error('There is no subscription.');
    return subscription;
  }

  /** All invoices, the oldest first, as the provider has them. */
  async invoices(): Promise<Billed[]> {
    const { data } = await this.world.stripe.invoices.list({ customer: this.customerId, limit: 100 });
    return data.reverse().map(({ total, amount_due: due, status }) => ({ total, due, status }));
  }
}
