/** A metered price, which has a quantity of 0 here, takes none: Stripe refuses one. */
export function quantityParam(quantity: number): { quantity?: number } {
  return quantity === 0 ? {} : { quantity };
}

/** The quantity of an item: 0 for that of a metered price, which has none. */
export function quantityIn({ quantity }: { readonly quantity?: number | null }): number {
  return quantity ?? 0;
}
