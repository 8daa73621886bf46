import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { runOperation } from '../operations/run-operation';
import { cartOf, cartSlot } from './cart';
import { findPrice } from './find-price';
import { parsePurchase } from './parse-selection';
import type { Purchase } from './payment-service';

/** Starts a one-off payment, or goes on with the one that was begun for the same cart. See PaymentService. */
export async function startPayment(
  context: PaymentsContext,
  userId: string,
  input: Purchase,
): Promise<Outcome> {
  const parsed = parsePurchase(input);
  if (parsed.kind === 'refused') return parsed;
  const { purchase, pack } = parsed;
  const { lookupKey, currency, cart } = purchase;
  // A page rendered before the last payment names that payment's cart, and finds it paid; no page names a later one.
  if (cart > (await cartOf(context, userId, lookupKey)))
    return refused('invalid_request', 'a cart from the future');
  const price = await findPrice(context, lookupKey, currency);
  if (!price) return refused('price_unavailable', lookupKey);
  const params = { lookupKey, amount: price.unit.amount, currency, description: pack.name };
  const slot = cartSlot(lookupKey, cart);
  return runOperation(context, { userId, purpose: 'start_payment', slot, params }, async () => null);
}
