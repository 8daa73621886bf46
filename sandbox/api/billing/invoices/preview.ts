import { defineRoute, invalidRequest, notImplemented } from '../../kernel';
import type { Invoice } from './invoice';
import { previewChange } from './preview-change';
import { previewCustomer } from './preview-customer';
import { previewNew } from './preview-new';
import { type PreviewParams, previewParams } from './preview-params';
import { previewSchedule } from './preview-schedule';

/**
 * What an invoice would say. Everything is done in a rehearsal, by the very code that does it in earnest, and nothing
 * of it is kept.
 */
export const createPreview = defineRoute({
  method: 'POST',
  path: '/v1/invoices/create_preview',
  params: previewParams,
  handle({ tx, params }): Invoice {
    check(params);
    const scratch = tx.rehearsal();
    if (params.schedule !== undefined) return previewSchedule(scratch, params.schedule, params);
    if (params.subscription !== undefined) return previewChange(scratch, params.subscription, params);
    if (params.subscription_details?.items) return previewNew(scratch, params);
    if (params.customer !== undefined) return previewCustomer(scratch, params.customer, params);
    const message =
      'You must specify at least one of these parameters: customer, schedule, subscription, subscription_details.';
    throw invalidRequest(message, { code: 'parameter_missing', param: 'customer' });
  },
});

function check({ subscription_details: details, schedule, subscription }: PreviewParams): void {
  if (details?.billing_mode?.type === 'classic') {
    throw notImplemented('the classic billing mode', 'subscription_details[billing_mode][type]');
  }
  if (schedule === undefined || (!details && subscription === undefined)) return;
  const message = 'You cannot use `schedule` together with `subscription` or `subscription_details`.';
  throw invalidRequest(message, { param: 'schedule' });
}
