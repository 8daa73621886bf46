import { defineRoute, invalidRequest, notImplemented } from '../../kernel';
import { liveCustomer } from '../../payments';
import { newDiscount } from '../discounts/discount';
import { takeOrder } from '../subscriptions/order';
import { buildInvoice } from './build';
import type { Invoice } from './invoice';
import { previewParams } from './preview-params';

/**
 * What the first invoice of a subscription would say: worked out by the very code that makes it, and nothing of
 * it is stored.
 */
export const createPreview = defineRoute({
  method: 'POST',
  path: '/v1/invoices/create_preview',
  params: previewParams,
  handle({ tx, params }): Invoice {
    const details = params.subscription_details;
    if (!details) {
      const message =
        'You must specify `subscription_details[items]`: the sandbox previews new subscriptions only.';
      throw invalidRequest(message, { code: 'parameter_missing', param: 'subscription_details[items]' });
    }
    if (details.billing_mode?.type === 'classic') {
      throw notImplemented('the classic billing mode', 'subscription_details[billing_mode][type]');
    }
    if (params.preview_mode === 'recurring')
      throw notImplemented('previews of recurring amounts', 'preview_mode');
    const customer = params.customer === undefined ? null : liveCustomer(tx, params.customer);
    const request = {
      items: details.items,
      itemsParam: 'subscription_details[items]',
      currency: params.currency,
      discounts: params.discounts,
      trial_end: details.trial_end,
      trial_period_days: undefined,
    };
    const order = takeOrder(tx, request, customer);
    const holder = { customer: customer?.id ?? null, subscription: null };
    return buildInvoice(tx, {
      id: tx.newId('upcoming_in'),
      bill: {
        currency: order.currency,
        items: order.items.map((item) => ({ ...item, period: order.period })),
        discounts: order.discounts.map((resolved) => newDiscount(tx, resolved, holder)),
        trial: order.trialEnd !== null,
        subscription: null,
      },
      customer,
      billing_reason: 'subscription_create',
      parent: null,
      default_payment_method: null,
      period: { start: tx.now(), end: tx.now() },
    });
  },
});
