import type { PaymentsContext } from '../context';
import { quantityOf } from '../domain/catalog';
import { money } from '../domain/money';
import type { Outcome } from '../domain/outcome';
import { type Refused, refused } from '../domain/refusal';
import { ruleOf, SUBSCRIPTION_STATUSES } from '../domain/subscription-status';
import { runOperation } from '../operations/run-operation';
import { trialDaysFor } from '../trials/trial-days';
import { findPrice } from './find-price';
import { findPromotionCode } from './find-promotion-code';
import { parseSelection } from './parse-selection';
import type { Selection } from './payment-service';
import { taxedCustomer } from './tax-location';

const FREE_PLACE = SUBSCRIPTION_STATUSES.filter((status) => !ruleOf(status).holdsPlace);

/**
 * Asked after the slot is held: a subscription that was settled before shows in the mirror by then, because both were
 * written in one transaction. Our own operation's subscription, still waiting for its card, is not in its own way.
 */
async function refuseSecond(context: PaymentsContext, userId: string): Promise<Refused | null> {
  const { database, provider } = context;
  const user = await database.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { stripeCustomerId: true },
  });
  if (!user.stripeCustomerId) return null;
  const live = await database.prisma.subscription.findFirst({
    where: {
      provider: provider.name,
      customerId: user.stripeCustomerId,
      deletedAt: null,
      status: { notIn: FREE_PLACE },
      awaitingSetup: false,
    },
    select: { id: true },
  });
  return live ? refused('already_subscribed', live.id) : null;
}

/** Starts the user's base subscription, or goes on with the one that was begun. See PaymentService. */
export async function startSubscription(
  context: PaymentsContext,
  userId: string,
  input: Selection,
): Promise<Outcome> {
  const parsed = parseSelection(input);
  if (parsed.kind === 'refused') return parsed;
  if (parsed.kind === 'pack') return refused('invalid_request', 'a pack is not a subscription');
  const { selection, plan } = parsed;
  const price = await findPrice(context, selection.lookupKey, selection.currency);
  if (!price) return refused('price_unavailable', selection.lookupKey);
  const automaticTax = context.automaticTax ?? false;
  const taxed = automaticTax ? await taxedCustomer(context, userId) : null;
  if (taxed?.kind === 'refused') return taxed;
  const quantity = quantityOf(plan, selection.seats);
  const subtotal = money(price.unit.amount * quantity, selection.currency);
  const code = await findPromotionCode(context, userId, selection.promotionCode, subtotal);
  if (code?.kind === 'refused') return code;
  const params = {
    lookupKey: selection.lookupKey,
    priceId: price.priceId,
    quantity,
    currency: selection.currency,
    promotionCodeId: code?.id ?? null,
    trialDays: await trialDaysFor(context, userId, plan),
    automaticTax,
  };
  return runOperation(context, { userId, purpose: 'start_subscription', slot: 'base', params }, () =>
    refuseSecond(context, userId),
  );
}
