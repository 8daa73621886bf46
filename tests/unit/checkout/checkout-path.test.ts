import { expect, test } from 'vitest';
import { checkoutPath } from '@/app/(account)/checkout/checkout-path';

test.each([
  [{ lookupKey: 'pro_monthly', currency: null }, '/checkout/pro_monthly'],
  [{ lookupKey: 'pro_monthly', currency: 'eur', seats: 1 }, '/checkout/pro_monthly?currency=eur'],
  [{ lookupKey: 'team_yearly', currency: 'jpy', seats: 3 }, '/checkout/team_yearly?currency=jpy&seats=3'],
  [{ lookupKey: 'team_yearly', currency: null, seats: 3 }, '/checkout/team_yearly?seats=3'],
])('%j leads back to %s', (chosen, path) => {
  expect(checkoutPath(chosen)).toBe(path);
});
