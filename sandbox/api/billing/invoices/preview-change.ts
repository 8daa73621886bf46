import { invalidRequest, mergeMetadata, noSuch, type Transaction } from '../../kernel';
import { liveCustomer } from '../../payments';
import { automaticTaxOf } from '../subscriptions/automatic-tax';
import { applyChange } from '../subscriptions/change/apply';
import type { ChangeRequest } from '../subscriptions/change/request';
import { settleEnd } from '../subscriptions/final-invoice';
import { discardPendingUpdate } from '../subscriptions/pending-update';
import { customerIdOf, isOver, type Subscription, subscriptions } from '../subscriptions/subscription';
import { endingFields, resolvedEnd } from '../subscriptions/update-ending';
import type { Invoice } from './invoice';
import { addPreviewItems } from './preview-items';
import { nextOf, recurringOf } from './preview-next';
import type { PreviewParams } from './preview-params';
import { upcomingOfScheduled } from './preview-schedule';
import { asPreview, noUpcoming } from './preview-shape';

/** The next invoice of a subscription: at once if the change asked about makes one, else that of its renewal. */
export function previewChange(scratch: Transaction, id: string, params: PreviewParams): Invoice {
  const found = scratch.referenced(subscriptions, id, 'subscription');
  const customer = customerIdOf(found);
  if (params.customer !== undefined && params.customer !== customer) {
    throw noSuch('subscription', id, { param: 'subscription' });
  }
  if (isOver(found)) throw noUpcoming({ subscription: found });
  const details = params.subscription_details ?? {};
  const owner = liveCustomer(scratch, customer);
  addPreviewItems(scratch, params.invoice_items, {
    customer: owner,
    currency: found.currency,
    subscription: id,
  });
  if (details.cancel_now) return previewEnd(scratch, found, details.proration_behavior !== 'none');
  const before = changes(params) ? discardPendingUpdate(scratch, found) : found;
  const request = requestOf(scratch, before, params);
  const { after, draft, made } = applyChange(scratch, before, request);
  if (params.preview_mode === 'recurring') return asPreview(scratch, recurringOf(scratch, after));
  const prorated = made.some((item) => item.proration);
  const date = prorated ? (details.proration_date ?? scratch.now()) : null;
  if (draft) return asPreview(scratch, draft, date);
  const next = changes(params) ? null : upcomingOfScheduled(scratch, after);
  return asPreview(scratch, next ?? nextOf(scratch, after), date);
}

function changes({ subscription_details: details }: PreviewParams): boolean {
  const { items, billing_cycle_anchor, trial_end } = details ?? {};
  return items !== undefined || billing_cycle_anchor !== undefined || trial_end !== undefined;
}

function requestOf(scratch: Transaction, before: Subscription, params: PreviewParams): ChangeRequest {
  const details = params.subscription_details ?? {};
  const anchor = details.billing_cycle_anchor?.type;
  if (anchor === 'timestamp') {
    const message =
      'For existing subscriptions `billing_cycle_anchor` can only be set to `now` or `unchanged`.';
    throw invalidRequest(message, { param: 'subscription_details[billing_cycle_anchor][type]' });
  }
  const customer = liveCustomer(scratch, customerIdOf(before));
  return {
    items: details.items,
    itemsParam: 'subscription_details[items]',
    discounts: params.discounts,
    proration_behavior: details.proration_behavior,
    proration_date: details.proration_date,
    billing_cycle_anchor: anchor,
    trial_end: details.trial_end,
    cancel_at: resolvedEnd(scratch, before, details),
    fields: {
      metadata: mergeMetadata(before.metadata, details.metadata),
      ...endingFields(scratch, before, details),
      ...(params.automatic_tax ? { automatic_tax: automaticTaxOf(params.automatic_tax, customer) } : {}),
    },
  };
}

/** The final invoice of a subscription that would be canceled now. */
function previewEnd(scratch: Transaction, subscription: Subscription, prorate: boolean): Invoice {
  const { draft } = settleEnd(scratch, subscription, { prorate, invoice_now: true });
  if (!draft) throw noUpcoming({ subscription });
  return asPreview(scratch, draft, prorate ? scratch.now() : null);
}
