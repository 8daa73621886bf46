'use client';

import { usePathname } from 'next/navigation';
import { PlainLink } from '@/components/ui/link';

const PAGES = [
  ['/admin', 'Overview'],
  ['/admin/customers', 'Customers'],
  ['/admin/subscriptions', 'Subscriptions'],
  ['/admin/payments', 'Payments'],
  ['/admin/unowned', 'Unowned'],
  ['/admin/webhooks', 'Webhooks'],
  ['/admin/operations', 'Operations'],
  ['/admin/reconciliation', 'Reconciliation'],
  ['/admin/staff', 'Staff'],
  ['/admin/audit', 'Audit log'],
  ['/admin/health', 'Health'],
] as const;

export function AdminNav() {
  const here = usePathname();
  return (
    <nav aria-label="Admin" className="-mx-2 mb-10 border-line border-b">
      <ul className="flex flex-wrap gap-x-1 text-sm">
        {PAGES.map(([href, label]) => (
          <li key={href}>
            <PlainLink
              href={href}
              aria-current={here === href ? 'page' : undefined}
              className="-mb-px inline-block border-transparent border-b-2 px-3 py-3 text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {label}
            </PlainLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
