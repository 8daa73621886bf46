import 'server-only';

export type { AdminReads, PaymentService, Purchase, Selection, WebhookAnswer } from './service/payment-service';
export { getPayments } from './compose';
