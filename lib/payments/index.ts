import 'server-only';

export { getPayments } from './compose';
export type {
  AdminActs,
  AdminReads,
  PaymentService,
  Purchase,
  Selection,
  WebhookAnswer,
} from './service/payment-service';
export { WEBHOOK_BODY_LIMIT } from './webhooks/limit';
export { readLimitedText } from './webhooks/read-limited-text';
