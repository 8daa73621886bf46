import type Stripe from 'stripe';

/** What is known of one customer. Invoices with their payments expanded. */
export interface Books {
  customer: Stripe.Customer;
  subscriptions: Stripe.Subscription[];
  invoices: Stripe.Invoice[];
  intents: Stripe.PaymentIntent[];
}

/** What can have changed of a customer's three subscriptions within a month: a renewal and a change of each. */
const RECENT = 8;

/**
 * Reads a customer's books through the API. With those read before, only what is recent is read again: what is older
 * does not change any more.
 */
export async function readBooks(stripe: Stripe, customer: string, before?: Books): Promise<Books> {
  const all = { customer, limit: before ? RECENT : 100 };
  const many = { limit: before ? RECENT : 10_000 };
  const [found, subscriptions, invoices, intents] = await Promise.all([
    stripe.customers.retrieve(customer),
    stripe.subscriptions.list({ customer, status: 'all', limit: 100 }),
    stripe.invoices.list({ ...all, expand: ['data.payments'] }).autoPagingToArray(many),
    stripe.paymentIntents.list(all).autoPagingToArray(many),
  ]);
  if (found.deleted) throw new Error(`${customer} is deleted.`);
  return {
    customer: found,
    subscriptions: subscriptions.data,
    invoices: merged(before?.invoices ?? [], invoices),
    intents: merged(before?.intents ?? [], intents),
  };
}

function merged<T extends { id: string }>(old: readonly T[], recent: readonly T[]): T[] {
  return [...new Map([...old, ...recent].map((one) => [one.id, one])).values()];
}

/** Throws, saying where, when anything in a customer's books does not hold. */
export function checkBooks({ customer, subscriptions, invoices, intents }: Books): void {
  for (const invoice of invoices) {
    checkInvoice(invoice);
    checkPayments(invoice, intents);
  }
  checkBalance(customer, invoices);
  for (const subscription of subscriptions) {
    const own = invoices.filter((invoice) => subscriptionOf(invoice) === subscription.id);
    checkSubscription(subscription, own);
    for (const item of subscription.items.data) checkPeriods(subscription, item, own);
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

function same(actual: number | null, expected: number, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${actual} instead of ${expected}`);
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** The amounts of an invoice add up: lines, discounts, taxes, total, balance, due, paid, remaining. */
export function checkInvoice(invoice: Stripe.Invoice): void {
  const at = `invoice ${invoice.id} (${invoice.status})`;
  const lines = invoice.lines.data;
  const taken = invoice.total_discount_amounts ?? [];
  const taxes = (invoice.total_taxes ?? []).filter((tax) => tax.tax_behavior === 'exclusive');
  same(invoice.subtotal, sum(lines.map((line) => line.amount)), `${at} subtotal`);
  const total =
    invoice.subtotal - sum(taken.map(({ amount }) => amount)) + sum(taxes.map(({ amount }) => amount));
  same(invoice.total, total, `${at} total`);
  for (const { discount, amount } of taken) {
    const parts = lines.flatMap((line) => line.discount_amounts ?? []);
    const own = parts.filter((part) => idOf(part.discount) === idOf(discount));
    same(sum(own.map((part) => part.amount)), amount, `${at} discount ${idOf(discount)} on the lines`);
  }
  const credited = invoice.pre_payment_credit_notes_amount;
  const open = invoice.amount_due - invoice.amount_paid - credited;
  same(invoice.amount_remaining, Math.max(0, open), `${at} amount_remaining`);
  if (invoice.status !== 'draft') {
    const owed = invoice.total + invoice.starting_balance;
    same(invoice.ending_balance, owed - invoice.amount_due, `${at} ending_balance`);
    holds(invoice.amount_due === 0 || invoice.amount_due === owed, `${at} amount_due ${invoice.amount_due}`);
  }
}

/** A paid invoice with an amount has payments that make it up, and they succeeded. */
function checkPayments(invoice: Stripe.Invoice, intents: readonly Stripe.PaymentIntent[]): void {
  const at = `invoice ${invoice.id} (${invoice.status})`;
  const paid = (invoice.payments?.data ?? []).filter((payment) => payment.status === 'paid');
  holds(invoice.status !== 'paid' || invoice.amount_remaining === 0, `${at} has something remaining`);
  holds(invoice.status !== 'open' || invoice.amount_remaining > 0, `${at} has nothing remaining`);
  same(sum(paid.map((payment) => payment.amount_paid ?? 0)), invoice.amount_paid, `${at} payments`);
  for (const { payment, amount_paid } of paid) {
    const id = idOf(payment.payment_intent);
    const intent = intents.find((one) => one.id === id);
    holds(intent?.status === 'succeeded', `${at} is paid by ${id}, which is ${intent?.status}`);
    same(intent?.amount_received ?? 0, amount_paid ?? 0, `${at} received by ${id}`);
  }
}

/** Each finalized invoice begins with the balance that the one before it left, unless the balance was changed by hand. */
function checkBalance(customer: Stripe.Customer, invoices: readonly Stripe.Invoice[]): void {
  const moved = invoices.filter((invoice) => invoice.status !== 'draft' && invoice.status !== 'void');
  const used = sum(moved.map((invoice) => (invoice.ending_balance ?? 0) - invoice.starting_balance));
  const given = Number(customer.metadata.balance_given ?? 0);
  same(customer.balance, given + used, `customer ${customer.id} balance`);
}

/** A subscription's status and its latest invoice do not contradict each other. */
function checkSubscription(subscription: Stripe.Subscription, invoices: readonly Stripe.Invoice[]): void {
  const at = `subscription ${subscription.id} (${subscription.status})`;
  const latest = invoices.find((invoice) => invoice.id === idOf(subscription.latest_invoice));
  holds(latest !== undefined || invoices.length === 0, `${at} has no latest invoice`);
  holds(subscription.status !== 'past_due' || latest?.status !== 'paid', `${at} has paid its latest invoice`);
  holds(
    (subscription.status === 'canceled') === (subscription.ended_at !== null) ||
      subscription.status === 'incomplete_expired',
    `${at} ended_at ${subscription.ended_at}`,
  );
}

/** An item is billed once for every period, without a gap and without an overlap, up to its current one. */
function checkPeriods(
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  invoices: readonly Stripe.Invoice[],
): void {
  const at = `${subscription.id} ${item.id}`;
  const periods = invoices
    .flatMap(({ billing_reason, lines }) => lines.data.map((line) => ({ ...line, billing_reason })))
    .filter((line) => {
      const details = line.parent?.subscription_item_details;
      return details?.subscription_item === item.id && !details.proration;
    })
    .map(({ period, billing_reason }) => ({ ...period, renewed: billing_reason === 'subscription_cycle' }));
  for (const period of periods) {
    const span = `${at}: the period ${period.start}–${period.end}`;
    holds(period.end > period.start, `${span} is empty`);
    // Only a change, such as resuming after a pause, begins a period anywhere else.
    const follows = !period.renewed || periods.some((other) => other.end === period.start);
    holds(follows, `${span} does not follow another`);
    // A change in the very second of a renewal begins a period there as well, and credits the renewed one.
    const twice =
      period.renewed &&
      periods.some((other) => other !== period && other.renewed && other.start === period.start);
    holds(!twice, `${span} is billed twice`);
  }
  const current = periods.some((period) => period.end === item.current_period_end);
  holds(current || periods.length === 0, `${at}: its current period is billed by no invoice`);
}

/** What came in equals what went out, what was taken as fees and what is there. */
export async function checkMoney(stripe: Stripe): Promise<void> {
  const all = { limit: 100 };
  const many = { limit: 10_000 };
  const [transactions, charges, refunds, balance] = await Promise.all([
    stripe.balanceTransactions.list(all).autoPagingToArray(many),
    stripe.charges.list(all).autoPagingToArray(many),
    stripe.refunds.list(all).autoPagingToArray(many),
    stripe.balance.retrieve(),
  ]);
  const received = sum(
    charges.filter((charge) => charge.status === 'succeeded').map((charge) => charge.amount_captured),
  );
  const returned = sum(
    refunds.filter((refund) => refund.status === 'succeeded').map((refund) => refund.amount),
  );
  const fees = sum(transactions.map((transaction) => transaction.fee));
  const there = sum([...balance.available, ...balance.pending].map(({ amount }) => amount));
  same(there, received - returned - fees, 'the balance of the account');
  same(there, sum(transactions.map((transaction) => transaction.net)), 'the balance by its transactions');
}

function subscriptionOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}

function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === 'string' ? field : (field?.id ?? null);
}
