import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { KeepLooking } from '@/components/billing/keep-looking';
import { ConfirmChange } from '@/components/billing/stripe/confirm-change';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { requireUser } from '@/lib/auth/session';
import { getPayments, type PaymentService } from '@/lib/payments';
import type { BrowserAction } from '@/lib/payments/domain/outcome';
import type { RefusalCode, Refused } from '@/lib/payments/domain/refusal';
import { billingPath, changePath } from '../billing-path';

export const metadata: Metadata = { title: 'Your change' };

function Told({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="max-w-xl">
      <PageHeading title={title}>
        <p role="status">{text}</p>
      </PageHeading>
      {children}
    </div>
  );
}

function Checking({ here }: { here: string }) {
  return (
    <Told
      title="Checking with your bank"
      text="We’re checking with your bank. Nothing will be done or charged twice. This page looks again by itself; you may also leave and find the result under billing."
    >
      <div className="flex flex-wrap items-center gap-3">
        <ButtonLink href="/billing">See your billing</ButtonLink>
        <TextLink href={here} className="px-2 text-sm">
          Look again now
        </TextLink>
      </div>
      <KeepLooking />
    </Told>
  );
}

function Unpaid({
  payments,
  action,
  here,
}: {
  payments: PaymentService;
  action: BrowserAction;
  here: string;
}) {
  return (
    <Told
      title={action.type === 'confirm_setup' ? 'Save a card' : 'Confirm the payment'}
      text={
        action.type === 'confirm_setup'
          ? 'The card was not saved yet. Nothing is charged.'
          : 'Your bank has to agree to this payment. Nothing changes before it is paid.'
      }
    >
      <noscript>
        <Notice tone="warn">
          Your bank’s question comes in a window of Stripe’s, which needs JavaScript. Please switch it on for
          this page.
        </Notice>
      </noscript>
      <ConfirmChange action={action} config={payments.browserConfig()} address={here} />
      <ButtonLink href="/billing" look="secondary" className="mt-2">
        Not now
      </ButtonLink>
    </Told>
  );
}

// The sentences of these are about checkouts.
const ENDED: Partial<Record<RefusalCode, string>> = {
  canceled: 'It was taken back, or another change took its place.',
  expired: 'It was not paid in time, so your plan stays as it is.',
};

function Ended({ refusal: { code, message } }: { refusal: Refused }) {
  return (
    <Told title="Nothing was changed" text={ENDED[code] ?? message}>
      <ButtonLink href="/billing">Go to billing</ButtonLink>
    </Told>
  );
}

type Query = { readonly operation?: string | string[] };

/** How a change stands that was not done at once; confirmed here where the buyer has to. */
export default async function ChangePage({ searchParams }: { searchParams: Promise<Query> }) {
  const operation = z.uuid().safeParse((await searchParams).operation);
  if (!operation.success) notFound();
  const here = changePath(operation.data);
  const user = await requireUser(here);
  const payments = await getPayments();
  const completion = await payments.completeChange(user.id, operation.data);
  switch (completion.kind) {
    // Another user's operation is one that does not exist (failure 19).
    case 'not_found':
      notFound();
    case 'done':
      redirect(billingPath({ told: 'finished' }));
    case 'deferred':
      redirect(billingPath({ told: 'deferred' }));
    case 'processing':
      return <Checking here={here} />;
    case 'unpaid':
      return <Unpaid payments={payments} action={completion.action} here={here} />;
    case 'ended':
      return <Ended refusal={completion.refusal} />;
  }
}
