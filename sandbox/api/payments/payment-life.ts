import { hooks } from '../kernel/hooks';
import type { Life } from './intent-life';
import { advance, type PaymentIntent } from './payment-intent';

/** The life of a payment intent. */
export const paymentLife: Life<PaymentIntent> = {
  noun: 'PaymentIntent',
  allows: {
    confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
    cancel: [
      'requires_payment_method',
      'requires_capture',
      'requires_confirmation',
      'requires_action',
      'processing',
    ],
  },
  take(tx, intent, { error, ...step }) {
    const ended = step.status === 'canceled' ? { canceled_at: tx.realNow(), amount_capturable: 0 } : {};
    const failed = error === undefined ? {} : { last_payment_error: error };
    return advance(tx, intent, { ...step, ...ended, ...failed });
  },
  tell(tx, intent, news, quiet) {
    switch (news) {
      case 'requires_action':
        tx.emit('payment_intent.requires_action', intent);
        if (!quiet) hooks.paymentIntentRequiresAction(tx, intent);
        break;
      case 'failed':
        tx.emit('payment_intent.payment_failed', intent);
        if (!quiet) hooks.paymentIntentFailed(tx, intent);
        break;
      case 'canceled':
        tx.emit('payment_intent.canceled', intent);
        if (!quiet) hooks.paymentIntentCanceled(tx, intent);
        break;
    }
  },
};
