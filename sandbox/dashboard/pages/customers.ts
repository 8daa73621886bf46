import { liveSubscriptions } from '../../api/billing/subscriptions/subscription';
import { idOf } from '../../api/kernel';
import { customers } from '../../api/payments';
import { html } from '../html';
import { idLink } from '../parts/links';
import { listPage } from '../parts/list-page';
import { moment, money, pill } from '../parts/words';

export const customersPage = listPage({
  path: 'customers',
  title: 'Customers',
  collection: customers,
  empty: 'Nobody has paid yet. A customer is made at the first payment.',
  words: (_, customer) => (customer.deleted === true ? '' : `${customer.email ?? ''} ${customer.name ?? ''}`),
  columns: (view) => [
    {
      name: 'Customer',
      cell(customer) {
        if (customer.deleted === true) return html`${idLink(view, customer.id)} ${pill('deleted')}`;
        return html`${idLink(view, customer.id, customer.email ?? customer.name ?? customer.id)}<small>${customer.email === null ? null : `${customer.name ?? ''} `}${customer.id}</small>`;
      },
    },
    {
      name: 'Subscriptions',
      cell: (customer) =>
        html`${liveSubscriptions(view.tx, customer.id).map((one) => html`${pill(one.status)} `)}`,
    },
    {
      name: 'Balance',
      figure: true,
      cell: (customer) =>
        customer.deleted === true || customer.balance === 0
          ? '–'
          : money(customer.balance, customer.currency ?? 'usd'),
    },
    {
      name: 'Clock',
      cell: (customer) => (customer.deleted === true ? '–' : idLink(view, idOf(customer.test_clock))),
    },
    {
      name: 'Created',
      cell: (customer) => (customer.deleted === true ? '–' : moment(customer.created)),
    },
  ],
});
