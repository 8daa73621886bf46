import { KeepLooking } from '@/components/billing/keep-looking';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { AdminRun } from '@/lib/payments/domain/admin-views';

const WHAT: Readonly<Record<AdminRun['scope'], string>> = {
  recent: 'what has changed',
  full: 'everything',
};

/** The run under way: how far it is, and why it waits. Looks again by itself; without script there is a link. */
export function RunProgress({ run, locale }: { run: AdminRun; locale: string }) {
  const { scope, read, expected, breaks, mended, lastError } = run;
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  // What is counted before is a guess: nothing is said of a hundred percent before the end.
  const known = expected !== null && expected > read;
  return (
    <Panel className="mb-8">
      <p className="font-medium" id="progress">
        Comparing {WHAT[scope]} with the provider
      </p>
      <progress
        aria-labelledby="progress"
        value={known ? read : 0}
        max={known ? expected : 1}
        className="my-3 h-2 w-full appearance-none overflow-hidden rounded-full bg-ink/10 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
      />
      <p className="text-ink-soft text-sm tabular-nums">
        {count(read)}
        {known ? ` of about ${count(expected)}` : ''} events and objects read
        {breaks > 0 ? `, ${count(breaks)} breaks found, ${count(mended)} of them mended` : ', no breaks'}
      </p>
      {lastError && <p className="mt-2 text-sm text-warn">Waiting: {lastError}</p>}
      <KeepLooking />
      <noscript>
        <ButtonLink href="/admin/reconciliation" look="secondary" size="sm" className="mt-4">
          Look again
        </ButtonLink>
      </noscript>
    </Panel>
  );
}
