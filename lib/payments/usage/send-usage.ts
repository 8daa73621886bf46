import type { PaymentsContext } from '../context';
import { stepKey } from '../idempotency-key';
import { claimMeterEvent, type MeterEvent, markSent, markStuck, putOff } from './meter-event';

/** How far to go: the most meter events, when to begin no further one, and of whom alone (null for everybody). */
export type SendLimits = { readonly limit: number; readonly deadline: Date; readonly userId: string | null };

/** What became of the meter events. `stuck`: left for a person. */
export type SendReport = { readonly sent: number; readonly putOff: number; readonly stuck: number };
type Fate = keyof SendReport;

/** Stripe remembers an identifier for 24 hours: sent again after that, it might be counted twice. */
const IDENTIFIER_LIFE_MS = 23 * 3_600_000;

// Sent at the same time: of one customer and meter Stripe takes one at a time.
const LANES = 4;

async function giveUp(context: PaymentsContext, event: MeterEvent, detail: string): Promise<Fate> {
  await markStuck(context, event, detail);
  context.log.error({ alert: 'usage_stuck', meter_event: event.id, detail }, 'usage could not be reported');
  return 'stuck';
}

async function send(context: PaymentsContext, event: MeterEvent): Promise<Fate> {
  const { id, customerId, eventName, quantity, timestamp, generation, firstSentAt } = event;
  if (context.now().getTime() - firstSentAt.getTime() >= IDENTIFIER_LIFE_MS)
    return giveUp(context, event, 'nobody knows whether it was counted');
  const answer = await context.background.reportUsage(stepKey(`usage:${id}`, 'report', generation), {
    identifier: id,
    customerId,
    eventName,
    quantity,
    timestamp: Math.floor(timestamp.getTime() / 1000),
  });
  switch (answer.kind) {
    case 'ok':
      await markSent(context, event);
      return 'sent';
    case 'declined':
    case 'refused':
      return giveUp(context, event, `${answer.kind}: ${answer.detail}`);
    case 'rate_limited':
    case 'unavailable':
      await putOff(context, event, { error: answer.detail, landed: false, keySpent: false });
      return 'putOff';
    case 'unknown':
      await putOff(context, event, { error: answer.detail, landed: true, keySpent: answer.keySpent });
      return 'putOff';
  }
}

/**
 * Reports the usage that is due until none is left or a limit is reached. Any number may run at once, in any number of
 * processes: each meter event is counted once, by its identifier. Throws the database's error.
 */
export async function sendUsage(
  context: PaymentsContext,
  { limit, deadline, userId }: SendLimits,
): Promise<SendReport> {
  const report: Record<Fate, number> = { sent: 0, putOff: 0, stuck: 0 };
  let left = limit;
  const lane = async (): Promise<void> => {
    while (left > 0 && context.now() < deadline) {
      left -= 1;
      const event = await claimMeterEvent(context, userId);
      if (!event) return;
      report[await send(context, event)] += 1;
    }
  };
  // Every lane is waited for, so that a failing database in one does not leave another's event unmarked.
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const broken = lanes.find((settled) => settled.status === 'rejected');
  if (broken) throw broken.reason;
  return report;
}
