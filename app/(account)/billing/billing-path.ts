import type { Outcome } from '@/lib/payments/domain/outcome';
import type { RefusalCode } from '@/lib/payments/domain/refusal';

/** What a form has led to, as the address of the billing page says it. */
export const TOLD = [
  'changed',
  'scheduled',
  'canceled',
  'resumed',
  'taken_back',
  'withdrawn',
  'too_late',
  'deferred',
  'finished',
  'ended',
  'paused',
  'default_changed',
  'card_removed',
  'promotion_applied',
  'details_changed',
  'tax_id_changed',
  'paid',
  'paying',
] as const;
export type Told = (typeof TOLD)[number];

type Say = { readonly told: Told } | { readonly refused: RefusalCode };

/** The billing page, saying what became of something. */
export function billingPath(say: Say): string {
  return `/billing?${new URLSearchParams(say)}`;
}

/** Where a change that is not finished is looked at, and confirmed where the buyer has to. */
export function changePath(operationId: string): string {
  return `/billing/change?${new URLSearchParams({ operation: operationId })}`;
}

/** Where an invoice that is due is paid. */
export function payPath(invoiceId: string): string {
  return `/billing/pay?${new URLSearchParams({ invoice: invoiceId })}`;
}

/** Where a plan is paused, after one more question. */
export function pausePath(subscriptionId: string): string {
  return `/billing/pause?${new URLSearchParams({ subscription: subscriptionId })}`;
}

export const detailsPath = '/billing/details';
export const addMethodPath = '/billing/payment-methods';

/** Where a purchase is looked at once it was confirmed. */
export function completionPath(operationId: string): string {
  return `/checkout/complete?${new URLSearchParams({ operation: operationId })}`;
}

/** Where a form that asked for a change leads. An address of its own each time, so that reloading it sends nothing again. */
export function pathAfter(outcome: Outcome, told: Told): string {
  switch (outcome.kind) {
    case 'done':
      return billingPath({ told });
    case 'deferred':
      return billingPath({ told: 'deferred' });
    case 'requires_action':
    case 'processing':
    case 'unknown':
      return changePath(outcome.operationId);
    case 'refused':
      return billingPath({ refused: outcome.code });
  }
}
