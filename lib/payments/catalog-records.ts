import type { Raw } from './records';

export type ProductRecord = {
  readonly kind: 'product';
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly planKey: string | null;
  readonly created: Date;
  readonly raw: Raw;
};

export type PriceRecord = {
  readonly kind: 'price';
  readonly id: string;
  readonly productId: string;
  readonly lookupKey: string | null;
  readonly active: boolean;
  readonly currency: string;
  readonly unitAmount: number | null;
  /** Minor units by currency, the price's own currency included. */
  readonly currencyOptions: Readonly<Record<string, number>>;
  readonly recurringInterval: string | null;
  readonly recurringIntervalCount: number | null;
  readonly created: Date;
  readonly raw: Raw;
};
