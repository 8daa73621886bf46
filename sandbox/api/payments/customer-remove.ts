import type { Transaction } from '../kernel';
import { hooks } from '../kernel/hooks';
import { type Customer, customers, type DeletedCustomer } from './customer';
import { noteAddress } from './customer-tax';
import { attachedMethods } from './payment-method';
import { detach } from './payment-method-attach';
import { taxIds } from './tax-id';
import { removeTaxId } from './tax-id-create';

/** Deletes a customer: its subscriptions end, its payment methods are let go, and its id answers `deleted`. */
export function removeCustomer(tx: Transaction, customer: Customer): DeletedCustomer {
  hooks.customerDeleted(tx, customer);
  for (const method of attachedMethods(tx, customer.id)) detach(tx, method);
  for (const taxId of tx.where(taxIds, 'customer', customer.id)) removeTaxId(tx, taxId);
  noteAddress(tx, customer.id, null);
  tx.emit('customer.deleted', customer);
  const deleted: DeletedCustomer = { id: customer.id, object: 'customer', deleted: true };
  tx.put(customers, deleted);
  return deleted;
}
