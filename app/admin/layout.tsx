import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { AdminNav } from '@/components/admin/admin-nav';
import { SiteShell } from '@/components/ui/site-shell';
import { requireStaff } from '@/lib/auth/session';

export const metadata: Metadata = {
  title: { default: 'Admin', template: '%s · Admin · Billfold' },
  robots: 'noindex',
};

export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireStaff();
  return (
    <SiteShell>
      <AdminNav />
      {children}
    </SiteShell>
  );
}
