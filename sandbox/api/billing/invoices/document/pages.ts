import type { Answer } from '../../../kernel/answer';
import type { ApiRequest } from '../../../kernel/api';
import type { Ledger } from '../../../kernel/ledger';
import { type Invoice, invoices } from '../invoice';
import { invoicePage } from './page';
import { invoicePdf } from './paper';

/**
 * Answers `GET /invoices/:token` and `GET /invoices/:token/pdf`: whoever has the address may look, as at Stripe.
 * @returns null for any other path
 */
export function invoicePages(ledger: Ledger, request: Pick<ApiRequest, 'method' | 'path'>): Answer | null {
  const match = /^\/invoices\/([\w-]+\.\w+)(\/pdf)?$/.exec(request.path);
  if (request.method !== 'GET' || !match) return null;
  const [, token = '', asPdf] = match;
  const invoice = find(ledger, token);
  if (!invoice)
    return { status: 404, headers: headers('text/plain; charset=utf-8'), body: 'No such invoice.\n' };
  if (!asPdf)
    return { status: 200, headers: headers('text/html; charset=utf-8'), body: invoicePage(invoice) };
  const file = { 'content-disposition': `attachment; filename="Invoice-${invoice.number ?? 'draft'}.pdf"` };
  return { status: 200, headers: { ...headers('application/pdf'), ...file }, body: invoicePdf(invoice) };
}

/** The token names the account it belongs to: its page is opened without a key. */
function find(ledger: Ledger, token: string): Invoice | undefined {
  const account = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8');
  if (!ledger.store.accountNames().includes(account)) return undefined;
  return ledger.begin(account).where(invoices, 'token', token)[0];
}

function headers(type: string): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
