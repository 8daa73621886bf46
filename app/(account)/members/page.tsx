import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SubmitButton } from '@/components/billing/submit-button';
import { TextLink } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { planOf } from '@/lib/payments/domain/catalog';
import { makeReport } from './actions';

export const metadata: Metadata = { title: 'Members' };

const SHELF = [
  ['The workshop', 'Everything that is being built, with its reasons, as it is being built.'],
  ['The archive', 'Every past edition, searchable, without a limit on how far back you read.'],
  ['The line', 'A question you ask here is answered by a person within a working day.'],
] as const;

/** Said once a report was made. */
const MADE = new Map([
  ['counted', 'Your report is ready. It is counted, and on your next invoice.'],
  ['included', 'Your report is ready. Your plan includes it.'],
]);

function Reports({ isMetered }: { isMetered: boolean }) {
  return (
    <Panel className="mt-5">
      <div className="flex flex-wrap items-center justify-between gap-x-10 gap-y-5">
        <div>
          <h2 className="text-lg">Reports</h2>
          <p className="mt-2 text-ink-soft text-sm">
            {isMetered ? (
              <>
                Each one is counted. <TextLink href="/billing">What it comes to so far</TextLink>
              </>
            ) : (
              'Your plan includes as many as you like.'
            )}
          </p>
        </div>
        <form action={makeReport}>
          {/* Of this form: pressed twice, it is one report. */}
          <input type="hidden" name="report" value={randomUUID()} />
          <SubmitButton look="secondary">Make a report</SubmitButton>
        </form>
      </div>
    </Panel>
  );
}

type Props = { readonly searchParams: Promise<{ readonly report?: string | string[] }> };

export default async function MembersPage({ searchParams }: Props) {
  const user = await requireUser('/members');
  const payments = await getPayments();
  const access = await payments.access(user.id);
  // Decided where the content is, from the mirror, on each request: no cookie or link opens it.
  if (!access.granted) redirect('/pricing');
  const { report } = await searchParams;
  const made = typeof report === 'string' ? MADE.get(report) : undefined;
  return (
    <>
      <PageHeading title="Members">
        Only people on a paid plan see this page. You are on {planOf(access.plan).name}.
      </PageHeading>
      {made && <Notice className="mb-8">{made}</Notice>}
      <ul className="grid gap-5 sm:grid-cols-3">
        {SHELF.map(([title, text]) => (
          <li key={title} className="flex">
            <Panel className="w-full">
              <h2 className="text-lg">{title}</h2>
              <p className="mt-2 text-ink-soft text-sm">{text}</p>
            </Panel>
          </li>
        ))}
      </ul>
      <Reports isMetered={planOf(access.plan).meter !== null} />
    </>
  );
}
