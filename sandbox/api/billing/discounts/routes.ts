import { defineRoute, idOf, notImplemented, p, SandboxError } from '../../kernel';
import { addressedCustomer } from '../../payments';
import { change, subscriptions } from '../subscriptions/subscription';
import { type DeletedDiscount, removeDiscount } from './remove';

const removeFromSubscription = defineRoute({
  method: 'DELETE',
  path: '/v1/subscriptions/:subscription/discount',
  params: p.none,
  handle({ tx, path }): DeletedDiscount {
    const subscription = tx.addressed(subscriptions, path('subscription'));
    const [first, ...others] = subscription.discounts.map(idOf);
    if (!first) throw noDiscount(`subscription: ${subscription.id}`);
    if (others.length > 0) throw notImplemented('removing one of several discounts without naming it');
    change(tx, subscription, { discounts: [] });
    const removed = removeDiscount(tx, first);
    tx.arrangeEvents(['customer.discount.deleted', 'customer.subscription.updated']);
    return removed;
  },
});

/** At this version no request gives a customer a discount, so there is never one to remove. */
const removeFromCustomer = defineRoute({
  method: 'DELETE',
  path: '/v1/customers/:customer/discount',
  params: p.none,
  handle({ tx, path }): DeletedDiscount {
    throw noDiscount(`customer: ${addressedCustomer(tx, path('customer')).id}`);
  },
});

function noDiscount(holder: string): SandboxError {
  return new SandboxError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No active discount for ${holder}`,
  });
}

export const discountRoutes = [removeFromSubscription, removeFromCustomer];
