import { p } from '../kernel';
import { automaticMethods, fromBrowser, paymentOptions, shared, whileConfirming } from './intent-params';
import { refused } from './unsupported';

const shipping = p.shape({
  address: p.address,
  carrier: p.text().optional(),
  name: p.text(),
  phone: p.text().optional(),
  tracking_number: p.text().optional(),
});

const captureMethod = p.oneOf('automatic', 'automatic_async', 'manual').optional();
const offSession = p.oneOf('true', 'false', 'one_off', 'recurring').optional();

const always = {
  ...shared,
  payment_method_options: paymentOptions,
  receipt_email: p.clearable(p.email()).optional(),
  setup_future_usage: p.clearable(p.oneOf('off_session', 'on_session')).optional(),
  shipping: p.clearable(shipping).optional(),
  ...refused('amount_details', 'hooks', 'payment_details'),
};

const about = {
  customer: p.text().optional(),
  description: p.clearable(p.text(1000)).optional(),
  metadata: p.metadata(),
  statement_descriptor: p.text(22).optional(),
  statement_descriptor_suffix: p.text(22).optional(),
  ...refused('application_fee_amount', 'transfer_data', 'transfer_group'),
};

const attempt = {
  ...whileConfirming,
  error_on_requires_action: p.boolean().optional(),
  off_session: offSession,
  ...refused('mandate', 'radar_options'),
};

/** What a request to create an intent may only say when it confirms it as well. */
export const NEEDS_CONFIRM = [
  'confirmation_token',
  'error_on_requires_action',
  'mandate_data',
  'off_session',
  'return_url',
];

export const createParams = p.params({
  ...always,
  ...about,
  ...attempt,
  amount: p.amount(),
  automatic_payment_methods: automaticMethods,
  capture_method: captureMethod,
  confirm: p.boolean().optional(),
  confirmation_method: p.oneOf('automatic', 'manual').optional(),
  currency: p.currency(),
  ...refused('on_behalf_of'),
});

export const updateParams = p.params({
  ...always,
  ...about,
  amount: p.amount().optional(),
  capture_method: captureMethod,
  currency: p.currency().optional(),
});

export const confirmParams = p.params({
  ...always,
  ...attempt,
  ...fromBrowser,
  capture_method: captureMethod,
  ...refused('amount_to_confirm'),
});

export const captureParams = p.params({
  amount_to_capture: p.amount().optional(),
  final_capture: p.boolean().optional(),
  metadata: p.metadata(),
  statement_descriptor_suffix: p.text(22).optional(),
  ...refused('amount_details', 'application_fee_amount', 'hooks', 'payment_details'),
  ...refused('statement_descriptor', 'transfer_data'),
});

export const cancelParams = p.params({
  cancellation_reason: p.oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned').optional(),
});

export const retrieveParams = p.params({ client_secret: p.text().optional(), key: p.text().optional() });

export const listParams = p.params({
  ...p.page,
  created: p.range(),
  customer: p.text().optional(),
  ...refused('customer_account'),
});
