import { settingsOf } from '../../../api/billing/settings';
import { html } from '../../html';
import { type Choices, choice, figure, filled, listed, number, words } from './fields';
import { done, type Switch } from './switch';

const ENDS: Choices = [
  ['cancel', 'cancel'],
  ['unpaid', 'mark unpaid'],
  ['past_due', 'leave past due'],
];

/** What Stripe's Dashboard holds under Billing: how renewals that fail are retried, and what comes of them. */
export const failedPayments: Switch = {
  title: 'Failed renewals',
  render({ tx }) {
    const { retry_days, after_retries, upcoming_days } = settingsOf(tx);
    return html`<form method="post" class="form">
${words('retry_days', 'Retry on days', retry_days.join(', '), 'never')}
${choice('after_retries', 'After the last retry', ENDS, after_retries)}
${number('upcoming_days', 'Announced, days ahead', { min: 0, max: 365, now: upcoming_days })}
<button type="submit" name="do" value="billing">Set billing</button>
<p>For subscriptions of this account. Days count from the first attempt. Which payments fail is up to the card: that of <code>pm_card_chargeCustomerFail</code> does.</p></form>`;
  },
  acts: {
    billing: ({ backstage, account }, form) => {
      const told = filled({
        retry_days: listed(form, 'retry_days')?.map(Number) ?? [],
        after_retries: form.get('after_retries'),
        upcoming_days: figure(form, 'upcoming_days'),
      });
      const path = `/billing_settings?account=${encodeURIComponent(account)}`;
      return done(backstage.control('POST', path, told));
    },
  },
};
