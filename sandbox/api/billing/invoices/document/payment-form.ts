import type { Transaction } from '../../../kernel';
import { attachedMethods, type PaymentMethod } from '../../../payments';
import { displayAmount } from '../../arithmetic/currencies';
import { customerOf } from '../balance';
import { defaultIntent, type Invoice } from '../invoice';
import { methodOfInvoice } from '../method';
import { escaped } from './page';

/** Whether an invoice can still be paid on its page. */
export function isPayable(invoice: Invoice): boolean {
  const open = invoice.status === 'open' || invoice.status === 'uncollectible';
  return open && invoice.amount_remaining > 0;
}

/**
 * The part of the page that takes a payment: by a card on file, or by a new one in the card frame.
 * @param refusal what to tell of an attempt that failed; '' for none
 * @param nonce what lets the script run
 */
export function paymentForm(tx: Transaction, invoice: Invoice, refusal: string, nonce: string): string {
  if (!isPayable(invoice)) return '';
  const pay = `Pay ${displayAmount(invoice.amount_remaining, invoice.currency)}`;
  const customer = customerOf(tx, invoice);
  const cards = customer ? attachedMethods(tx, customer.id).filter((method) => method.card) : [];
  const alert = `<p role="alert">${escaped(refusal)}</p>`;
  return `<section aria-labelledby="pay"><h2 id="pay">Payment</h2>${alert}
${savedCards(cards, methodOfInvoice(tx, invoice), pay)}
${newCard(tx, invoice, pay, nonce)}</section>`;
}

function savedCards(cards: readonly PaymentMethod[], usual: string | null, pay: string): string {
  if (cards.length === 0) return '';
  const chosen = cards.find((card) => card.id === usual) ?? cards[0];
  const choices = cards.map((card) => {
    const brand = card.card?.brand ?? 'card';
    const name = `${brand.charAt(0).toUpperCase()}${brand.slice(1)} ending in ${card.card?.last4 ?? ''}`;
    const checked = card === chosen ? ' checked' : '';
    return `<label><input type="radio" name="payment_method" value="${escaped(card.id)}"${checked}>${escaped(name)}</label>`;
  });
  return `<form method="post" action=""><fieldset><legend>Saved cards</legend>${choices.join('')}</fieldset>
<button type="submit">${escaped(pay)}</button></form>`;
}

/** The same card fields that a page of one's own would embed. Without script a saved card is the way. */
function newCard(tx: Transaction, invoice: Invoice, pay: string, nonce: string): string {
  const secret = defaultIntent(tx, invoice.id)?.client_secret;
  if (!secret) return '';
  const key = `pk_test_${tx.account}`;
  return `<form id="new-card"><h2>New card</h2><div id="card"></div><p role="alert" id="problem"></p>
<noscript><p>The card fields need JavaScript.</p></noscript>
<button type="submit">${escaped(pay)} with a new card</button></form>
<script src="/endive/stripe.js" nonce="${nonce}"></script>
<script nonce="${nonce}">
const stripe = Stripe(${inScript(key)});
const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'stripe';
const elements = stripe.elements({ clientSecret: ${inScript(secret)}, appearance: { theme } });
elements.create('payment').mount('#card');
const form = document.getElementById('new-card');
const button = form.querySelector('button');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  const { error } = await stripe.confirmPayment({ elements, redirect: 'if_required', confirmParams: { return_url: location.href } });
  if (!error) return location.reload();
  document.getElementById('problem').textContent = error.message;
  button.disabled = false;
});
</script>`;
}

/** Text as a literal in a script of the page. */
function inScript(text: string): string {
  return JSON.stringify(text).replace(/</g, '\\u003c');
}
