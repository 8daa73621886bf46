import { displayAmount } from '../billing/arithmetic/currencies';
import type { Transaction } from '../kernel';
import type { Answer } from '../kernel/answer';
import type { ApiRequest } from '../kernel/api-request';
import type { Ledger } from '../kernel/ledger';
import { type Charge, charges } from './charge';

/** Where a charge's receipt is read: its id cannot be guessed, and its page is opened without a key. */
export function receiptUrl(tx: Transaction, chargeId: string): string {
  return `${tx.origin}/receipts/${Buffer.from(tx.account).toString('base64url')}/${chargeId}`;
}

/**
 * Answers `GET /receipts/:account/:charge`, as the charge is now.
 * @returns null for any other path
 */
export function receiptPage(ledger: Ledger, request: Pick<ApiRequest, 'method' | 'path'>): Answer | null {
  const [, encoded, id] = /^\/receipts\/([\w-]+)\/(ch_\w+)$/.exec(request.path) ?? [];
  if (request.method !== 'GET' || encoded === undefined || id === undefined) return null;
  const account = Buffer.from(encoded, 'base64url').toString('utf8');
  const known = ledger.store.accountNames().includes(account);
  const charge = known ? ledger.begin(account).get(charges, id) : undefined;
  if (charge?.status !== 'succeeded') return answer(404, 'text/plain', 'No such receipt.\n');
  return answer(200, 'text/html', page(charge));
}

function answer(status: number, type: string, body: string): Answer {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  return { status, headers, body };
}

const STYLE = `:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 32rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; } dd { margin: 0; }`;

function page(charge: Charge): string {
  const card = charge.payment_method_details?.card;
  const facts: [string, string][] = [
    ['Amount paid', displayAmount(charge.amount_captured, charge.currency)],
    ['Date paid', new Date(charge.created * 1000).toUTCString()],
    ['Payment method', `${card?.brand ?? 'card'} ending in ${card?.last4 ?? ''}`],
  ];
  if (charge.description !== null) facts.push(['Description', charge.description]);
  if (charge.amount_refunded > 0)
    facts.push(['Refunded', displayAmount(charge.amount_refunded, charge.currency)]);
  const list = facts.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Receipt</title><style>${STYLE}</style></head>
<body><main><h1>Receipt</h1><dl>${list.join('')}</dl>
<p>Made by the sandbox. No money has moved.</p></main></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
