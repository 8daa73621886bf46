import type Stripe from 'stripe';
import { type Harness, PUBLISHABLE, type Reply } from './kernel-harness';

/** Confirms as the card frame does: with the publishable key, from the sandbox's own origin. */
export function typeCard(
  harness: Pick<Harness, 'url' | 'send'>,
  intent: Stripe.PaymentIntent,
  number: string,
  card: Record<string, string> = {},
): Promise<Reply> {
  const cvc = number.startsWith('3') && number.length === 15 ? '1234' : '123';
  const fields = { number, exp_month: '12', exp_year: '34', cvc, ...card };
  const form = new URLSearchParams({
    client_secret: intent.client_secret ?? '',
    'payment_method_data[type]': 'card',
  });
  for (const [name, value] of Object.entries(fields)) form.set(`payment_method_data[card][${name}]`, value);
  const headers = { origin: harness.url };
  const path = `/v1/payment_intents/${intent.id}/confirm`;
  return harness.send('POST', path, { key: PUBLISHABLE, form: form.toString(), headers });
}
