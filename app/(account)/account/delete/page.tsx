import type { Metadata } from 'next';
import { z } from 'zod';
import { SubmitButton } from '@/components/billing/submit-button';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextLink } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { Panel } from '@/components/ui/panel';
import { requireUser } from '@/lib/auth/session';
import { getPayments } from '@/lib/payments';
import { ruleOf } from '@/lib/payments/domain/subscription-status';
import { deleteAccount } from './actions';
import { DELETE_PROBLEMS, type DeleteProblem, deletePath } from './delete-path';

export const metadata: Metadata = { title: 'Delete account' };

const SENTENCES: Readonly<Record<Exclude<DeleteProblem, 'email'>, string>> = {
  waiting:
    'Something is still on its way to our payment provider. Nothing was deleted yet: please try again in a minute.',
  not_reached:
    'We can’t reach our payment provider, and without it we can’t be sure that nothing is charged any more. Nothing was deleted: please try again later.',
};

type Props = { readonly searchParams: Promise<{ readonly problem?: string | string[] }> };

/** Says what is lost, and asks for the e-mail, so that nobody does it by mistake. */
export default async function DeleteAccountPage({ searchParams }: Props) {
  const user = await requireUser(deletePath);
  const [payments, { problem }] = await Promise.all([getPayments(), searchParams]);
  const { subscriptions, credits } = await payments.billing(user.id);
  const running = subscriptions.filter(({ status }) => ruleOf(status).holdsPlace);
  const known = z.enum(DELETE_PROBLEMS).safeParse(problem).data;
  return (
    <div className="max-w-xl">
      <PageHeading title="Delete account">This can’t be taken back.</PageHeading>
      {known && known !== 'email' && (
        <Notice tone="warn" alert className="mb-6">
          {SENTENCES[known]}
        </Notice>
      )}
      <Panel>
        <ul className="list-disc space-y-2 pl-5">
          {running.map(({ id, planName }) => (
            <li key={id}>{planName} ends at once. What you have paid for this period is not given back.</li>
          ))}
          {credits > 0 && <li>Your credits are lost.</li>}
          <li>Your name, e-mail and way to sign in are deleted.</li>
          <li>Invoices and payments stay in the books, as the law asks, without your name.</li>
        </ul>
        <p className="mt-5 text-ink-soft text-sm">
          You may want to <TextLink href="/account/export">download your data</TextLink> first.
        </p>
        <form action={deleteAccount} className="mt-7 space-y-5">
          <Field
            id="email"
            name="email"
            type="email"
            label="Type your e-mail to confirm"
            autoComplete="off"
            required
            error={known === 'email' ? 'That is not the e-mail of this account.' : null}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton className="bg-danger! hover:bg-danger/90!">Delete account</SubmitButton>
            <ButtonLink href="/account" look="secondary">
              Keep it
            </ButtonLink>
          </div>
        </form>
      </Panel>
    </div>
  );
}
