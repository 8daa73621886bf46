'use client';

import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { usePlanChoice } from './use-plan-choice';

export type PlanOption = {
  readonly key: string;
  readonly name: string;
  readonly perSeat: boolean;
  /** There is nothing to choose about how often it is paid. */
  readonly oneInterval: boolean;
  /** "$20.00 a month, or $200.00 a year". */
  readonly prices: string;
};

type Props = {
  readonly subscription: string;
  readonly plans: readonly PlanOption[];
  /** What the fields said when the page was made. */
  readonly fields: { readonly plan: string; readonly interval: string; readonly seats: string };
  readonly seatsError: string | null;
  /** What the choice costs, with the button that confirms it. */
  readonly children: ReactNode;
};

type ChoiceProps = {
  readonly name: 'plan' | 'interval';
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
  readonly hint?: string;
  readonly perSeat?: boolean;
  readonly oneInterval?: boolean;
};

function Choice({ name, value, label, checked, hint, perSeat, oneInterval }: ChoiceProps) {
  const id = `${name}-${value}`;
  return (
    <div className="relative flex items-center gap-4 rounded-md border border-control bg-card px-4 py-3 has-checked:border-accent has-checked:bg-wash">
      <input
        type="radio"
        id={id}
        name={name}
        value={value}
        defaultChecked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        data-per-seat={perSeat || undefined}
        data-one-interval={oneInterval || undefined}
        className="relative z-10 size-4 shrink-0 accent-accent"
      />
      <div>
        {/* The whole box is the label's, for a finger. */}
        <label htmlFor={id} className="cursor-pointer font-medium before:absolute before:inset-0">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-ink-soft text-sm">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

function PlanPicks({ plans, fields }: Pick<Props, 'plans' | 'fields'>) {
  return (
    <fieldset>
      <legend className="mb-3 font-medium">Plan</legend>
      <div className="space-y-3">
        {plans.map(({ key, name, prices, perSeat, oneInterval }) => (
          <Choice
            key={key}
            name="plan"
            value={key}
            label={name}
            hint={prices}
            perSeat={perSeat}
            oneInterval={oneInterval}
            checked={key === fields.plan}
          />
        ))}
      </div>
    </fieldset>
  );
}

function IntervalPicks({ interval }: { interval: string }) {
  return (
    <fieldset className="group-has-[[data-one-interval]:checked]:hidden">
      <legend className="mb-3 font-medium">How often you pay</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <Choice name="interval" value="month" label="Monthly" checked={interval === 'month'} />
        <Choice name="interval" value="year" label="Yearly" checked={interval === 'year'} />
      </div>
    </fieldset>
  );
}

/**
 * Chooses a plan, how often it is paid and its seats. A plain form that asks this page for the price; with script every
 * choice asks by itself, and while the price of another choice is shown it can't be confirmed.
 */
export function PlanChoice({ subscription, plans, fields, seatsError, children }: Props) {
  const shown = new URLSearchParams({ subscription, ...fields }).toString();
  const { form, stale, onPick, onType } = usePlanChoice(shown);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onPick();
  };
  const onChange = ({ target }: FormEvent) =>
    target instanceof HTMLInputElement && target.type === 'radio' ? onPick() : onType();
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1.3fr_1fr] lg:gap-14">
      <form
        ref={form}
        action="/billing/plan"
        onSubmit={onSubmit}
        onChange={onChange}
        autoComplete="off"
        noValidate
        aria-label="New plan"
        className="group space-y-7"
      >
        <input type="hidden" name="subscription" value={subscription} />
        <PlanPicks plans={plans} fields={fields} />
        <IntervalPicks interval={fields.interval} />
        <Field
          id="seats"
          name="seats"
          inputMode="numeric"
          maxLength={10}
          label="Seats"
          defaultValue={fields.seats}
          error={seatsError}
          className="hidden max-w-40 group-has-[[data-per-seat]:checked]:block"
        />
        <Button type="submit" look="secondary">
          See the price
        </Button>
        <p role="status" className="min-h-6 text-ink-soft text-sm">
          {stale ? 'Working out the price.' : ''}
        </p>
      </form>
      <div inert={stale} aria-busy={stale} className={stale ? 'opacity-60' : ''}>
        {children}
      </div>
    </div>
  );
}
