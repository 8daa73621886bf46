import type { PaymentsContext } from '../context';
import { type Refused, refused } from '../domain/refusal';
import type { ProviderFailure } from '../provider';

export type FoundPromotionCode = { readonly kind: 'found'; readonly id: string; readonly label: string };

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

/** Looks a promotion code up at the provider: one call, and none without a code. */
export async function findPromotionCode(
  context: PaymentsContext,
  userId: string | null,
  code: string | null,
): Promise<FoundPromotionCode | Refused | null> {
  if (code === null) return null;
  const user = userId
    ? await context.database.prisma.user.findUnique({
        where: { id: userId },
        select: { stripeCustomerId: true },
      })
    : null;
  const found = await context.provider.findPromotionCode(code, user?.stripeCustomerId ?? null);
  return found.kind === 'ok' ? { kind: 'found', ...found.value } : refusedRead(found);
}
