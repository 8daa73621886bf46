import Stripe from 'stripe';
import { StatusWatch } from '../support/sandbox-edges';
import { checkBooks, checkMoney, readBooks } from '../support/sandbox-invariants';
import type { Command, Coupon, Plan } from './sandbox-commands';

const DAY = 86_400;
const START = Date.UTC(2027, 11, 31, 8) / 1000;

/** A shop of its own account, on one test clock, to which things happen. */
export class SandboxShop {
  private readonly watch = new StatusWatch();
  private readonly customers: string[] = [];
  private marker: string | null = null;

  private constructor(
    private readonly stripe: Stripe,
    private readonly clock: string,
    private readonly prices: Record<Plan, string>,
    private readonly coupons: Record<Exclude<Coupon, 'none'>, string>,
  ) {}

  static async open(url: string, account: string): Promise<SandboxShop> {
    const { hostname, port } = new URL(url);
    const connection = {
      host: hostname,
      port,
      protocol: 'http' as const,
      maxNetworkRetries: 0,
      telemetry: false,
    };
    const stripe = new Stripe(`sk_test_${account}`, connection);
    const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: START });
    const product = (await stripe.products.create({ name: 'Plan' })).id;
    const price = async (unit_amount: number, interval: 'month' | 'year') => {
      const recurring = { interval };
      return (await stripe.prices.create({ product, currency: 'usd', unit_amount, recurring })).id;
    };
    const coupon = async (params: Stripe.CouponCreateParams) => (await stripe.coupons.create(params)).id;
    const prices = {
      monthly: await price(1999, 'month'),
      yearly: await price(20_003, 'year'),
      seats: await price(733, 'month'),
      free: await price(0, 'month'),
    };
    const coupons = {
      once: await coupon({ percent_off: 33.33, duration: 'once' }),
      repeating: await coupon({ percent_off: 10, duration: 'repeating', duration_in_months: 2 }),
      forever: await coupon({ percent_off: 100, duration: 'forever' }),
      amount: await coupon({ amount_off: 700, currency: 'usd', duration: 'forever' }),
    };
    return new SandboxShop(stripe, id, prices, coupons);
  }

  /** Does what a command says, where there is anything to do it to. A payment may fail; nothing else may. */
  async perform(command: Command): Promise<void> {
    try {
      await this.attempt(command);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
    }
  }

  /** Throws when an invariant does not hold. */
  async check(): Promise<void> {
    const since = this.marker === null ? {} : { ending_before: this.marker };
    const events = await this.stripe.events
      .list({ limit: 100, ...since })
      .autoPagingToArray({ limit: 10_000 });
    if (this.marker === null) events.reverse();
    this.marker = events.at(-1)?.id ?? this.marker;
    this.watch.read(events);
    for (const customer of this.customers) checkBooks(await readBooks(this.stripe, customer));
    await checkMoney(this.stripe);
  }

  private async attempt(command: Command): Promise<void> {
    switch (command.do) {
      case 'join':
        return this.join(command.card);
      case 'use card':
        return this.withCustomer(command.customer, (id) => this.useCard(id, command.card));
      case 'subscribe':
        return this.withCustomer(command.customer, (id) => this.subscribe(id, command));
      case 'wait':
        return this.wait(command.days);
      case 'add item':
        return this.withCustomer(command.customer, async (customer) => {
          const { amount } = command;
          await this.stripe.invoiceItems.create({ customer, amount, currency: 'usd' });
        });
      case 'give balance':
        return this.withCustomer(command.customer, (id) => this.giveBalance(id, command.amount));
      case 'pay':
        return this.withInvoice(command.invoice, async (id) => void (await this.stripe.invoices.pay(id)));
      case 'void':
        return this.withInvoice(
          command.invoice,
          async (id) => void (await this.stripe.invoices.voidInvoice(id)),
        );
      case 'refund':
        return this.refund(command.charge, command.part);
      default:
        return this.change(command);
    }
  }

  private async join(card: string): Promise<void> {
    if (this.customers.length >= 3) return;
    const { id } = await this.stripe.customers.create({ test_clock: this.clock });
    this.customers.push(id);
    await this.useCard(id, card);
  }

  private async useCard(customer: string, card: string): Promise<void> {
    const { id } = await this.stripe.paymentMethods.attach(card, { customer });
    await this.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  }

  private async subscribe(customer: string, command: Extract<Command, { do: 'subscribe' }>): Promise<void> {
    const { data } = await this.stripe.subscriptions.list({ customer });
    if (data.filter((one) => one.status !== 'incomplete_expired').length >= 3) return;
    const { plan, quantity, trialDays, coupon } = command;
    await this.stripe.subscriptions.create({
      customer,
      items: [{ price: this.prices[plan], quantity }],
      ...(trialDays === 0 ? {} : { trial_period_days: trialDays }),
      ...(coupon === 'none' ? {} : { discounts: [{ coupon: this.coupons[coupon] }] }),
    });
  }

  private async giveBalance(id: string, amount: number): Promise<void> {
    const customer = await this.stripe.customers.retrieve(id);
    if (customer.deleted) return;
    const balance_given = Number(customer.metadata.balance_given ?? 0) + amount;
    await this.stripe.customers.update(id, {
      balance: customer.balance + amount,
      metadata: { balance_given },
    });
  }

  private async wait(days: number): Promise<void> {
    const { testClocks } = this.stripe.testHelpers;
    const { frozen_time } = await testClocks.retrieve(this.clock);
    await testClocks.advance(this.clock, { frozen_time: frozen_time + days * DAY });
    for (;;) {
      const { status } = await testClocks.retrieve(this.clock);
      if (status === 'ready') return;
      if (status !== 'advancing') throw new Error(`The clock is ${status}.`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private async refund(which: number, part: number): Promise<void> {
    const { data } = await this.stripe.charges.list({ limit: 100 });
    const paid = data.filter((charge) => charge.status === 'succeeded' && !charge.refunded);
    const charge = paid[which % Math.max(1, paid.length)];
    if (!charge) return;
    const left = charge.amount_captured - charge.amount_refunded;
    await this.stripe.refunds.create({ charge: charge.id, amount: Math.max(1, Math.floor(left / part)) });
  }

  private async change(command: Extract<Command, { subscription: number }>): Promise<void> {
    const found = await Promise.all(
      this.customers.map((customer) => this.stripe.subscriptions.list({ customer })),
    );
    const live = found
      .flatMap((page) => page.data)
      .filter((one) => one.status !== 'incomplete' && one.status !== 'incomplete_expired');
    const subscription = live[command.subscription % Math.max(1, live.length)];
    if (!subscription) return;
    const { subscriptions } = this.stripe;
    const { id } = subscription;
    const item = subscription.items.data[0]?.id ?? '';
    switch (command.do) {
      case 'set quantity': {
        const { quantity, prorations: proration_behavior } = command;
        await subscriptions.update(id, { items: [{ id: item, quantity }], proration_behavior });
        return;
      }
      case 'change plan': {
        const { plan, prorations: proration_behavior } = command;
        await subscriptions.update(id, {
          items: [{ id: item, price: this.prices[plan] }],
          proration_behavior,
        });
        return;
      }
      case 'cancel at period end':
        await subscriptions.update(id, { cancel_at_period_end: command.wanted });
        return;
      case 'cancel':
        await subscriptions.cancel(id);
        return;
      case 'pause collection':
        await subscriptions.update(id, {
          pause_collection: command.behavior === 'not' ? '' : { behavior: command.behavior },
        });
        return;
      case 'resume':
        if (subscription.status === 'paused') await subscriptions.resume(id);
    }
  }

  private async withCustomer(which: number, use: (id: string) => Promise<void>): Promise<void> {
    const id = this.customers[which % Math.max(1, this.customers.length)];
    if (id !== undefined) await use(id);
  }

  /** Does something with an invoice that is open. */
  private async withInvoice(which: number, use: (id: string) => Promise<void>): Promise<void> {
    const pages = await Promise.all(
      this.customers.map((customer) => this.stripe.invoices.list({ customer, status: 'open' })),
    );
    const open = pages.flatMap((page) => page.data);
    const invoice = open[which % Math.max(1, open.length)];
    if (invoice) await use(invoice.id);
  }
}
