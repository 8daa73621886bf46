import { defineCollection, defineDuties, forbiddenState, idOf, newId, type Transaction } from '../kernel';
import { recordReinstatement } from './balance';
import { charges } from './charge';
import { type Dispute, disputes, isInquiry, needsResponse } from './dispute';
import { withdrawFunds } from './dispute-open';

/** How long the bank takes over submitted evidence, at the sandbox's pace. */
const REVIEW_SECONDS = 3;

type Verdict = 'won' | 'lost' | 'escalated';

/** A bank's look at a dispute. */
interface Review {
  id: string;
  object: '_dispute_review';
  dispute: string;
  verdict: Verdict;
  /** Unix seconds. */
  decided_at: number;
}

const reviews = defineCollection<Review>('_dispute_review');

/** What Stripe's test mode decides by the evidence's text. Any other evidence stays under review. */
const VERDICTS = new Map<string, Verdict>([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
  ['escalate_inquiry_evidence', 'escalated'],
]);

/** Sends a dispute's evidence to the bank. Throws 400 when it waits for none. */
export function submitEvidence(tx: Transaction, dispute: Dispute): Dispute {
  requireOpen(dispute);
  const verdict = verdictOn(dispute);
  if (verdict !== null) {
    const decided_at = tx.ownNow() + REVIEW_SECONDS;
    tx.put(reviews, {
      id: newId('durev'),
      object: '_dispute_review',
      dispute: dispute.id,
      verdict,
      decided_at,
    });
  }
  const details = dispute.evidence_details;
  return {
    ...dispute,
    status: isInquiry(dispute) ? 'warning_under_review' : 'under_review',
    evidence_details: {
      ...details,
      has_evidence: true,
      submission_count: details.submission_count + 1,
      submission_method: 'manual',
    },
  };
}

function verdictOn(dispute: Dispute): Verdict | null {
  const verdict = VERDICTS.get(dispute.evidence.uncategorized_text ?? '') ?? null;
  return verdict === 'escalated' && !isInquiry(dispute) ? null : verdict;
}

/** Accepts a dispute: it is lost for good. Throws 400 when it waits for no response. */
export function acceptDispute(tx: Transaction, dispute: Dispute): Dispute {
  requireOpen(dispute);
  return end(tx, dispute, 'lost');
}

/** Throws 400 when a dispute is decided or under review. Message inferred. */
export function requireOpen(dispute: Dispute): void {
  if (needsResponse(dispute)) return;
  throw forbiddenState(
    dispute.status.endsWith('under_review')
      ? 'Evidence has already been submitted for this dispute.'
      : 'This dispute is already closed.',
  );
}

defineDuties(reviews, {
  due: (_tx, { decided_at }) => [{ kind: 'dispute.close', at: decided_at }],
  run: {
    'dispute.close'(tx, { id, dispute: disputeId, verdict }) {
      tx.drop(reviews, id);
      const dispute = tx.existing(disputes, disputeId);
      if (verdict === 'escalated') escalate(tx, dispute);
      else end(tx, dispute, verdict);
    },
  },
});

// Whoever does not answer in time has lost.
defineDuties(disputes, {
  due: (_tx, dispute) => {
    const { due_by } = dispute.evidence_details;
    return needsResponse(dispute) && due_by !== null ? [{ kind: 'dispute.close', at: due_by }] : [];
  },
  run: { 'dispute.close': (tx, dispute) => void end(tx, dispute, 'lost') },
});

/** An inquiry ends without anybody winning; the money of a dispute that was won comes back, fee included. */
function end(tx: Transaction, dispute: Dispute, verdict: 'won' | 'lost'): Dispute {
  const status = isInquiry(dispute) ? 'warning_closed' : verdict;
  const closed = tx.put(disputes, { ...dispute, status, is_charge_refundable: status !== 'lost' });
  tx.emit('charge.dispute.closed', closed, { status: dispute.status });
  if (status !== 'won') return closed;
  const entry = recordReinstatement(tx, closed);
  const paid = { ...closed, balance_transactions: [...closed.balance_transactions, entry] };
  tx.emit('charge.dispute.funds_reinstated', paid);
  return tx.put(disputes, paid);
}

/**
 * An inquiry becomes a dispute: what was not refunded meanwhile is taken and evidence is waited for once more. When
 * all was refunded "no further funds are withdrawn".
 */
function escalate(tx: Transaction, dispute: Dispute): void {
  const charge = tx.existing(charges, idOf(dispute.charge) ?? '');
  const left = charge.amount_captured - charge.amount_refunded;
  if (left <= 0) return void end(tx, dispute, 'lost');
  const details = dispute.payment_method_details;
  const withdrawn = withdrawFunds(tx, {
    ...dispute,
    amount: Math.min(dispute.amount, left),
    status: 'needs_response',
    is_charge_refundable: false,
    ...(details?.card
      ? { payment_method_details: { ...details, card: { ...details.card, case_type: 'chargeback' } } }
      : {}),
  });
  tx.emitUpdated('charge.dispute.updated', dispute, withdrawn);
  tx.emit('charge.dispute.funds_withdrawn', withdrawn);
}
