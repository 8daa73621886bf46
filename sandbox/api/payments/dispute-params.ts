import { z } from 'zod';
import { p } from '../kernel';
import { refused } from './unsupported';

/** Evidence is written with empty text to take it back. */
const text = z.union([z.literal(''), p.text(20_000)]).optional();

/** Evidence that is text. */
const written = {
  access_activity_log: text,
  billing_address: text,
  cancellation_policy_disclosure: text,
  cancellation_rebuttal: text,
  customer_email_address: text,
  customer_name: text,
  customer_purchase_ip: text,
  duplicate_charge_explanation: text,
  duplicate_charge_id: text,
  product_description: text,
  refund_policy_disclosure: text,
  refund_refusal_explanation: text,
  service_date: text,
  shipping_address: text,
  shipping_carrier: text,
  shipping_date: text,
  shipping_tracking_number: text,
  uncategorized_text: text,
};

export const updateParams = p.params({
  evidence: p
    .shape({
      ...written,
      // Evidence that is a file: the sandbox keeps no files.
      ...refused('cancellation_policy', 'customer_communication', 'customer_signature', 'receipt'),
      ...refused('duplicate_charge_documentation', 'refund_policy', 'service_documentation'),
      ...refused('shipping_documentation', 'uncategorized_file', 'appeal', 'enhanced_evidence'),
    })
    .optional(),
  metadata: p.metadata(),
  submit: p.boolean().optional(),
  ...refused('intended_submission_method'),
});

export const listParams = p.params({
  ...p.page,
  charge: p.text().optional(),
  created: p.range(),
  payment_intent: p.text().optional(),
});
