import { describe, expect, test } from 'vitest';
import { fieldsOf, type PlanQuery, parseChoice } from '@/app/(account)/billing/plan/parse-choice';
import { planPath, planPathFor } from '@/app/(account)/billing/plan/plan-path';

const has = { plan: 'pro', interval: 'month', seats: 1 } as const;

function choose(query: PlanQuery, running: Parameters<typeof parseChoice>[1] = has) {
  return parseChoice(fieldsOf(query, running), running);
}

describe('the choice of another plan', () => {
  test('nothing in the address is what the buyer has', () => {
    expect(fieldsOf({}, has)).toEqual({ plan: 'pro', interval: 'month', seats: '1' });
    expect(choose({})).toEqual({ kind: 'nothing' });
  });

  test('another plan, another interval, other seats', () => {
    expect(choose({ plan: 'team', seats: '3' })).toEqual({
      kind: 'target',
      target: { lookupKey: 'team_monthly', seats: 3 },
    });
    expect(choose({ interval: 'year' })).toEqual({
      kind: 'target',
      target: { lookupKey: 'pro_yearly', seats: 1 },
    });
  });

  test('seats of a plan that is not sold by the seat don’t matter', () => {
    expect(choose({ plan: 'pro', seats: '7' })).toEqual({ kind: 'nothing' });
    expect(choose({ interval: 'year', seats: 'x' })).toMatchObject({ target: { seats: 1 } });
  });

  test.each(['', '0', '-1', '501', '2.5', 'many'])('“%s” seats are said to be wrong', (seats) => {
    expect(choose({ plan: 'team', seats })).toEqual({ kind: 'invalid_seats' });
  });

  test.each([{ plan: 'free' }, { plan: '__proto__' }, { plan: ['team', 'pro'] }, { interval: 'week' }])(
    '%o falls back to what can be chosen',
    (query) => {
      expect(choose(query)).toEqual({ kind: 'nothing' });
    },
  );

  test('one that runs on a plan we don’t sell can be changed to one we do', () => {
    const other = { plan: null, interval: 'week', seats: 2 };
    expect(fieldsOf({}, other)).toEqual({ plan: 'pro', interval: 'month', seats: '2' });
    expect(choose({}, other)).toMatchObject({ target: { lookupKey: 'pro_monthly' } });
  });

  test('its address has the fields in the order of the form, and leads back after a refusal', () => {
    expect(planPath({ subscription: 'sub_1' })).toBe('/billing/plan?subscription=sub_1');
    expect(planPathFor('sub_1', { lookupKey: 'team_yearly', seats: 4 }, 'quote_expired')).toBe(
      '/billing/plan?subscription=sub_1&plan=team&interval=year&seats=4&refused=quote_expired',
    );
  });
});
