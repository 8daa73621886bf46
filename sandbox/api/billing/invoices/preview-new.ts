import { invalidRequest, notImplemented, type Transaction } from '../../kernel';
import { blankCustomer, customers, liveCustomer } from '../../payments';
import { begin } from '../subscriptions/begin';
import type { BeginParams } from '../subscriptions/build';
import { type OrderRequest, takeOrder } from '../subscriptions/order';
import type { Invoice } from './invoice';
import { addPreviewItems } from './preview-items';
import { nextOf, recurringOf } from './preview-next';
import type { PreviewParams, SubscriptionDetails } from './preview-params';
import { asPreview } from './preview-shape';

/** The first invoice of a subscription that does not exist yet, for a customer who may not be known yet either. */
export function previewNew(scratch: Transaction, params: PreviewParams): Invoice {
  const details = params.subscription_details ?? {};
  const known = params.customer === undefined ? null : liveCustomer(scratch, params.customer);
  const customer = known ?? blankCustomer(scratch, null);
  if (!known) scratch.put(customers, customer);
  const order = takeOrder(scratch, orderOf(scratch, details, params), known);
  const id = scratch.newId('sub');
  addPreviewItems(scratch, params.invoice_items, { customer, currency: order.currency, subscription: id });
  const { subscription, draft } = begin(scratch, { id, order, params: beginParams(params), customer });
  const active = {
    ...subscription,
    status: order.trialEnd === null ? ('active' as const) : ('trialing' as const),
  };
  const drawn =
    params.preview_mode === 'recurring' ? recurringOf(scratch, active) : (draft ?? nextOf(scratch, active));
  return unbound(asPreview(scratch, drawn), known === null);
}

function orderOf(scratch: Transaction, details: SubscriptionDetails, params: PreviewParams): OrderRequest {
  const anchor = details.billing_cycle_anchor;
  if (details.start_date !== undefined && details.start_date > scratch.now()) {
    throw notImplemented('previews of subscriptions that begin later', 'subscription_details[start_date]');
  }
  return {
    items: (details.items ?? []).map(({ id, deleted, clear_usage: _, ...item }, i) => {
      if (id === undefined && deleted === undefined) return item;
      const param = `subscription_details[items][${i}][${id === undefined ? 'deleted' : 'id'}]`;
      throw invalidRequest('Only the items of an existing subscription have ids.', { param });
    }),
    itemsParam: 'subscription_details[items]',
    currency: params.currency,
    discounts: params.discounts,
    trial_end: details.trial_end,
    trial_period_days: undefined,
    backdate_start_date: details.start_date,
    billing_cycle_anchor: anchor?.type === 'timestamp' ? anchor.timestamp : undefined,
    proration_behavior: details.proration_behavior,
  };
}

function beginParams({ automatic_tax, subscription_details: details = {} }: PreviewParams): BeginParams {
  const { billing_mode, cancel_at, cancel_at_period_end, metadata, proration_behavior } = details;
  return {
    ...(automatic_tax ? { automatic_tax } : {}),
    ...(billing_mode ? { billing_mode } : {}),
    ...(cancel_at === undefined || cancel_at === null ? {} : { cancel_at }),
    ...(cancel_at_period_end === undefined ? {} : { cancel_at_period_end }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(proration_behavior === undefined ? {} : { proration_behavior }),
  };
}

/** Nothing is named that does not exist: neither the subscription nor, if there is none, the customer. */
function unbound(invoice: Invoice, anonymous: boolean): Invoice {
  const data = invoice.lines.data.map((line) => {
    const details = line.parent?.subscription_item_details;
    const parent =
      line.parent && details
        ? { ...line.parent, subscription_item_details: { ...details, subscription: null } }
        : line.parent;
    return { ...line, parent, subscription: null };
  });
  const whose = anonymous ? { customer: null, customer_tax_exempt: null } : {};
  return { ...invoice, ...whose, lines: { ...invoice.lines, data }, parent: null };
}
