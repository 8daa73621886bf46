import Stripe from 'stripe';
import { pushCatalog } from '@/lib/payments/catalog/push-catalog';
import { createPayments } from '@/lib/payments/compose';
import type { PaymentsContext } from '@/lib/payments/context';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import type { Random } from '../random';
import { buyCredits, PLANS, subscribe } from './buying';

const PEOPLE = 3;
const DAY = 86_400;
/** More than a month, and the hour after which a draft is finalized. */
const UNTIL_RENEWED = 32 * DAY;
const CARDS_TO_KEEP: [string, ...string[]] = ['pm_card_visa', 'pm_card_amex', 'pm_card_chargeCustomerFail'];

/** Whoever has the team plan is entitled to something. */
async function addFeature(stripe: Stripe): Promise<void> {
  const feature = await stripe.entitlements.features.create({ name: 'Seats', lookup_key: 'seats' });
  const { data } = await stripe.prices.list({ lookup_keys: ['team_monthly'] });
  await stripe.products.createFeature(String(data[0]?.product), { entitlement_feature: feature.id });
}

type Deed = (random: Random, userId: string) => Promise<void>;

/** The people of a seed, and the things that they, the Dashboard and time do. */
export class Shop {
  readonly people: string[] = [];
  readonly #deeds: readonly [number, Deed][];
  readonly #opening: Deed[] = [this.subscribe, this.buyCredits, this.subscribe];
  #months = 0;

  private constructor(
    private readonly stripe: Stripe,
    private readonly context: PaymentsContext,
    private readonly payments: PaymentService,
    private readonly control: (name: string, body: object) => Promise<void>,
  ) {
    this.#deeds = [
      [6, this.subscribe],
      [4, this.buyCredits],
      [3, this.changePlan],
      [3, this.changeSeats],
      [2, this.cancelAtPeriodEnd],
      [1, this.cancelNow],
      [3, this.refund],
      [2, this.useAnotherCard],
      [1, this.detachCard],
      [2, this.editCustomer],
      [1, this.deleteCustomer],
      [1, this.renameProduct],
      [3, this.letAMonthPass],
    ];
  }

  static async open(
    stripe: Stripe,
    context: PaymentsContext,
    control: (name: string, body: object) => Promise<void>,
  ): Promise<Shop> {
    const pushed = await pushCatalog(context);
    if (pushed.kind === 'failed') throw new Error(`No catalogue: ${JSON.stringify(pushed)}`);
    await addFeature(stripe);
    const shop = new Shop(stripe, context, createPayments(context), control);
    for (let n = 0; n < PEOPLE; n++)
      shop.people.push(await shop.createUser(`person-${n}@example.com`, 'user'));
    await shop.createUser('admin@example.com', 'admin');
    return shop;
  }

  /** Something happens: at first somebody always buys. @returns what, for the story of a seed */
  async next(random: Random): Promise<string> {
    const opening = this.#opening.shift();
    if (opening) return this.#do(opening, random, this.#opening.length);
    let place = random.below(this.#deeds.reduce((sum, [weight]) => sum + weight, 0));
    const found = this.#deeds.find(([weight]) => (place -= weight) < 0);
    const person = random.below(PEOPLE);
    return this.#do(found?.[1] ?? this.subscribe, random, person);
  }

  async #do(deed: Deed, random: Random, person: number): Promise<string> {
    await deed.call(this, random, this.people[person] ?? '').catch((error: unknown) => {
      // A card that is declined, a customer that is gone: theirs to live with.
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
    });
    return `${deed.name} by ${person}`;
  }

  private async createUser(email: string, role: 'user' | 'admin'): Promise<string> {
    const { id } = await this.context.database.prisma.user.create({
      data: { email, role, name: 'Ada Lovelace' },
    });
    return id;
  }

  private async customerOf(userId: string): Promise<string | null> {
    const user = await this.context.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    return user.stripeCustomerId;
  }

  private subscribe(random: Random, userId: string): Promise<void> {
    return subscribe(this.stripe, this.payments, random, userId);
  }

  private buyCredits(random: Random, userId: string): Promise<void> {
    return buyCredits(this.stripe, this.payments, random, userId);
  }

  private async live(userId: string): Promise<Stripe.Subscription | null> {
    const customer = await this.customerOf(userId);
    if (customer === null) return null;
    const { data } = await this.stripe.subscriptions.list({ customer });
    return (
      data.find(({ status }) => status === 'active' || status === 'trialing' || status === 'past_due') ?? null
    );
  }

  private async changePlan(random: Random, userId: string): Promise<void> {
    const lookupKey = random.pick(PLANS);
    const subscription = await this.live(userId);
    if (!subscription) return;
    const { data } = await this.stripe.prices.list({ lookup_keys: [lookupKey] });
    const item = subscription.items.data[0]?.id;
    await this.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: data[0]?.id }],
      proration_behavior: 'always_invoice',
    });
  }

  private async changeSeats(random: Random, userId: string): Promise<void> {
    const quantity = 1 + random.below(8);
    const subscription = await this.live(userId);
    if (!subscription) return;
    const item = subscription.items.data[0]?.id;
    await this.stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity }] });
  }

  private async cancelAtPeriodEnd(_: Random, userId: string): Promise<void> {
    const subscription = await this.live(userId);
    if (!subscription) return;
    const cancel_at_period_end = !subscription.cancel_at_period_end;
    await this.stripe.subscriptions.update(subscription.id, { cancel_at_period_end });
  }

  private async cancelNow(_: Random, userId: string): Promise<void> {
    const subscription = await this.live(userId);
    if (subscription) await this.stripe.subscriptions.cancel(subscription.id);
  }

  private async refund(random: Random, userId: string): Promise<void> {
    const part = 1 + random.below(3);
    const customer = await this.customerOf(userId);
    if (customer === null) return;
    const { data } = await this.stripe.charges.list({ customer, limit: 100 });
    const charge = data.find(
      ({ status, refunded, disputed }) => status === 'succeeded' && !refunded && !disputed,
    );
    if (!charge) return;
    const left = charge.amount_captured - charge.amount_refunded;
    await this.stripe.refunds.create({ charge: charge.id, amount: Math.ceil(left / part) });
  }

  private async useAnotherCard(random: Random, userId: string): Promise<void> {
    const card = random.pick(CARDS_TO_KEEP);
    const customer = await this.customerOf(userId);
    if (customer === null) return;
    const { id } = await this.stripe.paymentMethods.attach(card, { customer });
    await this.stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
    const subscription = await this.live(userId);
    if (subscription) await this.stripe.subscriptions.update(subscription.id, { default_payment_method: id });
  }

  private async detachCard(_: Random, userId: string): Promise<void> {
    const customer = await this.customerOf(userId);
    if (customer === null) return;
    const { data } = await this.stripe.paymentMethods.list({ customer });
    if (data[0]) await this.stripe.paymentMethods.detach(data[0].id);
  }

  private async editCustomer(random: Random, userId: string): Promise<void> {
    const name = `Ada ${random.below(1000)}`;
    const customer = await this.customerOf(userId);
    if (customer !== null) await this.stripe.customers.update(customer, { name });
  }

  private async deleteCustomer(_: Random, userId: string): Promise<void> {
    const customer = await this.customerOf(userId);
    if (customer !== null) await this.stripe.customers.del(customer);
  }

  private async renameProduct(random: Random): Promise<void> {
    const name = `Plan ${random.below(1000)}`;
    const { data } = await this.stripe.products.list({ limit: 10 });
    const product = data.at(-1);
    if (product) await this.stripe.products.update(product.id, { name });
  }

  /** Renewals, failed payments and their retries, trials that end. */
  private async letAMonthPass(): Promise<void> {
    if (this.#months >= 2) return;
    this.#months += 1;
    await this.control('clock', { advance_seconds: UNTIL_RENEWED });
  }
}
