import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { PageHeading } from '@/components/ui/page-heading';
import { SiteShell } from '@/components/ui/site-shell';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <SiteShell>
      <div className="mx-auto max-w-xl py-8 sm:py-16">
        <p className="mb-3 font-mono text-accent text-sm">404</p>
        <PageHeading title="There is nothing at this address">
          It may have moved, or it may not be yours to see. Nothing was charged.
        </PageHeading>
        <ButtonLink href="/">Go to the start page</ButtonLink>
      </div>
    </SiteShell>
  );
}
