import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { getReader } from '@/app/reader';
import { KeepLooking } from '@/components/billing/keep-looking';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/link';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { completionWords } from './completion-words';

export const metadata: Metadata = { title: 'Your payment' };

type Query = { readonly operation?: string | string[] };

export default async function CompletePage({ searchParams }: { searchParams: Promise<Query> }) {
  const operation = z.uuid().safeParse((await searchParams).operation);
  if (!operation.success) notFound();
  const here = `/checkout/complete?operation=${operation.data}`;
  const user = await requireUser(here);
  const payments = await getPayments();
  const completion = await payments.completeCheckout(user.id, operation.data);
  // Another user's operation is one that does not exist (failure 19).
  if (completion.kind === 'not_found') notFound();
  const words = completionWords(completion, (await getReader()).locale);
  return (
    <div className="relative mx-auto max-w-2xl overflow-hidden rounded-lg border border-line bg-card px-7 py-12 sm:px-14 sm:py-16">
      {words.good && (
        <div
          aria-hidden="true"
          className="engraving -top-32 -right-32 sm:-top-44 sm:-right-36 pointer-events-none absolute size-64 text-accent opacity-25 sm:size-96"
        />
      )}
      <div className="relative" role="status">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="mt-4 max-w-lg text-ink-soft">{words.text}</p>
      </div>
      <div className="relative mt-9 flex flex-wrap items-center gap-3">
        {words.links.map(({ href, label }, index) => (
          <ButtonLink key={href} href={href} look={index === 0 ? 'primary' : 'secondary'}>
            {label}
          </ButtonLink>
        ))}
        {words.looking && (
          <>
            <TextLink href={here} className="px-2 text-sm">
              Look again now
            </TextLink>
            <KeepLooking />
          </>
        )}
      </div>
    </div>
  );
}
