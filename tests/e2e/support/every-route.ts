import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Who may open a page: anybody, whoever is signed in, admins, or a program that shows a secret of its own. */
export type Audience = 'everybody' | 'signed_in' | 'admins' | 'programs';

/** The ids that belong to one buyer, by the names that addresses and forms give them. */
export type Ids = {
  readonly subscription: string;
  readonly operation: string;
  readonly invoice: string;
  readonly method: string;
};

type Route = {
  readonly audience: Audience;
  /** Its addresses: those that take ids with each of them. */
  readonly addresses: (ids: Ids) => readonly string[];
};

const at = (audience: Audience, ...addresses: readonly string[]): Route => ({
  audience,
  addresses: () => addresses,
});
const withIds = (addresses: Route['addresses']): Route => ({ audience: 'signed_in', addresses });

/** Every page and route handler of the application, by its pattern. One that is missing here fails the test. */
export const ROUTES: Readonly<Record<string, Route>> = {
  '/': at('everybody', '/'),
  '/pricing': at('everybody', '/pricing'),
  '/sign-in': at('everybody', '/sign-in'),
  '/sign-up': at('everybody', '/sign-up'),
  '/account': at('signed_in', '/account'),
  '/account/delete': at('signed_in', '/account/delete'),
  '/account/export': at('signed_in', '/account/export'),
  '/billing': at('signed_in', '/billing'),
  '/billing/cancel': withIds(({ subscription }) => [`/billing/cancel?subscription=${subscription}`]),
  '/billing/change': withIds(({ operation }) => [`/billing/change?operation=${operation}`]),
  '/billing/credits': at('signed_in', '/billing/credits'),
  '/billing/details': at('signed_in', '/billing/details'),
  '/billing/invoices': at('signed_in', '/billing/invoices'),
  '/billing/invoices/download': at('signed_in', '/billing/invoices/download?year=2026'),
  '/billing/invoices/documents': at('signed_in', '/billing/invoices/documents?year=2026'),
  '/billing/pause': withIds(({ subscription }) => [`/billing/pause?subscription=${subscription}`]),
  '/billing/pay': withIds(({ invoice }) => [`/billing/pay?invoice=${invoice}`]),
  '/billing/payment-methods': at('signed_in', '/billing/payment-methods'),
  '/billing/plan': withIds(({ subscription }) => [
    `/billing/plan?subscription=${subscription}`,
    `/billing/plan?subscription=${subscription}&plan=team&seats=3&interval=month`,
  ]),
  '/checkout/[lookup_key]': at('signed_in', '/checkout/pro_monthly'),
  '/checkout/[lookup_key]/paused': at('signed_in', '/checkout/pro_monthly/paused'),
  '/checkout/complete': withIds(({ operation }) => [`/checkout/complete?operation=${operation}`]),
  '/mailbox': at('signed_in', '/mailbox'),
  '/members': at('signed_in', '/members'),
  '/admin': at('admins', '/admin'),
  '/admin/audit': at('admins', '/admin/audit'),
  '/admin/customers': at('admins', '/admin/customers'),
  '/admin/customers/[id]': at('admins', '/admin/customers/cus_1'),
  '/admin/customers/[id]/cancel': at('admins', '/admin/customers/cus_1/cancel?subscription=sub_1'),
  '/admin/customers/[id]/credits': at('admins', '/admin/customers/cus_1/credits'),
  '/admin/customers/[id]/resume': at('admins', '/admin/customers/cus_1/resume?subscription=sub_1'),
  '/admin/figures': at('admins', '/admin/figures'),
  '/admin/health': at('admins', '/admin/health'),
  '/admin/operations': at('admins', '/admin/operations'),
  '/admin/payments': at('admins', '/admin/payments'),
  '/admin/payments/[id]/refund': at('admins', '/admin/payments/pi_1/refund'),
  '/admin/reconciliation': at('admins', '/admin/reconciliation'),
  '/admin/staff': at('admins', '/admin/staff'),
  '/admin/subscriptions': at('admins', '/admin/subscriptions'),
  '/admin/unowned': at('admins', '/admin/unowned'),
  '/admin/webhooks': at('admins', '/admin/webhooks'),
  '/admin/webhooks/[id]': at('admins', '/admin/webhooks/1'),
  '/admin/webhooks/replay': at('admins', '/admin/webhooks/replay'),
  '/api/auth/[...nextauth]': at('everybody', '/api/auth/csrf'),
  '/api/cron/drain': at('programs', '/api/cron/drain'),
  '/api/cron/reconcile': at('programs', '/api/cron/reconcile'),
  '/api/health': at('everybody', '/api/health'),
  '/api/webhooks/stripe': at('programs', '/api/webhooks/stripe'),
};

/** The patterns of all pages and route handlers there are, from the folders. */
export function patternsOnDisk(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' });
  const routes = files.filter((file) => ['page.tsx', 'route.ts'].includes(path.basename(file)));
  return routes.map((file) => {
    const parts = path.dirname(file).split(path.sep);
    return `/${parts.filter((part) => part !== '.' && !part.startsWith('(')).join('/')}`;
  });
}
