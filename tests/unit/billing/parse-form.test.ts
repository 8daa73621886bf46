import { describe, expect, test } from 'vitest';
import {
  parseOperation,
  parseQuotedTarget,
  parseResumable,
  parseSeen,
} from '@/app/(account)/billing/parse-form';

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const target = { lookupKey: 'team_monthly', seats: '3', prorationDate: '1790000000' };

describe('what the forms of the billing pages may say', () => {
  test('which subscription the page showed, beside fields of the framework’s', () => {
    const form = formOf({ subscription: 'sub_1', revision: '2', $ACTION_ID_1: '' });
    expect(parseSeen(form)).toEqual({ subscriptionId: 'sub_1', revision: 2 });
  });

  test.each<Record<string, string>>([
    { subscription: 'sub_1' },
    { revision: '1' },
    { subscription: '', revision: '1' },
  ])('not which one: %o', (fields) => {
    expect(parseSeen(formOf(fields))).toBeNull();
  });

  test.each(['', '-1', '1.5', '1e3', 'x', ' 1', '99999999999'])('“%s” is no revision', (revision) => {
    expect(parseSeen(formOf({ subscription: 'sub_1', revision }))).toBeNull();
  });

  test('a plan at a price that was shown, or one for the end of the period', () => {
    expect(parseQuotedTarget(formOf(target))).toEqual({
      lookupKey: 'team_monthly',
      seats: 3,
      prorationDate: 1_790_000_000,
    });
    expect(parseQuotedTarget(formOf({ ...target, prorationDate: '' }))?.prorationDate).toBeNull();
  });

  test.each([{ seats: '' }, { seats: '2.5' }, { prorationDate: 'now' }, { lookupKey: '' }])(
    'no plan with %o',
    (wrong) => {
      expect(parseQuotedTarget(formOf({ ...target, ...wrong }))).toBeNull();
    },
  );

  test('what to resume from, and which operation', () => {
    expect(parseResumable(formOf({ from: 'pause' }))).toBe('pause');
    expect(parseResumable(formOf({ from: 'the_dead' }))).toBeNull();
    expect(parseOperation(formOf({ operation: 'x' }))).toBeNull();
    const operation = '0190a7c8-0000-7000-8000-000000000000';
    expect(parseOperation(formOf({ operation }))).toBe(operation);
  });
});
