import type { PaymentsContext } from '../context';
import { money } from '../domain/money';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { ownSubscription } from '../reads/own-subscription';
import { changeSubscription, type SeenSubscription } from './change-subscription';
import { findPromotionCode } from './find-promotion-code';
import { runningPlan } from './running-plan';

/** Puts a promotion code on a running subscription. See PaymentService. */
export async function applyPromotionCode(
  context: PaymentsContext,
  userId: string,
  seen: SeenSubscription,
  code: string,
): Promise<Outcome> {
  const subscription = await ownSubscription(context, userId, seen.subscriptionId);
  if (!subscription) return refused('not_found', seen.subscriptionId);
  const running = await runningPlan(context, subscription);
  if (running.kind === 'refused') return running;
  const subtotal = money(running.unit.amount * running.quantity, running.unit.currency);
  const found = await findPromotionCode(context, userId, code, subtotal);
  if (found?.kind !== 'found') return found ?? refused('promotion_code_unknown');
  const params = { subscriptionId: seen.subscriptionId, promotionCodeId: found.id };
  return changeSubscription(context, userId, seen, { purpose: 'apply_promotion_code', params });
}
