import { idOf } from '../../api/kernel';
import { charges, type PaymentIntent, paymentIntents, paymentMethods } from '../../api/payments';
import { type Html, html } from '../html';
import { customerLink, customerName, idLink } from '../parts/links';
import { listPage } from '../parts/list-page';
import { moment, money, pill } from '../parts/words';
import type { View } from '../view';

export const paymentsPage = listPage({
  path: 'payments',
  title: 'Payments',
  collection: paymentIntents,
  empty: 'No payment was begun yet.',
  words: (view, intent) =>
    `${intent.status} ${intent.description ?? ''} ${customerName(view, idOf(intent.customer) ?? '')}`,
  columns: (view) => [
    {
      name: 'Amount',
      figure: true,
      cell: (intent) => idLink(view, intent.id, money(intent.amount, intent.currency)),
    },
    {
      name: 'Status',
      cell: (intent) =>
        html`${pill(intent.status)}${afterwards(view, intent.latest_charge)}${why(intent.last_payment_error)}`,
    },
    { name: 'Customer', cell: (intent) => customerLink(view, intent.customer) },
    { name: 'Card', cell: (intent) => card(view, idOf(intent.payment_method)) },
    { name: 'For', cell: (intent) => intent.description ?? '–' },
    { name: 'Created', cell: (intent) => moment(intent.created) },
  ],
});

/** What became of a payment that was made. */
function afterwards(view: View, latest: PaymentIntent['latest_charge']): Html | null {
  const charge = view.tx.get(charges, idOf(latest) ?? '');
  if (!charge) return null;
  const back = charge.amount_refunded;
  const refunded =
    back > 0 ? html` <span class="pill calm">${money(back, charge.currency)} refunded</span>` : null;
  return html`${refunded}${charge.disputed ? html` <span class="pill warn">disputed</span>` : null}`;
}

function why(error: { code?: string; decline_code?: string } | null): Html | null {
  const code = error?.decline_code ?? error?.code;
  return code === undefined ? null : html`<small>${code.replaceAll('_', ' ')}</small>`;
}

function card(view: View, id: string | null): Html {
  const method = id === null ? undefined : view.tx.get(paymentMethods, id);
  if (!method?.card) return idLink(view, id);
  return idLink(view, method.id, `${method.card.brand} ···· ${method.card.last4}`);
}
