import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { planOf } from '@/lib/payments/domain/catalog';

export const metadata: Metadata = { title: 'Members' };

const SHELF = [
  ['The workshop', 'Everything that is being built, with its reasons, as it is being built.'],
  ['The archive', 'Every past edition, searchable, without a limit on how far back you read.'],
  ['The line', 'A question you ask here is answered by a person within a working day.'],
] as const;

export default async function MembersPage() {
  const user = await requireUser('/members');
  const payments = await getPayments();
  const access = await payments.access(user.id);
  // Decided where the content is, from the mirror, on each request: no cookie or link opens it.
  if (!access.granted) redirect('/pricing');
  return (
    <>
      <PageHeading title="Members">
        Only people on a paid plan see this page. You are on {planOf(access.plan).name}.
      </PageHeading>
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
    </>
  );
}
