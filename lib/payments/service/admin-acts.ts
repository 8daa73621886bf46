import { type Act, audited } from '../audit';
import type { PaymentsContext } from '../context';
import type { Outcome } from '../domain/outcome';
import { refused } from '../domain/refusal';
import { type Capability, may, type Staff } from '../domain/staff';
import { resolveOperation } from '../operations/resolve';
import { ownersOf } from '../reads/owner';
import { startRun } from '../reconcile';
import { ignoreEvent, replayDead, replayEvent } from '../webhooks/replay';
import { cancelSubscription } from './cancel-subscription';
import { changeRole } from './change-role';
import { giveCredits } from './give-credits';
import type { AdminActs } from './payment-service';
import { refundPayment } from './refund-payment';
import { reportOutcome } from './report-outcome';
import { resumeSubscription } from './resume-subscription';
import { syncCustomer } from './sync-customer';

type Asked = Pick<Act, 'objectId'> & Partial<Pick<Act, 'customerId' | 'details'>>;

const outcomeInAWord = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? `refused: ${outcome.code}` : outcome.kind;

/** Asks for the role once more, where nothing can come past it, and writes the act down. */
function actOf<T>(
  context: PaymentsContext,
  [act, capability]: readonly [string, Capability],
  by: Staff,
  { objectId, customerId = null, details = {} }: Asked,
  carryOut: () => Promise<T>,
  outcomeOf: (answer: T) => string,
): Promise<T> {
  if (!may(by.role, capability)) throw new Error(`The role ${by.role} may not ${act}.`);
  return audited(context, { by, act, customerId, objectId, details }, carryOut, outcomeOf);
}

/** Whose an object of the mirror is. */
async function customerIdOf(
  { database, provider }: PaymentsContext,
  table: 'payments' | 'subscriptions',
  id: string,
): Promise<string | null> {
  const { rows } = await database.pool.query<{ customerId: string | null }>(
    `SELECT customer_id AS "customerId" FROM ${table} WHERE provider = $1 AND id = $2`,
    [provider.name, id],
  );
  return rows[0]?.customerId ?? null;
}

async function userIdOf({ database }: PaymentsContext, email: string): Promise<string | null> {
  const user = await database.prisma.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true },
  });
  return user?.id ?? null;
}

/** An act on the subscription of a user of ours; somebody else's is for the provider's own dashboard. */
async function onSubscription(
  context: PaymentsContext,
  act: 'cancel_subscription' | 'resume_subscription',
  by: Staff,
  { subscriptionId, details }: { readonly subscriptionId: string; readonly details: Act['details'] },
  change: (userId: string) => Promise<Outcome>,
): Promise<Outcome> {
  const customerId = await customerIdOf(context, 'subscriptions', subscriptionId);
  const userId = customerId === null ? undefined : (await ownersOf(context, [customerId])).get(customerId);
  return actOf(
    context,
    [act, 'serve'],
    by,
    { objectId: subscriptionId, customerId, details },
    async () =>
      userId === undefined
        ? refused('not_found', subscriptionId)
        : reportOutcome(context, act, await change(userId)),
    outcomeInAWord,
  );
}

type Machinery = Pick<
  AdminActs,
  'replayEvent' | 'replayDead' | 'ignoreEvent' | 'reconcile' | 'resolveOperation' | 'changeRole'
>;

/** What concerns all customers at once. */
function machineryActs(context: PaymentsContext): Machinery {
  const doneOrNot = (done: boolean): string => (done ? 'done' : 'left_alone');
  return {
    replayEvent: (id, by) =>
      actOf(
        context,
        ['replay_event', 'steer'],
        by,
        { objectId: id },
        () => replayEvent(context, id),
        ({ kind }) => kind,
      ),
    replayDead: (type, by) =>
      actOf(
        context,
        ['replay_dead', 'steer'],
        by,
        { objectId: null, details: { type } },
        () => replayDead(context, type),
        (replayed) => (replayed.kind === 'replayed' ? `replayed ${replayed.count}` : replayed.kind),
      ),
    ignoreEvent: (id, by) =>
      actOf(
        context,
        ['ignore_event', 'steer'],
        by,
        { objectId: id },
        () => ignoreEvent(context, id),
        doneOrNot,
      ),
    reconcile: (scope, by) =>
      actOf(
        context,
        ['reconcile', 'steer'],
        by,
        { objectId: null, details: { scope } },
        async () => ({ started: (await startRun(context, scope)).started }),
        ({ started }) => (started ? 'started' : 'joined'),
      ),
    resolveOperation: (id, choice, by) =>
      actOf(
        context,
        ['resolve_operation', 'steer'],
        by,
        { objectId: id, details: { choice } },
        () => resolveOperation(context, id, choice),
        doneOrNot,
      ),
    changeRole: async (change, by) =>
      actOf(
        context,
        ['change_role', 'steer'],
        by,
        // Whose it is: by id, for the log keeps no e-mail address.
        { objectId: await userIdOf(context, change.email), details: { role: change.role } },
        () => changeRole(context, change, by),
        (answer) => answer,
      ),
  };
}

/** What the staff can do. See PaymentService. */
export function adminActs(context: PaymentsContext): AdminActs {
  return {
    ...machineryActs(context),
    async refundPayment(request, by) {
      const { paymentId: objectId, amount, reason } = request;
      return actOf(
        context,
        ['refund_payment', 'serve'],
        by,
        {
          objectId,
          customerId: await customerIdOf(context, 'payments', objectId),
          details: { amount, reason },
        },
        async () => reportOutcome(context, 'refund_payment', await refundPayment(context, request, by)),
        outcomeInAWord,
      );
    },
    cancelSubscription: (seen, when, by) =>
      onSubscription(
        context,
        'cancel_subscription',
        by,
        { subscriptionId: seen.subscriptionId, details: { when } },
        (userId) => cancelSubscription(context, userId, seen, { when, feedback: null }, by.id),
      ),
    resumeSubscription: (seen, from, by) =>
      onSubscription(
        context,
        'resume_subscription',
        by,
        { subscriptionId: seen.subscriptionId, details: { from } },
        (userId) => resumeSubscription(context, userId, seen, from, by.id),
      ),
    giveCredits: (gift, by) =>
      actOf(
        context,
        ['give_credits', 'serve'],
        by,
        { objectId: null, customerId: gift.customerId, details: { credits: gift.credits } },
        () => giveCredits(context, gift),
        (answer) => answer,
      ),
    syncCustomer: (customerId, by) =>
      actOf(
        context,
        ['sync_customer', 'serve'],
        by,
        { objectId: customerId, customerId },
        () => syncCustomer(context, customerId),
        (answer) => answer,
      ),
  };
}
