import 'server-only';

export { getPayments } from './compose';
export type { SeenSubscription } from './service/change-subscription';
export type { Closing } from './service/close-account';
export type { InvoiceDocument } from './service/invoice-documents';
export type {
  AdminActs,
  AdminReads,
  PaymentService,
  Purchase,
  Selection,
  WebhookAnswer,
} from './service/payment-service';
export type { PlanTarget, QuotedPlanTarget } from './service/plan-target';
export type { RefundRequest } from './service/refund-payment';
export type { Resumable } from './service/resume-subscription';
export { WEBHOOK_BODY_LIMIT } from './webhooks/limit';
export { readLimitedText } from './webhooks/read-limited-text';
