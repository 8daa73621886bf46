import { idOf } from '../../api/kernel';
import { customers } from '../../api/payments';
import { type Html, html } from '../html';
import type { View } from '../view';

/** An id as a link to its object's page, or as plain text when the sandbox no longer holds it. */
export function idLink(view: View, id: string | null, words = id): Html {
  if (id === null) return html`<span class="soft">–</span>`;
  const href = view.linkTo(id);
  return href === null ? html`<code>${id}</code>` : html`<a href="${href}">${words}</a>`;
}

/** A customer by what people know them by. */
export function customerLink(view: View, field: string | { id: string } | null | undefined): Html {
  const id = idOf(field);
  return idLink(view, id, id === null ? null : customerName(view, id));
}

/** The e-mail address or name of a customer, else the id. */
export function customerName(view: View, id: string): string {
  const customer = view.tx.get(customers, id);
  if (!customer || customer.deleted === true) return id;
  return customer.email ?? customer.name ?? id;
}
