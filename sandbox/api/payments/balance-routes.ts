import type Stripe from 'stripe';
import { defineRoute, p, paginate, type Wire, within } from '../kernel';
import { type BalanceTransaction, balanceTransactions, settled } from './charge';
import { refused } from './unsupported';

type Balance = Wire<Stripe.Balance>;

/** The currency an account has a balance in even when nothing was ever paid in it. */
const ACCOUNT_CURRENCY = 'usd';

const retrieveBalance = defineRoute({
  method: 'GET',
  path: '/v1/balance',
  params: p.none,
  handle({ tx }): Balance {
    const entries = tx.all(balanceTransactions).map((entry) => settled(entry, tx.realNow()));
    const total = (status: string) => {
      const sums = new Map([[ACCOUNT_CURRENCY, 0]]);
      for (const { currency, net, status: own } of entries) {
        sums.set(currency, (sums.get(currency) ?? 0) + (own === status ? net : 0));
      }
      return [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
    };
    return {
      object: 'balance',
      available: total('available'),
      livemode: false,
      pending: total('pending'),
      refund_and_dispute_prefunding: {
        available: [{ amount: 0, currency: ACCOUNT_CURRENCY }],
        pending: [{ amount: 0, currency: ACCOUNT_CURRENCY }],
      },
    };
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/balance_transactions/:transaction',
  params: p.none,
  handle: ({ tx, path }): BalanceTransaction =>
    settled(tx.addressed(balanceTransactions, path('transaction')), tx.realNow()),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/balance_transactions',
  params: p.params({
    ...p.page,
    created: p.range(),
    currency: p.currency().optional(),
    source: p.text().optional(),
    type: p.text().optional(),
    ...refused('payout'),
  }),
  handle({ tx, params }) {
    const { created, currency, source, type } = params;
    const matching = tx
      .all(balanceTransactions)
      .filter(
        (entry) =>
          within(entry.created, created) &&
          (currency === undefined || entry.currency === currency) &&
          (source === undefined || entry.source === source) &&
          (type === undefined || entry.type === type),
      );
    const now = tx.realNow();
    return paginate(
      matching.map((entry) => settled(entry, now)),
      params,
      '/v1/balance_transactions',
    );
  },
});

export const balanceRoutes = [retrieveBalance, retrieve, list];
