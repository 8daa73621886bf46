import { describe, expect, test } from 'vitest';
import { decideAccess } from '@/lib/payments/domain/access';
import { parseStatus, ruleOf, SUBSCRIPTION_STATUSES } from '@/lib/payments/domain/subscription-status';

const facts = (status: string, lookupKey: string | null, awaitingSetup = false) => ({
  status,
  awaitingSetup,
  lookupKeys: [lookupKey],
});

describe('access by status (failure 14)', () => {
  test.each([
    ['incomplete', false, false],
    ['incomplete_expired', false, false],
    ['trialing', true, true],
    ['active', true, true],
    ['past_due', true, true],
    ['unpaid', false, true],
    ['canceled', false, false],
    ['paused', false, true],
    ['a_status_added_next_year', false, true],
  ])('%s: access %s, holds the place %s', (status, access, holdsPlace) => {
    expect(ruleOf(status)).toMatchObject({ access, holdsPlace });
    expect(decideAccess([facts(status, 'pro_monthly')]).granted).toBe(access);
  });

  test('every known status is in the table above', () => {
    expect(SUBSCRIPTION_STATUSES.map(parseStatus)).toEqual([...SUBSCRIPTION_STATUSES]);
    expect(parseStatus('toString')).toBe('unrecognized');
  });

  test('a trial whose card is still to be confirmed opens nothing', () => {
    expect(decideAccess([facts('trialing', 'team_monthly', true)])).toEqual({ granted: false, plan: 'free' });
  });

  test('a subscription to something outside the catalogue opens nothing', () => {
    expect(decideAccess([facts('active', 'gold_monthly'), facts('active', null)]).granted).toBe(false);
  });

  test('a pack opens nothing by itself', () => {
    expect(decideAccess([facts('active', 'credits_1000')]).granted).toBe(false);
  });

  test('the best of several plans counts', () => {
    const subscriptions = [
      facts('active', 'pro_yearly'),
      facts('trialing', 'team_monthly'),
      facts('canceled', 'team_yearly'),
    ];
    expect(decideAccess(subscriptions)).toEqual({ granted: true, plan: 'team' });
    expect(decideAccess([])).toEqual({ granted: false, plan: 'free' });
  });
});
