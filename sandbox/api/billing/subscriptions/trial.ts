import { invalidRequest, type Transaction } from '../../kernel';
import { prices } from '../prices/price';

export interface TrialRequest {
  trial_end: 'now' | number | undefined;
  trial_period_days: number | undefined;
}

const FIVE_YEARS = 5 * 365 * 86_400;

/** When the trial that is asked for ends (unix seconds); null for none. Throws 400. */
export function trialEndOf(tx: Transaction, { trial_end, trial_period_days }: TrialRequest): number | null {
  if (trial_end !== undefined && trial_period_days !== undefined) {
    const message = 'You may only specify one of these parameters: trial_end, trial_period_days.';
    throw invalidRequest(message, { param: 'trial_end' });
  }
  if (trial_period_days) return tx.now() + trial_period_days * 86_400;
  if (trial_end === undefined || trial_end === 'now') return null;
  if (trial_end <= tx.now()) {
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'trial_end',
    });
  }
  if (trial_end > tx.now() + FIVE_YEARS) {
    throw invalidRequest('Invalid timestamp: can be no more than five years in the future.', {
      param: 'trial_end',
    });
  }
  return trial_end;
}

/** How many days of trial the prices themselves come with: the most of any of them. */
export function planTrialDays(tx: Transaction, priceIds: readonly string[]): number {
  const days = priceIds.map((id) => tx.get(prices, id)?.recurring?.trial_period_days ?? 0);
  return Math.max(0, ...days);
}
