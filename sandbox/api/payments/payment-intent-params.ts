import { p } from '../kernel';
import { fromBrowser, shared } from './intent-params';

const shipping = p.shape({ address: p.address, name: p.text(), phone: p.text().optional() });

const about = {
  customer: p.text().optional(),
  description: p.clearable(p.text(1000)).optional(),
  metadata: p.metadata(),
  receipt_email: p.clearable(p.text()).optional(),
  setup_future_usage: p.clearable(p.oneOf('off_session', 'on_session')).optional(),
  shipping: p.clearable(shipping).optional(),
  statement_descriptor: p.text(22).optional(),
  statement_descriptor_suffix: p.text(22).optional(),
};

export const createParams = p.params({
  ...shared,
  ...about,
  amount: p.amount(),
  currency: p.currency(),
  capture_method: p.oneOf('automatic', 'automatic_async', 'manual').optional(),
  confirm: p.boolean().optional(),
  confirmation_method: p.oneOf('automatic', 'manual').optional(),
  error_on_requires_action: p.boolean().optional(),
  off_session: p.oneOf('true', 'false', 'one_off', 'recurring').optional(),
});

const { automatic_payment_methods: _, ...changeable } = shared;
export const updateParams = p.params({
  ...changeable,
  ...about,
  amount: p.amount().optional(),
  currency: p.currency().optional(),
});

export const confirmParams = p.params({
  ...shared,
  ...fromBrowser,
  capture_method: p.oneOf('automatic', 'automatic_async', 'manual').optional(),
  error_on_requires_action: p.boolean().optional(),
  off_session: p.oneOf('true', 'false', 'one_off', 'recurring').optional(),
  receipt_email: p.clearable(p.text()).optional(),
  setup_future_usage: p.clearable(p.oneOf('off_session', 'on_session')).optional(),
  shipping: p.clearable(shipping).optional(),
});

export const captureParams = p.params({ amount_to_capture: p.amount().optional(), metadata: p.metadata() });

export const cancelParams = p.params({
  cancellation_reason: p.oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned').optional(),
});

export const retrieveParams = p.params({ client_secret: p.text().optional(), key: p.text().optional() });

export const listParams = p.params({ ...p.page, customer: p.text().optional(), created: p.range() });
