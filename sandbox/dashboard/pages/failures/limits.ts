import type { LimitSettings } from '../../../limits/settings';
import { html } from '../../html';
import { type Choices, choice, figure, filled, more, number } from './fields';
import { done, type Switch } from './switch';

const MODES: Choices = [
  ['off', 'Off'],
  ['test', '25 a second, as a test account'],
  ['live', '100 a second, as live'],
];

const NUMBERS: Readonly<Record<Exclude<keyof LimitSettings, 'mode'>, string>> = {
  global_per_second: 'Requests a second',
  endpoint_per_second: 'A second, an endpoint',
  search_per_second: 'Searches a second',
  meter_events_per_second: 'Meter events a second',
  global_concurrency: 'Under way at once',
  endpoint_concurrency: 'At once, an endpoint',
  payment_intent_updates_per_hour: 'Intent updates an hour',
  subscription_invoices_per_minute: 'Invoices of a subscription a minute',
  subscription_invoices_per_day: 'Invoices of a subscription a day',
  subscription_quantity_updates_per_hour: 'Quantity changes an hour',
};

/** Stripe's rate limits, with its numbers or others. */
export const rateLimits: Switch = {
  title: 'Rate limits',
  render(view) {
    const { limiter } = view.backstage.disturbance;
    // A number of the mode is a hint and no value: sent back with another mode, it would overrule that one's.
    const hints = figures(limiter.settings());
    const told = figures(limiter.told());
    const fields = Object.entries(NUMBERS).map(([name, label]) =>
      number(name, label, {
        min: 1,
        max: 1_000_000,
        now: told.get(name),
        empty: String(hints.get(name) ?? 'no limit'),
      }),
    );
    return html`<form method="post" class="form">
${choice('mode', 'Requests are limited to', MODES, limiter.told().mode)}
<button type="submit" name="do" value="limits">Set limits</button>
${more('Other numbers', fields)}</form>`;
  },
  acts: {
    limits: ({ backstage }, form) => {
      const numbers = Object.keys(NUMBERS).map((name) => [name, figure(form, name)]);
      const told = filled({ mode: form.get('mode'), ...Object.fromEntries(numbers) });
      return done(backstage.control('POST', '/limits', told));
    },
  },
};

function figures(settings: LimitSettings): Map<string, number> {
  const entries = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  );
  return new Map(entries);
}
