import type { TestPayments } from '../../support/payments';
import { idOf, subscribed } from '../../support/subscribed';
import { seenFirst, type Verb } from './verb';

async function paidInvoices({ stripe }: TestPayments, subscription: string): Promise<number> {
  return (await stripe.invoices.list({ subscription, status: 'paid' })).data.length;
}

export const changePlanNow: Verb = {
  name: 'changePlan, to a dearer one',
  purpose: 'change_plan',
  deferrable: false,
  async prepare(world, userId) {
    const { id } = await subscribed(world, userId);
    const target = { lookupKey: 'team_monthly', seats: 5 };
    const quote = await world.payments.previewPlanChange(userId, id, target);
    if (quote.kind === 'refused') throw new Error(quote.detail);
    const { prorationDate } = quote;
    return {
      call: (payments) => payments.changePlan(userId, seenFirst(id), { ...target, prorationDate }),
      async held() {
        const { items } = await world.stripe.subscriptions.retrieve(id);
        const item = items.data[0];
        return [item?.price.lookup_key, item?.quantity, await paidInvoices(world, id)];
      },
      once: ['team_monthly', 5, 2],
      ends: 'done',
    };
  },
};

export const changePlanLater: Verb = {
  name: 'changePlan, to a cheaper one',
  purpose: 'change_plan',
  deferrable: true,
  async prepare(world, userId) {
    const { id, customer } = await subscribed(world, userId);
    const target = { lookupKey: 'pro_yearly', seats: 1, prorationDate: null };
    return {
      call: (payments) => payments.changePlan(userId, seenFirst(id), target),
      async held() {
        const { data } = await world.stripe.subscriptionSchedules.list({ customer: idOf(customer) ?? '' });
        return data.map(({ phases }) => phases.length);
      },
      once: [2],
      ends: 'done',
    };
  },
};
