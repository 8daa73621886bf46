import { z } from 'zod';
import { p } from '../kernel';
import { refused } from './unsupported';

export const billingDetails = p.shape({
  address: p.clearable(p.address).optional(),
  email: p.clearable(p.email()).optional(),
  name: p.clearable(p.text()).optional(),
  phone: p.clearable(p.text()).optional(),
  tax_id: p.text().optional(),
});

const typedCard = p.shape({
  number: p.text(),
  exp_month: p.integer(),
  exp_year: p.integer(),
  cvc: p.text(4).optional(),
  networks: p.shape({ preferred: p.text().optional() }).optional(),
});

/** A test card by name, such as `tok_visa`. */
const namedCard = p.shape({ token: p.text() });

const allowRedisplay = p.oneOf('always', 'limited', 'unspecified');

/** `payment_method_data`: a payment method made on the way to confirming. */
export const methodData = p.shape({
  type: p.oneOf('card'),
  card: typedCard,
  billing_details: billingDetails.optional(),
  allow_redisplay: allowRedisplay.optional(),
  metadata: p.metadata(),
  // What Stripe.js says of the page it runs in.
  client_attribution_metadata: z.unknown().optional(),
  payment_user_agent: p.text().optional(),
  referrer: p.text().optional(),
  time_on_page: p.text().optional(),
});

export const createParams = p.params({
  type: p.text(),
  card: z.union([namedCard, typedCard]).optional(),
  billing_details: billingDetails.optional(),
  allow_redisplay: allowRedisplay.optional(),
  metadata: p.metadata(),
  // Sharing a customer's payment method with a connected account.
  ...refused('customer', 'payment_method', 'radar_options'),
});

export const updateParams = p.params({
  billing_details: billingDetails.optional(),
  allow_redisplay: allowRedisplay.optional(),
  card: p
    .shape({
      exp_month: p.integer().optional(),
      exp_year: p.integer().optional(),
      ...refused('networks'),
    })
    .optional(),
  metadata: p.metadata(),
  ...refused('us_bank_account'),
});

const listFields = {
  ...p.page,
  allow_redisplay: allowRedisplay.optional(),
  type: p.text().optional(),
  ...refused('customer_account'),
};
export const listParams = p.params({ ...listFields, customer: p.text().optional() });
export const customerListParams = p.params(listFields);
