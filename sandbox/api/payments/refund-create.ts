import { forbiddenState, idOf, newId, type Transaction } from '../kernel';
import { recordRefund, recordRefundFailure } from './balance';
import { type Charge, charges } from './charge';
import { memoryOf, paymentMethods } from './payment-method';
import { type Refund, refunds } from './refund';

export interface NewRefund {
  amount?: number | undefined;
  reason: Refund['reason'];
  metadata: Record<string, string>;
}

/**
 * Gives money of a charge back, wholly or in part. Throws 400 when it was given back already or is not so much.
 */
export function createRefund(tx: Transaction, charge: Charge, input: NewRefund): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  requireRefundable(charge, left, input.amount);
  const amount = input.amount ?? left;
  const fate = charge.payment_method === null ? 'succeeded' : refundFate(tx, charge.payment_method);
  const draft = blank(tx, charge, { ...input, amount });
  const refund: Refund = { ...draft, balance_transaction: recordRefund(tx, draft).id };
  const total = charge.amount_refunded + amount;
  const refunded: Charge = { ...charge, amount_refunded: total, refunded: total === charge.amount };
  tx.put(charges, refunded);
  tx.put(refunds, refund);
  tx.emit('refund.created', refund);
  tx.emit('charge.refunded', refunded, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  });
  // The acquirer's reference arrives at once in test mode; with it Stripe tells of the refund twice more.
  const settled = settle(tx, refund, fate);
  tx.emit('charge.refund.updated', settled, { destination_details: refund.destination_details });
  return fate === 'failed' ? takeBack(tx, refunded, settled) : settled;
}

function requireRefundable(charge: Charge, left: number, wanted: number | undefined): void {
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw forbiddenState(`Charge ${charge.id} has not been captured and cannot be refunded.`, {
      param: 'charge',
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
    {
      code: 'amount_too_large',
      param: 'amount',
    },
  );
}

function refundFate(tx: Transaction, method: string): 'succeeded' | 'pending' | 'failed' {
  return memoryOf(tx, tx.existing(paymentMethods, method)).behaviour.refund;
}

function blank(tx: Transaction, charge: Charge, input: NewRefund & { amount: number }): Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: input.amount,
    balance_transaction: null,
    charge: charge.id,
    created: tx.now(),
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
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

function settle(tx: Transaction, refund: Refund, fate: 'succeeded' | 'pending' | 'failed'): Refund {
  const card = {
    reference: '5550001112223334445556',
    reference_status: 'available',
    reference_type: 'acquirer_reference_number',
    type: 'refund',
  };
  const settled: Refund = {
    ...refund,
    status: fate === 'pending' ? 'pending' : 'succeeded',
    destination_details: { card, type: 'card' },
  };
  tx.put(refunds, settled);
  tx.emitUpdated('refund.updated', refund, settled);
  return settled;
}

/** A refund that the issuer sends back: the money is ours again and the charge is as before. */
function takeBack(tx: Transaction, charge: Charge, refund: Refund): Refund {
  const failed: Refund = {
    ...refund,
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: recordRefundFailure(tx, refund).id,
  };
  tx.put(refunds, failed);
  tx.put(charges, { ...charge, amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  tx.emitLater('refund.failed', failed, { status: refund.status });
  return failed;
}
