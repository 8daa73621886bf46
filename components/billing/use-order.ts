'use client';

import { useCallback, useRef, useState } from 'react';
import { REFUSALS } from '@/lib/payments/domain/refusal';
import type { OrderRequest, OrderSummary, QuoteAnswer } from './checkout-types';
import { parseSeats } from './parse-seats';

type FieldErrors = { readonly seats: string | null; readonly promotionCode: string | null };
type Start = { readonly request: OrderRequest; readonly summary: OrderSummary };
type Quoter = (request: OrderRequest) => Promise<QuoteAnswer>;

const NO_ERRORS: FieldErrors = { seats: null, promotionCode: null };
const NOT_REACHED = 'The price could not be worked out just now. Please try again.';

/** The order being put together: what was picked, what it costs, and what is wrong with it. */
export function useOrder(start: Start, quote: Quoter) {
  const [seatsText, setSeatsText] = useState(String(start.request.seats));
  const [promotionText, setPromotionText] = useState('');
  const [quoted, setQuoted] = useState(start);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [stale, setStale] = useState(false);
  // The wanted request and its answer, outside of rendering: a press of the button must see the latest of both.
  const wanted = useRef<{ request: OrderRequest; answer: Promise<Start> }>({
    request: start.request,
    answer: Promise.resolve(start),
  });

  const want = useCallback(
    (change: Partial<OrderRequest>) => {
      const before = wanted.current;
      const request = { ...before.request, ...change };
      const asked = (async (): Promise<Start> => {
        const answer = await quote(request).catch(() => null);
        if (answer?.kind === 'signed_out') window.location.assign(answer.address);
        if (answer?.kind === 'quoted') return { request, summary: answer.summary };
        // What was wanted can't be had: the order stays what it was, and the field says why.
        const message = answer?.kind === 'refused' ? answer.message : NOT_REACHED;
        const field = 'promotionCode' in change ? 'promotionCode' : 'seats';
        if (wanted.current.request === request) {
          wanted.current = before;
          setErrors((all) => ({ ...all, [field]: message }));
        }
        return before.answer;
      })();
      wanted.current = { request, answer: asked };
      setStale(true);
      void asked.then((result) => {
        // Only the latest question's answer is shown, in whatever order the answers come.
        if (wanted.current.request !== request && wanted.current !== before) return;
        setQuoted(result);
        setStale(false);
      });
    },
    [quote],
  );

  const onSeats = (text: string) => {
    setSeatsText(text);
    const seats = parseSeats(text);
    setErrors((all) => ({ ...all, seats: null }));
    if (seats !== null && seats !== wanted.current.request.seats) want({ seats });
  };
  const onPromotionText = (text: string) => {
    setPromotionText(text);
    setErrors((all) => ({ ...all, promotionCode: null }));
  };
  const onApply = (code: string | null) => {
    setErrors((all) => ({
      ...all,
      promotionCode: code === null && !quoted.request.promotionCode ? 'Enter a code first.' : null,
    }));
    if (code === null) setPromotionText('');
    if (code !== wanted.current.request.promotionCode) want({ promotionCode: code });
  };

  /** What is to be bought, once its price is known; null after saying which field is in the way. */
  const settle = async (): Promise<Start | null> => {
    const unapplied = promotionText.trim() !== '' && wanted.current.request.promotionCode === null;
    const problems: FieldErrors = {
      seats: parseSeats(seatsText) === null ? REFUSALS.invalid_seats : null,
      promotionCode: unapplied ? 'Press Apply to use this code, or clear it.' : null,
    };
    setErrors(problems);
    const field = problems.seats ? 'seats' : problems.promotionCode ? 'promotion-code' : null;
    if (field) {
      document.getElementById(field)?.focus();
      return null;
    }
    return wanted.current.answer;
  };

  const refuse = (field: keyof FieldErrors, message: string) =>
    setErrors((all) => ({ ...all, [field]: message }));

  return {
    ...quoted,
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
