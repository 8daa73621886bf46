'use client';

import { useRef, useState } from 'react';
import type { OrderRequest, OrderSummary, QuoteAnswer } from './checkout-types';

export type Priced = { readonly request: OrderRequest; readonly summary: OrderSummary };
type Change = Partial<Pick<OrderRequest, 'seats' | 'promotionCode'>>;
type Wanted = { readonly request: OrderRequest; readonly answer: Promise<Priced> };

const NOT_REACHED = 'The price could not be worked out just now. Please try again.';

/**
 * The order with its price. Only the latest question's answer is shown, in whatever order answers come; what cannot be had
 * leaves the order as it was.
 */
export function useLatestQuote(
  start: Priced,
  quote: (request: OrderRequest) => Promise<QuoteAnswer>,
  refuse: (field: keyof Change, message: string) => void,
) {
  const [priced, setPriced] = useState(start);
  const [stale, setStale] = useState(false);
  // Outside of rendering: a press of the button must see the latest wish and wait for its answer.
  const wanted = useRef<Wanted>({ request: start.request, answer: Promise.resolve(start) });

  async function ask(before: Wanted, request: OrderRequest, field: keyof Change): Promise<Priced> {
    const answer = await quote(request).catch(() => null);
    if (answer?.kind === 'signed_out') window.location.assign(answer.address);
    if (answer?.kind === 'quoted') return { request, summary: answer.summary };
    // What it was built on may have been refused too: back to the last order that has a price.
    const kept = await before.answer;
    if (wanted.current.request === request) {
      wanted.current = { request: kept.request, answer: Promise.resolve(kept) };
      const refused = answer?.kind === 'refused' ? answer : null;
      refuse(refused?.field ?? field, refused?.message ?? NOT_REACHED);
    }
    return kept;
  }

  function want(change: Change): void {
    const before = wanted.current;
    const request = { ...before.request, ...change };
    const answer = ask(before, request, 'promotionCode' in change ? 'promotionCode' : 'seats');
    wanted.current = { request, answer };
    setStale(true);
    void answer.then((result) => {
      if (wanted.current.request !== request && wanted.current.request !== result.request) return;
      setPriced(result);
      setStale(false);
    });
  }

  const wish = () => wanted.current;
  return { priced, stale, want, wish };
}
