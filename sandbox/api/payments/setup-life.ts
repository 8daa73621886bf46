import type { Life } from './intent-life';
import { endAttempt } from './setup-attempt';
import { advanceSetup, type SetupIntent } from './setup-intent';

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** The life of a setup intent. Each step is noted on its latest attempt as well. */
export const setupLife: Life<SetupIntent> = {
  noun: 'SetupIntent',
  allows: { confirm: OPEN, cancel: OPEN },
  take(tx, intent, { error, ...step }) {
    if (step.status === 'requires_action') endAttempt(tx, intent, 'requires_action');
    else endAttempt(tx, intent, error ? 'failed' : 'abandoned', error ?? null);
    const failed = error === undefined ? {} : { last_setup_error: error };
    return advanceSetup(tx, intent, { ...step, ...failed });
  },
  tell(tx, intent, news) {
    switch (news) {
      case 'requires_action':
        tx.emit('setup_intent.requires_action', intent);
        break;
      case 'failed':
        tx.emit('setup_intent.setup_failed', intent);
        break;
      case 'canceled':
        tx.emit('setup_intent.canceled', intent);
        break;
    }
  },
};
