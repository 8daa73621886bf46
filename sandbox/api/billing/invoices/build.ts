import type { Transaction } from '../../kernel';
import type { Customer } from '../../payments';
import { settle } from '../arithmetic/settle';
import { embedded } from '../envelope';
import { usableBalance } from './balance';
import { type Bill, type DrawnUp, drawUp } from './draw-up';
import type { Invoice } from './invoice';
import { asCredits } from './sums';

export interface InvoiceToBuild {
  id: string;
  bill: Bill;
  /** null in a preview for somebody not yet known. */
  customer: Customer | null;
  billing_reason: NonNullable<Invoice['billing_reason']>;
  /** Shown in the preview of a subscription too. */
  parent: Invoice['parent'];
  default_payment_method: string | null;
  period: { start: number; end: number };
  /** What the request, or the subscription, says of the invoice beside its amounts. */
  settings?: Partial<Invoice>;
}

/** An invoice as a draft, with every amount worked out. Not stored. */
export function buildInvoice(tx: Transaction, input: InvoiceToBuild): Invoice {
  const { bill, customer, id } = input;
  const drawn = drawUp(tx, bill);
  return {
    ...constants,
    ...customerFields(customer),
    ...amountsOf(drawn, usableBalance(customer, bill.currency), bill.currency),
    id,
    object: 'invoice',
    billing_reason: input.billing_reason,
    created: tx.now(),
    currency: bill.currency,
    default_payment_method: input.default_payment_method,
    default_tax_rates: [...(bill.taxRates ?? [])],
    discounts: bill.discounts.map((discount) => discount.id),
    footer: customer?.invoice_settings.footer ?? null,
    custom_fields: customer?.invoice_settings.custom_fields ?? null,
    lines: linesFor(id, drawn.lines),
    metadata: {},
    parent: input.parent,
    period_end: input.period.end,
    period_start: input.period.start,
    webhooks_delivered_at: tx.now(),
    ...input.settings,
  };
}

/** The lines as the invoice shows them. */
export function linesFor(id: string, lines: DrawnUp['lines']): Invoice['lines'] {
  return embedded(
    lines.map((line) => ({ ...line, invoice: id })),
    `/v1/invoices/${id}/lines`,
  );
}

/** Every amount of an invoice that nothing has been paid of, against the customer's balance. */
export function amountsOf(drawn: Omit<DrawnUp, 'lines'>, balance: number, currency: string) {
  const settled = settle(drawn.total, balance, currency);
  return {
    amount_due: settled.amountDue,
    amount_remaining: settled.amountDue,
    starting_balance: settled.startingBalance,
    subtotal: drawn.subtotal,
    subtotal_excluding_tax: drawn.subtotal_excluding_tax,
    total: drawn.total,
    total_discount_amounts: drawn.total_discount_amounts,
    total_excluding_tax: drawn.total_excluding_tax,
    total_pretax_credit_amounts: asCredits(
      drawn.total_discount_amounts.map(({ amount, discount }) => ({
        amount,
        discount: typeof discount === 'string' ? discount : discount.id,
      })),
    ),
    total_taxes: drawn.total_taxes,
  } satisfies Partial<Invoice>;
}

function customerFields(customer: Customer | null) {
  return {
    customer: customer?.id ?? null,
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: customer?.shipping ?? null,
    customer_tax_exempt: customer?.tax_exempt ?? null,
    test_clock: customer?.test_clock ?? null,
  } satisfies Partial<Invoice>;
}

/** What is the same on every invoice that the sandbox makes. */
const constants = {
  account_country: 'US',
  account_name: 'Sandbox',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: false,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  collection_method: 'charge_automatically',
  customer_account: null,
  customer_tax_ids: [],
  default_source: null,
  description: null,
  due_date: null,
  effective_at: null,
  ending_balance: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
} satisfies Partial<Invoice>;
