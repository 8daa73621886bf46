import type { ReactNode } from 'react';
import { OutageBanner } from '@/components/site/outage-banner';
import { UnpaidBanner } from '@/components/site/unpaid-banner';
import { currentUser } from '@/lib/auth/session';
import { getEnv } from '@/lib/env';
import { Brand } from './brand';
import { PlainLink, TextLink } from './link';
import { SiteNav } from './site-nav';

const MODES = {
  sandbox: 'Sandbox: nothing here costs money.',
  test: 'Stripe test mode: nothing here costs money.',
  live: null,
} as const;

function Footer({ signedIn }: { signedIn: boolean }) {
  const { mode, mail } = getEnv();
  const note = MODES[mode];
  return (
    <footer className="border-line border-t text-ink-soft text-sm">
      <div className="page-width flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-8">
        <p>Billfold. Card details are typed into a frame of their own and never reach this site.</p>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          {mode === 'sandbox' && mail === null && signedIn && <TextLink href="/mailbox">Mailbox</TextLink>}
          {note && <p className="font-medium text-ink">{note}</p>}
        </div>
      </div>
    </footer>
  );
}

/** Header, main and footer around a page. */
export async function SiteShell({ children }: { children: ReactNode }) {
  const user = await currentUser();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-30 focus:rounded-md focus:bg-card focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header className="border-line border-b">
        <div className="page-width flex min-h-16 items-center justify-between gap-4">
          <PlainLink href="/" className="flex rounded-sm" aria-label="Billfold, home">
            <Brand />
          </PlainLink>
          <SiteNav user={user} />
        </div>
      </header>
      <OutageBanner />
      {user && <UnpaidBanner userId={user.id} />}
      <main id="content" tabIndex={-1} className="page-width flex-1 py-10 outline-none sm:py-16">
        {children}
      </main>
      <Footer signedIn={user !== null} />
    </div>
  );
}
