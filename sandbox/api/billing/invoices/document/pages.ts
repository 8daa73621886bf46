import { randomText, type Transaction } from '../../../kernel';
import type { Answer } from '../../../kernel/answer';
import type { ApiRequest } from '../../../kernel/api-request';
import type { Ledger } from '../../../kernel/ledger';
import { creditNotes } from '../../credit-notes/credit-note';
import { type Invoice, invoices } from '../invoice';
import { creditNotePaper } from './credit-note-text';
import { paperPage } from './page';
import { paperPdf } from './paper';
import { payWithSaved } from './pay-on-page';
import { paymentForm } from './payment-form';
import { invoicePaper } from './text';

type PageRequest = Pick<ApiRequest, 'method' | 'path' | 'body'>;

/**
 * Answers the pages of invoices and the PDFs of invoices and credit notes: whoever has the address may look and
 * pay, as at Stripe.
 * @returns null for any other path
 */
export function invoicePages(ledger: Ledger, request: PageRequest): Answer | null {
  const match = /^\/(invoices|credit_notes)\/([\w-]+)\.(\w+)(\/pdf)?$/.exec(request.path);
  if (!match) return null;
  const [, kind, account = '', secret = '', asPdf] = match;
  const tx = begin(ledger, account);
  if (!tx) return missing();
  const token = `${account}.${secret}`;
  if (kind === 'credit_notes')
    return request.method === 'GET' && asPdf ? creditNoteFile(tx, token) : missing();
  const [invoice] = tx.where(invoices, 'token', token);
  if (!invoice) return missing();
  tx.follow(invoice);
  if (request.method === 'GET') return asPdf ? invoiceFile(tx, invoice) : page(tx, invoice, '');
  return request.method === 'POST' && !asPdf ? payment(ledger, tx, invoice, request.body) : missing();
}

/** The token names the account it belongs to: its page is opened without a key. */
function begin(ledger: Ledger, encoded: string): Transaction | null {
  const account = Buffer.from(encoded, 'base64url').toString('utf8');
  return ledger.store.accountNames().includes(account) ? ledger.begin(account) : null;
}

function payment(ledger: Ledger, tx: Transaction, invoice: Invoice, body: string): Answer {
  const refusal = payWithSaved(tx, invoice, new URLSearchParams(body).get('payment_method') ?? '');
  ledger.commit(tx);
  // A page of its own to go to, so that loading it again does not pay again.
  if (refusal === '') return { status: 303, headers: { location: `/invoices/${token(invoice)}` }, body: '' };
  const [now = invoice] = tx.where(invoices, 'token', token(invoice));
  return { ...page(tx, now, refusal), status: 402 };
}

function token(invoice: Invoice): string {
  return invoice.hosted_invoice_url?.split('/').at(-1) ?? '';
}

function page(tx: Transaction, invoice: Invoice, refusal: string): Answer {
  const nonce = randomText(24);
  const form = paymentForm(tx, invoice, refusal, nonce);
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "form-action 'self'",
    "base-uri 'none'",
    // A page around it could have its reader press the button that pays.
    "frame-ancestors 'none'",
    ...(form === '' ? [] : [`script-src 'nonce-${nonce}'`, "frame-src 'self'", "connect-src 'self'"]),
  ].join('; ');
  const body = paperPage(invoicePaper(tx, invoice), { pdf: invoice.invoice_pdf ?? null, payment: form });
  return { status: 200, headers: headers('text/html; charset=utf-8', policy), body };
}

function invoiceFile(tx: Transaction, invoice: Invoice): Answer {
  return file(`Invoice-${invoice.number ?? 'draft'}`, paperPdf(invoicePaper(tx, invoice)));
}

function creditNoteFile(tx: Transaction, noteToken: string): Answer {
  const [note] = tx.where(creditNotes, 'token', noteToken);
  return note ? file(`CreditNote-${note.number}`, paperPdf(creditNotePaper(tx, note))) : missing();
}

function file(name: string, body: string): Answer {
  const safe = name.replace(/[^\w.-]/g, '_');
  const disposition = { 'content-disposition': `attachment; filename="${safe}.pdf"` };
  return {
    status: 200,
    headers: { ...headers('application/pdf', "default-src 'none'"), ...disposition },
    body,
  };
}

function missing(): Answer {
  const policy = "default-src 'none'";
  return { status: 404, headers: headers('text/plain; charset=utf-8', policy), body: 'No such invoice.\n' };
}

function headers(type: string, policy: string): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': policy,
    // With none at all a browser would not say where the form that pays comes from, and it would be refused.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}
