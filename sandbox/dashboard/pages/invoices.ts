import { invoices } from '../../api/billing/invoices/invoice';
import { idOf } from '../../api/kernel';
import { html } from '../html';
import { customerLink, customerName, idLink } from '../parts/links';
import { listPage } from '../parts/list-page';
import { moment, money, pill } from '../parts/words';

export const invoicesPage = listPage({
  path: 'invoices',
  title: 'Invoices',
  collection: invoices,
  empty: 'No invoice was drawn up yet.',
  words: (view, invoice) =>
    `${invoice.number ?? ''} ${invoice.status ?? ''} ${customerName(view, idOf(invoice.customer) ?? '')}`,
  columns: (view) => [
    {
      name: 'Invoice',
      cell: (invoice) =>
        html`${idLink(view, invoice.id, invoice.number ?? 'Draft')}<small>${(invoice.billing_reason ?? '').replaceAll('_', ' ')}</small>`,
    },
    { name: 'Customer', cell: (invoice) => customerLink(view, invoice.customer) },
    { name: 'Status', cell: (invoice) => pill(invoice.status) },
    { name: 'Total', figure: true, cell: (invoice) => money(invoice.total, invoice.currency) },
    {
      name: 'Left to pay',
      figure: true,
      cell: (invoice) => money(invoice.amount_remaining, invoice.currency),
    },
    { name: 'Next attempt', cell: (invoice) => moment(invoice.next_payment_attempt) },
    { name: 'Created', cell: (invoice) => moment(invoice.created) },
  ],
});
