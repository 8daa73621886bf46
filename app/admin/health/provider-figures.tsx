import { Figure } from '@/components/admin/figure';
import { Moment } from '@/components/ui/moment';
import type { ProviderHealth, ProviderHealths } from '@/lib/payments/domain/provider-health';

function Reached({ label, health, locale }: { label: string; health: ProviderHealth; locale: string }) {
  const isDown = health.state === 'down';
  return (
    <Figure label={label} alarm={isDown}>
      {isDown ? (
        <>
          Out of reach since <Moment at={health.since} locale={locale} withTime />
        </>
      ) : (
        'Answers'
      )}
    </Figure>
  );
}

/** Whether the provider answers, as the process that serves this page has it from its own calls. */
export function ProviderFigures({ health, locale }: { health: ProviderHealths; locale: string }) {
  return (
    <>
      <Reached label="Stripe, when people wait" health={health.people} locale={locale} />
      <Reached label="Stripe, background work" health={health.background} locale={locale} />
    </>
  );
}
