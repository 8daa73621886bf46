import { TextLink } from '@/components/ui/link';
import { getPayments } from '@/lib/payments';

/** Says on every page that a payment did not go through, until it is paid. */
export async function UnpaidBanner({ userId }: { userId: string }) {
  const [due] = await (await getPayments()).dues(userId);
  if (!due) return null;
  return (
    <div role="alert" className="border-danger/40 border-b bg-danger-wash text-danger text-sm">
      <p className="page-width py-3">
        <strong className="font-semibold">Your last payment did not go through.</strong>{' '}
        <TextLink href={`/billing/pay?${new URLSearchParams({ invoice: due.id })}`}>Pay now</TextLink>
      </p>
    </div>
  );
}
