import { z } from 'zod';
import type { QuotedPlanTarget, Resumable, SeenSubscription } from '@/lib/payments';
import { CANCELLATION_FEEDBACK, type Cancellation } from '@/lib/payments/domain/cancellation';

const whole = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);

// A form that is sent without script carries fields of the framework's beside ours: those are left out, not refused.
const seenFields = z.object({ subscription: z.string().min(1).max(200), revision: whole });
const resumableFields = z.object({ from: z.enum(['cancellation', 'scheduled_change', 'pause']) });
const targetFields = z.object({
  lookupKey: z.string().min(1).max(200),
  seats: whole,
  prorationDate: z.union([z.literal('').transform(() => null), whole]),
});
const cancellationFields = z.object({
  when: z.enum(['period_end', 'now']),
  feedback: z.union([z.literal('').transform(() => null), z.enum(CANCELLATION_FEEDBACK)]),
});
const promotionFields = z.object({ code: z.string().trim().min(1).max(100) });
const methodFields = z.object({ method: z.string().min(1).max(200) });
const operationFields = z.object({ operation: z.uuid() });

/** Which subscription the page showed that a form was on, and how often it had been changed by then; null when not said. */
export function parseSeen(form: FormData): SeenSubscription | null {
  const { data } = seenFields.safeParse(Object.fromEntries(form));
  return data ? { subscriptionId: data.subscription, revision: data.revision } : null;
}

export function parseResumable(form: FormData): Resumable | null {
  return resumableFields.safeParse(Object.fromEntries(form)).data?.from ?? null;
}

/** The plan and the number of seats that a price was shown for. Never an amount and never a price id (failure 18). */
export function parseQuotedTarget(form: FormData): QuotedPlanTarget | null {
  return targetFields.safeParse(Object.fromEntries(form)).data ?? null;
}

export function parseOperation(form: FormData): string | null {
  return operationFields.safeParse(Object.fromEntries(form)).data?.operation ?? null;
}

export function parseCancellation(form: FormData): Cancellation | null {
  return cancellationFields.safeParse(Object.fromEntries(form)).data ?? null;
}

export function parsePromotionCode(form: FormData): string | null {
  return promotionFields.safeParse(Object.fromEntries(form)).data?.code ?? null;
}

/** The id of a saved payment method. */
export function parseMethod(form: FormData): string | null {
  return methodFields.safeParse(Object.fromEntries(form)).data?.method ?? null;
}
