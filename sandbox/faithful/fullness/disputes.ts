import { REFERENCE, type Row, TYPES } from './row';

export const DISPUTES: readonly Row[] = [
  {
    object: 'dispute',
    state: 'any',
    where: {},
    filled: [
      'balance_transactions',
      'charge',
      'evidence',
      'evidence_details.submission_count',
      'metadata',
      'payment_intent',
      'payment_method_details.type',
      'reason',
    ],
    empty: [],
    source: REFERENCE,
  },
  {
    object: 'dispute',
    state: 'waiting for an answer',
    where: { status: ['needs_response', 'warning_needs_response'] },
    filled: ['evidence_details.due_by'],
    empty: [],
    source: `${TYPES}: Dispute.EvidenceDetails.due_by`,
  },
  {
    object: 'radar.early_fraud_warning',
    state: 'any',
    where: {},
    filled: ['actionable', 'charge', 'fraud_type', 'payment_intent'],
    empty: [],
    source: REFERENCE,
  },
  {
    object: 'setup_attempt',
    state: 'succeeded',
    where: { status: 'succeeded' },
    filled: ['payment_method', 'payment_method_details.type', 'setup_intent', 'usage'],
    empty: ['application', 'on_behalf_of', 'setup_error'],
    source: `${TYPES}: SetupAttempt.setup_error`,
  },
  {
    object: 'setup_attempt',
    state: 'failed',
    where: { status: 'failed' },
    filled: ['payment_method', 'setup_error.type', 'setup_intent'],
    empty: ['application', 'on_behalf_of'],
    source: `${TYPES}: SetupAttempt.setup_error`,
  },
];
