import type Stripe from 'stripe';
import { defineCollection, type Transaction, type Wire } from '../../kernel';

export type TaxSettings = Wire<Stripe.Tax.Settings>;

interface StoredSettings {
  id: string;
  object: '_tax_settings';
  defaults: TaxSettings['defaults'];
  head_office: TaxSettings['head_office'];
}

const stored = defineCollection<StoredSettings>('_tax_settings');

const ID = 'settings';
const FIRST: StoredSettings = {
  id: ID,
  object: '_tax_settings',
  defaults: { provider: 'stripe', tax_behavior: null, tax_code: null },
  head_office: null,
};

/** The account's settings. Without a head office nothing can be worked out: they are pending. */
export function taxSettings(tx: Transaction): TaxSettings {
  const { defaults, head_office } = tx.get(stored, ID) ?? FIRST;
  const status = head_office === null ? 'pending' : 'active';
  return {
    object: 'tax.settings',
    defaults,
    head_office,
    livemode: false,
    status,
    status_details: status === 'active' ? { active: {} } : { pending: { missing_fields: ['head_office'] } },
  };
}

/** Keeps what a request says; the rest stays. */
export function changeTaxSettings(
  tx: Transaction,
  change: { defaults?: Partial<TaxSettings['defaults']>; head_office?: TaxSettings['head_office'] },
): void {
  const { defaults, head_office } = tx.get(stored, ID) ?? FIRST;
  tx.put(stored, {
    ...FIRST,
    defaults: { ...defaults, ...change.defaults },
    head_office: change.head_office ?? head_office,
  });
}
