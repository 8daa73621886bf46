import { forbiddenState, mergeMetadata, type Transaction } from '../../kernel';
import { attachedMethod, liveCustomer } from '../../payments';
import { usableRates } from '../tax-rates/tax-rate';
import type { UpdateParams } from './params';
import { customerIdOf, isOver, type Subscription } from './subscription';
import { subscriptionSettings } from './subscription-settings';

/** What an update changes without moving money. Throws 400. */
export function plainFields(
  tx: Transaction,
  before: Subscription,
  params: UpdateParams,
): Partial<Subscription> {
  const metadata = mergeMetadata(before.metadata, params.metadata);
  if (isOver(before)) return { metadata };
  const customer = liveCustomer(tx, customerIdOf(before));
  const fields: Partial<Subscription> = { metadata, ...subscriptionSettings(customer, before, params) };
  if (params.default_tax_rates !== undefined) {
    fields.default_tax_rates = usableRates(tx, params.default_tax_rates ?? [], 'default_tax_rates');
  }
  if (params.default_payment_method !== undefined) {
    attachedMethod(tx, params.default_payment_method, customer.id, 'default_payment_method');
    fields.default_payment_method = params.default_payment_method;
  }
  if (params.description !== undefined) fields.description = params.description;
  if (params.pause_collection !== undefined) fields.pause_collection = pauseOf(tx, params.pause_collection);
  return fields;
}

function pauseOf(
  tx: Transaction,
  wanted: UpdateParams['pause_collection'],
): Subscription['pause_collection'] {
  if (!wanted) return null;
  const resumes_at = wanted.resumes_at ?? null;
  if (resumes_at !== null && resumes_at <= tx.now()) {
    throw forbiddenState('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'pause_collection[resumes_at]',
    });
  }
  return { behavior: wanted.behavior, resumes_at };
}
