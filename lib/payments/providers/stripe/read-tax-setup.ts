import type { PaymentProvider } from '../../provider';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';

/** Whether Stripe Tax has what it needs: without a registration it works taxes out as none, and says nothing of it. */
export function taxSetupReads(stripe: KeyedStripe): Pick<PaymentProvider, 'readTaxSetup'> {
  return {
    readTaxSetup: () =>
      call(async () => {
        const [{ status }, { data }] = await Promise.all([
          stripe.tax.settings.retrieve(),
          stripe.tax.registrations.list({ status: 'active', limit: 1 }),
        ]);
        return { headOffice: status === 'active', registered: data.length > 0 };
      }),
  };
}
