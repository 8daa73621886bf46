import 'server-only';

export { getPayments } from './compose';
export type {
  AdminReads,
  PaymentService,
  Purchase,
  Selection,
  WebhookAnswer,
} from './service/payment-service';
export { WEBHOOK_BODY_LIMIT } from './webhooks/limit';
