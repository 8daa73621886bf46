import { z } from 'zod';
import { CURRENCIES, PLANS } from '@/lib/payments/domain/catalog';
import { type FigureFilter, INTERVALS } from '@/lib/payments/domain/figures';

const currencySchema = z.string().regex(/^[a-z]{3}$/);
const planSchema = z.string().refine((key) => PLANS.some((plan) => plan.key === key));
const intervalSchema = z.enum(INTERVALS);

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What an address asks to see. Anything odd means what is shown at first: all of the first currency, by month. */
export function parseFigureFilter(query: Query, today: Date): FigureFilter {
  return {
    currency: currencySchema.safeParse(query.currency).data ?? CURRENCIES[0],
    plan: planSchema.safeParse(query.plan).data ?? null,
    interval: intervalSchema.safeParse(query.by).data ?? 'month',
    until: today,
  };
}

/** The same as a query, for links. */
export function figureQuery({ currency, plan, interval }: FigureFilter): URLSearchParams {
  return new URLSearchParams({ currency, by: interval, ...(plan === null ? {} : { plan }) });
}
