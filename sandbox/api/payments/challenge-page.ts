import type { Transaction } from '../kernel';
import type { Answer } from '../kernel/answer';
import type { ApiRequest } from '../kernel/api-request';
import type { Ledger } from '../kernel/ledger';
import { type Challenge, challenges } from './authentication';
import { endPayment, endSetup, type Outcome } from './challenge-end';
import { paymentIntents } from './payment-intent';
import { setupIntents } from './setup-intent';

/**
 * The page that an intent's `redirect_to_url` leads to: `GET /3d_secure/:account/:token` asks its buyer, `POST` takes
 * the answer and sends the browser back to where the merchant wants it.
 * @returns null for any other path
 */
export function challengePage(
  ledger: Ledger,
  request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
): Answer | null {
  const [, encoded, token] = /^\/3d_secure\/([\w-]+)\/(\w+)$/.exec(request.path) ?? [];
  if (encoded === undefined || token === undefined) return null;
  const account = Buffer.from(encoded, 'base64url').toString('utf8');
  if (!ledger.store.accountNames().includes(account)) return answer(404, GONE);
  const tx = ledger.begin(account);
  const [challenge] = tx.where(challenges, 'token', token);
  if (challenge?.state !== 'open' || challenge.return_url === null) return answer(404, GONE);
  if (request.method !== 'POST') return answer(200, page());
  const outcome = new URLSearchParams(request.body).get('outcome') === 'succeed' ? 'succeed' : 'fail';
  const location = finish(tx, challenge, challenge.return_url, outcome);
  ledger.commit(tx);
  const { headers, ...rest } = answer(303, '');
  return { ...rest, headers: { ...headers, location } };
}

/** Ends the challenge and answers where the browser goes, with what Stripe adds to that address. */
function finish(tx: Transaction, { id }: Challenge, returnUrl: string, outcome: Outcome): string {
  const isSetup = id.startsWith('seti_');
  const intent = isSetup
    ? endSetup(tx, tx.existing(setupIntents, id), outcome)
    : endPayment(tx, tx.existing(paymentIntents, id), outcome);
  const name = isSetup ? 'setup_intent' : 'payment_intent';
  const address = new URL(returnUrl);
  address.searchParams.set(name, id);
  address.searchParams.set(`${name}_client_secret`, intent.client_secret ?? '');
  const failed = intent.status === 'requires_payment_method';
  address.searchParams.set('redirect_status', failed ? 'failed' : 'succeeded');
  return address.href;
}

function answer(status: number, body: string): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // Nothing is said of forms: where they lead must stay open, as the merchant's page is elsewhere.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    // Without any referrer the form's own origin would be withheld as well.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
  return { status, headers, body };
}

const STYLE = `:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 32rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } button { font: inherit; padding: .6rem 1rem; margin-right: .5rem; min-height: 44px; }`;

function whole(title: string, inside: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${inside}</main></body></html>
`;
}

const GONE = whole('3D Secure', '<p>There is nothing to authenticate here, or it was done already.</p>');

function page(): string {
  const buttons =
    '<button name="outcome" value="succeed">Complete authentication</button>' +
    '<button name="outcome" value="fail">Fail authentication</button>';
  return whole(
    '3D Secure authentication',
    `<p>This is the sandbox’s stand-in for your bank’s page.</p><form method="post">${buttons}</form>`,
  );
}
