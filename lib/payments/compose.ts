import { getEnv } from '@/lib/env';
import { createMailer } from '@/lib/mail/create-mailer';
import type { PaymentsContext } from './context';
import { createContext } from './create-context';
import { accessOf } from './reads/access';
import { adminReads } from './reads/admin';
import { billingOf } from './reads/billing';
import { offersIn } from './reads/offers';
import { adminActs } from './service/admin-acts';
import { browserConfig } from './service/browser-config';
import { cancelSubscription } from './service/cancel-subscription';
import { cartOf } from './service/cart';
import { completeCheckout } from './service/complete-checkout';
import type { PaymentService } from './service/payment-service';
import { quote } from './service/quote';
import { reportOutcome } from './service/report-outcome';
import { resumeSubscription } from './service/resume-subscription';
import { runBackground } from './service/run-background';
import { runNightly } from './service/run-nightly';
import { startPayment } from './service/start-payment';
import { startSubscription } from './service/start-subscription';
import { withdraw } from './service/withdraw';
import { inboxHealth } from './webhooks/inbox-health';
import { receiveWebhook } from './webhooks/receive';

/** Every verb of the service over one context. */
export function createPayments(context: PaymentsContext): PaymentService {
  return {
    startSubscription: async (userId, selection) =>
      reportOutcome(context, 'start_subscription', await startSubscription(context, userId, selection)),
    startPayment: async (userId, purchase) =>
      reportOutcome(context, 'start_payment', await startPayment(context, userId, purchase)),
    cancelSubscription: async (userId, seen, when) =>
      reportOutcome(context, 'cancel_subscription', await cancelSubscription(context, userId, seen, when)),
    resumeSubscription: async (userId, seen, from) =>
      reportOutcome(context, 'resume_subscription', await resumeSubscription(context, userId, seen, from)),
    withdraw: (userId, operationId) => withdraw(context, userId, operationId),
    quote: (selection, userId) => quote(context, selection, userId),
    completeCheckout: (userId, operationId) => completeCheckout(context, userId, operationId),
    offers: (currency) => offersIn(context, currency),
    cartOf: (userId, lookupKey) => cartOf(context, userId, lookupKey),
    access: (userId) => accessOf(context, userId),
    billing: (userId) => billingOf(context, userId),
    browserConfig: () => browserConfig(getEnv().payments),
    receiveWebhook: (rawBody, signature) => receiveWebhook(context, rawBody, signature),
    inboxHealth: (limit) => inboxHealth(context, limit),
    runBackground: (deadline) => runBackground(context, createMailer(getEnv(), context.database), deadline),
    runNightly: (scope, deadline) =>
      runNightly(context, { scope, payloadDays: getEnv().webhookPayloadDays, deadline }),
    admin: adminReads(context),
    adminActs: adminActs(context),
  };
}

let payments: PaymentService | undefined;

/** The process's PaymentService, composed at the first use. */
export async function getPayments(): Promise<PaymentService> {
  payments ??= createPayments(createContext());
  return payments;
}
