import { SandboxError, type Transaction } from '../../kernel';
import type { Subscription } from '../subscriptions/subscription';
import { linesFor } from './build';
import type { Invoice } from './invoice';

/**
 * An invoice that was drawn up in a rehearsal as the preview shows it: under an id of its own, and never finalized.
 * @param prorationDate the moment prorations were worked out for (unix seconds)
 */
export function asPreview(tx: Transaction, drawn: Invoice, prorationDate: number | null = null): Invoice {
  const id = tx.newId('upcoming_in');
  const details = drawn.parent?.subscription_details;
  const dated = prorationDate === null ? {} : { subscription_proration_date: prorationDate };
  return {
    ...drawn,
    id,
    lines: linesFor(id, drawn.lines.data),
    parent:
      drawn.parent && details
        ? { ...drawn.parent, subscription_details: { ...details, ...dated } }
        : drawn.parent,
  };
}

/** 404: there will be no invoice. */
export function noUpcoming(of: { customer: string } | { subscription: Subscription }): SandboxError {
  const whose = 'customer' in of ? `customer: ${of.customer}` : `subscription: ${of.subscription.id}`;
  return new SandboxError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for ${whose}`,
  });
}
