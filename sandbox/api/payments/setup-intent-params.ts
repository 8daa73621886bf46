import { p } from '../kernel';
import { automaticMethods, fromBrowser, setupOptions, shared, whileConfirming } from './intent-params';
import { refused } from './unsupported';

const about = {
  customer: p.text().optional(),
  description: p.text(1000).optional(),
  metadata: p.metadata(),
  ...refused('attach_to_self', 'flow_directions'),
};

/** What a request to create an intent may only say when it confirms it as well. */
export const NEEDS_CONFIRM = ['confirmation_token', 'mandate_data', 'return_url'];

export const createParams = p.params({
  ...shared,
  ...whileConfirming,
  ...about,
  automatic_payment_methods: automaticMethods,
  confirm: p.boolean().optional(),
  payment_method_options: setupOptions,
  usage: p.oneOf('off_session', 'on_session').optional(),
  ...refused('on_behalf_of', 'single_use'),
});

export const updateParams = p.params({ ...shared, ...about, payment_method_options: setupOptions });

export const confirmParams = p.params({
  ...shared,
  ...whileConfirming,
  ...fromBrowser,
  payment_method_options: setupOptions,
});

export const cancelParams = p.params({
  cancellation_reason: p.oneOf('abandoned', 'requested_by_customer', 'duplicate').optional(),
});

export const retrieveParams = p.params({ client_secret: p.text().optional(), key: p.text().optional() });

export const listParams = p.params({
  ...p.page,
  created: p.range(),
  customer: p.text().optional(),
  payment_method: p.text().optional(),
  ...refused('attach_to_self', 'customer_account'),
});
