import type Stripe from 'stripe';
import type { PlanChange, ProviderChanges } from '../../provider';
import type { PlanChangePreview, Renewal } from '../../provider-changes';
import { call } from './failure';
import type { KeyedStripe } from './keyed-stripe';
import { quantityParam } from './quantity';

type Items = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails['items'];

async function changedItems(
  stripe: KeyedStripe,
  { subscriptionId, priceId, quantity }: Pick<PlanChange, 'subscriptionId' | 'priceId' | 'quantity'>,
): Promise<Items> {
  const { items } = await stripe.subscriptions.retrieve(subscriptionId);
  return [{ id: items.data[0]?.id, price: priceId, ...quantityParam(quantity) }];
}

type Lines = PlanChangePreview['lines'];
const sumOf = (lines: readonly { readonly amount: number }[]): number =>
  lines.reduce((sum, { amount }) => sum + amount, 0);
const line = (label: string, amount: number): Lines => (amount === 0 ? [] : [{ label, quantity: 1, amount }]);

/** Everything that is reckoned in, so that the lines come to what is due. */
function linesOf({ lines, total, total_discount_amounts, amount_due }: Stripe.Invoice): Lines {
  const charged = lines.data.map(({ description, quantity, amount }) => ({
    label: description ?? '',
    quantity: quantity ?? 1,
    amount,
  }));
  const discount = sumOf(total_discount_amounts ?? []);
  const balance = total < 0 ? 'Kept for your next invoices' : 'From your balance';
  return [
    ...charged,
    ...line('Discount', -discount),
    ...line('Tax', total - sumOf(charged) + discount),
    ...line(balance, amount_due - total),
  ];
}

async function previewPlanChange(stripe: KeyedStripe, change: PlanChange): Promise<PlanChangePreview> {
  const invoice = await stripe.invoices.createPreview({
    subscription: change.subscriptionId,
    subscription_details: {
      items: await changedItems(stripe, change),
      proration_behavior: 'always_invoice',
      proration_date: change.prorationDate,
    },
  });
  return { lines: linesOf(invoice), dueToday: invoice.amount_due };
}

async function previewRenewal(stripe: KeyedStripe, renewal: Renewal): Promise<{ readonly total: number }> {
  const { subscriptionId, discounts } = renewal;
  const { total } = await stripe.invoices.createPreview({
    subscription: subscriptionId,
    // Without prorations the other plan's invoice is one whole period of it.
    subscription_details: { items: await changedItems(stripe, renewal), proration_behavior: 'none' },
    ...(discounts === 'lasting' ? { preview_mode: 'recurring' } : {}),
    ...(discounts === 'none' ? { discounts: '' } : {}),
  });
  return { total };
}

/** What changes would cost, asked of Stripe; nothing is changed. */
export function planChangePreviews(
  stripe: KeyedStripe,
): Pick<ProviderChanges, 'previewPlanChange' | 'previewRenewal'> {
  return {
    previewPlanChange: (change) => call(() => previewPlanChange(stripe, change)),
    previewRenewal: (renewal) => call(() => previewRenewal(stripe, renewal)),
  };
}
