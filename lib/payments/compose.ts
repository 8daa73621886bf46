import { getEnv } from '@/lib/env';
import { createMailer } from '@/lib/mail/create-mailer';
import type { PaymentsContext } from './context';
import { getContext } from './create-context';
import type { Outcome } from './domain/outcome';
import type { Purpose } from './operations/operation';
import { accessOf } from './reads/access';
import { adminReads } from './reads/admin';
import { billingOf } from './reads/billing';
import { creditEntriesOf } from './reads/credits';
import { dataOf } from './reads/data';
import { duesOf } from './reads/dues';
import { invoicesOf, invoicesOfYear, invoiceYears } from './reads/invoices';
import { offersIn } from './reads/offers';
import { awaitsMail, mailWhenBack } from './recovery';
import { adminActs } from './service/admin-acts';
import { applyPromotionCode } from './service/apply-promotion-code';
import { browserConfig } from './service/browser-config';
import { cancelSubscription } from './service/cancel-subscription';
import { cartOf } from './service/cart';
import { changePlan } from './service/change-plan';
import { closeAccount } from './service/close-account';
import { completeChange } from './service/complete-change';
import { completeCheckout } from './service/complete-checkout';
import { invoiceDocuments } from './service/invoice-documents';
import { pauseSubscription } from './service/pause-subscription';
import { completeInvoice, payInvoice } from './service/pay-invoice';
import { addPaymentMethod, removePaymentMethod, setDefaultPaymentMethod } from './service/payment-methods';
import type { PaymentService } from './service/payment-service';
import { previewPlanChange } from './service/preview-plan-change';
import { quote } from './service/quote';
import { reportOutcome } from './service/report-outcome';
import { resumeSubscription } from './service/resume-subscription';
import { runBackground } from './service/run-background';
import { runNightly } from './service/run-nightly';
import { setTaxId } from './service/set-tax-id';
import { startPayment } from './service/start-payment';
import { startSubscription } from './service/start-subscription';
import { updateCustomer } from './service/update-customer';
import { withdraw } from './service/withdraw';
import { recordUsage } from './usage';
import { inboxHealth } from './webhooks/inbox-health';
import { receiveWebhook } from './webhooks/receive';

/** Every verb of the service over one context. */
export function createPayments(context: PaymentsContext): PaymentService {
  const told = async (verb: Purpose, outcome: Promise<Outcome>): Promise<Outcome> =>
    reportOutcome(context, verb, await outcome);
  return {
    startSubscription: (userId, selection) =>
      told('start_subscription', startSubscription(context, userId, selection)),
    startPayment: (userId, purchase) => told('start_payment', startPayment(context, userId, purchase)),
    cancelSubscription: (userId, seen, cancellation) =>
      told('cancel_subscription', cancelSubscription(context, userId, seen, cancellation)),
    resumeSubscription: (userId, seen, from) =>
      told('resume_subscription', resumeSubscription(context, userId, seen, from)),
    previewPlanChange: (userId, subscriptionId, target) =>
      previewPlanChange(context, userId, subscriptionId, target),
    changePlan: (userId, seen, target) => told('change_plan', changePlan(context, userId, seen, target)),
    completeChange: (userId, operationId) => completeChange(context, userId, operationId),
    pauseSubscription: (userId, seen) => told('pause_subscription', pauseSubscription(context, userId, seen)),
    applyPromotionCode: (userId, seen, code) =>
      told('apply_promotion_code', applyPromotionCode(context, userId, seen, code)),
    addPaymentMethod: (userId) => told('add_payment_method', addPaymentMethod(context, userId)),
    setDefaultPaymentMethod: (userId, id) =>
      told('set_default_payment_method', setDefaultPaymentMethod(context, userId, id)),
    removePaymentMethod: (userId, id) =>
      told('remove_payment_method', removePaymentMethod(context, userId, id)),
    payInvoice: (userId, invoiceId) => payInvoice(context, userId, invoiceId),
    completeInvoice: (userId, invoiceId) => completeInvoice(context, userId, invoiceId),
    closeAccount: (userId) => closeAccount(context, userId),
    exportData: (userId) => dataOf(context, userId),
    updateCustomer: (userId, details) => told('update_customer', updateCustomer(context, userId, details)),
    setTaxId: (userId, taxId) => told('set_tax_id', setTaxId(context, userId, taxId)),
    recordUsage: (userId, usage) => recordUsage(context, userId, usage),
    withdraw: (userId, operationId) => withdraw(context, userId, operationId),
    quote: (selection, userId) => quote(context, selection, userId),
    completeCheckout: (userId, operationId) => completeCheckout(context, userId, operationId),
    offers: (currency) => offersIn(context, currency),
    cartOf: (userId, lookupKey) => cartOf(context, userId, lookupKey),
    access: (userId) => accessOf(context, userId),
    billing: (userId) => billingOf(context, userId),
    invoices: (userId, after, filter) => invoicesOf(context, userId, after, filter),
    invoicesOfYear: (userId, year) => invoicesOfYear(context, userId, year),
    invoiceDocuments: (userId, year) => invoiceDocuments(context, userId, year),
    invoiceYears: (userId) => invoiceYears(context, userId),
    dues: (userId) => duesOf(context, userId),
    creditEntries: (userId) => creditEntriesOf(context, userId),
    browserConfig: () => browserConfig(getEnv().payments),
    receiveWebhook: (rawBody, signature) => receiveWebhook(context, rawBody, signature),
    health: () => context.health(),
    mailWhenBack: (userId, lookupKey) => mailWhenBack(context, userId, lookupKey),
    awaitsMail: (userId) => awaitsMail(context, userId),
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
  payments ??= createPayments(getContext());
  return payments;
}
