'use client';

import { useState } from 'react';
import { REFUSALS } from '@/lib/payments/domain/refusal';
import type { OrderRequest, QuoteAnswer } from './checkout-types';
import { parseSeats } from './parse-seats';
import { type Priced, useLatestQuote } from './use-latest-quote';

type FieldErrors = { readonly seats: string | null; readonly promotionCode: string | null };

const NO_ERRORS: FieldErrors = { seats: null, promotionCode: null };
const FIELD_IDS = { seats: 'seats', promotionCode: 'promotion-code' } as const;

/** Takes the buyer to the field that says what is wrong. */
function inTheWay(field: keyof typeof FIELD_IDS): null {
  document.getElementById(FIELD_IDS[field])?.focus();
  return null;
}

/** The order being put together: what was typed, what it costs, and what is wrong with it. */
export function useOrder(start: Priced, quote: (request: OrderRequest) => Promise<QuoteAnswer>) {
  const [seatsText, setSeatsText] = useState(String(start.request.seats));
  const [promotionText, setPromotionText] = useState('');
  const [errors, setErrors] = useState(NO_ERRORS);
  const refuse = (field: keyof FieldErrors, message: string | null) =>
    setErrors((all) => ({ ...all, [field]: message }));
  const { priced, stale, want, wish } = useLatestQuote(start, quote, refuse);

  const onSeats = (text: string) => {
    setSeatsText(text);
    refuse('seats', null);
    const seats = parseSeats(text);
    if (seats !== null && seats !== wish().request.seats) want({ seats });
  };
  const onPromotionText = (text: string) => {
    setPromotionText(text);
    refuse('promotionCode', null);
  };
  const onApply = (promotionCode: string | null) => {
    const nothing = promotionCode === null && wish().request.promotionCode === null;
    refuse('promotionCode', nothing ? 'Enter a code first.' : null);
    if (promotionCode === null) setPromotionText('');
    if (promotionCode !== wish().request.promotionCode) want({ promotionCode });
  };

  /** What is to be bought, once its price is known; null after saying which field is in the way. */
  const settle = async (): Promise<Priced | null> => {
    const unapplied = promotionText.trim() !== '' && wish().request.promotionCode === null;
    const problems: FieldErrors = {
      seats: parseSeats(seatsText) === null ? REFUSALS.invalid_seats : null,
      promotionCode: unapplied ? 'Press Apply to use this code, or clear it.' : null,
    };
    setErrors(problems);
    const field = problems.seats ? 'seats' : problems.promotionCode ? 'promotionCode' : null;
    if (field) return inTheWay(field);
    // A price that could not be had when the seats were typed is asked for again.
    const seats = parseSeats(seatsText);
    if (seats !== null && seats !== wish().request.seats) want({ seats });
    const { request, answer } = wish();
    const result = await answer;
    if (result.request === request) return result;
    // Refused meanwhile: what is bought is never another order than the fields say.
    return inTheWay(result.request.promotionCode === request.promotionCode ? 'seats' : 'promotionCode');
  };

  return {
    ...priced,
    seatsText,
    promotionText,
    errors,
    stale,
    onSeats,
    onPromotionText,
    onApply,
    settle,
    refuse,
  };
}

export type Order = ReturnType<typeof useOrder>;
