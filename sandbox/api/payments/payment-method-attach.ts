import { idOf, invalidRequest, type Transaction } from '../kernel';
import { cardError } from '../kernel/errors';
import { type Customer, customers } from './customer';
import { decline } from './declines';
import { memoryOf, type PaymentMethod, paymentMethods, remember } from './payment-method';
import { methodFromToken } from './payment-method-create';

/**
 * The payment method a parameter names: an id, or a `pm_card_…` name, which makes a new one.
 * Throws 400 when there is none.
 */
export function resolveMethod(tx: Transaction, id: string, param = 'payment_method'): PaymentMethod {
  return id.startsWith('pm_card_')
    ? methodFromToken(tx, id, param)
    : tx.referenced(paymentMethods, id, param);
}

/**
 * Attaches a payment method to a customer, checking the card as Stripe does: 402 when it is refused,
 * 400 when it is another customer's or was used up.
 */
export function attach(tx: Transaction, id: string, customer: string): PaymentMethod {
  const method = resolveMethod(tx, id);
  const refusal = memoryOf(tx, method).behaviour.setup;
  if (refusal !== null) throw cardError(decline(refusal), { keepsWrites: false });
  const owner = idOf(method.customer);
  if (owner !== null && owner !== customer) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      param: 'payment_method',
    });
  }
  requireUsable(tx, method, customer);
  return attachUnchecked(tx, method, customer);
}

/** Attaches what a successful payment or setup has just proven good. */
export function attachUnchecked(tx: Transaction, method: PaymentMethod, customer: string): PaymentMethod {
  if (idOf(method.customer) === customer) return method;
  const attached = tx.put(paymentMethods, { ...method, customer });
  tx.emit('payment_method.attached', attached);
  return attached;
}

/** Throws 400 when a payment method is another customer's, or was used up without one. */
export function requireUsable(tx: Transaction, method: PaymentMethod, customer: string | null): void {
  const owner = idOf(method.customer);
  if (owner !== null && customer === null) {
    throw invalidRequest(
      'The payment method you provided is attached to a customer so for security purposes you must provide the customer in the request.',
      { param: 'payment_method' },
    );
  }
  if (owner !== null && owner !== customer) {
    throw invalidRequest(
      `PaymentMethod ${method.id} does not belong to the Customer ${customer} you supplied.`,
      { param: 'payment_method' },
    );
  }
  if (memoryOf(tx, method).spent) {
    throw invalidRequest(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a ' +
        'connected account without Customer attachment, or was detached from a Customer. It may not be used again. To ' +
        'use a PaymentMethod multiple times, you must attach it to a Customer first.',
      { param: 'payment_method' },
    );
  }
}

/** Detaches a payment method for good; it stops being its customer's default. */
export function detach(tx: Transaction, method: PaymentMethod): PaymentMethod {
  const owner = idOf(method.customer);
  const detached = tx.put(paymentMethods, { ...method, customer: null });
  remember(tx, detached, { spent: true });
  tx.emit('payment_method.detached', detached, { customer: owner });
  const customer = owner === null ? undefined : tx.get(customers, owner);
  if (customer && customer.deleted !== true) dropDefault(tx, customer, method.id);
  return detached;
}

function dropDefault(tx: Transaction, customer: Customer, method: string): void {
  if (idOf(customer.invoice_settings.default_payment_method) !== method) return;
  const settings = { ...customer.invoice_settings, default_payment_method: null };
  const after = tx.put(customers, { ...customer, invoice_settings: settings });
  tx.emitUpdated('customer.updated', customer, after);
}
