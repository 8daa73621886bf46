import type { Subscription } from '../subscriptions/subscription';
import type { Invoice } from './invoice';

/**
 * What an invoice takes over from its subscription besides what it bills.
 * @param finalizesAt when it stops being a draft (unix seconds), from which its due date counts
 */
export function settingsOfSubscription(subscription: Subscription, finalizesAt: number): Partial<Invoice> {
  const { automatic_tax, collection_method, days_until_due, invoice_settings, payment_settings } =
    subscription;
  const { custom_fields, footer } = invoice_settings;
  const sent = collection_method === 'send_invoice';
  const types = payment_settings?.payment_method_types ?? null;
  return {
    ...(automatic_tax.enabled ? { automatic_tax: workedOut } : {}),
    collection_method,
    ...(custom_fields === null ? {} : { custom_fields }),
    description: invoice_settings.description ?? subscription.description,
    due_date: sent && days_until_due !== null ? finalizesAt + days_until_due * 86_400 : null,
    ...(footer === null ? {} : { footer }),
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: types,
    },
  };
}

/** Taxes were worked out, be they none: that is all an invoice says where there is no registration. */
export const workedOut: Invoice['automatic_tax'] = {
  disabled_reason: null,
  enabled: true,
  liability: { type: 'self' },
  provider: 'stripe',
  status: 'complete',
};
