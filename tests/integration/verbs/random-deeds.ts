import { NO_ADDRESS } from '@/lib/payments/domain/address';
import type { Outcome } from '@/lib/payments/domain/outcome';
import type { BillingView } from '@/lib/payments/domain/views';
import type { PaymentService } from '@/lib/payments/service/payment-service';
import { AT_ONCE, AT_PERIOD_END } from '../../support/cancellation';
import type { TestPayments } from '../../support/payments';

export const DEEDS = [
  'subscribe',
  'buyCredits',
  'changePlan',
  'cancelAtPeriodEnd',
  'cancelNow',
  'resume',
  'pause',
  'refund',
  'addCard',
  'makeDefault',
  'removeCard',
  'updateCustomer',
  'setTaxId',
  'withdraw',
] as const;
export type Deed = (typeof DEEDS)[number];

/** One user, as a page shows them their billing, and the payments layer of the process that serves the page. */
export type Person = {
  readonly world: TestPayments;
  readonly payments: PaymentService;
  readonly userId: string;
  readonly billing: BillingView;
  /** Any number: which of several, how many seats. */
  readonly roll: number;
};

type Do = (person: Person) => Promise<Outcome | string | null>;

/** What a browser does with a client secret; a card that is declined, or an intent that has ended, is theirs to live with. */
async function confirm({ world }: Person, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind !== 'requires_action') return outcome;
  const id = outcome.action.clientSecret.split('_secret_')[0] ?? '';
  const params = { payment_method: 'pm_card_visa', return_url: 'http://localhost:3000/' };
  const confirming = id.startsWith('seti_')
    ? world.stripe.setupIntents.confirm(id, params)
    : world.stripe.paymentIntents.confirm(id, params);
  await confirming.catch(() => {});
  return outcome;
}

const seen = ({ billing }: Person) => {
  const subscription = billing.subscriptions[0];
  return { subscriptionId: subscription?.id ?? 'sub_none', revision: subscription?.revision ?? 0 };
};

const cardOf = ({ billing, roll }: Person): string =>
  billing.paymentMethods[roll % Math.max(1, billing.paymentMethods.length)]?.id ?? 'pm_none';

const DO: Readonly<Record<Deed, Do>> = {
  async subscribe(person) {
    const lookupKey = person.roll % 2 === 0 ? 'pro_monthly' : 'team_monthly';
    const seats = lookupKey === 'pro_monthly' ? 1 : 1 + (person.roll % 4);
    const selection = { lookupKey, currency: 'usd', seats, promotionCode: null } as const;
    const outcome = await person.payments.startSubscription(person.userId, selection);
    return person.roll % 5 === 0 ? outcome : confirm(person, outcome);
  },
  async buyCredits(person) {
    const { payments, userId } = person;
    const cart = await payments.cartOf(userId, 'credits_1000');
    return confirm(
      person,
      await payments.startPayment(userId, { lookupKey: 'credits_1000', currency: 'usd', cart }),
    );
  },
  async changePlan(person) {
    const { payments, userId, roll } = person;
    const target =
      roll % 2 === 0
        ? { lookupKey: 'pro_yearly', seats: 1 }
        : { lookupKey: 'team_monthly', seats: 1 + (roll % 6) };
    const quote = await payments.previewPlanChange(userId, seen(person).subscriptionId, target);
    if (quote.kind === 'refused') return quote;
    const { prorationDate } = quote;
    return confirm(person, await payments.changePlan(userId, seen(person), { ...target, prorationDate }));
  },
  cancelAtPeriodEnd: (person) =>
    person.payments.cancelSubscription(person.userId, seen(person), AT_PERIOD_END),
  cancelNow: (person) => person.payments.cancelSubscription(person.userId, seen(person), AT_ONCE),
  async resume(person) {
    const subscription = person.billing.subscriptions[0];
    const from = subscription?.paused
      ? 'pause'
      : subscription?.scheduled
        ? 'scheduled_change'
        : 'cancellation';
    return person.payments.resumeSubscription(person.userId, seen(person), from);
  },
  pause: (person) => person.payments.pauseSubscription(person.userId, seen(person)),
  async refund({ world, payments, userId, roll }) {
    const user = await world.context.database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    const paid = await world.context.database.prisma.payment.findMany({
      where: { customerId: user.stripeCustomerId ?? 'cus_none', status: 'succeeded' },
      orderBy: { id: 'asc' },
    });
    const payment = paid[roll % Math.max(1, paid.length)];
    if (!payment) return null;
    const request = crypto.randomUUID();
    const ask = { paymentId: payment.id, amount: 1 + (roll % 900), reason: null, request };
    return payments.adminActs.refundPayment(ask, { id: userId, role: 'admin' });
  },
  addCard: async (person) => confirm(person, await person.payments.addPaymentMethod(person.userId)),
  makeDefault: (person) => person.payments.setDefaultPaymentMethod(person.userId, cardOf(person)),
  removeCard: (person) => person.payments.removePaymentMethod(person.userId, cardOf(person)),
  updateCustomer: ({ payments, userId, roll }) =>
    payments.updateCustomer(userId, {
      name: `Ada ${roll}`,
      email: `ada${roll}@example.com`,
      address: NO_ADDRESS,
    }),
  setTaxId: ({ payments, userId, roll }) =>
    payments.setTaxId(
      userId,
      roll % 3 === 0 ? null : { type: 'eu_vat', value: `DE${100_000_000 + (roll % 2)}` },
    ),
  async withdraw({ payments, userId, billing }) {
    const change = billing.changes[0];
    return change ? payments.withdraw(userId, change.operationId) : null;
  },
};

/** Does it, and tells what came of it. */
export async function perform(deed: Deed, person: Person): Promise<string> {
  const came = await DO[deed](person);
  if (came === null || typeof came === 'string') return `${deed}: ${came ?? 'nothing to do'}`;
  return `${deed}: ${came.kind === 'refused' ? came.code : came.kind}`;
}
