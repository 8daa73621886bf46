import { idOf, mergeMetadata, type Transaction } from '../../kernel';
import { attachedMethod } from '../../payments';
import { automaticTaxOf } from '../subscriptions/automatic-tax';
import { usableRates } from '../tax-rates/tax-rate';
import { customerOf } from './balance';
import { timingOf } from './due';
import type { Invoice } from './invoice';
import { requireUnused } from './number';
import { workedOut } from './of-subscription';
import type { UpdateParams } from './params';

/** What a request says of a draft beside its lines and discounts. Throws 400. */
export function settingsOf(tx: Transaction, params: UpdateParams, before: Invoice): Partial<Invoice> {
  if (params.number) requireUnused(tx, params.number, before.id);
  return {
    ...timingOf(params, before, tx.now()),
    ...wordsOf(params, before),
    ...paymentOf(tx, params, before),
    automatic_tax: automaticTax(tx, params, before),
    default_tax_rates:
      params.default_tax_rates === undefined
        ? before.default_tax_rates
        : usableRates(tx, params.default_tax_rates ?? [], 'default_tax_rates'),
    effective_at: params.effective_at === undefined ? before.effective_at : params.effective_at,
    metadata: mergeMetadata(before.metadata ?? {}, params.metadata),
  };
}

/** How it is to be paid: this can be changed after finalization too. Throws 400. */
export function paymentOf(tx: Transaction, params: UpdateParams, before: Invoice): Partial<Invoice> {
  const method = params.default_payment_method;
  const customer = idOf(before.customer);
  if (method !== undefined && customer !== null) {
    attachedMethod(tx, method, customer, 'default_payment_method');
  }
  const types = params.payment_settings?.payment_method_types;
  return {
    default_payment_method: method ?? idOf(before.default_payment_method),
    payment_settings:
      types === undefined
        ? before.payment_settings
        : { ...before.payment_settings, payment_method_types: types },
  };
}

/** As on subscriptions. Throws 400 for a customer of no known place. */
function automaticTax(
  tx: Transaction,
  { automatic_tax }: UpdateParams,
  before: Invoice,
): Invoice['automatic_tax'] {
  const customer = customerOf(tx, before);
  if (!automatic_tax || !customer) return before.automatic_tax;
  const { disabled_reason, enabled, liability } = automaticTaxOf(automatic_tax, customer);
  return enabled ? workedOut : { disabled_reason, enabled, liability, provider: null, status: null };
}

function wordsOf(params: UpdateParams, before: Invoice): Partial<Invoice> {
  return {
    custom_fields: params.custom_fields === undefined ? before.custom_fields : params.custom_fields,
    description: params.description ?? before.description,
    footer: params.footer ?? before.footer,
    number: params.number === undefined ? before.number : params.number,
    rendering: renderingOf(params, before),
    shipping_details: shippingOf(params, before),
    statement_descriptor: params.statement_descriptor ?? before.statement_descriptor,
  };
}

function renderingOf({ rendering }: UpdateParams, before: Invoice): Invoice['rendering'] {
  if (!rendering) return before.rendering;
  const kept = before.rendering;
  const { amount_tax_display, pdf } = rendering;
  return {
    amount_tax_display:
      amount_tax_display === undefined ? (kept?.amount_tax_display ?? null) : amount_tax_display,
    pdf: pdf ? { page_size: pdf.page_size ?? 'auto' } : (kept?.pdf ?? null),
    template: null,
    template_version: null,
  };
}

function shippingOf({ shipping_details }: UpdateParams, before: Invoice): Invoice['shipping_details'] {
  if (shipping_details === undefined) return before.shipping_details;
  if (shipping_details === null) return null;
  const { address, name, phone } = shipping_details;
  const full = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    address: { ...full, ...address },
    carrier: null,
    name,
    phone: phone ?? null,
    tracking_number: null,
  };
}
