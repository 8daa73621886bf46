import Stripe from 'stripe';
import { mapResult } from '../../map-result';
import type { ProviderChanges } from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { withKey } from './with-key';

/** Stripe refuses an identifier that it has counted, and gives this refusal no code. */
function isCounted(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.message.startsWith('An event already exists with identifier')
  );
}

/** Usage of metered prices (https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api). */
export function usageWrites(stripe: KeyedStripe): Pick<ProviderChanges, 'reportUsage'> {
  return {
    async reportUsage(key, { identifier, customerId, eventName, quantity, timestamp }) {
      const payload = { stripe_customer_id: customerId, value: String(quantity) };
      const params = { identifier, event_name: eventName, timestamp, payload };
      const create = async () => {
        try {
          await stripe.billing.meterEvents.create(params, withKey(key));
        } catch (error) {
          if (!isCounted(error)) throw error;
        }
      };
      return mapResult(await call(create), () => null);
    },
  };
}
