import { notFound } from 'next/navigation';
import { getPayments } from '@/lib/payments';
import type { AdminCustomer } from '@/lib/payments/domain/admin-views';
import type { OwnSubscriptionView } from '@/lib/payments/domain/views';

export type SubscriptionProps = {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<{ readonly subscription?: string | string[] }>;
};

/** The customer of the address, when they are a user of ours, and their subscription that it names; else a 404. */
export async function subscriptionIn({
  params,
  searchParams,
}: SubscriptionProps): Promise<{ customer: AdminCustomer; subscription: OwnSubscriptionView }> {
  const [{ admin }, { id }, query] = await Promise.all([getPayments(), params, searchParams]);
  const customer = await admin.customer(id);
  const subscription = customer?.subscriptions.find((each) => each.id === query.subscription);
  if (!customer || customer.userId === null || !subscription) notFound();
  return { customer, subscription };
}
