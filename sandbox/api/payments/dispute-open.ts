import { idOf, newId, type Transaction } from '../kernel';
import { recordWithdrawal } from './balance';
import { type Charge, charges } from './charge';
import { type Dispute, disputes } from './dispute';
import type { Aftermath } from './test-cards';

const DAY = 24 * 3600;
/** How long there is to answer a dispute. Stripe has it depend on the network, 7 to 21 days. */
const DAYS_TO_RESPOND = 9;

/** Visa's and Mastercard's codes for what a customer claims. */
const REASON_CODES: Record<string, { visa: string; mastercard: string }> = {
  fraudulent: { visa: '10.4', mastercard: '4837' },
  product_not_received: { visa: '13.1', mastercard: '4853' },
};

/** What a dispute is made of. */
interface Claim {
  reason: 'fraudulent' | 'product_not_received';
  /** In minor units of the charge's currency. */
  amount: number;
  inquiry: boolean;
}

/** The customer disputes a charge with the bank, in the way its test card stands for. */
export function raiseDisputes(
  tx: Transaction,
  charge: Charge,
  kind: Exclude<Aftermath, 'none' | 'early_fraud_warning'>,
): Charge {
  const disputed = tx.put(charges, { ...charge, disputed: true });
  for (const claim of claimsOf(charge.amount_captured, kind)) raise(tx, disputed, claim);
  return disputed;
}

function claimsOf(amount: number, kind: Exclude<Aftermath, 'none' | 'early_fraud_warning'>): Claim[] {
  switch (kind) {
    case 'dispute':
      return [{ reason: 'fraudulent', amount, inquiry: false }];
    case 'dispute_not_received':
      return [{ reason: 'product_not_received', amount, inquiry: false }];
    case 'inquiry':
      return [{ reason: 'fraudulent', amount, inquiry: true }];
    case 'disputes': {
      // Stripe does not say how a charge is shared out among its disputes: two halves are inferred.
      const half = Math.floor(amount / 2);
      const rest = { reason: 'fraudulent', amount: amount - half, inquiry: false } as const;
      return [rest, { reason: 'fraudulent', amount: half, inquiry: false }];
    }
  }
}

function raise(tx: Transaction, charge: Charge, claim: Claim): void {
  const opened = blank(tx, charge, claim);
  if (claim.inquiry) {
    tx.emitLater('charge.dispute.created', tx.put(disputes, opened));
    return;
  }
  const withdrawn = withdrawFunds(tx, opened);
  tx.emitLater('charge.dispute.created', withdrawn);
  tx.emitLater('charge.dispute.funds_withdrawn', withdrawn);
}

/** Takes the disputed money, and the fee, out of the balance until the dispute is decided. */
export function withdrawFunds(tx: Transaction, dispute: Dispute): Dispute {
  const balance_transactions = [...dispute.balance_transactions, recordWithdrawal(tx, dispute)];
  return tx.put(disputes, { ...dispute, balance_transactions });
}

function blank(tx: Transaction, charge: Charge, { reason, amount, inquiry }: Claim): Dispute {
  const now = tx.realNow();
  const brand = charge.payment_method_details?.card?.brand ?? 'visa';
  const code = REASON_CODES[reason]?.[brand === 'mastercard' ? 'mastercard' : 'visa'] ?? null;
  return {
    id: newId('du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: evidenceFrom(charge),
    evidence_details: detailsAt(tx.ownNow()),
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: code,
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: {
      card: {
        brand,
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: brand,
        network_reason_code: code,
      },
      type: 'card',
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
}

/** There is so long to answer, and nothing was answered yet. */
function detailsAt(now: number): Dispute['evidence_details'] {
  return {
    // The last second of a day.
    due_by: (Math.floor(now / DAY) + DAYS_TO_RESPOND + 1) * DAY - 1,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  };
}

/** Evidence before any was given. */
const NO_EVIDENCE: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** Stripe begins the evidence with what it knows of the buyer itself. */
function evidenceFrom({ billing_details }: Charge): Dispute['evidence'] {
  const { address, email, name } = billing_details;
  const lines = [
    address?.line1,
    address?.line2,
    address?.city,
    address?.state,
    address?.postal_code,
    address?.country,
  ];
  const billing = lines.filter((line) => line).join(', ');
  return {
    ...NO_EVIDENCE,
    billing_address: billing === '' ? null : billing,
    customer_email_address: email,
    customer_name: name,
  };
}
