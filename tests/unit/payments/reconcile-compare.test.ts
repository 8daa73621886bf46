import { describe, expect, it } from 'vitest';
import { differencesOf, summaryOf } from '@/lib/payments/reconcile/compare';
import type { MirrorRow } from '@/lib/payments/reconcile/mirror-rows';
import type { MirrorRecord } from '@/lib/payments/records';
import { childrenOf } from '@/lib/payments/sync/children';
import { priceRecord, subscriptionRecord } from '../../support/records';

/** The row as the database tells of it when the mirror says what the record does. */
function rowOf(record: MirrorRecord): MirrorRow {
  const { raw, ...fields } = JSON.parse(JSON.stringify(record));
  return {
    id: record.id,
    ticket: 1n,
    deleted: false,
    fields,
    children: JSON.parse(JSON.stringify(childrenOf(record))),
  };
}

describe('comparing a row with what the provider says', () => {
  it('finds nothing where nothing differs, however a time is written', () => {
    const record = subscriptionRecord({ id: 'sub_1', created: new Date('2026-11-01T00:00:00Z') });
    const row = rowOf(record);
    expect(differencesOf(row, record)).toBeNull();
    const otherwise = { ...row, fields: { ...row.fields, created: '2026-11-01T01:00:00+01:00' } };
    expect(differencesOf(otherwise, record)).toBeNull();
  });

  it('says both values of each field that differs', () => {
    const record = subscriptionRecord({ id: 'sub_1', status: 'active', cancelAt: new Date(1_000) });
    const row = rowOf(subscriptionRecord({ id: 'sub_1', status: 'past_due', cancelAt: null }));
    expect(differencesOf(row, record)).toEqual({
      status: { mirror: 'past_due', provider: 'active' },
      cancelAt: { mirror: null, provider: '1970-01-01T00:00:01.000Z' },
    });
  });

  it('does not mind the order of the keys of a hash, and minds its values', () => {
    const row = rowOf(priceRecord({ id: 'price_1', currencyOptions: { usd: 1, eur: 2 } }));
    expect(
      differencesOf(row, priceRecord({ id: 'price_1', currencyOptions: { eur: 2, usd: 1 } })),
    ).toBeNull();
    expect(
      differencesOf(row, priceRecord({ id: 'price_1', currencyOptions: { eur: 3, usd: 1 } })),
    ).toHaveProperty('currencyOptions');
  });

  it('compares children by their ids', () => {
    const record = subscriptionRecord({ id: 'sub_1' });
    const [item] = record.items;
    if (!item) throw new Error('no item');
    const lacking = { ...rowOf(record), children: [] };
    expect(differencesOf(lacking, record)).toMatchObject({ [`items.${item.id}`]: { mirror: null } });
    const other = {
      ...rowOf(record),
      children: [{ ...rowOf(record).children[0], id: item.id, quantity: 9 }],
    };
    expect(differencesOf(other, record)).toEqual({
      [`items.${item.id}.quantity`]: { mirror: 9, provider: item.quantity },
    });
    const surplus = { ...rowOf(record), children: [...rowOf(record).children, { id: 'si_old' }] };
    expect(differencesOf(surplus, record)).toEqual({
      'items.si_old': { mirror: { id: 'si_old' }, provider: null },
    });
  });

  it('finds a tombstone of what is alive', () => {
    const record = subscriptionRecord({ id: 'sub_1' });
    expect(differencesOf({ ...rowOf(record), deleted: true }, record)).toEqual({
      deleted: { mirror: true, provider: false },
    });
  });

  it('says of what is missing no more than it can be known by', () => {
    const fields = Object.keys(summaryOf(subscriptionRecord({ id: 'sub_1' })));
    expect(fields.sort()).toEqual(['created', 'currency', 'customerId', 'status']);
  });
});
