import type { Cancellation } from '@/lib/payments/domain/cancellation';

export const AT_PERIOD_END: Cancellation = { when: 'period_end', feedback: null };
export const AT_ONCE: Cancellation = { when: 'now', feedback: null };
