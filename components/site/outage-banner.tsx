import { KeepLooking } from '@/components/billing/keep-looking';
import { getPayments } from '@/lib/payments';

/** Says on every page that payments are paused, for as long as our provider can't be reached. */
export async function OutageBanner() {
  const { people } = (await getPayments()).health();
  if (people.state === 'available') return null;
  return (
    <div role="status" className="border-warn/30 border-b bg-warn-wash text-sm text-warn">
      <p className="page-width py-3">
        <strong className="font-semibold">Payments are paused.</strong> Our payment provider can’t be reached
        right now. Everything you have keeps working, and what you change here is done as soon as it is back.
      </p>
      <KeepLooking />
    </div>
  );
}
