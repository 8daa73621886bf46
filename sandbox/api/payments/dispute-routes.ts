import type { z } from 'zod';
import { defineRoute, invalidRequest, mergeMetadata, p, paginate, type Transaction, within } from '../kernel';
import { type Dispute, disputes } from './dispute';
import { acceptDispute, requireOpen, submitEvidence } from './dispute-decide';
import { listParams, updateParams } from './dispute-params';

type Evidence = NonNullable<z.output<typeof updateParams>['evidence']>;

/** Characters that all of a dispute's evidence may have together. */
const EVIDENCE_LIMIT = 150_000;

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/disputes/:dispute',
  params: p.none,
  handle: ({ tx, path }): Dispute => tx.addressed(disputes, path('dispute')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/disputes/:dispute',
  params: updateParams,
  handle({ tx, params, path }): Dispute {
    const before = tx.addressed(disputes, path('dispute'));
    const noted = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
    const staged = params.evidence ? withEvidence(noted, params.evidence) : noted;
    const submits = params.submit ?? params.evidence !== undefined;
    return change(tx, before, submits ? submitEvidence(tx, staged) : staged);
  },
});

const close = defineRoute({
  method: 'POST',
  path: '/v1/disputes/:dispute/close',
  params: p.none,
  handle: ({ tx, path }): Dispute => acceptDispute(tx, tx.addressed(disputes, path('dispute'))),
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/disputes',
  params: listParams,
  handle({ tx, params }) {
    const { charge, created, payment_intent } = params;
    const matching = tx
      .all(disputes)
      .filter(
        (dispute) =>
          within(dispute.created, created) &&
          (charge === undefined || dispute.charge === charge) &&
          (payment_intent === undefined || dispute.payment_intent === payment_intent),
      );
    return paginate(matching, params, '/v1/disputes');
  },
});

/** The dispute with evidence that waits to be submitted. Throws 400 when none is waited for, or it is too much. */
function withEvidence(dispute: Dispute, given: Evidence): Dispute {
  requireOpen(dispute);
  const evidence = { ...dispute.evidence };
  for (const [field, value] of Object.entries(given)) {
    if (value !== undefined) Object.assign(evidence, { [field]: value === '' ? null : value });
  }
  const length = Object.values(evidence).reduce(
    (sum, part) => sum + (typeof part === 'string' ? part.length : 0),
    0,
  );
  if (length > EVIDENCE_LIMIT) {
    throw invalidRequest(
      `The combined character count of all evidence is limited to ${EVIDENCE_LIMIT.toLocaleString('en-US')}.`,
      { param: 'evidence' },
    );
  }
  return { ...dispute, evidence, evidence_details: { ...dispute.evidence_details, has_evidence: true } };
}

function change(tx: Transaction, before: Dispute, after: Dispute): Dispute {
  tx.emitUpdated('charge.dispute.updated', before, after);
  return tx.put(disputes, after);
}

export const disputeRoutes = [retrieve, update, close, list];
