import type { Transaction } from '../../kernel';
import type { Customer } from '../../payments';

/** Stands in, within a rehearsal, for a customer who is not known yet. */
export function nobody(scratch: Transaction): Customer {
  return {
    id: scratch.newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: scratch.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
