import { KeepLooking } from '@/components/billing/keep-looking';
import { SubmitButton } from '@/components/billing/submit-button';
import { TextLink } from '@/components/ui/link';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { PendingChange } from '@/lib/payments/domain/views';
import { withdrawChange } from './actions';
import { changePath } from './billing-path';

const STATES: Readonly<Record<PendingChange['state'], string>> = {
  deferred: 'Accepted, and done as soon as our payment provider can be reached.',
  checking: 'We’re checking with your bank. Nothing will be done twice.',
  awaiting_buyer: 'Waiting for you to confirm the payment. Nothing changes before that.',
};

const LINKS: Readonly<Record<PendingChange['state'], string | null>> = {
  deferred: null,
  checking: 'See how it stands',
  awaiting_buyer: 'Confirm payment',
};

function Change({ change, locale }: { change: PendingChange; locale: string }) {
  const { operationId, state, since, words, withdrawable } = change;
  const link = LINKS[state];
  const named = `change-${operationId}`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
      <div>
        <p id={named} className="font-medium">
          {words}
        </p>
        <p className="mt-1 text-ink-soft text-sm">
          {STATES[state]} Since <Moment at={since} locale={locale} withTime />.
        </p>
      </div>
      {link && (
        <TextLink href={changePath(operationId)} aria-describedby={named} className="text-sm">
          {link}
        </TextLink>
      )}
      {withdrawable && (
        <form action={withdrawChange}>
          <input type="hidden" name="operation" value={operationId} />
          <SubmitButton look="secondary" size="sm" aria-describedby={named}>
            Take back
          </SubmitButton>
        </form>
      )}
    </li>
  );
}

/** What was asked for and is not finished; looks again by itself as long as something is. */
export function PendingChanges({ changes, locale }: { changes: readonly PendingChange[]; locale: string }) {
  if (changes.length === 0) return null;
  return (
    <Panel className="mb-4">
      <h3 className="mb-4 font-semibold">Under way</h3>
      <ul className="space-y-5">
        {changes.map((change) => (
          <Change key={change.operationId} change={change} locale={locale} />
        ))}
      </ul>
      {changes.some(({ state }) => state !== 'awaiting_buyer') && <KeepLooking />}
    </Panel>
  );
}
