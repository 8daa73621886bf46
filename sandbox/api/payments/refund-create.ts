import { defineCollection, defineDuties, forbiddenState, idOf, newId, type Transaction } from '../kernel';
import { recordRefund, recordRefundFailure } from './balance';
import { type Charge, charges } from './charge';
import { disputes } from './dispute';
import { settleWarnings } from './early-fraud-warning';
import { memoryOf, paymentMethods } from './payment-method';
import { type Refund, refunds } from './refund';

/** How long a bank takes over a refund that is pending, or that it will send back, at the sandbox's pace. */
const BANK_SECONDS = 3;

/**
 * A refund that its bank has not decided on; its id is the refund's. A record of its own because the bank goes by
 * the real clock, even where the customer lives on a test clock.
 */
interface OpenRefund {
  id: string;
  object: '_open_refund';
  fate: 'succeeded' | 'failed';
  /** Unix seconds. */
  decided_at: number;
}

const openRefunds = defineCollection<OpenRefund>('_open_refund');

export interface NewRefund {
  amount?: number | undefined;
  reason: Refund['reason'];
  metadata: Record<string, string>;
}

/**
 * Gives money of a charge back, wholly or in part. Throws 400 when it was given back already, is not so much, or is
 * in dispute.
 */
export function createRefund(tx: Transaction, charge: Charge, input: NewRefund): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  requireRefundable(tx, charge, left, input.amount);
  const amount = input.amount ?? left;
  const fate = charge.payment_method === null ? 'succeeded' : fateOf(tx, charge.payment_method);
  const isPending = fate === 'pending';
  const draft = blank(tx, charge, { ...input, amount }, isPending);
  const refund: Refund = { ...draft, balance_transaction: recordRefund(tx, draft).id };
  const total = charge.amount_refunded + amount;
  const refunded: Charge = { ...charge, amount_refunded: total, refunded: total === charge.amount_captured };
  tx.put(charges, refunded);
  tx.put(refunds, refund);
  tx.emit('refund.created', refund);
  tx.emit('charge.refunded', refunded, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  });
  settleWarnings(tx, refunded);
  if (fate !== 'succeeded') leaveToBank(tx, refund, fate);
  // The acquirer's reference arrives at once in test mode; with it Stripe tells of the refund twice more.
  const referenced = withReference(tx, refund);
  tx.emit('charge.refund.updated', referenced, { destination_details: refund.destination_details });
  return referenced;
}

function requireRefundable(tx: Transaction, charge: Charge, left: number, wanted: number | undefined): void {
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw forbiddenState(`Charge ${charge.id} has not been captured and cannot be refunded.`, {
      param: 'charge',
    });
  }
  if (tx.where(disputes, 'charge', charge.id).some((dispute) => !dispute.is_charge_refundable)) {
    throw forbiddenState(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw forbiddenState(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (wanted === undefined || wanted <= left) return;
  const format = (amount: number) => `${amount} ${charge.currency} in minor units`;
  throw forbiddenState(
    `Refund amount (${format(wanted)}) is greater than unrefunded amount on charge (${format(left)})`,
    { code: 'amount_too_large', param: 'amount' },
  );
}

function fateOf(tx: Transaction, method: string): 'succeeded' | 'pending' | 'failed' {
  return memoryOf(tx, tx.existing(paymentMethods, method)).behaviour.refund;
}

function leaveToBank(tx: Transaction, { id }: Refund, fate: 'pending' | 'failed'): void {
  const decided_at = tx.ownNow() + BANK_SECONDS;
  tx.put(openRefunds, {
    id,
    object: '_open_refund',
    fate: fate === 'failed' ? 'failed' : 'succeeded',
    decided_at,
  });
}

function blank(
  tx: Transaction,
  charge: Charge,
  input: NewRefund & { amount: number },
  isPending: boolean,
): Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: input.amount,
    balance_transaction: null,
    charge: charge.id,
    created: tx.realNow(),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: input.metadata,
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    ...(isPending ? { pending_reason: 'processing' as const } : {}),
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
}

function withReference(tx: Transaction, refund: Refund): Refund {
  const card = {
    reference: '5550001112223334445556',
    reference_status: 'available',
    reference_type: 'acquirer_reference_number',
    type: 'refund',
  };
  const after: Refund = { ...refund, destination_details: { card, type: 'card' } };
  tx.put(refunds, after);
  tx.emitUpdated('refund.updated', refund, after);
  return after;
}

defineDuties(openRefunds, {
  due: (_tx, { decided_at }) => [{ kind: 'refund.settle', at: decided_at }],
  run: {
    'refund.settle'(tx, { id, fate }) {
      tx.drop(openRefunds, id);
      const refund = tx.existing(refunds, id);
      if (fate === 'succeeded') arrive(tx, refund);
      else takeBack(tx, refund);
    },
  },
});

/** A pending refund has reached the buyer. */
function arrive(tx: Transaction, refund: Refund): void {
  const { pending_reason: _, ...rest } = refund;
  const arrived = tx.put(refunds, { ...rest, status: 'succeeded' });
  tx.emitUpdated('refund.updated', refund, arrived);
}

/** A refund that the issuer sends back: the money is ours again and the charge is as before. */
function takeBack(tx: Transaction, refund: Refund): void {
  const failed: Refund = {
    ...refund,
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: recordRefundFailure(tx, refund).id,
  };
  tx.put(refunds, failed);
  const charge = tx.existing(charges, idOf(refund.charge) ?? '');
  tx.put(charges, { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  tx.emit('refund.failed', failed, { status: refund.status });
  tx.emit('charge.refund.updated', failed, { status: refund.status });
}
