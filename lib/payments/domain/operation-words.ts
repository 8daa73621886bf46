import { findSellable } from './catalog';

function planName(lookupKey: string): string {
  const sold = findSellable(lookupKey);
  return sold?.kind === 'subscription' ? sold.plan.name : lookupKey;
}

const RESUMED = {
  cancellation: 'Take back the cancellation',
  scheduled_change: 'Take back the planned change',
  pause: 'Resume the subscription',
} as const;

/** What an operation is for, with what it was asked for: as it was saved. */
export type OperationFacts =
  | {
      readonly purpose: 'start_subscription' | 'start_payment';
      readonly params: { readonly lookupKey: string };
    }
  | {
      readonly purpose: 'change_plan';
      readonly params: { readonly lookupKey: string; readonly prorationDate: number | null };
    }
  | { readonly purpose: 'cancel_subscription'; readonly params: { readonly when: 'period_end' | 'now' } }
  | { readonly purpose: 'resume_subscription'; readonly params: { readonly from: keyof typeof RESUMED } }
  | {
      readonly purpose:
        | 'create_customer'
        | 'pause_subscription'
        | 'apply_promotion_code'
        | 'add_payment_method'
        | 'set_default_payment_method'
        | 'remove_payment_method'
        | 'refund_payment'
        | 'update_customer'
        | 'set_tax_id'
        | 'end_subscriptions';
    };

/** "Change to Team at the end of the period". */
export function operationInWords(operation: OperationFacts): string {
  switch (operation.purpose) {
    case 'create_customer':
      return 'Set up billing';
    case 'start_subscription':
      return `Subscribe to ${planName(operation.params.lookupKey)}`;
    case 'start_payment':
      return `Buy ${operation.params.lookupKey}`;
    case 'change_plan': {
      const { lookupKey, prorationDate } = operation.params;
      return `Change to ${planName(lookupKey)}${prorationDate === null ? ' at the end of the period' : ''}`;
    }
    case 'cancel_subscription':
      return operation.params.when === 'now' ? 'Cancel at once' : 'Cancel at the end of the period';
    case 'resume_subscription':
      return RESUMED[operation.params.from];
    case 'pause_subscription':
      return 'Pause the subscription';
    case 'apply_promotion_code':
      return 'Apply a promotion code';
    case 'add_payment_method':
      return 'Add a payment method';
    case 'set_default_payment_method':
      return 'Make another card the default';
    case 'remove_payment_method':
      return 'Remove a card';
    case 'refund_payment':
      return 'Refund a payment';
    case 'update_customer':
      return 'Change name and address';
    case 'set_tax_id':
      return 'Change the tax id';
    case 'end_subscriptions':
      return 'End every subscription';
    default:
      return operation satisfies never;
  }
}
