import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { findSellable } from '@/lib/payments/domain/catalog';
import { PaymentsPaused } from './payments-paused';

export const metadata: Metadata = { title: 'Payments are paused' };

/** Where a checkout leads that found payments paused, and where asking for the mail is answered. */
export default async function PausedPage({ params }: { params: Promise<{ lookup_key: string }> }) {
  const { lookup_key: lookupKey } = await params;
  if (!findSellable(lookupKey)) notFound();
  const user = await requireUser(`/checkout/${lookupKey}/paused`);
  const asked = await (await getPayments()).awaitsMail(user.id);
  return <PaymentsPaused lookupKey={lookupKey} asked={asked} />;
}
