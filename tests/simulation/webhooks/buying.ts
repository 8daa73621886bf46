import type Stripe from 'stripe';
import type { PaymentService, Selection } from '@/lib/payments/service/payment-service';
import type { Random } from '../random';

const CARDS: [string, ...string[]] = [
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_visa_chargeDeclined',
];
const CARDS_FOR_CREDITS: [string, ...string[]] = ['pm_card_visa', 'pm_card_visa', 'pm_card_createDispute'];
export const PLANS: [string, ...string[]] = ['pro_monthly', 'pro_yearly', 'team_monthly'];

async function confirm(stripe: Stripe, secret: string, card: string): Promise<void> {
  const id = secret.split('_secret_')[0] ?? '';
  const params = { payment_method: card, return_url: 'http://localhost:3000/' };
  if (id.startsWith('seti_')) await stripe.setupIntents.confirm(id, params);
  else await stripe.paymentIntents.confirm(id, params);
}

/** Somebody picks a plan and, mostly, pays; the card may be declined. */
export async function subscribe(
  stripe: Stripe,
  payments: PaymentService,
  random: Random,
  userId: string,
): Promise<void> {
  const lookupKey = random.pick(PLANS);
  const seats = lookupKey === 'team_monthly' ? 1 + random.below(4) : 1;
  const selection: Selection = { lookupKey, currency: 'usd', seats, promotionCode: null };
  const card = random.pick(CARDS);
  const confirms = random.chance(0.85);
  const outcome = await payments.startSubscription(userId, selection);
  if (outcome.kind === 'requires_action' && confirms)
    await confirm(stripe, outcome.action.clientSecret, card);
}

/** Somebody buys a pack; some of these payments are disputed. */
export async function buyCredits(
  stripe: Stripe,
  payments: PaymentService,
  random: Random,
  userId: string,
): Promise<void> {
  const card = random.pick(CARDS_FOR_CREDITS);
  const cart = await payments.cartOf(userId, 'credits_1000');
  const outcome = await payments.startPayment(userId, { lookupKey: 'credits_1000', currency: 'usd', cart });
  if (outcome.kind === 'requires_action') await confirm(stripe, outcome.action.clientSecret, card);
}
