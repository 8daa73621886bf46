import { type Subscription, subscriptions } from '../../api/billing/subscriptions/subscription';
import { type TestClock, testClocks, visible } from '../../api/kernel';
import { customers } from '../../api/payments';
import { type Html, html } from '../html';
import { idLink } from '../parts/links';
import { moment, pill } from '../parts/words';
import { messageIn } from '../reply';
import type { Acted, PageDefinition, View } from '../view';

const DAY = 86_400;
/** A renewal's invoice is a draft for an hour; a little later it has been collected. */
const COLLECTED_AFTER = 3600 + 60;

const STEPS = [
  ['day', 'A day'],
  ['month', 'A month'],
  ['renewal', 'To the next renewal'],
] as const;

/** The times that the sandbox keeps, and the buttons that move them on. */
export const clocksPage: PageDefinition = {
  path: 'clocks',
  section: 'clocks',
  render(view) {
    const clocks = view.tx.all(testClocks);
    return {
      title: 'Clocks',
      main: html`
${clockCard(view, null)}
${clocks.length === 0 ? html`<p class="empty">No test clock was made. The API makes them: <code>stripe.testHelpers.testClocks.create</code>.</p>` : clocks.map((clock) => clockCard(view, clock))}`,
    };
  },
  async act(view, form): Promise<Acted> {
    const id = form.get('clock');
    const clock = id === null || id === '' ? null : (view.tx.get(testClocks, id) ?? null);
    if (id && !clock) return { kind: 'refused', message: `There is no clock ${id} any more.` };
    const target = targetOf(view, clock, form.get('step') ?? '');
    if (target === null) return { kind: 'refused', message: 'Nothing renews on this clock.' };
    const reply = clock
      ? await view.backstage.call(view.account, `/v1/test_helpers/test_clocks/${clock.id}/advance`, {
          frozen_time: String(target),
        })
      : await view.backstage.control('POST', '/clock', { to: target });
    return reply.status === 200 ? { kind: 'done' } : { kind: 'refused', message: messageIn(reply) };
  },
};

function clockCard(view: View, clock: TestClock | null): Html {
  const next = nextRenewal(view, clock);
  const id = clock?.id ?? '';
  const people = visible(view.tx, view.tx.all(customers), clock?.id).length;
  const buttons = STEPS.filter(([step]) => step !== 'renewal' || next !== null).map(
    ([step, words]) => html`<button type="submit" name="step" value="${step}">${words}</button>`,
  );
  return html`<article class="card" data-key="${id === '' ? 'own' : id}">
<header><h2>${clock ? html`${idLink(view, clock.id, clock.name ?? clock.id)} ${pill(clock.status)}` : 'The sandbox’s own time'}</h2>
<span>${moment(clock?.frozen_time ?? view.tx.now())}</span></header>
<p class="soft">${people} ${people === 1 ? 'customer' : 'customers'}${next === null ? null : html` · next renewal ${moment(next)}`}</p>
<form method="post" class="acts"><input type="hidden" name="clock" value="${id}"><span class="soft">Move on by</span>${buttons}</form>
</article>`;
}

function targetOf(view: View, clock: TestClock | null, step: string): number | null {
  const now = clock?.frozen_time ?? view.tx.now();
  if (step === 'day') return now + DAY;
  if (step === 'month') return aMonthAfter(now);
  const next = nextRenewal(view, clock);
  return step === 'renewal' && next !== null ? next + COLLECTED_AFTER : null;
}

/** The same day of the next month; the last one where it has fewer days. */
function aMonthAfter(seconds: number): number {
  const from = new Date(seconds * 1000);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 2, 0)).getUTCDate();
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCMonth(from.getUTCMonth() + 1, Math.min(from.getUTCDate(), last));
  return to.getTime() / 1000;
}

function nextRenewal(view: View, clock: TestClock | null): number | null {
  const ends = visible(view.tx, view.tx.all(subscriptions), clock?.id).filter(renews).flatMap(periodEnds);
  const coming = ends.filter((end) => end > (clock?.frozen_time ?? view.tx.now()));
  return coming.length === 0 ? null : Math.min(...coming);
}

function renews(subscription: Subscription): boolean {
  return ['active', 'trialing', 'past_due', 'unpaid'].includes(subscription.status);
}

function periodEnds(subscription: Subscription): number[] {
  return subscription.items.data.map((item) => item.current_period_end);
}
