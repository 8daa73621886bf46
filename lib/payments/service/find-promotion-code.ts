import type { PaymentsContext } from '../context';
import type { Money } from '../domain/money';
import { type Refused, refused } from '../domain/refusal';
import type { PromotionCodeFacts, ProviderFailure } from '../provider';
import { mayTryCode, wasKnown } from './promotion-code-guesses';

export type FoundPromotionCode = { readonly kind: 'found' } & PromotionCodeFacts;

/** What a question that a person waits for is answered with when the provider did not answer it: nothing was changed. */
export function refusedRead(failure: ProviderFailure): Refused {
  switch (failure.kind) {
    case 'declined':
    case 'refused':
      return refused(failure.code, failure.detail);
    case 'rate_limited':
    case 'unavailable':
    case 'unknown':
      return refused('payments_unavailable', failure.detail);
    default:
      return failure satisfies never;
  }
}

/** Whether the code's redemption was taken by this buyer's own checkout, still waiting for its payment. */
async function isTheirOwn(
  { database }: PaymentsContext,
  userId: string | null,
  id: string,
): Promise<boolean> {
  if (userId === null) return false;
  const begun = await database.prisma.paymentOperation.count({
    where: {
      userId,
      purpose: 'start_subscription',
      state: { notIn: ['done', 'refused'] },
      params: { path: ['promotionCodeId'], equals: id },
    },
  });
  return begun > 0;
}

function isBelow(subtotal: Money, minimum: PromotionCodeFacts['minimum']): boolean {
  return minimum !== null && minimum.currency === subtotal.currency && subtotal.amount < minimum.amount;
}

/**
 * Looks a promotion code up at the provider: one call, and none without a code or after too many guesses.
 * @param subtotal what the purchase comes to without it
 */
export async function findPromotionCode(
  context: PaymentsContext,
  userId: string | null,
  code: string | null,
  subtotal: Money,
): Promise<FoundPromotionCode | Refused | null> {
  if (code === null) return null;
  if (userId !== null && !(await mayTryCode(context, userId))) return refused('promotion_code_guesses');
  const user = userId
    ? await context.database.prisma.user.findUnique({
        where: { id: userId },
        select: { stripeCustomerId: true },
      })
    : null;
  const found = await context.provider.findPromotionCode(code, user?.stripeCustomerId ?? null);
  const isUnknown = found.kind === 'refused' && found.code === 'promotion_code_unknown';
  if (userId !== null && !isUnknown) await wasKnown(context, userId);
  if (found.kind !== 'ok') return refusedRead(found);
  const { id, usedUp, minimum } = found.value;
  if (usedUp && !(await isTheirOwn(context, userId, id))) return refused('promotion_code_used_up', id);
  if (isBelow(subtotal, minimum)) return refused('promotion_code_minimum', id);
  return { kind: 'found', ...found.value };
}
