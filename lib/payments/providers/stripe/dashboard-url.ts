import type { StripeClientOptions } from './client';

/** The dashboard's page for an object, by what its id begins with; any other is found by its search. */
const SECTIONS = new Map([
  ['cus', 'customers'],
  ['sub', 'subscriptions'],
  ['in', 'invoices'],
  ['pi', 'payments'],
  ['evt', 'events'],
]);

/** Stripe's own dashboard in the key's mode, or the sandbox's. */
export function dashboardUrls({
  secretKey,
  baseUrl,
}: Pick<StripeClientOptions, 'secretKey' | 'baseUrl'>): (objectId: string) => string {
  const [, mode, account] = secretKey.split('_');
  return (objectId) => {
    const id = encodeURIComponent(objectId);
    if (baseUrl !== null)
      return `${baseUrl}/dashboard/accounts/${encodeURIComponent(account ?? '')}/objects/${id}`;
    const root = `https://dashboard.stripe.com${mode === 'test' ? '/test' : ''}`;
    const section = SECTIONS.get(objectId.split('_')[0] ?? '');
    return section ? `${root}/${section}/${id}` : `${root}/search?query=${id}`;
  };
}
