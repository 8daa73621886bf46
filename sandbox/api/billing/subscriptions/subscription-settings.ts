import { invalidRequest } from '../../kernel';
import type { Customer } from '../../payments';
import { automaticTaxOf } from './automatic-tax';
import type { CreateParams } from './build';
import type { UpdateParams } from './params';
import type { Subscription } from './subscription';

type Params = Pick<
  CreateParams & UpdateParams,
  | 'automatic_tax'
  | 'collection_method'
  | 'days_until_due'
  | 'invoice_settings'
  | 'payment_settings'
  | 'trial_settings'
>;

type Settings = Pick<
  Subscription,
  | 'automatic_tax'
  | 'collection_method'
  | 'days_until_due'
  | 'invoice_settings'
  | 'payment_settings'
  | 'trial_settings'
>;

/** The settings of a subscription once a request was followed: what it does not name stays. Throws 400. */
export function subscriptionSettings(customer: Customer, before: Settings, params: Params): Settings {
  const { missing_payment_method, billing_cycle_anchor } = params.trial_settings?.end_behavior ?? {};
  const { save_default_payment_method, payment_method_types } = params.payment_settings ?? {};
  const { issuer: _, account_tax_ids: __, ...texts } = params.invoice_settings ?? {};
  return {
    automatic_tax: params.automatic_tax
      ? automaticTaxOf(params.automatic_tax, customer)
      : before.automatic_tax,
    ...collectionOf(before, params),
    invoice_settings: { ...before.invoice_settings, ...texts },
    payment_settings: {
      payment_method_options: before.payment_settings?.payment_method_options ?? null,
      payment_method_types:
        payment_method_types === undefined
          ? (before.payment_settings?.payment_method_types ?? null)
          : payment_method_types,
      save_default_payment_method:
        save_default_payment_method ?? before.payment_settings?.save_default_payment_method ?? 'off',
    },
    trial_settings: missing_payment_method
      ? { end_behavior: { billing_cycle_anchor: billing_cycle_anchor ?? null, missing_payment_method } }
      : before.trial_settings,
  };
}

/** Invoices that are sent have a date until which they are to be paid. */
function collectionOf(
  before: Settings,
  params: Params,
): Pick<Settings, 'collection_method' | 'days_until_due'> {
  const collection_method = params.collection_method ?? before.collection_method;
  const days = params.days_until_due ?? before.days_until_due;
  if (collection_method === 'send_invoice') {
    if (days !== null) return { collection_method, days_until_due: days };
    const message = 'You must pass `days_until_due` when `collection_method` is `send_invoice`.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'days_until_due' });
  }
  if (params.days_until_due === undefined) return { collection_method, days_until_due: null };
  const message = '`days_until_due` can only be set when `collection_method` is `send_invoice`.';
  throw invalidRequest(message, { param: 'days_until_due' });
}
