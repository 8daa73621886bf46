import { z } from 'zod';

/** A parameter that Stripe has and the sandbox does not: refused by name, never silently ignored. */
export function unsupported(name: string) {
  return z
    .unknown()
    .superRefine((value, ctx) => {
      if (value === undefined) return;
      ctx.addIssue({ code: 'custom', message: `The sandbox does not implement the parameter ${name}.` });
    })
    .transform(() => undefined)
    .optional();
}
