type Chosen = {
  readonly lookupKey: string;
  /** Null: the reader's own, worked out anew. */
  readonly currency: string | null;
  readonly seats?: number;
};

/** The address of a checkout with what was chosen on it, so that signing in on the way changes no price. */
export function checkoutPath({ lookupKey, currency, seats = 1 }: Chosen): string {
  const query = new URLSearchParams({
    ...(currency === null ? {} : { currency }),
    ...(seats === 1 ? {} : { seats: String(seats) }),
  });
  return query.size === 0 ? `/checkout/${lookupKey}` : `/checkout/${lookupKey}?${query}`;
}
