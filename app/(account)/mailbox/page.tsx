import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getReader } from '@/app/reader';
import { MailText } from '@/components/mail/mail-text';
import { ButtonLink } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { PageHeading } from '@/components/ui/page-heading';
import { EmptyState } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getDatabase } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { type MailboxRow, readMailbox } from '@/lib/mail/mailbox';

export const metadata: Metadata = { title: 'Mailbox', robots: 'noindex' };

type Props = { readonly searchParams: Promise<{ readonly after?: string | string[] }> };

function Chevron() {
  return (
    <svg
      viewBox="0 0 20 20"
      className="mt-1 size-4 shrink-0 text-ink-soft group-open:rotate-180"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <path d="m4 7.5 6 6 6-6" />
    </svg>
  );
}

type EntryProps = { mail: MailboxRow; locale: string; open: boolean; forAdmin: boolean };

function Entry({ mail, locale, open, forAdmin }: EntryProps) {
  return (
    <li className="rounded-lg border border-line bg-card">
      <details className="group" open={open}>
        <summary className="flex cursor-pointer items-start gap-3 rounded-lg px-5 py-4">
          <Chevron />
          <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h2 className="min-w-0 break-words font-medium text-base">{mail.subject}</h2>
            <p className="min-w-0 break-words text-ink-soft text-sm">
              {forAdmin && <>{mail.address}, </>}
              <Moment at={mail.createdAt} locale={locale} withTime />
            </p>
          </div>
        </summary>
        <div className="border-line border-t px-5 py-5">
          <p className="mb-4 break-words text-ink-soft text-sm">To {mail.address}</p>
          <MailText text={mail.text} siteUrl={getEnv().nextAuthUrl.replace(/\/+$/, '')} />
        </div>
      </details>
    </li>
  );
}

/** The mails that would have been sent, on a machine without a mail server; where there is one, no such page. */
export default async function MailboxPage({ searchParams }: Props) {
  if (getEnv().mail) notFound();
  const user = await requireUser('/mailbox');
  const [{ after }, { locale }] = await Promise.all([searchParams, getReader()]);
  const cursor = typeof after === 'string' && after !== '' ? after : null;
  const { rows, next } = await readMailbox(getDatabase(), user, cursor);
  return (
    <>
      <PageHeading title="Mailbox">
        <p>
          No mail server is set, so {user.role === 'admin' ? 'everybody’s mails stay' : 'your mails stay'}{' '}
          here.
        </p>
      </PageHeading>
      {rows.length === 0 ? (
        <EmptyState title={cursor ? 'Nothing older than this' : 'No mails yet'}>
          {!cursor && <p>Receipts and notices appear here as soon as there is something to say.</p>}
        </EmptyState>
      ) : (
        <ul className="space-y-3">
          {rows.map((mail, index) => (
            <Entry
              key={mail.id}
              mail={mail}
              locale={locale}
              open={index === 0 && !cursor}
              forAdmin={user.role === 'admin'}
            />
          ))}
        </ul>
      )}
      {(cursor || next) && (
        <nav aria-label="Pages" className="mt-5 flex gap-3">
          {cursor && (
            <ButtonLink href="/mailbox" look="secondary" size="sm">
              Newest
            </ButtonLink>
          )}
          {next && (
            <ButtonLink href={`/mailbox?after=${next}`} look="secondary" size="sm">
              Older
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}
